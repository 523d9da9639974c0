import type { Row, Session } from '../../../../../core';
import { startSandbox, type Sandbox } from '../../../../../sandbox';
import { call, rowsOf, sessionOn } from '../../../../support/session';

const own = { folders: [] };
const address = (n: number | string) => `contact${n}@contoso.example`;

let sandbox: Sandbox;
let session: Session;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(async () => {
	sandbox.reset();
	session = await sessionOn(sandbox);
});

const request = (table: string, records: readonly object[], options = {}) => ({
	table,
	scope: own,
	records: records.map((record, index) => ({ index, ...record })),
	options,
});

async function event(attendees: readonly object[] = []): Promise<string> {
	const values = {
		subject: 'Planning & more',
		startDateTime: '2026-03-10T10:00:00Z',
		endDateTime: '2026-03-10T11:00:00Z',
		...(attendees.length > 0 && { attendees }),
	};
	const [made] = await session.create(request('event', [{ values }]), call);
	if (!made?.id) throw made?.error ?? new Error('no event');
	return made.id;
}

const THREE = [
	{ name: 'Contact 1', address: address(1), type: 'required' },
	{ name: 'Contact 2', address: address(2), type: 'optional' },
	{ name: 'Room 4', address: 'room4@contoso.example', type: 'resource' },
];
const of = (eventId: string | string[]) =>
	Array.isArray(eventId)
		? { column: 'eventId', operator: 'in' as const, value: eventId }
		: { column: 'eventId', operator: 'equals' as const, value: eventId };
const attendees = (eventId: string | string[], more: Row = {}) =>
	rowsOf(session, { table: 'attendee', scope: own, where: of(eventId), ...more });
const shown = (rows: readonly Row[]) =>
	rows.map(({ emailAddress, name, type }) => [emailAddress, name, type]);
const errorOf = async (work: Promise<unknown>) =>
	await work.then(
		() => undefined,
		(error: unknown) => error as Error & { field?: string; advice?: string },
	);

describe('reading', () => {
	it('gives one row per attendee of one or many events, in few requests', async () => {
		const first = await event(THREE);
		const second = await event([{ address: address(9), type: 'optional' }]);
		const bare = await event();
		sandbox.log.clear();
		const rows = await attendees([first, second, bare]);
		expect(shown(rows).slice(0, 3)).toEqual([
			[address(1), 'Contact 1', 'required'],
			[address(2), 'Contact 2', 'optional'],
			['room4@contoso.example', 'Room 4', 'resource'],
		]);
		expect(rows.map(({ eventId }) => eventId)).toEqual([first, first, first, second]);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
		expect(sandbox.log.count({ operation: 'GetItem' })).toBe(1);
	});

	it('filters, sorts and limits what the server cannot', async () => {
		const id = await event(THREE);
		const where = {
			and: [of(id), { column: 'name', operator: 'contains' as const, value: 'Contact' }],
		};
		const rows = await rowsOf(session, {
			table: 'attendee',
			scope: own,
			where,
			orderBy: [{ column: 'emailAddress', direction: 'desc' }],
			limit: 1,
			select: ['EmailAddress', 'ItemId'],
		});
		expect(rows).toMatchObject([{ emailAddress: address(2), ItemId: id }]);
	});

	it('needs an event, by name', async () => {
		const error = await errorOf(rowsOf(session, { table: 'attendee', scope: own }));
		expect(error?.message).toBe("A query of attendees needs a condition on 'Event ID'");
		expect(error?.advice).toContain('Equals');
		const loose = { or: [of('x'), { column: 'name', operator: 'equals' as const, value: 'y' }] };
		const query = { table: 'attendee', scope: own, where: loose };
		expect((await errorOf(rowsOf(session, query)))?.message).toContain("'Event ID'");
	});

	it('an event that is gone has none; an id that is none is an error', async () => {
		const id = await event(THREE);
		await session.delete(request('event', [{ id }], { deleteType: 'hardDelete' }), call);
		expect(await attendees(id)).toEqual([]);
		expect(await errorOf(attendees('nonsense'))).toMatchObject({ name: 'InputError' });
	});

	it('the old tables show one type each, under the old names', async () => {
		const id = await event(THREE);
		const where = { column: 'ItemId', operator: 'equals' as const, value: id };
		const query = { scope: own, where, select: ['ItemId', 'EmailAddress', 'Name'] };
		const required = await rowsOf(session, { table: 'Calendar_RequiredAttendees', ...query });
		expect(required).toMatchObject([{ ItemId: id, emailAddress: address(1), name: 'Contact 1' }]);
		const optional = await rowsOf(session, { table: 'calendar_optionalattendees', ...query });
		expect(optional).toMatchObject([{ emailAddress: address(2) }]);
	});

	it('get by id, with the error of what is not there in its place', async () => {
		const id = await event(THREE);
		const [first] = await attendees(id);
		const ids = [String(first?.id), `${id}|required|no`, 'x'];
		const [row, gone, wrong] = await session.get({ table: 'attendee', scope: own }, ids, call);
		expect(row).toMatchObject({ emailAddress: address(1), eventId: id });
		expect(gone).toMatchObject({ code: 'ErrorItemNotFound' });
		expect(wrong).toMatchObject({
			field: 'id',
			message: expect.stringContaining('not the one of an attendee'),
		});
	});
});

describe('writing', () => {
	const create = (values: readonly Row[], table = 'attendee', options = {}) =>
		session.create(
			request(
				table,
				values.map((one) => ({ values: one })),
				options,
			),
			call,
		);

	it('adds exactly the attendees asked for, many to one event in one request', async () => {
		const id = await event(THREE);
		sandbox.log.clear();
		const made = await create([
			{ eventId: id, emailAddress: address(5), name: 'A & B <5>' },
			{ eventId: id, emailAddress: address(6), type: 'optional' },
			{ eventId: id, emailAddress: address(1) },
			{ eventId: id },
		]);
		expect(made.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'failed', 'failed']);
		expect(made[2]?.error?.message).toContain(`has the attendee '${address(1)}' already`);
		expect(made[3]?.error?.message).toContain("'Email Address' is empty");
		expect(sandbox.log.count({ operation: 'UpdateItem' })).toBe(1);
		const rows = await attendees(id);
		expect(shown(rows)).toEqual([
			[address(1), 'Contact 1', 'required'],
			[address(5), 'A & B <5>', 'required'],
			[address(2), 'Contact 2', 'optional'],
			[address(6), expect.anything(), 'optional'],
			['room4@contoso.example', 'Room 4', 'resource'],
		]);
		expect(made[0]).toMatchObject({ id: rows[1]?.id, changeKey: rows[1]?.changeKey });
	});

	it('the old tables preset the type, unless the record says otherwise', async () => {
		const id = await event();
		await create(
			[{ ItemId: id, EmailAddress: address(1), Name: 'One' }],
			'Calendar_OptionalAttendees',
		);
		await create(
			[{ ItemId: id, EmailAddress: address(2), Type: 'resource' }],
			'Calendar_OptionalAttendees',
		);
		expect(shown(await attendees(id))).toMatchObject([
			[address(1), 'One', 'optional'],
			[address(2), expect.anything(), 'resource'],
		]);
	});

	it('updates name, address and type of one, leaves the others, and gives the new id', async () => {
		const id = await event(THREE);
		const [one, two] = await attendees(id);
		const changed = await session.update(
			request('attendee', [
				{ id: one?.id, values: { name: 'New Name' } },
				{ id: two?.id, values: { type: 'required', emailAddress: address(22) } },
			]),
			call,
		);
		expect(changed.map(({ outcome }) => outcome)).toEqual(['updated', 'updated']);
		const rows = await attendees(id);
		expect(shown(rows)).toMatchObject([
			[address(1), 'New Name', 'required'],
			[address(22), expect.anything(), 'required'],
			['room4@contoso.example', 'Room 4', 'resource'],
		]);
		expect(changed[1]?.id).toBe(rows[1]?.id);
	});

	it('what is so already is unchanged, without a write', async () => {
		const id = await event(THREE);
		const [one] = await attendees(id);
		sandbox.log.clear();
		const values = { name: 'Contact 1', type: 'required' };
		const [same] = await session.update(request('attendee', [{ id: one?.id, values }]), call);
		expect(same?.outcome).toBe('unchanged');
		expect(sandbox.log.count({ operation: 'UpdateItem' })).toBe(0);
	});

	it('deletes one, also the last of its type', async () => {
		const id = await event(THREE);
		const rows = await attendees(id);
		const gone = await session.delete(
			request('attendee', [{ id: rows[2]?.id }, { id: rows[0]?.id }, { id: rows[0]?.id }]),
			call,
		);
		expect(gone.map(({ outcome }) => outcome)).toEqual(['deleted', 'deleted', 'failed']);
		expect(shown(await attendees(id))).toEqual([[address(2), 'Contact 2', 'optional']]);
	});

	it('upsert by event and address: creates, changes, leaves alone', async () => {
		const id = await event(THREE);
		const other = await event();
		const records = [
			{ values: { eventId: id, emailAddress: address(1), name: 'Contact 1' } },
			{ values: { eventId: id, emailAddress: address(2), type: 'required' } },
			{ values: { eventId: other, emailAddress: address(1) } },
		];
		const upserts = () =>
			session.upsert(request('attendee', records, { matchColumns: ['emailAddress'] }), call);
		const outcomes = (await upserts()).map(({ outcome }) => outcome);
		expect(outcomes).toEqual(['unchanged', 'updated', 'created']);
		expect((await upserts()).map(({ outcome }) => outcome)).toEqual([
			'unchanged',
			'unchanged',
			'unchanged',
		]);
	});

	it('upsert of many events reads by condition, never without one', async () => {
		const id = await event();
		const records = Array.from({ length: 230 }, (_, n) => ({
			values: { eventId: id, emailAddress: address(n) },
		}));
		const options = { matchColumns: ['eventId', 'emailAddress'] };
		const made = await session.upsert(request('attendee', records, options), call);
		expect(new Set(made.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
		expect(await attendees(id)).toHaveLength(230);
	}, 20_000);

	it('somebody changes the event between the read and the write: read again, both changes stay', async () => {
		const id = await event(THREE);
		const [, two] = await attendees(id);
		const other = await sessionOn(sandbox);
		sandbox.scripts.add({
			match: { operation: 'UpdateItem' },
			when: 'before',
			run: async () => {
				const values = { subject: 'Changed' };
				await other.update(request('event', [{ id, values }]), call);
			},
		});
		const [gone] = await session.delete(request('attendee', [{ id: two?.id }]), call);
		expect(gone?.outcome).toBe('deleted');
		expect(shown(await attendees(id))).toHaveLength(2);
	});

	it.each(['dropAfter', 'truncate'] as const)('a lost answer (%s) is settled', async (kind) => {
		const id = await event(THREE);
		sandbox.faults.add({ kind, match: { operation: 'UpdateItem' } });
		const [made] = await create([{ eventId: id, emailAddress: address(7) }]);
		expect(made?.outcome).toBe('created');
		expect(await attendees(id)).toHaveLength(4);
	});

	it('a stale change key ends in a conflict only where it was asked to', async () => {
		const id = await event(THREE);
		const [one] = await attendees(id);
		const update = (options: object) =>
			session.update(
				request('attendee', [{ id: one?.id, changeKey: 'AAAA', values: { name: 'x' } }], options),
				call,
			);
		const [refused] = await update({ conflictResolution: 'neverOverwrite' });
		expect(refused).toMatchObject({ outcome: 'failed', error: { kind: 'conflict' } });
		const [merged] = await update({});
		expect(merged?.outcome).toBe('updated');
	});

	it('refuses what cannot be, by name, and sends nothing for it', async () => {
		const id = await event(THREE);
		const [one] = await attendees(id);
		sandbox.log.clear();
		const [bad, kept, read, strange] = await session.update(
			request('attendee', [
				{ id: 'no id', values: { name: 'x' } },
				{ id: one?.id, values: { type: 'guest' } },
				{ id: one?.id, values: { response: 'accepted' } },
				{ id: one?.id, values: { nme: 'x' } },
			]),
			call,
		);
		expect(bad?.error?.message).toContain('not the one of an attendee');
		expect(kept?.error?.message).toContain("'Type' must be one of required, optional, resource");
		expect(read?.error?.message).toContain("'Response' cannot be written");
		expect(strange?.error?.advice).toContain("'name'");
		expect(sandbox.log.count({})).toBe(0);
	});

	it('tells nobody unless asked to', async () => {
		const id = await event();
		await create([{ eventId: id, emailAddress: 'user2@contoso.example' }]);
		const inbox = () => sandbox.store.folder('user2@contoso.example', 'inbox').items.size;
		expect(inbox()).toBe(0);
		const options = { sendInvitations: 'SendOnlyToAll' };
		await create([{ eventId: id, emailAddress: 'user3@contoso.example' }], 'attendee', options);
		expect(sandbox.store.folder('user3@contoso.example', 'inbox').items.size).toBe(1);
	});
});
