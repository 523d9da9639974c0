import { attributesOf, rowReader } from '../backends/ldap/rows';
import { CONTROLS, plainControl } from '../backends/ldap/controls';
import { type Entry, textsOf } from '../backends/ldap/entry';
import { isDropped } from '../backends/ldap/errors';
import { present } from '../backends/ldap/filter';
import type { Call } from '../backends/backend';
import {
	CancelledError,
	ConflictError,
	ExchangeError,
	InputError,
	SkippableError,
} from '../errors';
import type { Condition } from '../query/condition';
import { compileCondition } from '../query/evaluate';
import { outputName } from '../records/projection';
import { type PreparedRecord, prepareRecord, type ValueRules } from '../records/values';
import type { Column, Row } from '../schema/column';
import { escapeDnValue, parseDn, splitFirst } from '../schema/dn';
import { columnsById, resolveColumn } from '../schema/resolve';
import type { RecordResult } from '../session';
import { guidOf, lookUp } from './lookUp';
import { type Context, planOf, readEntries } from './query';
import type { DirectoryWrite, ObjectRef } from './session';
import { attributesForCreate, modificationsOf } from './writeValues';

export type WriteAction = 'create' | 'update' | 'upsert' | 'delete' | 'move';
type InputRecord = DirectoryWrite['records'][number];
type Outcome = Omit<RecordResult, 'index'>;

interface Work extends Context {
	readonly request: DirectoryWrite;
	readonly call: Call;
}

type Step = (work: Work, record: InputRecord) => Promise<Outcome>;

/** One result per record, in order, whatever happens to the others. */
export async function writeRecords(
	context: Context,
	action: WriteAction,
	request: DirectoryWrite,
	call: Call,
): Promise<RecordResult[]> {
	const { table } = context;
	const allowed = action === 'move' ? 'update' : action;
	if (!table.operations.includes(allowed)) {
		throw new InputError(`A ${table.label} has no operation '${action}'`, {
			field: 'operation',
			advice: `It has: ${table.operations.join(', ')}.`,
		});
	}
	const work: Work = { ...context, request, call };
	if (action === 'upsert') matchColumns(work);
	const results: RecordResult[] = [];
	for (const record of request.records) {
		try {
			results.push({ index: record.index, ...(await STEPS[action](work, record)) });
		} catch (error) {
			if (error instanceof CancelledError || !(error instanceof ExchangeError)) throw error;
			// A request whose answer never came may have been carried out.
			const lost = error.code === 'TIMEOUT' || isDropped(error);
			results.push({ index: record.index, outcome: lost ? 'unknown' : 'failed', error });
		}
	}
	return results;
}

const create: Step = async (work, record) =>
	await createWith(work, record, prepare(work, record, 'create'));

async function createWith(
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

const update: Step = async (work, record) => {
	const prepared = prepare(work, record, 'update');
	const entry = await find(work, record.object, writtenAttributes(work, prepared.values));
	return await updateEntry(work, prepared, entry);
};

async function updateEntry(
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

const upsert: Step = async (work, record) => {
	const keys = matchColumns(work);
	const prepared = prepare(work, record, 'upsert', new Set(keys.map((column) => column.id)));
	for (const column of keys) {
		const value = prepared.values[column.id];
		if (value === undefined || value === null || value === '') {
			throw new InputError(`The column '${column.label}' is empty, and records are matched on it`, {
				field: column.id,
				advice: 'Give it a value, or match on another column.',
			});
		}
	}
	const matches = await readMatches(work, keys, prepared.values);
	const [match] = matches;
	if (matches.length > 1) {
		const ids = matches.map((entry) => guidOf(entry) ?? entry.dn);
		return {
			outcome: 'disputed',
			error: new ConflictError(
				`Disputed: ${matches.length} objects match, so nothing was written. Their ids: ${ids.slice(0, 10).join(', ')}`,
				{
					code: 'Disputed',
					recordKey: JSON.stringify(written(prepared)),
					advice: 'Match on more columns, or mend the directory so that one is left.',
				},
			),
		};
	}
	const given = keys.find((column) => !column.ldap?.write);
	const values = Object.fromEntries(
		Object.entries(prepared.values).filter(([id]) => columnsById(work.table).get(id)?.ldap?.write),
	);
	if (match) {
		const fixed = Object.entries(values).filter(
			([id]) => columnsById(work.table).get(id)?.ldap?.write !== 'create',
		);
		return await updateEntry(work, { ...prepared, values: Object.fromEntries(fixed) }, match);
	}
	if (given) {
		throw new SkippableError(
			`No object has this '${given.label}', and none can be created with it`,
			{
				field: given.id,
				advice:
					'The directory sets it itself. Match on a column that can be written, such as mail.',
			},
		);
	}
	const filled = Object.entries(values).filter(([, value]) => value !== null);
	return await createWith(work, record, { ...prepared, values: Object.fromEntries(filled) });
};

const remove: Step = async (work, record) => {
	const { link, table, call, request } = work;
	const common = table.columns.filter((column) => column.common);
	const attributes = request.options.dryRun ? attributesOf(common) : [];
	const entry = await find(work, record.object, attributes);
	const id = guidOf(entry);
	const identity = id ? { id } : {};
	if (request.options.dryRun) {
		return { outcome: 'deleted', ...identity, before: rowReader(common)(entry), after: null };
	}
	const connection = await link.open(call);
	const controls = request.options.deleteSubtree
		? [plainControl(connection.library, CONTROLS.treeDelete)]
		: [];
	await connection.delete(entry.dn, controls, call);
	return { outcome: 'deleted', ...identity };
};

const move: Step = async (work, record) => {
	const { link, call, request } = work;
	const entry = await find(work, record.object, []);
	const { rdn, parent } = splitFirst(entry.dn);
	const [first] = rdn;
	const id = guidOf(entry);
	const identity = id ? { id } : {};
	const type = first?.type ?? 'CN';
	const name = record.newName ? record.newName : (first?.value ?? '');
	const newRdn = `${type}=${escapeDnValue(name)}`;
	const target = record.parentDn?.trim() || undefined;
	if (target) parseDn(target, 'New Parent');
	const dn = `${newRdn},${target ?? parent}`;
	const row = { distinguishedName: dn };
	if (request.options.dryRun) {
		return { outcome: 'updated', ...identity, before: { distinguishedName: entry.dn }, after: row };
	}
	if (dn === `${type}=${escapeDnValue(first?.value ?? '')},${parent}`) {
		return { outcome: 'unchanged', ...identity, row: { distinguishedName: entry.dn } };
	}
	const connection = await link.open(call);
	await connection.rename(entry.dn, newRdn, target, call);
	return { outcome: 'updated', ...identity, row };
};

const STEPS: Readonly<Record<WriteAction, Step>> = { create, update, upsert, delete: remove, move };

function prepare(
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

/** The object of a record, which has to be one of the table. */
async function find(
	{ link, table, call, request }: Work,
	object: ObjectRef | undefined,
	attributes: readonly string[],
): Promise<Entry> {
	if (!object) {
		throw new InputError(`No ${table.label} is named`, {
			field: 'Object',
			advice: 'Name it by its distinguished name, object GUID or logon name.',
		});
	}
	const entry = await lookUp(link, request.scope, object, ['objectClass', ...attributes], call);
	const wanted = table.ldap?.objectClass;
	const classes = textsOf(entry, 'objectClass').map((name) => name.toLowerCase());
	const fits =
		!wanted ||
		(classes.includes(wanted.toLowerCase()) &&
			(wanted !== 'user' || !classes.includes('computer')));
	if (fits) return entry;
	throw new SkippableError(`'${entry.dn}' is not a ${table.label}`, {
		recordKey: entry.dn,
		advice: "Use the resource of its kind, or 'Any Object'.",
	});
}

function writtenAttributes({ table }: Work, values: Readonly<Row>): string[] {
	const columns = columnsById(table);
	return attributesOf(Object.keys(values).flatMap((id) => columns.get(id) ?? []));
}

function matchColumns({ table, request }: Work): Column[] {
	const names = request.options.matchColumns ?? [];
	if (names.length === 0) {
		throw new InputError('No column is chosen to match on', {
			field: 'Column to Match On',
			advice: 'Choose at least one column that identifies an object, such as objectGUID.',
		});
	}
	return names.map((name) => {
		const column = resolveColumn(table, name, 'ldap');
		if (column.ldap?.filter !== false && column.type !== 'textList') return column;
		throw new InputError(`The column '${column.label}' cannot be used to match objects`, {
			field: 'Column to Match On',
			advice: 'Choose a column with a single value that the server can search for.',
		});
	});
}

/** Two at the most: more make no difference. */
async function readMatches(
	work: Work,
	keys: readonly Column[],
	values: Readonly<Row>,
): Promise<Entry[]> {
	const { table, request, call } = work;
	const where: Condition = {
		and: keys.map((column) => ({
			column: column.id,
			operator: 'equals' as const,
			value: values[column.id],
		})),
	};
	const ids = [...keys.map((column) => column.id), ...Object.keys(values)];
	const plan = await planOf(work, { table: table.name, scope: request.scope, where }, ids, call);
	const toRow = rowReader(plan.columns);
	const passes = plan.residual ? compileCondition(plan.residual, columnsById(table)) : () => true;
	const found: Entry[] = [];
	for await (const entries of readEntries(work, plan, {}, call)) {
		found.push(...entries.filter((entry) => passes(toRow(entry))));
		if (found.length > 1) break;
	}
	return found;
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
function written(prepared: PreparedRecord, values: Readonly<Row> = prepared.values): Row {
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
