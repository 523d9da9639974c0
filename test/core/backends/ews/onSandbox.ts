import { EwsBackend, type EwsBackendOptions } from '../../../../core/backends/ews/backend';
import { EwsChannel } from '../../../../core/backends/ews/channel';
import type { Call } from '../../../../core/backends/backend';
import { openHttp } from '../../../../core/connection/open';
import { parseSettings } from '../../../../core/connection/parse';
import type { Settings } from '../../../../core/connection/settings';
import { compileCondition } from '../../../../core/query/evaluate';
import type { Query } from '../../../../core/query/query';
import type { Row } from '../../../../core/schema/column';
import type { Table } from '../../../../core/schema/table';
import { findTable } from '../../../../core/tables/registry';
import {
	DEFAULT_PASSWORD,
	type Sandbox,
	type SandboxOptions,
	startSandbox,
} from '../../../../sandbox/index';

export const USER = 'user1@contoso.example';
export const contact: Table = findTable('contact', 'ews').table;

export interface Bench {
	readonly sandbox: Sandbox;
	readonly backend: EwsBackend;
	readonly settings: Settings;
	readonly notices: string[];
	readonly call: Call;
	/** Rows that pass the residual, as a session would return them before sorting. */
	rows(query: Partial<Query>, table?: Table): Promise<Row[]>;
	/** The same backend over another account or other settings. */
	as(user: string, more?: Record<string, unknown>): EwsBackend;
	close(): Promise<void>;
}

/** A backend that talks to a sandbox of its own. */
export async function startBench(
	options: SandboxOptions = {},
	more: Record<string, unknown> = {},
	backendOptions: EwsBackendOptions = { retryMs: 1, settleDelays: [0, 20] },
): Promise<Bench> {
	const sandbox = await startSandbox({ schemes: ['Basic'], ...options });
	const clients: Array<{ close(): Promise<void> }> = [];
	const connect = (user: string, extra: Record<string, unknown>) => {
		const settings = {
			...parseSettings({
				schema: 'EWS',
				authScheme: 'Basic',
				server: sandbox.url,
				allowPlainHttp: true,
				user,
				password: DEFAULT_PASSWORD,
			}),
			...extra,
		};
		const http = openHttp(settings);
		clients.push(http);
		const channel = new EwsChannel(http, settings, { retryBudgetMs: 500 });
		return { settings, backend: new EwsBackend(channel, settings, backendOptions) };
	};
	const { settings, backend } = connect(USER, more);
	const notices: string[] = [];
	const call: Call = { timeZone: 'UTC', notice: (text) => notices.push(text) };
	return {
		sandbox,
		backend,
		settings,
		notices,
		call,
		async rows(query, table = contact) {
			const plan = backend.plan(table, { table: table.name, scope: { folders: [] }, ...query });
			const columns = new Map(table.columns.map((column) => [column.id, column]));
			const passes = plan.residual ? compileCondition(plan.residual, columns) : () => true;
			const rows: Row[] = [];
			for await (const piece of backend.read(plan, call)) rows.push(...piece.filter(passes));
			return rows;
		},
		as: (user, extra = {}) => connect(user, { ...more, ...extra }).backend,
		async close() {
			for (const client of clients) await client.close();
			await sandbox.close();
		},
	};
}
