import { tables } from '../../core';
import type { Column, Row, Session } from '../../core';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const bench = useSandbox();
let session: Session;
beforeEach(async () => {
	session = await sessionOn(bench.sandbox);
});

/** What XML 1.0 has no way to carry, with what the person is told. */
const FORBIDDEN: ReadonlyArray<readonly [string, RegExp]> = [
	['\u0000', /control character U\+0000 at position 3/],
	['\u0008', /control character U\+0008/],
	['\u001f', /control character U\+001F/],
	['\uffff', /U\+FFFF/],
	['\ud83d', /half of a surrogate pair U\+D83D/],
	['\ude00', /half of a surrogate pair U\+DE00/],
];

/** Values of a column that hold a text, by its type. */
const HOLDING: Partial<Record<Column['type'], (text: string) => unknown>> = {
	text: (text) => text,
	textList: (text) => ['fine', text],
	recipient: (text) => ({ name: text, address: 'contact1@contoso.example' }),
	recipientList: (text) => [{ name: text, address: 'contact1@contoso.example' }],
	attendeeList: (text) => [{ name: text, address: 'contact1@contoso.example', type: 'required' }],
};

const CASES = tables
	.filter(({ ews, operations }) => ews?.kind !== 'collection' && operations.includes('create'))
	.flatMap(({ name, columns }) =>
		columns
			.filter(({ ews, type }) => ews?.write === 'both' && HOLDING[type])
			.map((column) => [name, column.id, column] as const),
	);

describe('characters that XML cannot carry', () => {
	it.each(CASES)('are refused by name in %s.%s, and nothing is sent', async (table, id, column) => {
		const values = (text: string): Row => ({ [id]: HOLDING[column.type]?.(text) });
		const records = FORBIDDEN.map(([character], index) => ({
			index,
			values: values(`ab${character}c`),
		}));
		bench.sandbox.log.clear();
		const made = await session.create(
			{ table, scope: { folders: [] }, records, options: {} },
			call,
		);
		for (const [index, [, message]] of FORBIDDEN.entries()) {
			const { outcome, error } = made[index] ?? {};
			expect([outcome, error?.field, error?.message]).toEqual([
				'failed',
				id,
				expect.stringMatching(message),
			]);
			expect(error?.message).toContain(column.label);
		}
		expect(bench.sandbox.log.writes({})).toBe(0);
	});

	it('do not keep the other records of a batch from being written, exactly as they are', async () => {
		const odd = ' tab\t, line\nbreak, \u{1f600}, \u00a0, \u200d, & < > " \' ]]> ';
		const records = ['a\u0001', odd, 'b\ud800'].map((givenName, index) => ({
			index,
			values: { givenName, surname: 'Contact' },
		}));
		const made = await session.create(
			{ table: 'contact', scope: { folders: [] }, records, options: {} },
			call,
		);
		expect(made.map(({ outcome }) => outcome)).toEqual(['failed', 'created', 'failed']);
		const rows = await rowsOf(session, {
			table: 'contact',
			scope: { folders: [] },
			select: ['givenName'],
		});
		expect(rows).toMatchObject([{ givenName: odd }]);
	});

	it.each([
		['a condition', { where: { column: 'givenName', operator: 'contains', value: 'a\u0000' } }],
		['a property name', { select: ['String {00020329-0000-0000-C000-000000000046} Name a\u0001'] }],
		['a folder', { scope: { folders: [{ kind: 'id', id: 'AAMk\u0001'.padEnd(80, 'A') }] } }],
		['a mailbox', { scope: { folders: [], mailbox: 'user2\u0002@contoso.example' } }],
	])('are refused in %s before anything is sent', async (_, query) => {
		bench.sandbox.log.clear();
		await expect(
			rowsOf(session, {
				table: 'contact',
				scope: { folders: [] },
				select: ['givenName'],
				...query,
			} as Parameters<Session['query']>[0]),
		).rejects.toThrow(/control character|XML cannot carry|no column/);
		expect(bench.sandbox.log.count({})).toBe(0);
	});
});

describe('what is only read', () => {
	it.each(
		tables
			.filter(({ ews, operations }) => ews?.kind !== 'collection' && operations.includes('update'))
			.flatMap(({ name, columns }) =>
				columns
					.filter(({ id, ews }) => ews && !ews.write && id !== 'id' && id !== 'changeKey')
					.slice(0, 12)
					.map((column) => [name, column.id, column] as const),
			),
	)('%s.%s is refused by name in a write', async (table, id, column) => {
		const write = async (action: 'create' | 'update') => {
			const records = [{ index: 0, id: 'AAMk', values: { [id]: 'x' } }];
			const [result] = await session[action](
				{ table, scope: { folders: [] }, records, options: {} },
				call,
			);
			return result;
		};
		bench.sandbox.log.clear();
		const message = `The column '${column.label}' cannot be written`;
		for (const action of ['create', 'update'] as const) {
			// A folder chosen by a value of a new record is no column that is written.
			if (action === 'create' && id === 'parentFolderId') continue;
			expect(await write(action)).toMatchObject({
				outcome: 'failed',
				error: { message, field: id },
			});
		}
		expect(bench.sandbox.log.writes({})).toBe(0);
	});

	it.each(
		tables
			.filter(({ operations }) => !operations.includes('create'))
			.map(({ name, label }) => [name, label] as const),
	)('%s takes no new records', async (table, label) => {
		const request = {
			table,
			scope: { folders: [] },
			records: [{ index: 0, values: { id: 'x' } }],
			options: {},
		};
		await expect(session.create(request, call)).rejects.toThrow(
			`A ${label} has no operation 'create'`,
		);
	});
});
