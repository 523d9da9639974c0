import { CODECS } from '../backends/ldap/codecs';
import { DISABLED, SCOPES } from '../backends/ldap/computed';
import type { Modification } from '../backends/ldap/connection';
import type { Entry } from '../backends/ldap/entry';
import { textOf } from '../backends/ldap/entry';
import { InputError } from '../errors';
import type { Column, Row } from '../schema/column';
import { dnKey } from '../schema/dn';
import { sameValue } from '../schema/equal';

/** Values for attributes, as bytes. An empty list clears. */
export type AttributeValues = Map<string, readonly Buffer[]>;

/** The bytes of a typed value for its attribute. */
export function encode(column: Column, value: unknown): readonly Buffer[] {
	const binding = column.ldap!;
	const codec = CODECS[binding.codec];
	const one = (entry: unknown): Buffer => {
		const bytes = codec.encode(binding.multi ? typed(binding.codec, entry) : entry);
		if (bytes) return bytes;
		throw new InputError(
			`'${column.label}' has a value that does not fit: '${String(entry).slice(0, 60)}'`,
			{
				field: column.id,
				advice: ADVICE[binding.codec] ?? 'Change the value, or leave the column out.',
			},
		);
	};
	if (value === null || value === undefined) {
		const none = codec.encode(null);
		return none ? [none] : [];
	}
	if (!binding.multi) return value === '' ? [] : [one(value)];
	const list = Array.isArray(value) ? value : [value];
	const unique = new Map(list.map(one).map((bytes) => [bytes.toString('latin1'), bytes]));
	return [...unique.values()];
}

/** Entries of a list are texts; a codec of another type wants its own. */
function typed(codec: string, entry: unknown): unknown {
	return codec === 'boolean' && typeof entry === 'string' ? /^true$/i.test(entry) : entry;
}

const ADVICE: Readonly<Record<string, string>> = {
	guid: 'Write a GUID, such as 6c3a8bf0-4473-4d5e-9f00-0123456789ab.',
	sid: 'Write a SID, such as S-1-5-21-1004336348-1177238915-682003330-512.',
};

/** What password a new account gets: the form of unicodePwd. */
export function passwordBytes(password: string): Buffer {
	return Buffer.from(`"${password}"`, 'utf16le');
}

const NORMAL_ACCOUNT = 0x200;
/** A machine's account that waits for the machine to join: no password is needed. */
const WAITING_COMPUTER = 0x1020;
const SECURITY = 0x8000_0000;

/** The attributes of a new object, computed columns included. */
export function attributesForCreate(
	table: string,
	columns: ReadonlyMap<string, Column>,
	values: Readonly<Row>,
): AttributeValues {
	const attributes: AttributeValues = new Map();
	for (const [id, value] of Object.entries(values)) {
		const column = columns.get(id);
		if (!column?.ldap?.attribute) continue;
		const bytes = encode(column, value);
		if (bytes.length > 0) attributes.set(column.ldap.attribute, bytes);
	}
	const isAccount = table === 'user' || table === 'computer';
	if (isAccount && (!attributes.has('userAccountControl') || 'enabled' in values)) {
		const given = values.userAccountControl as number | undefined;
		const base = given ?? (table === 'user' ? NORMAL_ACCOUNT : WAITING_COMPUTER);
		// An account without password stays off until it has one, as the administrator's own tools do it.
		const enabled = values.enabled ?? (table === 'computer' || Boolean(values.password));
		attributes.set('userAccountControl', [
			Buffer.from(String(enabled ? base & ~DISABLED : base | DISABLED)),
		]);
	}
	if (typeof values.password === 'string') {
		attributes.set('unicodePwd', [passwordBytes(values.password)]);
	}
	if (table === 'group' && !attributes.has('groupType')) {
		attributes.set('groupType', [Buffer.from(groupType(undefined, values))]);
	}
	return attributes;
}

/** groupType with scope and kind replaced where they are given; a new group is global and for security. */
function groupType(current: number | undefined, values: Readonly<Row>): string {
	const before = current ?? (SCOPES.global ?? 2) | SECURITY;
	let type = before;
	if (typeof values.groupScope === 'string') {
		const wanted = values.groupScope.toLowerCase();
		const scope = Object.entries(SCOPES).find(([name]) => name.toLowerCase() === wanted);
		if (!scope) {
			throw new InputError(`'Group Scope' is '${values.groupScope}'`, {
				field: 'groupScope',
				advice: `Use one of ${Object.keys(SCOPES).join(', ')}.`,
			});
		}
		type = (type & ~0xe) | scope[1];
	}
	if (typeof values.securityEnabled === 'boolean') {
		type = values.securityEnabled ? type | SECURITY : type & ~SECURITY;
	}
	return String(type | 0);
}

/** Least changes that turn what is stored into what is wanted; empty: nothing to do. */
export function modificationsOf(
	columns: ReadonlyMap<string, Column>,
	values: Readonly<Row>,
	entry: Entry,
): Modification[] {
	const changes: Modification[] = [];
	for (const [id, value] of Object.entries(values)) {
		const column = columns.get(id);
		const attribute = column?.ldap?.attribute;
		if (!column || !attribute) continue;
		const wanted = encode(column, value);
		const stored = entry.values.get(attribute.toLowerCase()) ?? [];
		changes.push(...difference(column, attribute, stored, wanted, value));
	}
	const flags = 'userAccountControl' in values ? undefined : textOf(entry, 'userAccountControl');
	if (typeof values.enabled === 'boolean' && flags !== undefined) {
		const next = values.enabled ? Number(flags) & ~DISABLED : Number(flags) | DISABLED;
		if (next !== Number(flags)) changes.push(replace('userAccountControl', String(next)));
	}
	const type = textOf(entry, 'groupType');
	if (type !== undefined && ('groupScope' in values || 'securityEnabled' in values)) {
		const next = groupType(Number(type), values);
		if (next !== type) changes.push(replace('groupType', next));
	}
	return changes;
}

export function replace(attribute: string, value: string): Modification {
	return { operation: 'replace', attribute, values: [Buffer.from(value)] };
}

function difference(
	column: Column,
	attribute: string,
	stored: readonly Buffer[],
	wanted: readonly Buffer[],
	value: unknown,
): Modification[] {
	const { codec, multi } = column.ldap!;
	if (!multi) {
		const current = stored[0] === undefined ? null : CODECS[codec].decode(stored[0]);
		const same =
			codec === 'dn' && typeof current === 'string' && typeof value === 'string'
				? dnKey(current) === dnKey(value)
				: sameValue(column, current, value);
		if (same) return [];
		return [{ operation: 'replace', attribute, values: wanted }];
	}
	const key = (bytes: Buffer) =>
		codec === 'dn' ? dnKey(bytes.toString('utf8')) : bytes.toString('latin1');
	const before = new Map(stored.map((bytes) => [key(bytes), bytes]));
	const after = new Map(wanted.map((bytes) => [key(bytes), bytes]));
	const removed = [...before].filter(([each]) => !after.has(each)).map(([, bytes]) => bytes);
	const added = [...after].filter(([each]) => !before.has(each)).map(([, bytes]) => bytes);
	if (removed.length === 0 && added.length === 0) return [];
	const fold = (bytes: Buffer) => bytes.toString('utf8').toLowerCase();
	const gone = new Set(removed.map(fold));
	// Values that differ in case alone are one to the server: removing and adding would clash.
	const clash = added.some((bytes) => gone.has(fold(bytes)));
	if (clash || removed.length + added.length > wanted.length) {
		return [{ operation: 'replace', attribute, values: wanted }];
	}
	const changes: Modification[] = [];
	if (removed.length > 0) changes.push({ operation: 'delete', attribute, values: removed });
	if (added.length > 0) changes.push({ operation: 'add', attribute, values: added });
	return changes;
}
