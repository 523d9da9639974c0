import type { INodeExecutionData } from 'n8n-workflow';
import type { Operation, Table } from '../../../core/schema/table';
import type { TableRun } from '../../shared/run';

/** An operation on a table: what the panel shows and what it does. */
export interface TableOperation {
	readonly value: Operation;
	/** Name in the Operation list. */
	readonly label: string;
	/** One sentence about it on this table. */
	description(table: Table): string;
	/** Sentence case, names the object, for n8n's list of actions. */
	action(table: Table): string;
	execute(run: TableRun): Promise<INodeExecutionData[]>;
}

/** `a contact`, `an event`. */
export function aRecord(table: Table): string {
	const noun = table.label.toLowerCase();
	return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
