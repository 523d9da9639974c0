import type { INodeExecutionData } from 'n8n-workflow';
import type { Table } from '../../core/schema/table';
import type { Session } from '../../core/session';
import type { TableRun } from './run';

/** An operation on a table: what the panel shows and what it does. */
export interface TableOperation<Name extends string = string, S = Session> {
	readonly value: Name;
	/** Name in the Operation list. */
	readonly label: string;
	/** One sentence about it on this table. */
	description(table: Table): string;
	/** Sentence case, names the object, for n8n's list of actions. */
	action(table: Table): string;
	execute(run: TableRun<S>): Promise<INodeExecutionData[]>;
}
