import type { Condition, Row, Session } from '../../core';
import { startSandbox, type Sandbox } from '../../sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const own = { folders: [] };
const equals = (column: string, value: unknown): Condition => ({
	column,
	operator: 'equals',
	value,
});

describe('pseudo-columns of the older EWS schema', () => {
	let sandbox: Sandbox;
	let session: Session;
	beforeAll(async () => {
		sandbox = await startSandbox({});
	});
	afterAll(async () => await sandbox.close());
	beforeEach(async () => {
		sandbox.reset();
		session = await sessionOn(sandbox, { user: 'service' });
		for (const user of ['user1', 'user2']) {
			sandbox.store.addItem(sandbox.store.folder(`${user}@contoso.example`, 'contacts'), {
				kind: 'Contact',
				properties: { 'contacts:Surname': `Of ${user}` },
			});
		}
	});

	const surnames = async (where: Condition, table = 'Contacts') =>
		(await rowsOf(session, { table, scope: own, select: ['surname'], where })).map(
			(row) => row['surname'],
		);
	const create = async (table: string, values: Row[]) =>
		await session.create(
			{
				table,
				scope: own,
				records: values.map((one, index) => ({ index, values: one })),
				options: {},
			},
			call,
		);

	it('ImpersonationUser and ImpersonationType choose whose mailbox is read', async () => {
		expect(await surnames(equals('impersonationuser', 'user2@contoso.example'))).toEqual([
			'Of user2',
		]);
		const bySid = {
			and: [
				equals('ImpersonationUser', sandbox.store.directory.find('user1@contoso.example')?.sid),
				equals('ImpersonationType', 'sid'),
				equals('Surname', 'of user1'),
			],
		};
		expect(await surnames(bySid)).toEqual(['Of user1']);
	});

	it('SharedMailboxEmail opens a mailbox by the rights of the account', async () => {
		const where = equals('SharedMailboxEmail', 'user2@contoso.example');
		await expect(surnames(where)).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
		sandbox.store.grantFullAccess('user2@contoso.example', 'service@contoso.example');
		expect(await surnames(where)).toEqual(['Of user2']);
	});

	it.each<[string, Condition, RegExp]>([
		[
			'another type',
			{
				and: [
					equals('ImpersonationUser', 'user2@contoso.example'),
					equals('ImpersonationType', 'Nickname'),
				],
			},
			/'ImpersonationType' cannot be 'Nickname'/,
		],
		[
			'alternatives',
			{ or: [equals('ImpersonationUser', 'a@contoso.example'), equals('Surname', 'x')] },
			/'ImpersonationUser' says how the whole query works/,
		],
		[
			'two mailboxes',
			{ column: 'SharedMailboxEmail', operator: 'in', value: ['a@b.example', 'c@d.example'] },
			/'SharedMailboxEmail' takes one value/,
		],
		[
			'another operator',
			{ column: 'SharedMailboxEmail', operator: 'contains', value: 'user' },
			/'SharedMailboxEmail' sets one value/,
		],
		['nothing', equals('ImpersonationUser', ''), /'ImpersonationUser' needs a text/],
	])('refuses %s by name', async (_, where, message) => {
		await expect(surnames(where)).rejects.toThrow(message);
	});

	it('ParentFolderName and ParentFolderId choose folders', async () => {
		const folders = await create('Folders', [
			{ DisplayName: 'Customers', ParentFolderName: 'Contacts', FolderClass: 'IPF.Contact' },
			{ DisplayName: 'Suppliers', ParentFolderName: 'Contacts', FolderClass: 'IPF.Contact' },
		]);
		expect(folders.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
		const ids = folders.map(({ id }) => id ?? '');
		const made = await create('Contacts', [
			{ Surname: 'A', ParentFolderName: 'Contacts/Customers' },
			{ Surname: 'B', ParentFolderId: ids[1] },
			{ Surname: 'C' },
		]);
		expect(made.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);

		expect(await surnames(equals('ParentFolderName', 'Contacts/Customers'))).toEqual(['A']);
		expect(await surnames({ column: 'ParentFolderId', operator: 'in', value: ids })).toEqual([
			'A',
			'B',
		]);
		expect(await surnames(equals('ParentFolderName', 'Contacts'))).toEqual(['C']);
		const names = await rowsOf(session, {
			table: 'Folders',
			scope: own,
			select: ['DisplayName', 'ParentFolderName'],
			where: { and: [equals('ParentFolderName', 'Contacts'), equals('DisplayName', 'suppliers')] },
		});
		expect(names).toMatchObject([{ displayName: 'Suppliers', ParentFolderName: 'Contacts' }]);
	});

	it('leaves a folder that the scope names, and one below it, to the filter', async () => {
		const [folder] = await create('Folders', [
			{ DisplayName: 'Customers', ParentFolderName: 'Contacts', FolderClass: 'IPF.Contact' },
		]);
		await create('Contacts', [{ Surname: 'A', ParentFolderId: folder?.id }, { Surname: 'C' }]);
		const rows = await rowsOf(session, {
			table: 'contact',
			scope: { folders: [], includeSubfolders: true },
			select: ['surname'],
			where: equals('parentFolderId', folder?.id),
		});
		expect(rows.map((row) => row['surname'])).toEqual(['A']);
	});

	it('keeps the parent a filter where a table reads the whole hierarchy', async () => {
		const { store } = sandbox;
		const home = store.folder('service@contoso.example', 'calendar');
		const travel = store.addFolder(home, 'Travel', 'IPF.Appointment');
		store.addFolder(travel, 'Deep', 'IPF.Appointment');
		const rows = await rowsOf(session, {
			table: 'calendar',
			scope: own,
			select: ['name'],
			where: equals('parentFolderId', home.id),
		});
		expect(rows.map((row) => row['name'])).toEqual(['Travel']);
	});

	it('values of records choose mailboxes; each record has its outcome, in order', async () => {
		const user = (name: string) => ({ ImpersonationUser: `${name}@contoso.example` });
		const made = await create('Contacts', [
			{ Surname: 'A', ...user('user1') },
			{ Surname: 'B', ...user('user2') },
			{ Surname: 'C', ...user('nobody') },
			{ Surname: 'D', ...user('user1') },
			{ Surname: 'E', ImpersonationUser: 'user1@contoso.example', ImpersonationType: 'x' },
		]);
		expect(made.map(({ index, outcome }) => [index, outcome])).toEqual([
			[0, 'created'],
			[1, 'created'],
			[2, 'failed'],
			[3, 'created'],
			[4, 'failed'],
		]);
		expect(made[0]?.row).toEqual({ surname: 'A' });
		expect(await surnames(equals('ImpersonationUser', 'user1@contoso.example'))).toEqual([
			'Of user1',
			'A',
			'D',
		]);
	});

	it('keeps to the mailboxes that the credential allows', async () => {
		session = await sessionOn(sandbox, {
			user: 'service',
			allowedMailboxes: 'user1@contoso.example',
		});
		await expect(surnames(equals('ImpersonationUser', 'user2@contoso.example'))).rejects.toThrow(
			/Allowed Mailboxes/,
		);
	});

	it('SendMeetingInvitations says who is invited', async () => {
		const match = { contains: 'SendMeetingInvitations="SendToAllAndSaveCopy"' };
		const asked = sandbox.faults.add({ kind: 'delay', match });
		const event = { Start: '2026-03-02T09:00:00Z', End: '2026-03-02T10:00:00Z' };
		const made = await create('Calendar', [
			{ Subject: 'A', ...event, SendMeetingInvitations: 'sendtoallandsavecopy' },
		]);
		expect(made).toMatchObject([{ outcome: 'created' }]);
		expect(asked.hits).toBe(1);
	});
});
