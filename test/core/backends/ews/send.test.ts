import { sendMail } from '../../../../core/procedures/sendMail';
import type { Row } from '../../../../core/schema/column';
import { type Bench, contact, startBench, USER } from './onSandbox';

const TWO = 'user2@contoso.example';
let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterAll(async () => bench.close());
beforeEach(() => bench.sandbox.reset());

const send = async (more: Row = {}, scope: { mailbox?: string } = {}) => {
	const input = {
		toRecipients: [{ name: null, address: TWO }],
		subject: 'Hello <b> & "you"',
		body: '<p>Hi</p>',
		bodyType: 'html',
		importance: 'high',
		saveToSentItems: true,
		ccRecipients: null,
		bccRecipients: null,
		from: null,
		...more,
	};
	const where = { folders: [], ...scope };
	const [answer] = await bench.backend.execute(sendMail, [input], where, bench.call);
	if (answer instanceof Error) throw answer;
	return (answer ?? []).map(({ row }) => row);
};
const items = (folder: string, mailbox = USER) => [
	...bench.sandbox.store.folder(mailbox, folder).items,
];

describe('sending a mail', () => {
	it('leaves one copy in Sent Items and arrives once', async () => {
		expect(await send()).toEqual([
			{ outcome: 'sent', subject: 'Hello <b> & "you"', savedToSentItems: true },
		]);
		expect(items('drafts')).toHaveLength(0);
		expect(items('sentitems')).toHaveLength(1);
		expect(items('inbox', TWO)).toHaveLength(1);
		expect(items('inbox', TWO)[0]?.properties.get('item:Subject')).toBe('Hello <b> & "you"');
	});

	it.each([
		['CreateItem', 'dropBefore'],
		['CreateItem', 'dropAfter'],
		['SendItem', 'dropBefore'],
		['SendItem', 'dropMiddle'],
		['SendItem', 'dropAfter'],
		['SendItem', 'truncate'],
		['SendItem', 'html'],
	] as const)('answer of %s lost by %s: sent once', async (operation, kind) => {
		bench.sandbox.faults.add({ kind, match: { operation } });
		expect(await send()).toMatchObject([{ outcome: 'sent' }]);
		expect(items('inbox', TWO)).toHaveLength(1);
		expect(items('drafts')).toHaveLength(0);
	});

	it('without a copy: a lost answer is settled by the draft that is gone', async () => {
		bench.sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'SendItem' } });
		expect(await send({ saveToSentItems: false })).toMatchObject([{ outcome: 'sent' }]);
		expect(items('inbox', TWO)).toHaveLength(1);
		expect(items('sentitems')).toHaveLength(0);
	});

	it('what cannot be settled is reported unknown with its write id, never sent twice', async () => {
		const { faults } = bench.sandbox;
		faults.add({ kind: 'dropAfter', match: { operation: 'SendItem' }, times: 9 });
		faults.add({ kind: 'soapFault', match: { operation: 'FindItem' }, times: 99 });
		const [row] = await send();
		expect(row).toMatchObject({ outcome: 'unknown', writeId: expect.stringMatching(/-0$/) });
		expect(items('inbox', TWO)).toHaveLength(1);
	});

	it('what Exchange refuses leaves no draft behind', async () => {
		const from = { name: null, address: 'user3@contoso.example' };
		await expect(send({ from })).rejects.toMatchObject({ kind: 'permission' });
		expect(items('drafts')).toHaveLength(0);
		expect(items('inbox', TWO)).toHaveLength(0);
	});

	it('needs a recipient, before any request', async () => {
		bench.sandbox.log.clear();
		await expect(send({ toRecipients: [] })).rejects.toMatchObject({ field: 'toRecipients' });
		expect(bench.sandbox.log.count({})).toBe(0);
	});

	it('knows no other procedure', async () => {
		await expect(
			bench.backend.execute({ ...sendMail, name: 'noSuch' }, [{}], { folders: [] }, bench.call),
		).rejects.toThrow('cannot run');
	});
});

describe('pickers', () => {
	it('folders that fit the table, well-known ones first', async () => {
		const { store } = bench.sandbox;
		const root = store.folder(USER, 'contacts');
		const team = store.addFolder(root, 'Team');
		store.addFolder(root, 'Mail', 'IPF.Note');
		const list = await bench.backend.searchFolders(contact, '', { folders: [] }, bench.call);
		expect(list.cut).toBe(false);
		expect(list.choices[0]).toMatchObject({ name: 'Contacts', value: 'contacts' });
		expect(list.choices).toContainEqual({ name: 'Contacts/Team', value: team.id });
		expect(list.choices.some(({ name }) => name.endsWith('Mail') || name === 'Inbox')).toBe(false);
		// Exchange's own folders below Contacts, which Outlook hides.
		expect(list.choices.map(({ name }) => name)).toEqual(['Contacts', 'Contacts/Team']);
		const found = await bench.backend.searchFolders(contact, 'tEA', { folders: [] }, bench.call);
		expect(found.choices).toEqual([{ name: 'Contacts/Team', value: team.id }]);
	});

	it('a long folder list says that it is cut', async () => {
		const { store } = bench.sandbox;
		const root = store.folder(USER, 'contacts');
		for (let n = 0; n < 400; n++) store.addFolder(root, `Folder ${n}`);
		const list = await bench.backend.searchFolders(contact, '', { folders: [] }, bench.call);
		expect(list.cut).toBe(true);
		expect(list.choices).toHaveLength(300);
	});

	it('mailboxes of the directory', async () => {
		const list = await bench.backend.searchMailboxes('user', bench.call);
		expect(list.choices.map(({ value }) => value)).toEqual(
			expect.arrayContaining([USER, TWO, 'user3@contoso.example']),
		);
		expect(list.choices.every(({ name, value }) => name.endsWith(`(${value})`))).toBe(true);
		expect(await bench.backend.searchMailboxes('', bench.call)).toEqual({
			choices: [],
			cut: false,
		});
		expect((await bench.backend.searchMailboxes('nobody here', bench.call)).choices).toEqual([]);
	});
});

describe.each(['14.2', '15.0', '15.2'] as const)('a server of build %s', (build) => {
	it('is read and written with what it has', async () => {
		const old = await startBench({ build });
		try {
			const records = [{ index: 0, values: { givenName: 'Given' } }];
			const request = { table: contact, scope: { folders: [] }, options: {} };
			const [made] = await old.backend.write({ action: 'create', ...request, records }, old.call);
			expect(made?.outcome).toBe('created');
			const [row] = await old.rows({ select: ['givenName', 'flag'] });
			expect(row).toMatchObject({ givenName: 'Given' });
			expect(row).toHaveProperty('flag');
			expect(old.notices.length > 0).toBe(build === '14.2');
		} finally {
			await old.close();
		}
	});
});
