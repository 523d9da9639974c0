import { attributesOf, rowReader } from '../backends/ldap/rows';
import type { Entry } from '../backends/ldap/entry';
import { isDropped } from '../backends/ldap/errors';
import { present } from '../backends/ldap/filter';
import type { Call } from '../backends/backend';
import { CancelledError, ExchangeError, InputError } from '../errors';
import { outputName } from '../records/projection';
import { type PreparedRecord, prepareRecord, type ValueRules } from '../records/values';
import type { Row } from '../schema/column';
import { escapeDnValue, parseDn } from '../schema/dn';
import { columnsById } from '../schema/resolve';
import type { RecordResult } from '../session';
import { guidOf } from './lookUp';
import type { Context } from './query';
import type { DirectoryWrite } from './session';
import { attributesForCreate, modificationsOf } from './writeValues';

export type InputRecord = DirectoryWrite['records'][number];
export type Outcome = Omit<RecordResult, 'index'>;

export interface Work extends Context {
	readonly request: DirectoryWrite;
	readonly call: Call;
}

/** What a record comes to whose writing ended in an error. */
export function outcomeOf(error: unknown): Outcome {
	if (error instanceof CancelledError || !(error instanceof ExchangeError)) throw error;
	// A request whose answer never came may have been carried out.
	const isLost = error.code === 'TIMEOUT' || isDropped(error);
	return { outcome: isLost ? 'unknown' : 'failed', error };
}

/** A new object in its container. */
export async function createWith(
	{ link, table, call, request }: Work,
	record: InputRecord,
	prepared: PreparedRecord,
): Promise<Outcome> {
	const parent = record.parentDn?.trim();
	if (!parent) {
		throw new InputError(`No container is given for the new ${table.label}`, {
			field: 'Parent',
			advice: 'Choose the organizational unit or container that it is to stand in.',
		});
	}
	parseDn(parent, 'Parent');
	const columns = columnsById(table);
	const { values } = prepared;
	const { type, name } = namingOf(table.ldap?.naming ?? 'CN', values);
	const attributes = attributesForCreate(table.name, columns, values);
	// The server takes the naming attribute from the name itself.
	for (const key of [...attributes.keys()]) {
		if (key.toLowerCase() === type.toLowerCase()) attributes.delete(key);
	}
	for (const [key, texts] of Object.entries(table.ldap?.create ?? {})) {
		if (!attributes.has(key))
			attributes.set(
				key,
				texts.map((text) => Buffer.from(text)),
			);
	}
	if (!attributes.has('objectClass')) {
		throw new InputError("'Object Class' is empty", {
			field: 'objectClass',
			advice: 'Name the class of the new object, such as container.',
		});
	}
	const dn = `${type}=${escapeDnValue(name)},${parent}`;
	const row = written(prepared);
	if (request.options.dryRun) return { outcome: 'created', before: null, after: row };
	const connection = await link.open(call);
	if (attributes.has('unicodePwd')) requireEncryption(connection.isEncrypted);
	await connection.add(dn, attributes, call);
	const { entries } = await connection.search(
		{
			base: dn,
			scope: 'base',
			filter: present('objectClass'),
			attributes: ['objectGUID'],
		},
		call,
	);
	const id = entries[0] && guidOf(entries[0]);
	return {
		outcome: 'created',
		...(id ? { id } : {}),
		row: { ...row, distinguishedName: entries[0]?.dn ?? dn, objectGUID: id ?? null },
	};
}

/** Sends what differs from what is stored. */
export async function updateEntry(
	{ link, table, call, request }: Work,
	prepared: PreparedRecord,
	entry: Entry,
): Promise<Outcome> {
	const columns = columnsById(table);
	const changes = modificationsOf(columns, prepared.values, entry);
	const id = guidOf(entry);
	const identity = id ? { id } : {};
	if (request.options.dryRun) {
		const shown = Object.keys(prepared.values).flatMap((name) => columns.get(name) ?? []);
		const before = rowReader(shown)(entry);
		const outcome = changes.length > 0 ? 'updated' : 'unchanged';
		return { outcome, ...identity, before: written(prepared, before), after: written(prepared) };
	}
	if (changes.length === 0) return { outcome: 'unchanged', ...identity, row: {} };
	const connection = await link.open(call);
	await connection.modify(entry.dn, changes, call);
	return { outcome: 'updated', ...identity, row: written(prepared) };
}

/** @throws what is not right about the record's values. */
export function prepare(
	{ table, call, request }: Work,
	record: InputRecord,
	action: ValueRules['action'],
	matchColumns?: ReadonlySet<string>,
): PreparedRecord {
	const { options } = request;
	const prepared = prepareRecord(
		table,
		{ index: record.index, ...(record.values ? { values: record.values } : {}) },
		{
			dialect: 'ldap',
			timeZone: call.timeZone,
			emptyValues: options.emptyValues ?? 'leave',
			unknownColumns: options.unknownColumns ?? 'error',
			readOnlyColumns: options.readOnlyColumns ?? 'error',
			...(matchColumns ? { matchColumns } : {}),
			action,
		},
	);
	if ('error' in prepared) throw prepared.error;
	return prepared;
}

export function writtenAttributes({ table }: Work, values: Readonly<Row>): string[] {
	const columns = columnsById(table);
	return attributesOf(Object.keys(values).flatMap((id) => columns.get(id) ?? []));
}

function namingOf(naming: string, values: Readonly<Row>): { type: string; name: string } {
	const text = (id: string): string => {
		const value = values[id];
		return String((Array.isArray(value) ? value[0] : value) ?? '');
	};
	// Units are named by OU, also when they are created as any object.
	const classes = Array.isArray(values.objectClass) ? values.objectClass.map(String) : [];
	const type = classes.includes('organizationalUnit') ? 'OU' : naming;
	const name = text(type.toLowerCase()) || text('cn') || text('ou');
	if (name) return { type, name };
	throw new InputError(
		`'${type === 'OU' ? 'ou' : 'cn'}' is empty, and the new object is named by it`,
		{
			field: type.toLowerCase(),
			advice: 'Give it a value.',
		},
	);
}

/** Written columns under the names that the caller used; never a password. */
export function written(prepared: PreparedRecord, values: Readonly<Row> = prepared.values): Row {
	return Object.fromEntries(
		Object.entries(values)
			.filter(([id]) => id !== 'password')
			.map(([id, value]) => [outputName(id, prepared.names.get(id)), value]),
	);
}

/** @throws InputError unless what is sent is encrypted. */
export function requireEncryption(isEncrypted: boolean): void {
	if (isEncrypted) return;
	throw new InputError('A password is sent over an encrypted connection alone; nothing was sent', {
		field: 'Security',
		advice:
			"Choose implicit TLS (port 636) or StartTLS (port 389) as 'Security' in the credential.",
	});
}
