import type { Column, LdapBinding, Row } from '../../schema/column';
import { type DirectorySchema, isSecret } from './attributes';
import { CODECS } from './codecs';
import { COMPUTATIONS } from './computed';
import { type Entry, textsOf } from './entry';

/** Turns entries into rows: one reader per column, made once per read. */
export function rowReader(columns: readonly Column[]): (entry: Entry) => Row {
	const readers = columns.flatMap((column) => {
		const read = column.ldap && readerOf(column.ldap);
		return read ? [{ id: column.id, read }] : [];
	});
	return (entry) => {
		const row: Row = {};
		for (const { id, read } of readers) row[id] = read(entry);
		return row;
	};
}

function readerOf(binding: LdapBinding): ((entry: Entry) => unknown) | undefined {
	const { attribute, computed, codec, multi } = binding;
	if (computed) {
		const computation = COMPUTATIONS[computed.name];
		return computation && ((entry) => computation.read((name) => textsOf(entry, name)));
	}
	if (!attribute) return undefined;
	const key = attribute.toLowerCase();
	const { decode } = CODECS[codec];
	if (key === 'distinguishedname') {
		// Also of servers that have no such attribute.
		return (entry) => entry.dn;
	}
	if (!multi) {
		return (entry) => {
			const first = entry.values.get(key)?.[0];
			return first === undefined ? null : decode(first);
		};
	}
	return (entry) => {
		const list: unknown[] = [];
		for (const value of entry.values.get(key) ?? []) {
			const one = decode(value);
			if (one !== null) list.push(typeof one === 'string' ? one : String(one));
		}
		return list;
	};
}

/** Every attribute that the entry has a value of, by the schema. */
export function wholeRow(entry: Entry, schema: DirectorySchema): Row {
	const row: Row = {};
	for (const [key, values] of entry.values) {
		if (values.length === 0 || isSecret(key)) continue;
		const attribute = schema.attributes.get(key);
		const { decode } = CODECS[attribute?.codec ?? 'text'];
		const name = attribute?.name ?? entry.names.get(key) ?? key;
		const multi = attribute?.multi ?? values.length > 1;
		const list = values.map(decode).filter((value) => value !== null);
		row[name] = multi
			? list.map((value) => (typeof value === 'string' ? value : String(value)))
			: (list[0] ?? null);
	}
	return row;
}

/** Attributes to ask the server for. */
export function attributesOf(columns: readonly Column[]): string[] {
	const names = new Set<string>();
	for (const { ldap } of columns) {
		if (ldap?.attribute) names.add(ldap.attribute);
		for (const name of ldap?.computed?.from ?? []) names.add(name);
	}
	return [...names];
}
