import { readGuid, writeGuid } from '../backends/ldap/codecs/guid';
import { writeSid } from '../backends/ldap/codecs/sid';
import type { SearchSpec } from '../backends/ldap/connection';
import type { Entry } from '../backends/ldap/entry';
import { equal, type Filter, present } from '../backends/ldap/filter';
import type { DirectoryLink } from '../backends/ldap/link';
import { completeRanges } from '../backends/ldap/read';
import type { Call } from '../backends/backend';
import { ConflictError, InputError, SkippableError } from '../errors';
import { parseDn } from '../schema/dn';
import { basesOf } from './bases';
import type { DirectoryScope, ObjectRef } from './session';

export const LABELS: Readonly<Record<ObjectRef['by'], string>> = {
	dn: 'Distinguished Name',
	objectGUID: 'Object GUID',
	objectSid: 'Object SID',
	sAMAccountName: 'Logon Name',
	userPrincipalName: 'User Principal Name',
};

/** Base of a search for one object by its GUID, wherever it stands. */
export function guidBase(value: Buffer): string {
	return `<GUID=${readGuid(value) ?? ''}>`;
}

export function guidOf(entry: Entry): string | undefined {
	const value = entry.values.get('objectguid')?.[0];
	return value && readGuid(value);
}

/**
 * The one object that a person named.
 * @throws InputError for a name of another form, SkippableError when there is none, ConflictError when
 * there are two.
 */
export async function lookUp(
	link: DirectoryLink,
	scope: DirectoryScope,
	ref: ObjectRef,
	attributes: readonly string[],
	call: Call,
): Promise<Entry> {
	const value = ref.value.trim();
	const label = LABELS[ref.by];
	if (!value) {
		throw new InputError(`'${label}' is empty`, { field: label, advice: 'Name the object.' });
	}
	const wanted = [...new Set(['objectGUID', ...attributes])];
	const found = await search(link, scope, { ...ref, value }, wanted, call);
	const [entry, another] = found;
	if (another) {
		throw new ConflictError(`${found.length} objects have the ${label} '${value}'`, {
			recordKey: value,
			advice: `Name it by its object GUID or distinguished name: ${found
				.map((each) => each.dn)
				.slice(0, 5)
				.join('; ')}.`,
		});
	}
	if (!entry) {
		throw new SkippableError(`There is no object with the ${label} '${value}'`, {
			code: 'noSuchObject',
			recordKey: value,
			advice: 'Check the spelling, the base DN, and that this account may see the object.',
		});
	}
	await completeRanges(link, entry, call);
	return entry;
}

async function search(
	link: DirectoryLink,
	scope: DirectoryScope,
	ref: ObjectRef,
	attributes: readonly string[],
	call: Call,
): Promise<Entry[]> {
	const connection = await link.open(call);
	const direct = directBase(ref);
	if (direct !== undefined) {
		const spec: SearchSpec = {
			base: direct,
			scope: 'base',
			filter: present('objectClass'),
			attributes,
		};
		try {
			return (await connection.search(spec, call)).entries;
		} catch (error) {
			if (isMissing(error)) return [];
			throw error;
		}
	}
	const server = await link.server(call);
	const filter = filterOf(ref);
	// A name is looked up in the whole domain: the base narrows queries, not who can be named.
	const bases = scope.baseDn
		? basesOf(link, server, { ...scope, scope: 'subtree' })
		: basesOf(link, server, {});
	const found = new Map<string, Entry>();
	for (const base of bases) {
		const { entries } = await connection.search(
			{ base: base.dn, scope: 'sub', filter, attributes },
			call,
			{ size: 10, cookie: Buffer.alloc(0) },
		);
		for (const entry of entries) found.set(entry.dn.toLowerCase(), entry);
	}
	return [...found.values()];
}

/** Code of `noSuchObject`, and of a base that is none. */
export function isMissing(error: unknown): boolean {
	return (
		error instanceof SkippableError &&
		(error.code === '32' || error.code === '0000208D' || error.code === 'noSuchObject')
	);
}

function directBase({ by, value }: ObjectRef): string | undefined {
	if (by === 'dn') {
		parseDn(value, LABELS.dn);
		return value;
	}
	if (by !== 'objectGUID') return undefined;
	const bytes = writeGuid(value);
	if (bytes) return guidBase(bytes);
	throw new InputError(`'${LABELS.objectGUID}' is '${value.slice(0, 60)}', which is no GUID`, {
		field: LABELS.objectGUID,
		advice: 'Write it as 6c3a8bf0-4473-4d5e-9f00-0123456789ab.',
	});
}

function filterOf({ by, value }: ObjectRef): Filter {
	if (by !== 'objectSid') return equal(by, value);
	const bytes = writeSid(value);
	if (bytes) return equal(by, bytes);
	throw new InputError(`'${LABELS.objectSid}' is '${value.slice(0, 60)}', which is no SID`, {
		field: LABELS.objectSid,
		advice: 'Write it as S-1-5-21-1004336348-1177238915-682003330-1103.',
	});
}
