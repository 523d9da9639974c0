import type { Call } from '../../core/backends/backend';
import type { Table } from '../../core/schema/table';
import type { TableRun } from './run';

/** The run's table with its columns as the server has them, asked for once and only when needed. */
export function schemaOf<S extends { table(name: string, call: Call): Promise<Table> }>({
	run,
	table,
}: TableRun<S>): (call: Call) => Promise<Table> {
	let schema: Promise<Table> | undefined;
	return (call) => (schema ??= run.session.table(table.name, call));
}
