import type { Row, Session } from '../../core';
import type { Build } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

/** Columns that decide what others hold, or are decided by them: the contract suite leaves them out. */
const own = { folders: [] };
const BOUNDS = { startDateTime: '2026-03-10T10:00:00Z', endDateTime: '2026-03-10T11:00:00Z' };
const recurrence = {
	pattern: { type: 'daily', interval: 2 },
	range: { type: 'numbered', startDate: '2026-03-10', numberOfOccurrences: 3 },
};
const inTask = (values: Row) => ({ subject: 'Subject', ...values });

/** Table, what, created with, updated with, and what is read after each. */
const CASES: ReadonlyArray<readonly [string, string, Row, Row, Row, Row]> = [
	[
		'contact',
		'itemClass',
		{ givenName: 'A', itemClass: 'IPM.Contact.Customer' },
		{ itemClass: 'IPM.Contact.Supplier' },
		{ itemClass: 'IPM.Contact.Customer' },
		{ itemClass: 'IPM.Contact.Supplier' },
	],
	[
		'contact',
		'fileAs',
		{ givenName: 'A', fileAs: 'Under A' },
		{ fileAs: 'Under B' },
		{ fileAs: 'Under A' },
		{ fileAs: 'Under B' },
	],
	[
		'contact',
		'fileAsMapping',
		{ givenName: 'A', surname: 'B', fileAsMapping: 'lastCommaFirst' },
		{ fileAsMapping: 'firstSpaceLast' },
		{ fileAsMapping: 'lastCommaFirst' },
		{ fileAsMapping: 'firstSpaceLast' },
	],
	[
		'message',
		'bodyType html',
		{ subject: 'S', body: 'a < b', bodyType: 'text' },
		{ body: '<p>a</p>', bodyType: 'html' },
		{ bodyType: 'text', body: 'a < b' },
		{ bodyType: 'html' },
	],
	[
		'event',
		'isAllDay',
		{ subject: 'S', isAllDay: true, startDateTime: '2026-03-10', endDateTime: '2026-03-12' },
		{ isAllDay: false, ...BOUNDS },
		{ isAllDay: true, startDateTime: '2026-03-10', endDateTime: '2026-03-12' },
		{ isAllDay: false, ...BOUNDS },
	],
	[
		'event',
		'recurrence',
		{ subject: 'S', ...BOUNDS, recurrence },
		{ recurrence: null },
		{ recurrence, type: 'seriesMaster' },
		{ recurrence: null, type: 'singleInstance' },
	],
	[
		'task',
		'recurrence',
		inTask({ recurrence }),
		{ recurrence: null },
		{ recurrence, isRecurring: true },
		{ recurrence: null, isRecurring: false },
	],
	[
		'task',
		'status',
		inTask({ status: 'inProgress' }),
		{ status: 'completed' },
		{ status: 'inProgress', isComplete: false },
		{ status: 'completed', isComplete: true, percentComplete: 100 },
	],
	[
		'task',
		'percentComplete',
		inTask({ percentComplete: 25 }),
		{ percentComplete: 100 },
		{ percentComplete: 25, isComplete: false },
		{ percentComplete: 100, isComplete: true, status: 'completed' },
	],
	[
		'task',
		'completeDate',
		inTask({ status: 'notStarted' }),
		{ completeDate: '2026-01-15' },
		{ completeDate: null },
		{ completeDate: '2026-01-15', isComplete: true, status: 'completed' },
	],
];

describe.each<Build>(['14.2', '15.2'])('a server of build %s', (build) => {
	const bench = useSandbox({ build });
	let session: Session;
	beforeEach(async () => {
		session = await sessionOn(bench.sandbox);
	});
	const request = (table: string, record: { id?: string; values: Row }) => ({
		table,
		scope: own,
		records: [{ index: 0, ...record }],
		options: {},
	});
	const read = async (table: string, id: string, select: string[]) => {
		const [row] = await session.get({ table, scope: own, select }, [id], call);
		if (!row || row instanceof Error) throw row ?? new Error('no row');
		return row;
	};
	const create = async (table: string, values: Row) => {
		const [made] = await session.create(request(table, { values }), call);
		expect([made?.outcome, made?.error?.message]).toEqual(['created', undefined]);
		return made?.id ?? '';
	};

	it.each(CASES)('%s: %s', async (table, _what, created, updated, first, then) => {
		const id = await create(table, created);
		expect(await read(table, id, Object.keys(first))).toMatchObject(first);
		const [set] = await session.update(request(table, { id, values: updated }), call);
		expect([set?.outcome, set?.error?.message]).toEqual(['updated', undefined]);
		expect(await read(table, id, Object.keys(then))).toMatchObject(then);
	});

	it('folderClass decides the kind of a new folder', async () => {
		const id = await create('folder', { displayName: 'Team', folderClass: 'IPF.Contact' });
		expect(await read('folder', id, ['folderClass'])).toMatchObject({ folderClass: 'IPF.Contact' });
		const contacts = await rowsOf(session, {
			table: 'contact',
			scope: { folders: [{ kind: 'id', id }] },
			select: ['id'],
		});
		expect(contacts).toEqual([]);
	});

	it('mimeContent is the whole message', async () => {
		const id = await create('message', { subject: 'Of MIME', body: 'Text within' });
		const { mimeContent } = await read('message', id, ['mimeContent']);
		const mime = Buffer.from(String(mimeContent), 'base64').toString('utf8');
		// The subject as it is, or as an encoded word (RFC 2047).
		expect(mime).toMatch(/^Subject: (?:Of MIME|=\?utf-8\?B\?T2YgTUlNRQ==\?=)\r?$/im);
	});

	it('bodyType by null is refused: it would delete the body', async () => {
		const id = await create('message', { subject: 'S', body: 'Stays' });
		const [set] = await session.update(
			request('message', { id, values: { bodyType: null } }),
			call,
		);
		expect(set).toMatchObject({ outcome: 'failed', error: { field: 'bodyType' } });
		expect(await read('message', id, ['body'])).toMatchObject({ body: 'Stays' });
	});
});
