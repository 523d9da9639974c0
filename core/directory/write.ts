import { CONTROLS, plainControl } from '../backends/ldap/controls';
import { type Entry, textsOf } from '../backends/ldap/entry';
import { attributesOf, rowReader } from '../backends/ldap/rows';
import type { Call } from '../backends/backend';
import { InputError, SkippableError } from '../errors';
import { escapeDnValue, parseDn, splitFirst } from '../schema/dn';
import type { RecordResult } from '../session';
import { guidOf, lookUp } from './lookUp';
import type { Context } from './query';
import {
	createWith,
	type InputRecord,
	type Outcome,
	outcomeOf,
	prepare,
	updateEntry,
	type Work,
	writtenAttributes,
} from './record';
import type { DirectoryWrite, ObjectRef } from './session';
import { upsertRecords } from './upsert';

export type WriteAction = 'create' | 'update' | 'upsert' | 'delete' | 'move';
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
	if (action === 'upsert') return await upsertRecords(work);
	const results: RecordResult[] = [];
	for (const record of request.records) {
		const outcome = await STEPS[action](work, record).catch(outcomeOf);
		results.push({ index: record.index, ...outcome });
	}
	return results;
}

const create: Step = async (work, record) =>
	await createWith(work, record, prepare(work, record, 'create'));

const update: Step = async (work, record) => {
	const prepared = prepare(work, record, 'update');
	const entry = await find(work, record.object, writtenAttributes(work, prepared.values));
	return await updateEntry(work, prepared, entry);
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

const STEPS: Readonly<Record<Exclude<WriteAction, 'upsert'>, Step>> = {
	create,
	update,
	delete: remove,
	move,
};

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
