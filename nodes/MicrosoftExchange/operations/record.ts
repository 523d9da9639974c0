import type { Operation } from '../../../core/schema/table';
import type { RecordsRequest } from '../../../core/session';
import { scopeOf } from '../../shared/locators';
import { ColumnResolver, type Mapping, mappingOf } from '../../shared/mapping';
import type { NodeOptions } from '../../shared/options';
import type { TableRun } from '../../shared/run';
import { text } from '../../shared/values';
import type { Prepared } from '../../shared/writes';

type WriteOptions = RecordsRequest['options'];

const VERBS: Readonly<Partial<Record<Operation, string>>> = {
	create: 'Create',
	update: 'Update',
	upsert: 'Create or Update',
};

/** The options that a request carries; the rest belongs to the node. */
const REQUEST_OPTIONS = [
	'batchSize',
	'conflictResolution',
	'dryRun',
	'emptyValues',
	'removeOutlookRules',
	'sendCancellations',
	'sendInvitations',
	'taskOccurrences',
] as const satisfies ReadonlyArray<keyof WriteOptions>;

function requestOptions(options: NodeOptions, more: Partial<WriteOptions>): WriteOptions {
	const taken = REQUEST_OPTIONS.filter((name) => options[name] !== undefined).map((name) => [
		name,
		options[name],
	]);
	return { ...Object.fromEntries(taken), ...more };
}

/** Reads an item that changes a record that is named by its id. */
export function prepareKnown(
	{ run }: TableRun,
	index: number,
	record: (options: NodeOptions) => Omit<Prepared['record'], 'index'>,
	more: Partial<WriteOptions>,
	risky?: string,
): Prepared {
	const options = run.options(index);
	if (risky) run.allowRisky(options, risky);
	return {
		scope: { ...scopeOf(run.context, index, options), folders: [] },
		options: requestOptions(options, more),
		call: run.call(options),
		record: { index, ...record(options) },
	};
}

/** Reader of items whose columns are mapped; `shape` turns the mapping into a record. */
export function mappedItems(
	{ run, table }: TableRun,
	operation: Operation,
	shape: (
		mapping: Mapping,
		resolver: ColumnResolver,
		options: NodeOptions,
	) => { record: Omit<Prepared['record'], 'index'>; more?: Partial<WriteOptions> },
): (index: number) => Prepared {
	const resolver = new ColumnResolver(table, run.dialect, operation);
	return (index) => {
		const options = run.options(index);
		if (table.risky) run.allowRisky(options, `${VERBS[operation]} ${table.label}`);
		const mapping = mappingOf(run.context, resolver, index, options.unknownColumns ?? 'ignore');
		if (sendsInvitations(options, mapping.values, resolver)) {
			run.allowRisky(options, 'Send Invitations');
		}
		const { record, more } = shape(mapping, resolver, options);
		const scope = scopeOf(run.context, index, options);
		return {
			scope: operation === 'update' ? { ...scope, folders: [] } : scope,
			// Names that were typed are always judged; automatic mapping has left out what it may.
			options: requestOptions(options, { unknownColumns: 'error', ...more }),
			call: run.call(options),
			record: { index, ...record },
		};
	};
}

const QUIET = 'SendToNone';

/** By the option, or by a pseudo-column among the values. */
const sendsInvitations = (
	{ sendInvitations = QUIET }: NodeOptions,
	values: Mapping['values'],
	resolver: ColumnResolver,
): boolean =>
	sendInvitations !== QUIET ||
	Object.entries(values).some(
		([name, value]) =>
			resolver.pseudo(name)?.sets === 'sendInvitations' &&
			text(value) !== '' &&
			text(value).toLowerCase() !== QUIET.toLowerCase(),
	);
