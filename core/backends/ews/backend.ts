import type { ExchangeError } from '../../errors';
import type { Procedure, ProcedureResult } from '../../schema/procedure';
import type { Query, Scope } from '../../query/query';
import type { Row } from '../../schema/column';
import type { Table } from '../../schema/table';
import type { Backend, Call, ChoiceList, Plan, WriteOutcome, WriteRequest } from '../backend';
import { AddressBook } from './addresses';
import type { EwsChannel } from './channel';
import type { CollectionRead } from './collections/collection';
import { planCollection } from './collections/plan';
import { collectionOf, isCollection } from './collections/registry';
import { writeCollection } from './collections/write';
import type { EwsBackendSettings, EwsContext } from './context';
import { Folders } from './folders';
import { MailboxIds } from './mailboxIds';
import { searchFolders, searchMailboxes } from './pickers';
import { requireTable } from './operations/target';
import { type EwsRequest, planQuery } from './plan';
import { executeProcedure } from './procedures/execute';
import { Reader } from './read';
import { fetchById } from './records';
import { Writer } from './write/writer';

export type EwsBackendOptions = Pick<
	EwsContext,
	'retryMs' | 'settleDelays' | 'settleBudgetMs' | 'services'
>;

/** The dialect of Exchange Web Services, 2007 to Subscription Edition. */
export class EwsBackend implements Backend {
	readonly dialect = 'ews';
	private readonly context: EwsContext;

	constructor(channel: EwsChannel, settings: EwsBackendSettings, options: EwsBackendOptions = {}) {
		this.context = {
			channel,
			settings,
			folders: new Folders(channel, settings),
			addresses: new AddressBook(channel),
			mailboxIds: new MailboxIds(channel),
			...options,
		};
	}

	plan(table: Table, query: Query): Plan {
		if (isCollection(table)) return planCollection(table, query);
		return planQuery(table, query, this.context.settings);
	}

	read(plan: Plan, call: Call): AsyncGenerator<Row[]> {
		if (isCollection(plan.table)) {
			const { request } = plan as Plan<CollectionRead>;
			requireTable(this.context.channel, plan.table);
			return collectionOf(plan.table).read(this.context, request, call);
		}
		return new Reader(this.context).read(plan as Plan<EwsRequest>, call);
	}

	async fetch(
		table: Table,
		ids: readonly string[],
		columns: readonly string[],
		scope: Scope,
		call: Call,
		bodyFormat?: Query['bodyFormat'],
	): Promise<Array<Row | ExchangeError>> {
		if (isCollection(table)) {
			requireTable(this.context.channel, table);
			return await collectionOf(table).fetch(this.context, { ids, columns, scope }, call);
		}
		return await fetchById(this.context, { table, ids, columns, scope, bodyFormat }, call);
	}

	async write(request: WriteRequest, call: Call): Promise<WriteOutcome[]> {
		const { table } = request;
		if (!isCollection(table)) return await new Writer(this.context).write(request, call);
		requireTable(this.context.channel, table);
		return await writeCollection(this.context, request, call);
	}

	async searchMailboxes(text: string, call: Call): Promise<ChoiceList> {
		return await searchMailboxes(this.context, text, call);
	}

	async searchFolders(table: Table, text: string, scope: Scope, call: Call): Promise<ChoiceList> {
		return await searchFolders(this.context, table, text, scope, call);
	}

	async execute(
		procedure: Procedure,
		inputs: ReadonlyArray<Readonly<Row>>,
		scope: Scope,
		call: Call,
	): Promise<Array<ProcedureResult[] | ExchangeError>> {
		return await executeProcedure(this.context, procedure, inputs, scope, call);
	}
}
