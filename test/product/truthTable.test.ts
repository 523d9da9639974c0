import { isComparison, type Condition } from '../../core/query/condition';
import { compileCondition as serverPart } from '../../core/backends/ews/restriction/compile';
import { normalizeCondition } from '../../core/query/normalize';
import { columnsById } from '../../core/schema/resolve';
import { operatorsFor } from '../../core/schema/operators';
import type { Column, ColumnType, Row } from '../../core/schema/column';
import { tables } from '../../core';
import type { Session } from '../../core';
import { startSandbox, type Sandbox } from '../../sandbox';
import { call, rowsOf, sessionOn } from '../support/session';
import { TRUTH_TABLE } from '../core/query/truth-table';

const own = { folders: [] };
const LOCAL = {
	advancedProperties: { property: [{ key: 'DisableServerSideFiltering', value: 'true' }] },
};

let sandbox: Sandbox;
let filtered: Session;
let local: Session;
beforeAll(async () => {
	sandbox = await startSandbox({ contacts: 300, seed: 11 });
});
afterAll(async () => await sandbox.close());
beforeEach(async () => {
	filtered = await sessionOn(sandbox);
	local = await sessionOn(sandbox, LOCAL);
});

const ids = async (session: Session, table: string, where: Condition) =>
	(await rowsOf(session, { table, scope: own, select: ['id'], where })).map(({ id }) => String(id));

/** Where a stored value of a type can be written through the session. */
const PLACES: ReadonlyArray<readonly [ColumnType, table: string, column: string]> = [
	['text', 'contact', 'companyName'],
	['text', 'contact', 'businessAddressStreet'],
	['text', 'contact', 'mobilePhone'],
	['text', 'contact', 'yomiSurname'],
	['text', 'task', 'mileage'],
	['choice', 'task', 'importance'],
	['boolean', 'message', 'isRead'],
	['integer', 'task', 'totalWork'],
	['dateTime', 'contact', 'reminderDueBy'],
	['date', 'contact', 'birthday'],
	['date', 'task', 'dueDate'],
	['textList', 'contact', 'categories'],
	['recipientList', 'message', 'toRecipients'],
	['attendeeList', 'event', 'attendees'],
];

describe('the truth table, by server and evaluator together and by the evaluator alone', () => {
	it.each(PLACES)('%s in %s.%s', async (type, table, column) => {
		const other = await startSandbox();
		try {
			const [both, alone] = [await sessionOn(other), await sessionOn(other, LOCAL)];
			const cases = TRUTH_TABLE.filter(
				(entry) =>
					entry.type === type &&
					!isGiven(column, entry.stored) &&
					// No person compares with nothing: refused before it is asked.
					!(entry.value === '' && /Than/.test(entry.operator)),
			);
			const stored = [...new Map(cases.map((entry) => [JSON.stringify(entry.stored), entry]))];
			const name = table === 'contact' ? 'fileAs' : 'subject';
			const results = await both.create(
				{
					table,
					scope: own,
					options: {},
					records: stored.map(([key, entry], index) => ({
						index,
						values: { [name]: key, ...(entry.stored === null ? {} : { [column]: entry.stored }) },
					})),
				},
				call,
			);
			expect(results.map(({ outcome, error }) => error?.message ?? outcome)).toEqual(
				stored.map(() => 'created'),
			);
			// New messages are drafts that lie where they are put: the table's home.
			const wrong: unknown[] = [];
			for (const { stored: value, operator, value: operand, holds } of cases) {
				const plain = { column, operator, ...(operand === undefined ? {} : { value: operand }) };
				for (const [where, expected] of [
					[plain, holds],
					[{ not: plain }, !holds],
				] as const) {
					for (const session of [both, alone]) {
						const rows = await rowsOf(session, { table, scope: own, select: [name], where });
						const found = rows.some((row) => row[name] === JSON.stringify(value));
						const by = session === both ? 'server' : 'evaluator';
						if (found !== expected) wrong.push({ by, value, where, expected });
					}
				}
			}
			expect(wrong).toEqual([]);
			expect(cases.length).toBeGreaterThan(0);
		} finally {
			await other.close();
		}
	});
});

/** Exchange gives every item a value of these, or stores none that is empty. */
function isGiven(column: string, stored: unknown): boolean {
	if (['importance', 'isRead'].includes(column)) return stored === null;
	if (column === 'totalWork') return typeof stored === 'number' && stored < 0;
	return stored === '' || (Array.isArray(stored) && stored.length === 0);
}

/** Numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

class Trees {
	private readonly random: () => number;

	constructor(
		seed: number,
		private readonly columns: readonly Column[],
		private readonly rows: readonly Row[],
	) {
		this.random = seeded(seed);
	}

	tree(depth = 3): Condition {
		const at = this.random();
		if (depth === 0 || at < 0.4) return this.leaf();
		if (at < 0.55) return { not: this.tree(depth - 1) };
		const arms = Array.from({ length: 1 + this.below(3) }, () => this.tree(depth - 1));
		return at < 0.8 ? { and: arms } : { or: arms };
	}

	private leaf(): Condition {
		const column = this.pick(this.columns);
		const operator = this.pick(operatorsFor(column));
		if (operator === 'isEmpty' || operator === 'isNotEmpty') return { column: column.id, operator };
		if (operator === 'excludesBits') return { column: column.id, operator, value: this.below(16) };
		const one = () => this.value(column, operator);
		if (operator === 'between') return { column: column.id, operator, value: [one(), one()] };
		if (operator === 'in' || operator === 'notIn') {
			const value = Array.from({ length: 1 + this.below(4) }, one);
			return { column: column.id, operator, value };
		}
		return { column: column.id, operator, value: one() };
	}

	/** Mostly what some row holds, or a part of it. */
	private value(column: Column, operator: string): unknown {
		const found = this.rows.map((row) => row[column.id]).filter((value) => value !== null);
		let value: unknown = found.length > 0 ? this.pick(found) : undefined;
		if (Array.isArray(value)) value = value.length > 0 ? this.pick(value) : undefined;
		if (column.type === 'flag') return this.pick(['notFlagged', 'flagged', 'complete']);
		if (typeof value === 'object' && value !== null) {
			const { address, name } = value as { address?: string; name?: string };
			value = this.random() < 0.5 ? address : name;
		}
		if (value === undefined || value === null || value === '') value = DEFAULTS[column.type] ?? 'x';
		if (typeof value !== 'string' || !/ontains|With|equals/.test(operator)) return value;
		if (column.type !== 'text' && column.type !== 'textList') return value;
		const text = this.random() < 0.3 ? value.toUpperCase() : value;
		if (operator === 'equals' || this.random() < 0.4) return text;
		const from = this.below(text.length);
		const part = text.slice(from, from + 1 + this.below(5));
		return /[\ud800-\udfff]/.test(part) || part.trim() === '' ? text : part;
	}

	private below(count: number): number {
		return Math.floor(this.random() * count);
	}

	private pick<T>(of: readonly T[]): T {
		return of[this.below(of.length)] as T;
	}
}

const DEFAULTS: Partial<Record<ColumnType, unknown>> = {
	choice: 'normal',
	boolean: true,
	integer: 5,
	int64: '5',
	decimal: 5,
	dateTime: '2026-01-10T10:00:00Z',
	date: '1980-02-29',
	id: 'AAMk',
	binary: 'AAAA',
};

describe.each(['contact', 'message', 'task'])('random conditions over %ss', (name) => {
	const table = tables.find((candidate) => candidate.name === name);
	if (!table) throw new Error(name);
	const columns = table.columns.filter(
		({ ews, type }) =>
			ews !== undefined && ews.read !== 'item' && !['object', 'recurrence', 'id'].includes(type),
	);
	const chosen = columns.filter(({ common, ews }) => common || ews?.filter);

	it('give the same rows by the server as by the evaluator; the restriction alone gives no fewer', async () => {
		const select = chosen.map(({ id }) => id);
		const rows = await rowsOf(local, { table: name, scope: own, select });
		expect(rows.length).toBeGreaterThan(20);
		const trees = new Trees(name.length * 7919, chosen, rows);
		const conditions = Array.from({ length: 160 }, () => trees.tree());
		const wrong: unknown[] = [];
		let restricted = 0;
		let kept = 0;
		for (const where of conditions) {
			const [byServer, byEvaluator] = await Promise.all([
				ids(filtered, name, where),
				ids(local, name, where),
			]);
			kept += byEvaluator.length;
			const normal = normalizeCondition(table, where, 'ews', call);
			if (serverPart(normal, columnsById(table)).restriction) restricted += 1;
			const missing = byEvaluator.filter((id) => !byServer.includes(id));
			const extra = byServer.filter((id) => !byEvaluator.includes(id));
			if (missing.length + extra.length > 0) {
				wrong.push({ where: JSON.stringify(where), missing: missing.length, extra: extra.length });
			}
		}
		expect(wrong).toEqual([]);
		// The server did filter, and the conditions say something.
		expect(restricted).toBeGreaterThan(60);
		expect(kept / rows.length / conditions.length).toBeGreaterThan(0.05);
		expect(kept / rows.length / conditions.length).toBeLessThan(0.95);
		expect(conditions.some((where) => !isComparison(where))).toBe(true);
	}, 60_000);
});
