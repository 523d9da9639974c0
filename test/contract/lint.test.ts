import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeType, ResourceMapperFields } from 'n8n-workflow';
import type { Table } from '../../core/schema/table';

jest.mock('../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const script = join(__dirname, '../../scripts/lint-descriptions.mjs');

/** Runs the script on a printed description, or on the live ones. */
function lint(description?: unknown): { status: number | null; output: string } {
	const folder = mkdtempSync(join(tmpdir(), 'printed-'));
	try {
		const file = join(folder, 'description.json');
		writeFileSync(file, JSON.stringify(description ?? null));
		const args = description === undefined ? [script] : [script, file];
		const { status, stdout, stderr } = spawnSync(process.execPath, args, {
			encoding: 'utf8',
			// n8n's rules judge differently while they are tested themselves.
			env: { ...process.env, NODE_ENV: 'production' },
		});
		return { status, output: stdout + stderr };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The directory node as it would be if the declaration of users were another. */
function directoryWith(change: (user: Table) => Table): INodeType {
	let node: INodeType | undefined;
	jest.isolateModules(() => {
		const registry = jest.requireActual<typeof import('../../core/tables/registry')>(
			'../../core/tables/registry',
		);
		const directoryTables = registry.directoryTables.map((table) =>
			table.name === 'user' ? change(table) : table,
		);
		jest.doMock('../../core/tables/registry', () => ({ ...registry, directoryTables }));
		const { ActiveDirectory } = jest.requireActual<
			typeof import('../../nodes/ActiveDirectory/ActiveDirectory.node')
		>('../../nodes/ActiveDirectory/ActiveDirectory.node');
		node = new ActiveDirectory();
	});
	return node!;
}

/** The node as it would be if the declaration of contacts were another. */
function nodeWith(change: (contact: Table) => Table): INodeType {
	let node: INodeType | undefined;
	jest.isolateModules(() => {
		const registry = jest.requireActual<typeof import('../../core/tables/registry')>(
			'../../core/tables/registry',
		);
		const tables = registry.tables.map((table) =>
			table.name === 'contact' ? change(table) : table,
		);
		jest.doMock('../../core/tables/registry', () => ({
			...registry,
			tables,
			findTable: (name: string) => ({ table: tables.find((table) => table.name === name) }),
		}));
		const { MicrosoftExchange } = jest.requireActual<
			typeof import('../../nodes/MicrosoftExchange/MicrosoftExchange.node')
		>('../../nodes/MicrosoftExchange/MicrosoftExchange.node');
		node = new MicrosoftExchange();
	});
	return node!;
}

describe('The lint of generated descriptions', () => {
	it('finds nothing in this package', () => {
		const { status, output } = lint();
		expect(output).toContain('2 generated description(s) linted, 0 finding(s)');
		expect(status).toBe(0);
	}, 60_000);

	it('turns red for a mistake in the declaration of a table', () => {
		const planted = nodeWith((contact) => ({ ...contact, label: 'contact', plural: 'contacts ' }));
		const { status, output } = lint(planted.description);
		expect(output).toContain('n8n-nodes-base/');
		expect(output).toMatch(/[1-9]\d* finding\(s\)/);
		expect(status).toBe(1);
	}, 60_000);

	it('turns red for a mistake in the declaration of a directory table', () => {
		const planted = directoryWith((user) => ({ ...user, label: 'user', plural: 'users ' }));
		const { status, output } = lint(planted.description);
		expect(output).toContain('n8n-nodes-base/');
		expect(output).toMatch(/[1-9]\d* finding\(s\)/);
		expect(status).toBe(1);
	}, 60_000);

	it('turns red for a mistake in the label of a column', async () => {
		const planted = nodeWith((contact) => ({
			...contact,
			columns: contact.columns.map((column) =>
				column.id === 'givenName' ? { ...column, label: 'first name  ' } : column,
			),
		}));
		const panel = {
			getCurrentNodeParameter: (name: string) =>
				({ resource: 'contact', operation: 'create' })[name],
		};
		const { fields } = (await planted.methods!.resourceMapping!.getMappingColumns!.call(
			panel as never,
		)) as ResourceMapperFields;
		const { properties } = planted.description;
		const { status, output } = lint({
			...planted.description,
			properties: [
				...properties,
				...fields
					.filter(({ id }) => id === 'givenName')
					.map(({ id, displayName }) => ({ displayName, name: id, type: 'string', default: '' })),
			],
		});
		expect(output).toContain('n8n-nodes-base/node-param-display-name');
		expect(status).toBe(1);
	}, 60_000);
});
