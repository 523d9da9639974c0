import type { Row, Scope, Session } from '../../../core';
import { call, sessionOn } from '../../support/session';
import { useSandbox } from '../../support/sandbox';

const ME = 'user1@contoso.example';
const TWO = 'user2@contoso.example';
const bench = useSandbox();
let session: Session;
const notices: string[] = [];

beforeEach(async () => {
	session = await sessionOn(bench.sandbox);
	notices.length = 0;
});

const run = async (name: string, input: Row = {}, scope: Partial<Scope> = {}) => {
	const told = { ...call, notice: (text: string) => notices.push(text) };
	const results = await session.execute(name, input, { folders: [], ...scope }, told);
	return results.map(({ row }) => row);
};

describe('names', () => {
	it('are resolved in the directory and in contacts', async () => {
		const { store } = bench.sandbox;
		store.addItem(store.folder(ME, 'contacts'), {
			kind: 'Contact',
			properties: {
				'contacts:GivenName': 'Userine',
				'contacts:EmailAddress:EmailAddress1': 'userine@example.org',
			},
		});
		store.addGroup({ primarySmtp: 'users@contoso.example', displayName: 'Users' });
		const rows = await run('resolveNames', { text: 'user' });
		expect(rows.map(({ address, mailboxType, source }) => [address, mailboxType, source])).toEqual([
			[ME, 'mailbox', 'directory'],
			[TWO, 'mailbox', 'directory'],
			['user3@contoso.example', 'mailbox', 'directory'],
			['users@contoso.example', 'publicDL', 'directory'],
			['userine@example.org', 'contact', 'contacts'],
		]);
		expect(rows[4]).toMatchObject({ givenName: 'Userine', itemId: expect.stringMatching(/^AAMk/) });
		const inContacts = await run('ResolveNames', {
			UnresolvedEntry: 'user',
			SearchScope: 'Contacts',
			folder: 'Contacts',
		});
		expect(inContacts).toHaveLength(1);
		expect(await run('resolveNames', { text: 'nobody' })).toEqual([]);
	});

	it('that are ambiguous end in an error that lists them, where asked for', async () => {
		const ambiguous = run('resolveNames', { text: 'user', ambiguous: 'error' });
		await expect(ambiguous).rejects.toMatchObject({
			kind: 'conflict',
			code: 'AMBIGUOUS_NAME',
			message: expect.stringContaining(`User 1 <${ME}>`),
		});
		const only = await run('resolveNames', { text: `smtp:${TWO}`, ambiguous: 'error' });
		expect(only).toMatchObject([{ address: TWO }]);
	});

	it('beyond a hundred are said to be cut', async () => {
		for (let i = 0; i < 120; i += 1) {
			bench.sandbox.store.addMailContact({ primarySmtp: `person${i}@example.org` });
		}
		expect(await run('resolveNames', { text: 'person' })).toHaveLength(100);
		expect(notices).toEqual([expect.stringContaining('More than 100')]);
	});

	it('with characters that XML cannot carry are refused before anything is sent', async () => {
		bench.sandbox.log.clear();
		for (const text of ['a\u0001b', '\ud800']) {
			await expect(run('resolveNames', { text })).rejects.toMatchObject({ kind: 'skippable' });
		}
		await expect(run('resolveNames', { text: ' ' })).rejects.toMatchObject({ code: 'EMPTY_NAME' });
		expect(bench.sandbox.log.count()).toBe(0);
	});
});

describe('distribution lists', () => {
	beforeEach(() => {
		const { store } = bench.sandbox;
		store.addGroup({
			primarySmtp: 'all@contoso.example',
			displayName: 'All',
			members: [ME, 'team@contoso.example', 'empty@contoso.example', 'guest@example.org'],
		});
		store.addGroup({
			primarySmtp: 'team@contoso.example',
			displayName: 'Team',
			members: [TWO, ME, 'all@contoso.example', 'TEAM@contoso.example', 'deep@contoso.example'],
		});
		store.addGroup({
			primarySmtp: 'deep@contoso.example',
			displayName: 'Deep',
			members: ['user3@contoso.example', 'team@contoso.example'],
		});
		store.addGroup({ primarySmtp: 'empty@contoso.example', displayName: 'Empty' });
	});

	it('that contain themselves come to an end, each member once', async () => {
		const rows = await run('expandGroup', { list: 'all@contoso.example' });
		expect(rows.map(({ address, depth, via }) => [address, depth, via])).toEqual([
			[ME, 1, []],
			['guest@example.org', 1, []],
			[TWO, 2, ['Team']],
			['user3@contoso.example', 3, ['Team', 'Deep']],
		]);
	});

	it('are shown level by level, or with the lists inside', async () => {
		const flat = await run('ExpandDL', { Mailbox: 'all@contoso.example', recursive: false });
		expect(flat.map(({ mailboxType }) => mailboxType)).toEqual([
			'mailbox',
			'publicDL',
			'publicDL',
			'oneOff',
		]);
		const all = await run('expandGroup', { list: 'all@contoso.example', includeLists: true });
		expect(all.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['Team', 'Empty', 'Deep', 'User 3']),
		);
	});

	it('of a contacts folder are expanded by their id', async () => {
		const { store } = bench.sandbox;
		const member = (address: string) => ({
			name: 'Member',
			children: [
				{
					name: 'Mailbox',
					children: [
						{ name: 'Name', text: address },
						{ name: 'EmailAddress', text: address },
					],
				},
			],
		});
		const list = store.addItem(store.folder(ME, 'contacts'), {
			kind: 'DistributionList',
			properties: {
				'contacts:DisplayName': 'Mine',
				'distributionlist:Members': {
					name: 'Members',
					children: [member('deep@contoso.example'), member('x@example.org')],
				},
			},
		});
		const rows = await run('expandGroup', { list: list.id });
		expect(rows.map(({ address }) => address)).toEqual([
			'x@example.org',
			'user3@contoso.example',
			TWO,
			ME,
			'guest@example.org',
		]);
	});

	it('that are none say so', async () => {
		for (const list of [ME, 'nobody@contoso.example']) {
			await expect(run('expandGroup', { list })).rejects.toMatchObject({
				code: 'ErrorNameResolutionNoResults',
			});
		}
		await expect(run('expandGroup', { list: 'no id' })).rejects.toMatchObject({
			code: 'ErrorInvalidIdMalformed',
		});
	});
});

describe('rooms', () => {
	beforeEach(() => {
		const { store } = bench.sandbox;
		for (const n of [1, 2, 3]) {
			store.addMailbox({
				primarySmtp: `room${n}@contoso.example`,
				displayName: `Room ${n}`,
				type: 'room',
			});
		}
		const list = (name: string, ...rooms: number[]) =>
			store.addGroup({
				primarySmtp: `${name}@contoso.example`,
				displayName: name,
				roomList: true,
				members: rooms.map((n) => `room${n}@contoso.example`),
			});
		list('north', 1, 2);
		list('south', 3);
	});

	it('are listed by their lists', async () => {
		expect(await run('getRoomLists')).toEqual([
			{ name: 'north', address: 'north@contoso.example' },
			{ name: 'south', address: 'south@contoso.example' },
		]);
		expect(await run('GetRooms', { RoomListEmailAddress: 'north@contoso.example' })).toEqual([
			{ name: 'Room 1', address: 'room1@contoso.example', roomList: 'north@contoso.example' },
			{ name: 'Room 2', address: 'room2@contoso.example', roomList: 'north@contoso.example' },
		]);
		expect(await run('getRooms')).toHaveLength(3);
	});
});

describe('mail tips', () => {
	it('tell of each recipient what a sender should know', async () => {
		const { store } = bench.sandbox;
		store.mailbox(TWO).services.mailTip = 'Only by phone';
		store.addGroup({ primarySmtp: 'all@contoso.example', members: [ME, 'guest@example.org'] });
		const recipients = `${TWO}; all@contoso.example; nobody@contoso.example`;
		const rows = await run('getMailTips', { recipients });
		expect(rows).toMatchObject([
			{ address: TWO, customMailTip: 'Only by phone', invalidRecipient: false },
			{ address: 'all@contoso.example', totalMemberCount: 2, externalMemberCount: 1 },
			{ address: 'nobody@contoso.example', invalidRecipient: true },
		]);
		const [few] = await run('getMailTips', { recipients: TWO, tips: 'mailboxfullstatus' });
		expect(few).toMatchObject({ mailboxFull: false, customMailTip: null, totalMemberCount: null });
		await expect(run('getMailTips', { recipients: TWO, tips: 'weather' })).rejects.toMatchObject({
			field: 'tips',
		});
	});
});

describe('photos', () => {
	it('come as a file of their kind', async () => {
		const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
		bench.sandbox.store.mailbox(TWO).services.photo = {
			contentType: 'image/jpeg',
			data: bytes.toString('base64'),
		};
		const scope = { folders: [] };
		const [photo] = await session.execute('getUserPhoto', { Email: TWO, size: '96' }, scope, call);
		expect(photo?.row).toEqual({ address: TWO, contentType: 'image/jpeg', size: 7 });
		const parts: Uint8Array[] = [];
		for await (const part of photo?.file?.open() ?? []) parts.push(part);
		expect(Buffer.concat(parts)).toEqual(bytes);
		expect(photo?.file?.name).toBe('user2@contoso.example.jpg');
	});

	it('that nobody has, and servers that have none', async () => {
		await expect(run('getUserPhoto')).rejects.toMatchObject({ code: 'NO_PHOTO', recordKey: ME });
		await expect(run('getUserPhoto', { size: '100' })).rejects.toMatchObject({ field: 'size' });
	});
});

describe('ids', () => {
	it('are written for other programs and back', async () => {
		const { store } = bench.sandbox;
		const { id } = store.addItem(store.folder(ME, 'contacts'), { kind: 'Contact', properties: {} });
		const [outlook] = await run('convertIds', { ids: id, to: 'hexEntryId' });
		expect(outlook).toMatchObject({ sourceId: id, from: 'ewsId', to: 'hexEntryId' });
		expect(outlook?.id).toMatch(/^[0-9A-F]+$/);
		const back = await run('ConvertId', {
			SourceIds: [outlook?.id, 'nonsense'],
			Format: 'HexEntryId',
			DestinationFormat: 'EwsId',
			mailbox: ME,
		});
		expect(back).toMatchObject([
			{ id },
			{ sourceId: 'nonsense', errorCode: 'ErrorInvalidIdMalformed' },
		]);
		await expect(run('convertIds', { ids: 'x', to: 'entryId' })).rejects.toMatchObject({
			code: 'ErrorInvalidIdMalformed',
		});
	});
});

describe('time zones', () => {
	it('of the server have both names', async () => {
		const all = await run('getServerTimeZones');
		expect(all.length).toBeGreaterThan(10);
		const [berlin] = await run('getServerTimeZones', { ids: 'Europe/Berlin', full: true });
		expect(berlin).toMatchObject({
			id: 'W. Europe Standard Time',
			ianaName: 'Europe/Berlin',
			periods: expect.arrayContaining([expect.objectContaining({ bias: '-PT1H' })]),
		});
		await expect(run('getServerTimeZones', { ids: 'Mars/Base' })).rejects.toMatchObject({
			message: expect.stringContaining('Mars/Base'),
		});
	});
});

describe('the credential', () => {
	it('that is Read Only may look things up', async () => {
		const readOnly = await sessionOn(bench.sandbox, { readOnly: true });
		const scope = { folders: [] };
		await expect(readOnly.execute('getRoomLists', {}, scope, call)).resolves.toEqual([]);
	});

	it('limits the mailbox that an input names', async () => {
		const limited = await sessionOn(bench.sandbox, {
			allowedMailboxes: ME,
			defaultMailbox: ME,
		});
		const input = { ids: 'x', to: 'entryId', mailbox: TWO };
		await expect(limited.execute('convertIds', input, { folders: [] }, call)).rejects.toMatchObject(
			{ kind: 'permission', message: expect.stringContaining(TWO) },
		);
	});
});
