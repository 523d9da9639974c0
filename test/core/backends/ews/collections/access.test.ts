import type { CredentialData, Row, Session } from '../../../../../core';
import { startSandbox, type Sandbox } from '../../../../../sandbox';
import { call, rowsOf, sessionOn } from '../../../../support/session';

const TWO = 'user2@contoso.example';
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const WAYS: ReadonlyArray<[string, CredentialData, 'delegate' | 'impersonate']> = [
	['full access', {}, 'delegate'],
	['impersonation', { user: 'service' }, 'impersonate'],
];
const RECORDS: ReadonlyArray<[string, Row]> = [
	['category', { displayName: 'Red' }],
	['delegate', { emailAddress: 'user3@contoso.example', calendarPermission: 'editor' }],
	['inboxRule', { displayName: 'Sort', actions: { moveToFolder: 'junkemail' } }],
	['calendar', { name: 'Team' }],
	['distributionList', { displayName: 'Team', members: ['user3@contoso.example'] }],
];

async function make(session: Session, table: string, scope: object, values: Row): Promise<string> {
	const records = [{ index: 0, values }];
	const request = { table, scope: { folders: [], ...scope }, records, options: {} };
	const [made] = await session.create(request, call);
	expect([table, made?.outcome, made?.error?.message]).toEqual([table, 'created', undefined]);
	return made?.id ?? '';
}

describe.each(WAYS)('the mailbox of somebody else by %s', (_way, credential, access) => {
	const scope = { folders: [], mailbox: TWO, access };
	let session: Session;
	beforeEach(async () => {
		if (access === 'delegate') sandbox.store.grantFullAccess(TWO, 'user1@contoso.example');
		session = await sessionOn(sandbox, credential);
	});

	it.each(RECORDS)('%s: written there, read there and nowhere else', async (table, values) => {
		const id = await make(session, table, scope, values);
		const rows = await rowsOf(session, { table, scope, select: ['id'] });
		expect(rows.map((row) => row['id'])).toContain(id);
		const mine = await sessionOn(sandbox);
		const own = await rowsOf(mine, { table, scope: { folders: [] }, select: ['id'] });
		expect(own.map((row) => row['id'])).not.toContain(id);
		const records = [{ index: 0, id }];
		const options = { deleteType: 'hardDelete' as const };
		const [gone] = await session.delete({ table, scope, records, options }, call);
		expect(gone?.outcome).toBe('deleted');
	});

	it('attendees of an event there', async () => {
		const times = { startDateTime: '2026-03-10T10:00:00Z', endDateTime: '2026-03-10T11:00:00Z' };
		const eventId = await make(session, 'event', scope, { subject: 'Meeting', ...times });
		const id = await make(session, 'attendee', scope, {
			eventId,
			emailAddress: 'a@contoso.example',
		});
		const where = { column: 'eventId', operator: 'equals' as const, value: eventId };
		expect(await rowsOf(session, { table: 'attendee', scope, where })).toMatchObject([{ id }]);
	});
});

it('without a right: who grants it', async () => {
	const session = await sessionOn(sandbox);
	const scope = { folders: [], mailbox: TWO };
	await expect(rowsOf(session, { table: 'category', scope })).rejects.toMatchObject({
		kind: 'permission',
		advice: expect.stringContaining('Add-Mailbox'),
	});
	for (const table of ['inboxRule', 'delegate']) {
		await expect(rowsOf(session, { table, scope })).rejects.toMatchObject({ kind: 'permission' });
	}
});

it.each(RECORDS)('a credential that is read only: no %s is written', async (table, values) => {
	const session = await sessionOn(sandbox, { readOnly: true });
	sandbox.log.clear();
	const records = [{ index: 0, values }];
	const request = { table, scope: { folders: [] }, records, options: {} };
	await expect(session.create(request, call)).rejects.toMatchObject({ field: 'Read Only' });
	expect(sandbox.log.count({})).toBe(0);
	await expect(rowsOf(session, { table, scope: { folders: [] } })).resolves.toBeDefined();
});
