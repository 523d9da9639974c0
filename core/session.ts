import type { LookupFunction } from 'node:net';
import type { ProcedureResult } from './schema/procedure';
import type { Row } from './schema/column';
import type { Scope, Query } from './query/query';
import type { Call, ChoiceList, WriteOptions, WriteOutcome } from './backends/backend';

/** The credential's fields as n8n hands them over, `advancedProperties` included. */
export type CredentialData = Readonly<Record<string, unknown>>;

/** What the program that runs core lends a session; all optional, all detected by what is there. */
export interface SessionHost {
	/** Has the host renew the token that it keeps for this credential; returns the access token. */
	refreshToken?(): Promise<string>;
	/** Names the credential in the host: two of them never share tokens that nobody gave a place. */
	readonly credentialId?: string;
	/** The host's own word on a path, asked besides core's rules; true: it must not be touched. */
	isPathBlocked?(path: string): boolean | Promise<boolean>;
	/** Look-up of names that refuses addresses which the host's network policy forbids. */
	lookup?: LookupFunction;
}

export interface RecordsRequest {
	readonly table: string;
	readonly scope: Scope;
	/** Column names may be aliases, values may be text as a person typed it; core resolves and converts. */
	readonly records: ReadonlyArray<{
		readonly index: number;
		readonly id?: string;
		readonly changeKey?: string;
		readonly values?: Readonly<Row>;
	}>;
	readonly options: WriteOptions & {
		readonly emptyValues?: 'leave' | 'clear';
		/** What a name that no dialect of the table knows does; default `error`. */
		readonly unknownColumns?: 'ignore' | 'error';
		/** What a column that Exchange sets itself does: automatic mapping passes it over; default `error`. */
		readonly readOnlyColumns?: 'ignore' | 'error';
		readonly dryRun?: boolean;
		/** upsert: columns that identify a record. */
		readonly matchColumns?: readonly string[];
	};
}

export interface RecordResult extends Omit<WriteOutcome, 'outcome'> {
	/** In a dry run: what would happen. */
	readonly outcome: WriteOutcome['outcome'] | 'disputed';
	/** Written columns (or all that would be, in a dry run), canonical or by the alias that was used. */
	readonly row?: Row;
	/** Dry run only. */
	readonly before?: Row | null;
	readonly after?: Row | null;
}

/** What a node holds while it runs: one connection, opened from one credential. */
export interface Session {
	/** Rows in pieces. Residual filter, sort, offset and limit are done. `truncated` tells that limit or MaxRows cut the result. */
	query(query: Query, call: Call): AsyncGenerator<Row[], { truncated: boolean }>;
	get(
		query: Pick<Query, 'table' | 'scope' | 'select' | 'bodyFormat'>,
		ids: readonly string[],
		call: Call,
	): Promise<Array<Row | Error>>;
	create(request: RecordsRequest, call: Call): Promise<RecordResult[]>;
	update(request: RecordsRequest, call: Call): Promise<RecordResult[]>;
	upsert(request: RecordsRequest, call: Call): Promise<RecordResult[]>;
	delete(request: RecordsRequest, call: Call): Promise<RecordResult[]>;
	execute(
		procedure: string,
		input: Readonly<Row>,
		scope: Scope,
		call: Call,
	): Promise<ProcedureResult[]>;
	/**
	 * Like `execute`, for many inputs of one scope: procedures that Exchange takes in lists go out in batches.
	 * An error stands in the place of its input.
	 */
	executeAll(
		procedure: string,
		inputs: ReadonlyArray<Readonly<Row>>,
		scope: Scope,
		call: Call,
	): Promise<Array<ProcedureResult[] | Error>>;
	searchMailboxes(text: string, call: Call): Promise<ChoiceList>;
	searchFolders(table: string, text: string, scope: Scope, call: Call): Promise<ChoiceList>;
	close(): Promise<void>;
}
