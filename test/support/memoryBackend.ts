import type {
	Backend,
	Call,
	ChoiceList,
	Plan,
	WriteOutcome,
	WriteRequest,
} from '../../core/backends/backend';
import { type ExchangeError, SkippableError } from '../../core/errors';
import type { Query, Scope } from '../../core/query/query';
import type { Procedure, ProcedureResult } from '../../core/schema/procedure';
import type { Row } from '../../core/schema/column';
import type { Table } from '../../core/schema/table';

/** A backend over rows in memory: it filters and sorts nothing, so all of that is the records layer's. */
export class MemoryBackend implements Backend {
	readonly dialect = 'ews';
	readonly plans: Query[] = [];
	readonly writes: WriteRequest[] = [];
	readonly executed: Array<{ procedure: string; input: Readonly<Row>; scope: Scope }> = [];
	/** Decides the outcome of a write by its record; undefined: it succeeds. */
	judge: (record: WriteRequest['records'][number]) => Partial<WriteOutcome> | undefined = () =>
		undefined;
	private next = 1;

	constructor(readonly rows: Row[] = []) {}

	plan(table: Table, query: Query): Plan {
		this.plans.push(query);
		return {
			table,
			query,
			request: undefined,
			residual: query.where,
			residualSort: query.orderBy,
			columns: query.select ?? [],
		};
	}

	async *read(): AsyncGenerator<Row[]> {
		for (let start = 0; start < this.rows.length; start += 10) {
			yield this.rows.slice(start, start + 10);
		}
	}

	async fetch(_table: Table, ids: readonly string[]): Promise<Array<Row | ExchangeError>> {
		return ids.map(
			(id) =>
				this.rows.find((row) => row.id === id) ??
				new SkippableError('The item is not there', { code: 'ErrorItemNotFound', recordKey: id }),
		);
	}

	async write(request: WriteRequest): Promise<WriteOutcome[]> {
		this.writes.push(request);
		return request.records.map((record) => {
			const { index } = record;
			const judged = this.judge(record);
			if (judged) return { index, outcome: 'failed', ...judged };
			if (request.action === 'create') {
				const row = { ...record.values, id: `new-${this.next++}`, changeKey: 'k1' };
				this.rows.push(row);
				return { index, outcome: 'created', id: row.id, changeKey: row.changeKey };
			}
			const row = this.rows.find((candidate) => candidate.id === record.id);
			if (!row) {
				return { index, outcome: 'failed', error: new SkippableError('The item is not there') };
			}
			if (request.action === 'delete') {
				this.rows.splice(this.rows.indexOf(row), 1);
				return { index, outcome: 'deleted', id: record.id };
			}
			Object.assign(row, record.values, { changeKey: `${String(row.changeKey)}+` });
			return { index, outcome: 'updated', id: record.id, changeKey: String(row.changeKey) };
		});
	}

	async searchMailboxes(): Promise<ChoiceList> {
		return { choices: [], cut: false };
	}

	async searchFolders(): Promise<ChoiceList> {
		return { choices: [], cut: false };
	}

	async execute(
		{ name }: Procedure,
		inputs: ReadonlyArray<Readonly<Row>>,
		scope: Scope,
	): Promise<ProcedureResult[][]> {
		return inputs.map((input) => {
			this.executed.push({ procedure: name, input, scope });
			return [{ row: { outcome: 'sent' } }];
		});
	}
}
