import type { Column } from '../../../core/schema/column';
import { EWS_VERSIONS } from '../../../core/schema/column';
import { codecOf, sourcesOf } from '../../../core/backends/ews/codecs';
import type { Table } from '../../../core/schema/table';
import { findTable, tables } from '../../../core/tables/registry';

const columnsOf = (table: Table): Array<[string, Column]> =>
	table.columns.map((column) => [column.id, column]);

describe.each(tables.map((table): [string, Table] => [table.name, table]))(
	'table %s',
	(_, table) => {
		it('has unique camel-case ids without dots, brackets and underscores', () => {
			const ids = table.columns.map(({ id }) => id);
			expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(ids.length);
			for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]*$/);
		});

		it('has labels in title case, each once', () => {
			const labels = table.columns.map(({ label }) => label);
			expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
			for (const label of labels) expect(label).toMatch(/^[A-Z]/);
		});

		it.each(['ews', 'graph'] as const)(
			'has aliases that are unique in the %s schema',
			(dialect) => {
				const seen = new Map<string, string>();
				for (const { id } of table.columns) seen.set(id.toLowerCase(), id);
				for (const column of table.columns) {
					for (const alias of column.aliases?.[dialect] ?? []) {
						const owner = seen.get(alias.toLowerCase());
						expect([alias, owner ?? column.id]).toEqual([alias, column.id]);
						seen.set(alias.toLowerCase(), column.id);
					}
				}
			},
		);

		it('means one column by a name, whichever schema it comes from', () => {
			const owners = new Map<string, string>();
			for (const column of table.columns) {
				const names = [column.id, ...(column.aliases?.ews ?? []), ...(column.aliases?.graph ?? [])];
				for (const name of names) {
					const owner = owners.get(name.toLowerCase()) ?? column.id;
					expect([name, owner]).toEqual([name, column.id]);
					owners.set(name.toLowerCase(), column.id);
				}
			}
		});

		it('has about 20 common columns, and the id among them', () => {
			const common = table.columns.filter((column) => column.common);
			expect(common.length).toBeGreaterThanOrEqual(Math.min(10, table.columns.length / 2));
			expect(common.length).toBeLessThanOrEqual(26);
			expect(common[0]?.id).toBe('id');
		});

		it('can be matched on columns that every dialect of theirs can read', () => {
			const match = table.columns.filter((column) => column.match);
			expect(match.length > 0).toBe(table.operations.includes('upsert'));
			for (const column of match) expect(column.ews ?? column.graph).toBeDefined();
			expect(match.map(({ id }) => id)).not.toContain('id');
		});

		describe.each(columnsOf(table))('column %s', (__, column) => {
			it('is in a dialect, with choices exactly when it is a choice', () => {
				expect(column.ews ?? column.graph).toBeDefined();
				expect(column.choices !== undefined).toBe(column.type === 'choice');
				for (const dialect of [column.ews, column.graph]) {
					for (const choice of Object.keys(dialect?.values ?? {})) {
						expect(column.choices).toContain(choice);
					}
				}
			});

			it('has an EWS binding that can be planned', () => {
				const { ews } = column;
				if (!ews) return expect(column.graph).toBeDefined();
				expect(() => codecOf(column)).not.toThrow();
				expect(sourcesOf(column).length > 0).toBe(ews.field !== undefined);
				if (ews.since) expect(EWS_VERSIONS).toContain(ews.since);
				if (ews.field && 'uri' in ews.field) expect(ews.at).toBeDefined();
				else expect(ews.at).toBeUndefined();
				// What a collection writes has no FieldURI.
				if (!ews.field && table.ews?.kind !== 'collection') {
					expect([ews.write, ews.filter, ews.sort]).toEqual([undefined, undefined, undefined]);
				}
				if (ews.read === 'listTruncated') expect(column.type).toBe('text');
				if (ews.read === 'item')
					expect([ews.filter ?? false, ews.sort ?? false]).toEqual([false, false]);
				return undefined;
			});

			it('has a Graph binding with a path or a MAPI id, never both', () => {
				const { graph } = column;
				if (!graph) return expect(column.ews).toBeDefined();
				expect(graph.path !== undefined && graph.mapi !== undefined).toBe(false);
				if (graph.mapi) {
					expect(graph.mapi).toMatch(
						/^(String|Boolean|Integer|Long|SystemTime|Binary) (0x[0-9A-F]{4}|\{[0-9A-F-]{36}\} Id 0x[0-9A-F]{4})$/,
					);
				}
				if (graph.path) expect(graph.path).toMatch(/^[a-zA-Z]+(\[\d\])?(\/[a-zA-Z]+)*$/);
				return undefined;
			});
		});
	},
);

describe('registry', () => {
	it('has table names and aliases that lead to one table each', () => {
		for (const dialect of ['ews', 'graph'] as const) {
			const names = tables.map(({ name }) => name.toLowerCase());
			expect(new Set(names).size).toBe(names.length);
			const aliases = tables.flatMap((table) =>
				(table.aliases ?? []).filter(({ schema }) => schema === dialect).map(({ name }) => name),
			);
			expect(new Set(aliases.map((name) => name.toLowerCase())).size).toBe(aliases.length);
			// A table goes by its exact name, so an older name may be the same in another case alone.
			for (const table of tables) expect(findTable(table.name, dialect).table).toBe(table);
		}
	});

	it.each([
		['inbox', 'message', 'inbox'],
		['SENTITEMS', 'message', 'sentitems'],
		['Drafts', 'message', 'drafts'],
		['DeletedItems', 'message', 'deleteditems'],
		['JunkEmail', 'message', 'junkemail'],
		['Outbox', 'message', 'outbox'],
		['Calendar', 'event', undefined],
		['calendar', 'calendar', undefined],
		['Contacts', 'contact', undefined],
		['Tasks', 'task', undefined],
		['Folders', 'folder', undefined],
		[' contact ', 'contact', undefined],
	])('knows %s', (name, table, folder) => {
		const found = findTable(name, 'ews');
		expect([found.table.name, found.folder]).toEqual([table, folder]);
	});

	it('suggests the nearest name', () => {
		expect(() => findTable('Contcats', 'ews')).toThrow(
			expect.objectContaining({
				message: "There is no table 'Contcats'",
				advice: "Did you mean 'Contacts'?",
			}),
		);
		expect(() => findTable('zzzzzzzzzz', 'ews')).toThrow(
			expect.objectContaining({
				advice: expect.stringContaining('contact, delegate, distributionList, event'),
			}),
		);
	});
});
