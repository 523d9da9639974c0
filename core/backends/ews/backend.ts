import type { Settings } from '../../connection/settings';
import { type ExchangeError, InputError } from '../../errors';
import type { Query, Scope } from '../../query/query';
import type { Row } from '../../schema/column';
import type { Table } from '../../schema/table';
import type { Backend, Call, ChoiceList, Plan, WriteOutcome, WriteRequest } from '../backend';
import { AddressBook } from './addresses';
import type { EwsChannel } from './channel';
import { Folders } from './folders';
import { MailboxIds } from './mailboxIds';
import { searchFolders, searchMailboxes } from './pickers';
import { type EwsRequest, planQuery } from './plan';
import { Reader } from './read';
import { fetchById } from './records';
import { sendMail } from './send/sendMail';
import { Writer } from './write/writer';

export interface EwsBackendOptions {
	/** Milliseconds before a page that broke off is read again, doubled each time; default 500. */
	readonly retryMs?: number;
	/** Milliseconds before each look into the mailbox after a lost answer; default 0, 2000, 5000. */
	readonly settleDelays?: readonly number[];
	/**
	 * Milliseconds that settling a batch after a lost answer may take in all, retries included; what is
	 * open then is `unknown`. Default 45,000.
	 */
	readonly settleBudgetMs?: number;
}

/** What the backend takes from the connection's settings. */
export type EwsBackendSettings = Pick<
	Settings,
	| 'user'
	| 'access'
	| 'impersonationType'
	| 'timeoutMs'
	| 'defaultMailbox'
	| 'folderDepth'
	| 'batchSize'
	| 'disableServerSideFiltering'
>;

/** The dialect of Exchange Web Services, 2007 to Subscription Edition. */
export class EwsBackend implements Backend {
	readonly dialect = 'ews';
	private readonly context;

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

	plan(table: Table, query: Query): Plan<EwsRequest> {
		return planQuery(table, query, this.context.settings);
	}

	read(plan: Plan, call: Call): AsyncGenerator<Row[]> {
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
		return await fetchById(this.context, { table, ids, columns, scope, bodyFormat }, call);
	}

	async write(request: WriteRequest, call: Call): Promise<WriteOutcome[]> {
		return await new Writer(this.context).write(request, call);
	}

	async searchMailboxes(text: string, call: Call): Promise<ChoiceList> {
		return await searchMailboxes(this.context, text, call);
	}

	async searchFolders(table: Table, text: string, scope: Scope, call: Call): Promise<ChoiceList> {
		return await searchFolders(this.context, table, text, scope, call);
	}

	async execute(procedure: string, input: Readonly<Row>, scope: Scope, call: Call): Promise<Row[]> {
		if (procedure === 'sendMail') return await sendMail(this.context, input, scope, call);
		throw new InputError(`Exchange Web Services has no procedure '${procedure}'`, {
			field: 'procedure',
			advice: 'Choose another procedure.',
		});
	}
}
