import type { Row, Session } from '../../core';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const own = { folders: [] };
const bench = useSandbox();
let session: Session;
beforeEach(async () => {
	session = await sessionOn(bench.sandbox);
});

const request = (table: string, values: Row, options = {}) => ({
	table,
	scope: own,
	records: [{ index: 0, values }],
	options,
});

/** What the table needs beside the text. */
const NEEDED: Readonly<Record<string, Row>> = {
	event: { startDateTime: '2026-03-10T10:00:00Z', endDateTime: '2026-03-10T11:00:00Z' },
};
const LONG = `${'Long text & '.repeat(25)}`.slice(0, 299).concat('!');
const SHORT_LINES: ReadonlyArray<readonly [string, string]> = [
	['outer spaces', '  in the middle  '],
	['255 characters', 'x'.repeat(255)],
	['characters outside the basic plane where a list cuts', `${'x'.repeat(253)}\u{1f600}`],
];
const TEXTS: ReadonlyArray<readonly [string, string]> = [
	...SHORT_LINES,
	['300 characters', LONG],
	['LF', 'a\nb\n\nc'],
	['CRLF', 'a\r\nb\r\n\r\nc'],
	['CR', 'a\rb'],
];
const of = (table: string, column: string, texts: typeof TEXTS) =>
	texts.map(([what, text]) => [table, column, what, text] as const);

describe.each([
	// A subject is one line of at most 255 characters.
	...['message', 'event', 'task'].flatMap((table) => of(table, 'subject', SHORT_LINES)),
	...['message', 'event', 'task'].flatMap((table) => of(table, 'body', TEXTS)),
	...of('event', 'location', TEXTS.slice(0, 4)),
])("'%s', column '%s', %s", (table, column, _what, text) => {
	it('comes back whole by list and by id, and a second upsert changes nothing', async () => {
		const values = { subject: 'Subject', ...NEEDED[table], [column]: text };
		const options = { matchColumns: ['subject'] };
		const upsert = () => session.upsert(request(table, values, options), call);
		const [made] = await upsert();
		expect([made?.outcome, made?.error?.message]).toEqual(['created', undefined]);
		const stored = text.replace(/\r\n?/g, '\n');
		const plain = (value: unknown) => String(value).replace(/\r\n?/g, '\n');
		const select = ['id', column];
		const listed = await rowsOf(session, { table, scope: own, select });
		expect(listed.map((row) => plain(row[column]))).toEqual([stored]);
		const [row] = await session.get({ table, scope: own, select }, [made?.id ?? ''], call);
		expect(plain((row as Row)[column])).toBe(stored);
		const where = { column, operator: 'equals' as const, value: text };
		if (column !== 'body') {
			expect(await rowsOf(session, { table, scope: own, select: ['id'], where })).toHaveLength(1);
		}
		expect(await upsert()).toMatchObject([{ outcome: 'unchanged' }]);
	});
});

describe.each(['message', 'event', 'task'])("a subject of 300 characters in '%s'", (table) => {
	it('is kept whole or refused with a reason, never cut in silence', async () => {
		const values = { ...NEEDED[table], subject: LONG };
		const [made] = await session.create(request(table, values), call);
		if (made?.outcome === 'failed') {
			expect(made.error?.message).toMatch(/.{10}/);
			expect(await rowsOf(session, { table, scope: own, select: ['id'] })).toEqual([]);
			return;
		}
		const rows = await rowsOf(session, { table, scope: own, select: ['subject'] });
		expect(rows).toMatchObject([{ subject: LONG }]);
	});
});
