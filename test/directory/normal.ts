import type { Row } from '../../core/schema/column';
import type { LdapEntry } from '../support/ldapsearch';

/**
 * Values as both sides can be compared, worked out from bytes by nothing of the product: by the
 * schema's own objects (attributeSyntax, oMSyntax, isSingleValued), not by the subschema that it reads.
 */
export interface Kind {
	readonly syntax: string;
	readonly om: string;
	readonly single: boolean;
}

export function kindsOf(schemaEntries: readonly LdapEntry[]): Map<string, Kind> {
	const kinds = new Map<string, Kind>();
	for (const { attributes } of schemaEntries) {
		const text = (name: string) => attributes.get(name.toLowerCase())?.[0]?.toString() ?? '';
		kinds.set(text('lDAPDisplayName').toLowerCase(), {
			syntax: text('attributeSyntax'),
			om: text('oMSyntax'),
			single: text('isSingleValued') === 'TRUE',
		});
	}
	return kinds;
}

const TICKS_TO_1970 = 116_444_736_000_000_000n;
const NEVER = 9_223_372_036_854_775_807n;
const GUID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;

/** One value from the server's bytes, by kind. Instants are `@` and milliseconds. */
export function fromBytes(kind: Kind | undefined, value: Buffer): string[] {
	const text = value.toString();
	switch (kind?.syntax) {
		case '2.5.5.8':
			return [`boolean ${text === 'TRUE'}`];
		case '2.5.5.11':
			return [`@${generalized(text)}`];
		case '2.5.5.16': {
			const ticks = BigInt(text);
			// As a time, 0 and the largest number are none; whether it is one only the name tells.
			const instant =
				ticks === 0n || ticks === NEVER ? 'none' : `@${Number((ticks - TICKS_TO_1970) / 10_000n)}`;
			return [`number ${text}`, instant];
		}
		case '2.5.5.9':
			return [`number ${text}`];
		case '2.5.5.10':
		case '2.5.5.15':
		case '2.5.5.17':
			return [`bytes ${value.toString('hex')}`];
		default:
			return [`text ${text}`, `bytes ${value.toString('hex')}`];
	}
}

const generalized = (text: string) => {
	const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text)!;
	return Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
};

/** One value of a row, in all the ways it may be meant. */
export function fromRow(kind: Kind | undefined, value: unknown): string {
	if (value === null) return 'none';
	if (typeof value === 'boolean') return `boolean ${value}`;
	if (typeof value === 'number') return `number ${value}`;
	const text = String(value);
	if (kind?.syntax === '2.5.5.11') return `@${Date.parse(text)}`;
	if (kind?.syntax === '2.5.5.16') {
		return /^-?\d+$/.test(text) ? `number ${text}` : `@${Date.parse(text)}`;
	}
	if (kind && ['2.5.5.10', '2.5.5.15', '2.5.5.17'].includes(kind.syntax)) {
		return `bytes ${bytesOf(text).toString('hex')}`;
	}
	return `text ${text}`;
}

function bytesOf(text: string): Buffer {
	const guid = GUID.exec(text);
	if (guid) {
		const turned = (part: string) => part.match(/../g)!.reverse().join('');
		const [, a, b, c, d, e] = guid as unknown as string[];
		return Buffer.from(turned(a!) + turned(b!) + turned(c!) + d! + e!, 'hex');
	}
	if (text.startsWith('S-1-')) {
		const [authority, ...parts] = text.split('-').slice(2).map(Number);
		const bytes = Buffer.alloc(8 + 4 * parts.length);
		bytes[0] = 1;
		bytes[1] = parts.length;
		bytes[7] = authority!;
		parts.forEach((part, i) => bytes.writeUInt32LE(part, 8 + 4 * i));
		return bytes;
	}
	return Buffer.from(text, 'base64');
}

/** What differs between a row and the server's entry, in words; empty: nothing. */
export function differences(
	row: Row,
	entry: LdapEntry,
	kinds: ReadonlyMap<string, Kind>,
	only?: readonly string[],
): string[] {
	const found: string[] = [];
	const named = new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
	const names = only?.map((name) => name.toLowerCase()) ?? [...entry.attributes.keys()];
	for (const name of names) {
		const kind = kinds.get(name);
		const there = entry.attributes.get(name) ?? [];
		const value = named.get(name);
		if (value === undefined) {
			found.push(`${entry.dn}: ${name} is missing`);
			continue;
		}
		if (kind && !kind.single && value !== null && !Array.isArray(value)) {
			found.push(`${entry.dn}: ${name} has several values and is no array`);
		}
		if (kind?.single && Array.isArray(value)) found.push(`${entry.dn}: ${name} is an array`);
		const listed = Array.isArray(value)
			? value
			: value === null && there.length === 0
				? []
				: [value];
		const rest = there.map((bytes) => fromBytes(kind, bytes));
		for (const each of listed) {
			const read = fromRow(kind, each);
			const at = rest.findIndex((meanings) => meanings.includes(read));
			if (at < 0) found.push(`${entry.dn}: ${name} ${read.slice(0, 200)} is not of the server`);
			else rest.splice(at, 1);
		}
		for (const [meaning] of rest)
			found.push(`${entry.dn}: ${name} lacks ${meaning!.slice(0, 200)}`);
	}
	return found;
}
