import type { Row, Session } from '../../../../../core';
import { startSandbox, type Sandbox } from '../../../../../sandbox';
import { call, rowsOf, sessionOn } from '../../../../support/session';

const own = { folders: [] };
const ME = 'user1@contoso.example';
const TWO = 'user2@contoso.example';
const THREE = 'user3@contoso.example';
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

const request = (records: readonly object[], options = {}) => ({
	table: 'delegate',
	scope: own,
	records: records.map((record, index) => ({ index, ...record })),
	options,
});
const create = (...values: Row[]) =>
	session.create(request(values.map((one) => ({ values: one }))), call);
const delegates = () => rowsOf(session, { table: 'delegate', scope: own });
const kinds = (results: ReadonlyArray<{ outcome: string }>) =>
	results.map(({ outcome }) => outcome);

it('are added, shown with what they may do, changed and removed', async () => {
	const made = await create(
		{
			emailAddress: TWO,
			calendarPermission: 'editor',
			inboxPermission: 'reviewer',
			receiveCopiesOfMeetingMessages: true,
			deliverMeetingRequests: 'delegatesAndMe',
		},
		{ emailAddress: THREE },
	);
	expect(made.map(({ outcome, id }) => [outcome, id])).toEqual([
		['created', TWO],
		['created', THREE],
	]);
	expect(await delegates()).toMatchObject([
		{
			id: TWO,
			emailAddress: TWO,
			displayName: 'User 2',
			sid: expect.stringMatching(/^S-1-/),
			calendarPermission: 'editor',
			inboxPermission: 'reviewer',
			tasksPermission: 'none',
			receiveCopiesOfMeetingMessages: true,
			viewPrivateItems: false,
			deliverMeetingRequests: 'delegatesAndMe',
		},
		{ id: THREE, calendarPermission: 'none' },
	]);
	const changed = await session.update(
		request([
			{ id: TWO, values: { calendarPermission: 'author', viewPrivateItems: true } },
			{ id: THREE, values: { viewPrivateItems: false } },
		]),
		call,
	);
	expect(kinds(changed)).toEqual(['updated', 'unchanged']);
	const [row, none] = await session.get(
		{ table: 'delegate', scope: own },
		[TWO.toUpperCase(), 'x@y.z'],
		call,
	);
	expect(row).toMatchObject({
		calendarPermission: 'author',
		inboxPermission: 'reviewer',
		viewPrivateItems: true,
		receiveCopiesOfMeetingMessages: true,
	});
	expect(none).toMatchObject({ code: 'ErrorItemNotFound' });
	expect(kinds(await session.delete(request([{ id: TWO }, { id: 'x@y.z' }]), call))).toEqual([
		'deleted',
		'failed',
	]);
	expect(await delegates()).toMatchObject([{ id: THREE }]);
});

it('upsert by address, in any case', async () => {
	const records = [
		{ values: { emailAddress: 'USER2@contoso.example', calendarPermission: 'editor' } },
	];
	const upsert = () => session.upsert(request(records, { matchColumns: ['emailAddress'] }), call);
	expect(kinds(await upsert())).toEqual(['created']);
	expect(kinds(await upsert())).toEqual(['unchanged']);
});

it('where meeting requests go can differ by record: the last one holds', async () => {
	await create(
		{ emailAddress: TWO, deliverMeetingRequests: 'delegatesOnly' },
		{ emailAddress: THREE, deliverMeetingRequests: 'noForward' },
	);
	expect(await delegates()).toMatchObject([
		{ deliverMeetingRequests: 'noForward' },
		{ deliverMeetingRequests: 'noForward' },
	]);
});

it('bad input is refused by name, each record for itself', async () => {
	await create({ emailAddress: THREE });
	const made = await create(
		{ emailAddress: 'nobody@contoso.example' },
		{ emailAddress: ME },
		{ emailAddress: THREE },
		{ calendarPermission: 'editor' },
		{ emailAddress: TWO, calendarPermission: 'custom' },
		{ emailAddress: TWO, calendarPermission: 'boss' },
		{ emailAddress: TWO },
	);
	expect(kinds(made)).toEqual([...made.slice(1).map(() => 'failed'), 'created']);
	const messages = made.map(({ error }) => error?.message ?? '');
	expect(messages).toEqual([
		'Exchange knows no such person',
		'The owner of a mailbox cannot be its delegate',
		'The person is a delegate of the mailbox already',
		"'Email Address' is empty",
		"'Calendar Permission' cannot be set to custom",
		expect.stringContaining("'Calendar Permission' must be one of none, reviewer"),
		'',
	]);
	const [kept] = await session.update(
		request([{ id: TWO, values: { calendarPermission: null } }]),
		call,
	);
	expect(kept?.error?.message).toContain("'Calendar Permission' cannot be cleared");
});

it('other permissions of a folder are shown as custom, and stay when the delegate is changed', async () => {
	await create({ emailAddress: TWO, calendarPermission: 'editor' });
	const calendar = sandbox.store.folder(ME, 'calendar');
	sandbox.store.grant(calendar, TWO, ['ReadItems', 'CreateItems']);
	expect(await delegates()).toMatchObject([{ calendarPermission: 'custom' }]);
	const before = JSON.stringify([...(calendar.permissions.get(TWO) ?? [])]);
	const values = { inboxPermission: 'editor' };
	expect(kinds(await session.update(request([{ id: TWO, values }]), call))).toEqual(['updated']);
	expect(JSON.stringify([...(calendar.permissions.get(TWO) ?? [])])).toBe(before);
	expect(await delegates()).toMatchObject([
		{ calendarPermission: 'custom', inboxPermission: 'editor' },
	]);
});

it.each(['AddDelegate', 'UpdateDelegate', 'RemoveDelegate'])(
	'a lost answer of %s is settled',
	async (operation) => {
		if (operation !== 'AddDelegate') await create({ emailAddress: TWO });
		sandbox.faults.add({ kind: 'dropAfter', match: { operation } });
		const work =
			operation === 'AddDelegate'
				? create({ emailAddress: TWO, calendarPermission: 'editor' })
				: operation === 'UpdateDelegate'
					? session.update(request([{ id: TWO, values: { calendarPermission: 'editor' } }]), call)
					: session.delete(request([{ id: TWO }]), call);
		const [outcome] = await work;
		expect(['created', 'updated', 'deleted']).toContain(outcome?.outcome);
		expect(await delegates()).toHaveLength(operation === 'RemoveDelegate' ? 0 : 1);
	},
);

it('of somebody else, whose address is given', async () => {
	sandbox.store.grantFullAccess(TWO, ME);
	const scope = { folders: [], mailbox: TWO };
	const records = [{ index: 0, values: { emailAddress: THREE } }];
	const [made] = await session.create({ table: 'delegate', scope, records, options: {} }, call);
	expect(made?.outcome).toBe('created');
	expect(await rowsOf(session, { table: 'delegate', scope })).toMatchObject([{ id: THREE }]);
	expect(await delegates()).toEqual([]);
});
