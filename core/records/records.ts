import type { Backend, Call, ChoiceList } from '../backends/backend';
import type { Settings } from '../connection/settings';
import { CancelledError, ExchangeError, InputError } from '../errors';
import type { Procedure, ProcedureResult } from '../schema/procedure';
import { findProcedure } from '../procedures/registry';
import type { Condition } from '../query/condition';
import type { Query, Scope } from '../query/query';
import type { Row } from '../schema/column';
import type { Table } from '../schema/table';
import type { RecordResult, RecordsRequest, Session } from '../session';
import { columnNames } from '../query/names';
import { withProperties } from '../schema/mapi';
import { findTable } from '../tables/registry';
import { Guard } from './guard';
import { runProcedure } from './procedure';
import { inputsByScope, type ScopedInputs } from './procedureScope';
import { defaultColumns, projection } from './projection';
import { groupsOf, withoutPseudo } from './pseudo';
import { type QueryEnd, runQuery } from './query';
import { upsertRecords } from './upsert';
import {
	createRecords,
	deleteRecords,
	failed,
	inOrder,
	updateRecords,
	type WriteContext,
} from './write';

type RecordsWriter = (
	context: WriteContext,
	records: RecordsRequest['records'],
) => Promise<RecordResult[]>;

/** What a person does with the records of a table, over whichever backend the connection has. */
export class Records implements Session {
	private readonly guard: Guard;

	constructor(
		private readonly backend: Backend,
		private readonly settings: Settings,
		private readonly release: () => Promise<void>,
	) {
		this.guard = new Guard(settings);
	}

	async *query(asked: Query, call: Call): AsyncGenerator<Row[], QueryEnd> {
		const { dialect } = this.backend;
		const named = findTable(asked.table, dialect);
		const query = withoutPseudo(named.table, asked, dialect);
		const { table, scope, preset } = this.admit(query.table, query.scope, 'read');
		const where = presetCondition(preset, query.where);
		const whole = { ...query, scope, where };
		const wide = withProperties(table, columnNames(whole));
		return yield* runQuery(this.backend, this.settings, wide, whole, call);
	}

	async get(
		query: Pick<Query, 'table' | 'scope' | 'select' | 'bodyFormat'>,
		ids: readonly string[],
		call: Call,
	): Promise<Array<Row | Error>> {
		const { table: own, scope } = this.admit(query.table, query.scope, 'read');
		const { dialect } = this.backend;
		const table = withProperties(own, query.select ?? []);
		const output = projection(table, query.select ?? defaultColumns(table, dialect, true), dialect);
		const bodyFormat = query.bodyFormat ?? this.settings.bodyFormat;
		const rows = await this.backend.fetch(table, ids, output.ids, scope, call, bodyFormat);
		return rows.map((row) => (row instanceof Error ? row : output.apply(row)));
	}

	async create(request: RecordsRequest, call: Call): Promise<RecordResult[]> {
		return await this.write(request, 'create', createRecords, call);
	}

	async update(request: RecordsRequest, call: Call): Promise<RecordResult[]> {
		return await this.write(request, 'update', updateRecords, call);
	}

	async upsert(request: RecordsRequest, call: Call): Promise<RecordResult[]> {
		return await this.write(request, 'upsert', upsertRecords, call);
	}

	async delete(request: RecordsRequest, call: Call): Promise<RecordResult[]> {
		return await this.write(request, 'delete', deleteRecords, call);
	}

	async execute(
		name: string,
		input: Readonly<Row>,
		scope: Scope,
		call: Call,
	): Promise<ProcedureResult[]> {
		const [answer = []] = await this.executeAll(name, [input], scope, call);
		if (answer instanceof Error) throw answer;
		return answer;
	}

	async executeAll(
		name: string,
		inputs: ReadonlyArray<Readonly<Row>>,
		scope: Scope,
		call: Call,
	): Promise<Array<ProcedureResult[] | Error>> {
		const procedure = findProcedure(name);
		const { groups, refused } = inputsByScope(procedure, inputs, scope);
		const results = new Map<number, ProcedureResult[] | Error>(refused);
		for (const group of groups) {
			const answers = await this.executeIn(procedure, group, groups.length > 1, call);
			for (const [index, place] of group.places.entries()) {
				results.set(place, answers[index] ?? []);
			}
		}
		return inputs.map((_input, place) => results.get(place) ?? []);
	}

	/** @param isOneOfMany what ends this group alone stops no other */
	private async executeIn(
		procedure: Procedure,
		{ scope, inputs }: ScopedInputs,
		isOneOfMany: boolean,
		call: Call,
	): Promise<Array<ProcedureResult[] | Error>> {
		const { backend, guard } = this;
		try {
			const admitted = guard.admit(scope, procedure.reads ? 'read' : 'write');
			const admitMailbox = (address: string) => guard.admitMailbox(address);
			const run = { backend, procedure, scope: admitted, call, admitMailbox };
			return await runProcedure(run, inputs);
		} catch (error) {
			const isLocal = error instanceof ExchangeError && !(error instanceof CancelledError);
			if (!isOneOfMany || !isLocal) throw error;
			return inputs.map(() => error);
		}
	}

	async searchMailboxes(text: string, call: Call): Promise<ChoiceList> {
		return await this.backend.searchMailboxes(text, call);
	}

	async searchFolders(table: string, text: string, scope: Scope, call: Call): Promise<ChoiceList> {
		const admitted = this.admit(table, scope, 'read');
		return await this.backend.searchFolders(admitted.table, text, admitted.scope, call);
	}

	async close(): Promise<void> {
		await this.release();
	}

	private async write(
		request: RecordsRequest,
		operation: 'create' | 'update' | 'upsert' | 'delete',
		writer: RecordsWriter,
		call: Call,
	): Promise<RecordResult[]> {
		const { table } = findTable(request.table, this.backend.dialect);
		if (!table.operations.includes(operation)) {
			throw new InputError(`A ${table.label} has no operation '${operation}'`, {
				field: 'operation',
				advice: `It has: ${table.operations.join(', ')}.`,
			});
		}
		const isNew = operation === 'create' || operation === 'upsert';
		const { groups, refused } = groupsOf(table, request.records, request, this.backend.dialect, {
			isNew,
			automatic: request.options.readOnlyColumns === 'ignore',
		});
		const [only] = groups;
		if (only && groups.length === 1 && refused.length === 0) {
			return await this.writeGroup({ ...request, ...only }, isNew, writer, call);
		}
		const results = refused.map(({ record, error }) => failed(record.index, error, record.id));
		for (const group of groups) {
			try {
				results.push(...(await this.writeGroup({ ...request, ...group }, isNew, writer, call)));
			} catch (error) {
				if (!(error instanceof ExchangeError) || error instanceof CancelledError) throw error;
				results.push(...group.records.map(({ index, id }) => failed(index, error, id)));
			}
		}
		return inOrder(results);
	}

	/** Records that are written to one scope with the same options. */
	private async writeGroup(
		request: RecordsRequest,
		isNew: boolean,
		writer: RecordsWriter,
		call: Call,
	): Promise<RecordResult[]> {
		const action = request.options.dryRun ? 'read' : 'write';
		const { table, scope, preset } = this.admit(request.table, request.scope, action);
		if (request.records.length === 0) return [];
		const options = { batchSize: this.settings.batchSize, ...request.options };
		const records = isNew ? withPreset(request.records, preset) : request.records;
		const names = records.flatMap(({ values }) => Object.keys(values ?? {}));
		const wide = withProperties(table, [...names, ...(options.matchColumns ?? [])]);
		return await writer({ backend: this.backend, table: wide, scope, options, call }, records);
	}

	/** The table behind a name, what the name implies, and the scope as the credential admits it. */
	private admit(
		name: string,
		scope: Scope,
		action: 'read' | 'write',
	): { table: Table; scope: Scope; preset?: Readonly<Row> } {
		const { table, folder, preset } = findTable(name, this.backend.dialect);
		const admitted = this.guard.admit(scope, action);
		const isImplied = folder !== undefined && admitted.folders.length === 0;
		return {
			table,
			scope: isImplied ? { ...admitted, folders: [{ kind: 'wellKnown', name: folder }] } : admitted,
			...(preset && { preset }),
		};
	}
}

/** The condition, within what an older table name implies. */
function presetCondition(
	preset: Readonly<Row> | undefined,
	where: Condition | undefined,
): Condition | undefined {
	if (!preset) return where;
	const implied = Object.entries(preset).map(([column, value]): Condition => ({
		column,
		operator: 'equals',
		value,
	}));
	return { and: where ? [...implied, where] : implied };
}

/** New records with what an older table name implies; what they say themselves goes first. */
function withPreset(
	records: RecordsRequest['records'],
	preset: Readonly<Row> | undefined,
): RecordsRequest['records'] {
	if (!preset) return records;
	return records.map((record) => {
		const given = new Set(Object.keys(record.values ?? {}).map((name) => name.toLowerCase()));
		const implied = Object.entries(preset).filter(([id]) => !given.has(id.toLowerCase()));
		return { ...record, values: { ...Object.fromEntries(implied), ...record.values } };
	});
}
