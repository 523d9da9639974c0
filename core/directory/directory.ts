import type { DirectorySchema } from '../backends/ldap/attributes';
import { parseFilter } from '../backends/ldap/filterParser';
import { DirectoryLink } from '../backends/ldap/link';
import { attributesOf, rowReader, wholeRow } from '../backends/ldap/rows';
import type { Call, ChoiceList } from '../backends/backend';
import type { DirectorySettings } from '../connection/directorySettings';
import type { TestStep } from '../connection/testStep';
import { CancelledError, ExchangeError, PermissionError } from '../errors';
import type { Row } from '../schema/column';
import { columnsById } from '../schema/resolve';
import type { Table } from '../schema/table';
import type { RecordResult } from '../session';
import { type AccountAction, type PasswordOptions, setAccount, setPassword } from './account';
import { readChanges } from './changes';
import { listAttributes } from './inspect';
import { liveTable } from './liveTable';
import { lookUp } from './lookUp';
import { changeMembers } from './members';
import { searchContainers, searchObjects } from './pickers';
import { type Context, defaultColumns, EVERYTHING, outputOf, runQuery } from './query';
import { NameResolver } from './resolveDns';
import { readSchema } from './schemaCache';
import type {
	AttributeUse,
	ChangesEnd,
	ChangesRequest,
	DirectoryQuery,
	DirectorySession,
	DirectoryWrite,
	ObjectRef,
} from './session';
import { testSettings } from './test';
import { type WriteAction, writeRecords } from './write';

/** What a person does with a directory, over one connection to one server. */
export class Directory implements DirectorySession {
	private readonly link: DirectoryLink;
	private schema?: Promise<DirectorySchema>;

	constructor(private readonly settings: DirectorySettings) {
		this.link = new DirectoryLink(settings);
	}

	async table(name: string, call: Call): Promise<Table> {
		return (await this.context(name, call)).table;
	}

	async *query(query: DirectoryQuery, call: Call): AsyncGenerator<Row[], { truncated: boolean }> {
		// Before anything is sent.
		if (query.ldapFilter?.trim()) parseFilter(query.ldapFilter);
		return yield* runQuery(await this.context(query.table, call), query, call);
	}

	async get(
		query: Pick<DirectoryQuery, 'table' | 'scope' | 'select'>,
		objects: readonly ObjectRef[],
		call: Call,
	): Promise<Array<Row | Error>> {
		const { table, schema } = await this.context(query.table, call);
		const select = query.select ?? defaultColumns(table);
		const whole = select.includes(EVERYTHING);
		const output = outputOf(table, select);
		const byId = columnsById(table);
		const columns = output.ids.flatMap((id) => byId.get(id) ?? []);
		const attributes = [...(whole ? ['*'] : []), ...attributesOf(columns)];
		const toRow = rowReader(columns);
		const found: Array<{ row: Row; whole?: Row } | Error> = [];
		for (const object of objects) {
			try {
				const entry = await lookUp(this.link, query.scope, object, attributes, call);
				found.push({ row: toRow(entry), ...(whole ? { whole: wholeRow(entry, schema) } : {}) });
			} catch (error) {
				if (error instanceof CancelledError || !(error instanceof ExchangeError)) throw error;
				if (error.kind === 'fatal' || error.kind === 'retriable') throw error;
				found.push(error);
			}
		}
		const rows = found.flatMap((one) => (one instanceof Error ? [] : [one.row]));
		const resolver = new NameResolver(this.link, query.scope.resolveDns ?? 'none');
		await resolver.apply(rows, resolver.columnsOf(columns), call);
		return found.map((one) =>
			one instanceof Error ? one : { ...one.whole, ...output.apply(one.row) },
		);
	}

	async create(request: DirectoryWrite, call: Call): Promise<RecordResult[]> {
		return await this.write('create', request, call);
	}

	async update(request: DirectoryWrite, call: Call): Promise<RecordResult[]> {
		return await this.write('update', request, call);
	}

	async upsert(request: DirectoryWrite, call: Call): Promise<RecordResult[]> {
		return await this.write('upsert', request, call);
	}

	async delete(request: DirectoryWrite, call: Call): Promise<RecordResult[]> {
		return await this.write('delete', request, call);
	}

	async move(request: DirectoryWrite, call: Call): Promise<RecordResult[]> {
		return await this.write('move', request, call);
	}

	async setPassword(object: ObjectRef, options: PasswordOptions, call: Call): Promise<Row> {
		this.admitWrite();
		return await setPassword(this.link, object, options, call);
	}

	async setAccount(
		object: ObjectRef,
		action: AccountAction,
		options: { readonly expires?: string | null },
		call: Call,
	): Promise<Row> {
		this.admitWrite();
		return await setAccount(this.link, object, action, options, call);
	}

	async changeMembers(
		group: ObjectRef,
		members: readonly string[],
		action: 'add' | 'remove',
		call: Call,
	): Promise<RecordResult[]> {
		this.admitWrite();
		return await changeMembers(this.link, group, members, action, call);
	}

	async *changes(request: ChangesRequest, call: Call): AsyncGenerator<Row[], ChangesEnd> {
		if (request.ldapFilter?.trim()) parseFilter(request.ldapFilter);
		return yield* readChanges(await this.context(request.table, call), request, call);
	}

	async listAttributes(
		query: Pick<DirectoryQuery, 'table' | 'scope' | 'where' | 'ldapFilter'>,
		call: Call,
	): Promise<AttributeUse[]> {
		if (query.ldapFilter?.trim()) parseFilter(query.ldapFilter);
		return await listAttributes(await this.context(query.table, call), query, call);
	}

	async searchContainers(text: string, call: Call): Promise<ChoiceList> {
		return await searchContainers(this.link, text, call);
	}

	async searchObjects(table: string, text: string, call: Call): Promise<ChoiceList> {
		const context = await this.context(table, call);
		return await searchObjects(this.link, context.table, text, call);
	}

	async test(call: Call): Promise<TestStep[]> {
		return await testSettings(this.settings, call);
	}

	async close(): Promise<void> {
		await this.link.close();
	}

	private async write(
		action: WriteAction,
		request: DirectoryWrite,
		call: Call,
	): Promise<RecordResult[]> {
		if (!request.options.dryRun) this.admitWrite();
		if (request.records.length === 0) return [];
		return await writeRecords(await this.context(request.table, call), action, request, call);
	}

	/** What the credential allows, before anything is sent. */
	private admitWrite(): void {
		if (!this.settings.readOnly) return;
		throw new PermissionError('The credential is set to Read Only, so nothing was written', {
			field: 'Read Only',
			advice: "Switch 'Read Only' off in the credential, or use a credential that may write.",
		});
	}

	/** The server's schema is read once per session. */
	private async context(name: string, call: Call): Promise<Context> {
		const reading = (this.schema ??= readSchema(this.link, call));
		reading.catch(() => {
			if (this.schema === reading) this.schema = undefined;
		});
		const schema = await reading;
		return { link: this.link, schema, table: liveTable(name, schema) };
	}
}
