import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../../core/backends/backend';
import type { DirectorySession, DirectoryWrite } from '../../../core/directory/session';
import type { Operation } from '../../../core/schema/table';
import type { RecordResult } from '../../../core/session';
import { ColumnResolver, type Mapping, mappingOf } from '../../shared/mapping';
import type { NodeOptions } from '../../shared/options';
import { schemaOf } from '../../shared/schema';
import { type Prepared as SharedPrepared, type RecordWords, writeItems } from '../../shared/writes';
import { scopeOf } from '../locators';
import type { DirectoryTableRun } from './operation';
import { addPassword } from './password';

export type Prepared = SharedPrepared<DirectoryWrite>;
type WriteOptions = DirectoryWrite['options'];

export const WORDS: RecordWords = {
	id: 'objectGUID',
	server: 'The directory',
	place: 'the directory',
};

/** Names of an object that the directory sets by itself or by a move. */
export const IDENTITY: readonly string[] = ['objectGUID', 'objectSid', 'distinguishedName'];

/** Columns that switch accounts or hand out rights; a tool writes them only where it may. */
const RISKY: readonly string[] = [
	'accountExpires',
	'enabled',
	'lockoutTime',
	'member',
	'password',
	'pwdLastSet',
	'unicodePwd',
	'userAccountControl',
];

function requestOptions(options: NodeOptions, more: Partial<WriteOptions>): WriteOptions {
	const { dryRun, emptyValues, deleteSubtree } = options;
	return { dryRun, emptyValues, deleteSubtree, ...more };
}

/** Reads an item that changes an object that is named, without mapped columns. */
export function prepareNamed(
	{ run }: DirectoryTableRun,
	index: number,
	record: (options: NodeOptions) => Omit<Prepared['record'], 'index'>,
): Prepared {
	const options = run.options(index);
	return {
		scope: scopeOf(run.context, index, options),
		options: requestOptions(options, {}),
		call: run.call(options),
		record: { index, ...record(options) },
	};
}

/** Reader of items whose columns are mapped; `shape` turns the mapping into a record. */
export function mappedItems(
	tableRun: DirectoryTableRun,
	operation: Operation,
	shape: (
		mapping: Mapping,
		resolver: ColumnResolver,
		index: number,
	) => { record: Omit<Prepared['record'], 'index'>; more?: Partial<WriteOptions> },
): (index: number) => Promise<Prepared> {
	const { run } = tableRun;
	const schema = schemaOf(tableRun);
	let resolver: ColumnResolver | undefined;
	return async (index) => {
		const options = run.options(index);
		const call = run.call(options);
		resolver ??= new ColumnResolver(await schema(call), run.dialect, operation, []);
		const mapping = mappingOf(run.context, resolver, index, options.unknownColumns ?? 'ignore');
		addPassword(run.context, resolver, mapping, index);
		for (const name of Object.keys(mapping.values)) {
			const column = resolver.tryFind(name);
			if (column && RISKY.includes(column.id)) {
				run.allowRisky(options, `Writing ${column.id}`);
			}
		}
		const { record, more } = shape(mapping, resolver, index);
		return {
			scope: scopeOf(run.context, index, options),
			// Names that were typed are always judged; automatic mapping has left out what it may.
			options: requestOptions(options, { unknownColumns: 'error', ...more }),
			call,
			record: { index, ...record },
		};
	};
}

type Send = (
	session: DirectorySession,
	request: DirectoryWrite,
	call: Call,
) => Promise<RecordResult[]>;

/** Writes the records of all items; each comes out with its key, its outcome and what was written. */
export const writeRecords = async (
	tableRun: DirectoryTableRun,
	prepare: (index: number) => Prepared | Promise<Prepared>,
	send: Send,
	show: (result: RecordResult, record: Prepared['record']) => IDataObject = written,
): Promise<INodeExecutionData[]> =>
	await writeItems(
		tableRun,
		prepare,
		(request: DirectoryWrite, call) => send(tableRun.run.session, request, call),
		show,
		WORDS,
	);

const written = ({ id, outcome, row }: RecordResult): IDataObject => ({
	objectGUID: id ?? null,
	outcome,
	...(row as IDataObject | undefined),
});
