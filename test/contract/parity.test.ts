import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findColumn } from '../../core/schema/resolve';
import { findPseudoColumn, PSEUDO_COLUMNS } from '../../core/schema/pseudoColumns';
import { findTable } from '../../core/tables/registry';
import {
	inputOf,
	OLD_PROCEDURES,
	OLD_TABLES,
	procedureOf,
	tableOf,
} from '../../scripts/lib/oldObjects';

const page = readFileSync(join(__dirname, '../../docs/parity.md'), 'utf8');

describe('The parity page', () => {
	it.each(OLD_TABLES.map((old) => [`${old.schema} ${old.name}`, old] as const))(
		'has %s as covered, or why it is not built',
		(_, old) => {
			expect([old.notBuilt, old.instead, tableOf(old)].filter(Boolean)).toHaveLength(1);
			expect(page).toContain(`\`${old.name}\``);
		},
	);

	it.each(OLD_PROCEDURES.map((old) => [`${old.schema} ${old.name}`, old] as const))(
		'has the procedure %s with its inputs',
		(_, old) => {
			expect(page).toContain(`\`${old.name}\``);
			const procedure = procedureOf(old);
			if (!procedure) return expect(old.notBuilt).toBeTruthy();
			const missing = old.inputs.filter(
				(input) => !inputOf(procedure, input) && !old.unused?.[input],
			);
			expect(missing).toEqual([]);
		},
	);
});

describe('The reference of the older connectors', () => {
	const shared = process.env.EXCHANGE_SHARED ?? join(__dirname, '../../../shared');
	const path = join(shared, 'reference/jitterbit-cdata.md');
	if (!existsSync(path)) {
		console.warn(`LEFT OUT: comparison with the older connectors' reference, not at ${path}`);
		it('is compared where it is there', () => expect(existsSync(path)).toBe(false));
		return;
	}
	const text = readFileSync(path, 'utf8');
	const section = (from: string, to: string) => {
		const start = text.indexOf(`### ${from}`);
		return text.slice(start, text.indexOf(to, start));
	};
	/** Cells of the rows of the tables in a part. */
	const rowsOf = (part: string) =>
		part
			.split('\n')
			.filter((line) => line.startsWith('|'))
			.map((line) => line.split('|').map((cell) => cell.trim()));
	const namesIn = (cell = '') => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
	const firstNames = (part: string) => rowsOf(part).flatMap((cells) => namesIn(cells[1]));

	it('names no table, view or procedure that the page leaves out', () => {
		const known = (schema: string, list: ReadonlyArray<{ name: string; schema: string }>) =>
			new Set(list.filter((old) => old.schema === schema).map(({ name }) => name));
		const ewsTables = firstNames(section('2.1', '### 2.2'));
		const graphTables = firstNames(section('3.2', '### 3.3'));
		const graphViews = [
			...firstNames(section('3.3', 'Usage-report views:')),
			...namesIn(/Usage-report views:.*/.exec(text)?.[0]).slice(0, 18),
		];
		const ewsProcedures = firstNames(section('2.10', '## 3.'));
		const graphProcedures = firstNames(section('3.4', '## 4.'));
		expect([ewsTables.length, graphTables.length, graphViews.length]).toEqual([15, 9, 23]);
		expect([ewsProcedures.length, graphProcedures.length]).toEqual([10, 12]);
		const missing = (names: string[], schema: string, list = OLD_TABLES as never) =>
			names.filter((name) => !known(schema, list).has(name));
		expect(missing(ewsTables, 'ews')).toEqual([]);
		expect(missing([...graphTables, ...graphViews], 'graph')).toEqual([]);
		expect(missing(ewsProcedures, 'ews', OLD_PROCEDURES as never)).toEqual([]);
		expect(missing(graphProcedures, 'graph', OLD_PROCEDURES as never)).toEqual([]);
	});

	const columnsOf = (part: string) =>
		rowsOf(part)
			.filter((cells) => /^\d+$/.test(cells[1] ?? ''))
			.flatMap((cells) => namesIn(cells[2]));

	it.each([
		['Inbox', '2.4a', '### 2.5', 81],
		['Calendar', '2.5', '### 2.6', 99],
		['Contacts', '2.6', '### 2.7', 135],
		['Tasks', '2.7', '### 2.8', 80],
		['Folders', '2.8', '### 2.9', 27],
	])('every column of %s resolves, and the page shows it', (name, from, to, count) => {
		const { table } = findTable(name, 'ews');
		const columns = columnsOf(section(from, to));
		expect(columns).toHaveLength(count);
		expect(columns.filter((column) => !findColumn(table, column, 'ews')?.ews)).toEqual([]);
		const start = page.indexOf(`### ${table.label}: EWS schema`);
		const part = page.slice(start, page.indexOf('\n##', start + 5));
		expect(columns.filter((column) => !part.includes(`\`${column}\``))).toEqual([]);
	});

	it.each([
		['Calendar_ModifiedOccurrences', ['OccurrenceId', 'ItemId', 'Start', 'End', 'OriginalStart']],
		['Rooms', ['Name', 'EmailAddress', 'RoomListEmailAddress']],
		['Calendar_RequiredAttendees', ['EmailAddress', 'ItemId', 'Name']],
		['Calendar_OptionalAttendees', ['EmailAddress', 'ItemId', 'Name']],
	])('every column of %s resolves', (name, columns) => {
		const { table } = findTable(name, 'ews');
		expect(columns.filter((column) => !findColumn(table, column, 'ews')?.ews)).toEqual([]);
		expect(columns.filter((column) => !page.includes(`\`${column}\``))).toEqual([]);
	});

	it('every confirmed column of the tables of Graph resolves', () => {
		const missing: string[] = [];
		let count = 0;
		for (const [, first, confirmed] of rowsOf(section('3.2', '### 3.3'))) {
			const [name] = namesIn(first);
			const old = OLD_TABLES.find((one) => one.schema === 'graph' && one.name === name);
			const table = old && tableOf(old);
			if (!name || !table) continue;
			for (const column of namesIn(confirmed)) {
				count += 1;
				const found =
					findColumn(table, column, 'graph') ?? findPseudoColumn(table, column, 'graph');
				if (!found && column !== 'calendarGroupId') missing.push(`${name}.${column}`);
			}
		}
		expect(count).toBeGreaterThan(100);
		expect(missing).toEqual([]);
	});

	it('names no pseudo-column that is not one here', () => {
		const names = firstNames(section('2.2', '### 2.3'));
		expect(names).toHaveLength(6);
		const known = PSEUDO_COLUMNS.map(({ name }) => name);
		expect(names.filter((name) => !known.includes(name))).toEqual([]);
		expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
	});
});
