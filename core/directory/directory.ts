import { DirectoryLink } from '../backends/ldap/link';
import { rowReader, attributesOf, wholeRow } from '../backends/ldap/rows';
import type { Call } from '../backends/backend';
import type { DirectorySettings } from '../connection/directorySettings';
import { CancelledError, RetriableError } from '../errors';
import { projection } from '../records/projection';
import type { Row } from '../schema/column';
import { columnsById } from '../schema/resolve';
import type { Table } from '../schema/table';
import { liveTable } from './liveTable';
import { lookUp } from './lookUp';
import { ALWAYS, type Context, defaultColumns, runQuery } from './query';
import { NameResolver } from './resolveDns';
import { readSchema } from './schemaCache';
import type { DirectoryQuery, ObjectRef } from './session';

/** What a person does with a directory, over one connection to one server. */
export class Directory {
	private readonly link: DirectoryLink;

	constructor(settings: DirectorySettings) {
		this.link = new DirectoryLink(settings);
	}

	async table(name: string, call: Call): Promise<Table> {
		return (await this.context(name, call)).table;
	}

	async *query(query: DirectoryQuery, call: Call): AsyncGenerator<Row[], { truncated: boolean }> {
		const context = await this.context(query.table, call);
		return yield* runQuery(context, query, call);
	}

	async get(
		query: Pick<DirectoryQuery, 'table' | 'scope' | 'select'>,
		objects: readonly ObjectRef[],
		call: Call,
	): Promise<Array<Row | Error>> {
		const context = await this.context(query.table, call);
		const { table } = context;
		const select = query.select ?? defaultColumns(table);
		const whole = select.includes('*');
		const output = projection(
			table,
			select.filter((name) => name !== '*'),
			'ldap',
			ALWAYS,
		);
		const byId = columnsById(table);
		const columns = output.ids.flatMap((id) => byId.get(id) ?? []);
		const attributes = [...(whole ? ['*'] : []), ...attributesOf(columns)];
		const toRow = rowReader(columns);
		const rows: Array<Row | Error> = [];
		for (const object of objects) {
			try {
				const entry = await lookUp(this.link, query.scope, object, attributes, call);
				const row = toRow(entry);
				rows.push(whole ? { ...wholeRow(entry, context.schema), ...row } : row);
			} catch (error) {
				if (error instanceof CancelledError || error instanceof RetriableError) throw error;
				rows.push(error as Error);
			}
		}
		const resolver = new NameResolver(this.link, query.scope.resolveDns ?? 'none');
		const found = rows.filter((row): row is Row => !(row instanceof Error));
		await resolver.apply(found, resolver.columnsOf(columns), call);
		return rows.map((row) =>
			row instanceof Error ? row : whole ? { ...row, ...output.apply(row) } : output.apply(row),
		);
	}

	async close(): Promise<void> {
		await this.link.close();
	}

	private async context(name: string, call: Call): Promise<Context> {
		const schema = await readSchema(this.link, call);
		return { link: this.link, schema, table: liveTable(name, schema) };
	}
}
