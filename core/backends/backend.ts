import type { Row } from '../schema/column';
import type { Table } from '../schema/table';
import type { Condition } from '../query/condition';
import type { Order, Query, Scope } from '../query/query';
import type { Procedure, ProcedureResult } from '../schema/procedure';
import type { ExchangeError } from '../errors';

/** What one run gives every call: cancel, clock zone, and a place to say what a person should know. */
export interface Call {
	readonly signal?: AbortSignal;
	/** IANA or Windows zone in which times without offset are read. */
	readonly timeZone: string;
	/** Milliseconds for one request, without retries. */
	readonly timeoutMs?: number;
	/** A remark for the person, shown once beside the result. */
	notice?(text: string): void;
}

/** A query after planning: what the server does is inside the backend's part, the rest is here. */
export interface Plan<Request = unknown> {
	readonly table: Table;
	readonly query: Query;
	/** What the backend sends; only it reads this. */
	readonly request: Request;
	/** Condition that every row must still pass, evaluated as rows stream by. */
	readonly residual?: Condition;
	/** Sort that remains after the read; absent: rows arrive in the order asked for. */
	readonly residualSort?: readonly Order[];
	/** Canonical ids of the columns that rows of this plan carry: selected, residual and sort columns. */
	readonly columns: readonly string[];
}

export interface WriteRecord {
	/** Position in the caller's input; comes back in the outcome. */
	readonly index: number;
	/** Absent when creating. */
	readonly id?: string;
	readonly changeKey?: string;
	/** Canonical column id -> typed value; `null` clears, a missing key is not touched. */
	readonly values: Readonly<Row>;
}

export type ConflictResolution = 'autoResolve' | 'neverOverwrite' | 'alwaysOverwrite';
export type DeleteType = 'moveToDeletedItems' | 'softDelete' | 'hardDelete';

export interface WriteOptions {
	/** Records per request; default 100. */
	readonly batchSize?: number;
	readonly conflictResolution?: ConflictResolution;
	readonly deleteType?: DeleteType;
	readonly sendInvitations?:
		'SendToNone' | 'SendOnlyToAll' | 'SendOnlyToChanged' | 'SendToAllAndSaveCopy';
	readonly sendCancellations?: 'SendToNone' | 'SendOnlyToAll' | 'SendToAllAndSaveCopy';
	readonly taskOccurrences?: 'SpecifiedOccurrenceOnly' | 'AllOccurrences';
	/**
	 * Inbox rules: whether rules that only Outlook runs may be deleted; Exchange changes no rule while there are
	 * any. Default false: the change is refused.
	 */
	readonly removeOutlookRules?: boolean;
}

export interface WriteRequest {
	readonly action: 'create' | 'update' | 'delete';
	readonly table: Table;
	readonly scope: Scope;
	readonly records: readonly WriteRecord[];
	readonly options: WriteOptions;
}

export type OutcomeKind = 'created' | 'updated' | 'unchanged' | 'deleted' | 'failed' | 'unknown';

export interface WriteOutcome {
	readonly index: number;
	readonly outcome: OutcomeKind;
	readonly id?: string;
	readonly changeKey?: string;
	/** With `failed` and `unknown`. */
	readonly error?: ExchangeError;
	/** With `unknown`: the id stamped on the record, to find it by. */
	readonly writeId?: string;
}

export interface Choice {
	readonly name: string;
	readonly value: string;
	readonly description?: string;
}
export interface ChoiceList {
	readonly choices: readonly Choice[];
	/** The server had more than it returned. */
	readonly cut: boolean;
}

/** One protocol. Compiling is pure; the rest talks to the server. */
export interface Backend {
	readonly dialect: 'ews' | 'graph';
	/** Pure. Throws InputError for what this dialect does not have. */
	plan(table: Table, query: Query): Plan;
	/** Rows in pieces as they arrive; each row has all of `plan.columns` plus `id` and `changeKey`. */
	read(plan: Plan, call: Call): AsyncGenerator<Row[]>;
	/**
	 * Records by id, in the order asked for; a record that cannot be read is the error in its place.
	 * `columns` are canonical ids.
	 */
	fetch(
		table: Table,
		ids: readonly string[],
		columns: readonly string[],
		scope: Scope,
		call: Call,
		bodyFormat?: Query['bodyFormat'],
	): Promise<Array<Row | ExchangeError>>;
	/** One outcome per record, in input order, whatever happens to the others. */
	write(request: WriteRequest, call: Call): Promise<WriteOutcome[]>;
	/** Mailboxes matching a text, for pickers. */
	searchMailboxes(text: string, call: Call): Promise<ChoiceList>;
	/** Folders that can hold the table's records, well-known ones first, for pickers. */
	searchFolders(table: Table, text: string, scope: Scope, call: Call): Promise<ChoiceList>;
	/**
	 * Runs a procedure for each of the inputs, typed as it declares them; the answer, or the error, of each in
	 * its place. Throws when none could be run.
	 */
	execute(
		procedure: Procedure,
		inputs: ReadonlyArray<Readonly<Row>>,
		scope: Scope,
		call: Call,
	): Promise<Array<ProcedureResult[] | ExchangeError>>;
}
