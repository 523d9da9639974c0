import { openHttp } from '../../core/connection/open';
import { parseSettings } from '../../core/connection/parse';
import { EwsBackend } from '../../core/backends/ews/backend';
import { EwsChannel } from '../../core/backends/ews/channel';
import type { HttpClient, HttpRequest } from '../../core/http/message';
import type { CredentialData, Row, Session } from '../../core';
import { startSandbox, type Sandbox } from '../../sandbox';
import { findTable } from '../../core/tables/registry';
import { parseFolder } from '../../core/schema/folders';
import { call, credentialFor, rowsOf, sessionOn } from '../support/session';

const USER = 'user1@contoso.example';
const CONTENT = '5f1d6c2e-3f0a-4a5e-9a59-7c1f0d1b2c3d';

const inFolder = (path: string, includeSubfolders = false) => ({
	folders: [parseFolder(path)],
	includeSubfolders,
});

describe('folders outside the top of the mailbox', () => {
	let sandbox: Sandbox;
	let session: Session;
	beforeAll(async () => {
		sandbox = await startSandbox({});
	});
	afterAll(async () => await sandbox.close());
	beforeEach(async () => {
		sandbox.reset();
		const { store } = sandbox;
		store.enableArchive(USER);
		const archive = store.folder(USER, 'archiveinbox');
		const top = store.folder(USER, 'archivemsgfolderroot');
		const old = store.addFolder(top, 'Old', 'IPF.Contact');
		const contact = (folder: typeof archive, name: string) =>
			store.addItem(folder, { kind: 'Contact', properties: { 'contacts:Surname': name } });
		contact(old, 'Archived');
		contact(store.addFolder(old, '2019/2020', 'IPF.Contact'), 'Older');
		const sales = store.addFolder(store.publicRoot, 'Sales', 'IPF.Contact');
		contact(sales, 'Public');
		const north = store.addFolder(sales, 'North', 'IPF.Contact');
		contact(north, 'Northern');
		north.properties.set('tag:6698', Buffer.from(`${CONTENT}\0`).toString('base64'));
		store.addFolder(north, 'Deep', 'IPF.Note');
		contact(store.folder(USER, 'contacts'), 'Own');
		session = await sessionOn(sandbox);
	});

	const read = async (path: string, below = false): Promise<Row[]> => {
		const rows = await rowsOf(session, {
			table: 'contact',
			scope: inFolder(path, below),
			select: ['surname', 'parentFolderPath'],
		});
		return rows.map(({ surname, parentFolderPath }) => ({ surname, parentFolderPath }));
	};

	it.each([
		['Archive Mailbox/Old', [{ surname: 'Archived', parentFolderPath: 'Archive Mailbox/Old' }]],
		[
			'archivemsgfolderroot/old',
			[{ surname: 'Archived', parentFolderPath: 'Archive Mailbox/Old' }],
		],
		['Public Folders/Sales', [{ surname: 'Public', parentFolderPath: 'Public Folders/Sales' }]],
		[
			'publicfoldersroot/Sales/North',
			[{ surname: 'Northern', parentFolderPath: 'Public Folders/Sales/North' }],
		],
		['contacts', [{ surname: 'Own', parentFolderPath: 'Contacts' }]],
	])('reads %s by its path', async (path, rows) => {
		expect(await read(path)).toEqual(rows);
	});

	it('reads what is below, at any depth, with the path of each record', async () => {
		expect(await read('Archive Mailbox', true)).toEqual([
			{ surname: 'Archived', parentFolderPath: 'Archive Mailbox/Old' },
			{ surname: 'Older', parentFolderPath: 'Archive Mailbox/Old/2019\\/2020' },
		]);
		sandbox.log.clear();
		expect(await read('publicfoldersroot', true)).toEqual([
			{ surname: 'Public', parentFolderPath: 'Public Folders/Sales' },
			{ surname: 'Northern', parentFolderPath: 'Public Folders/Sales/North' },
		]);
	});

	it.each([
		['publicfoldersroot', ['Sales', 'North', 'Deep'], 'Public Folders/Sales/North'],
		['Archive Mailbox/Old', ['2019/2020'], 'Archive Mailbox/Old'],
	])('lists the hierarchy below %s', async (path, names, last) => {
		const rows = await rowsOf(session, {
			table: 'folder',
			scope: inFolder(path, true),
			select: ['displayName', 'parentFolderPath'],
		});
		expect(rows.map((row) => row['displayName'])).toEqual(names);
		expect(rows.at(-1)?.['parentFolderPath']).toBe(last);
	});

	it('creates, reads, changes and deletes records of a public folder', async () => {
		const scope = inFolder('Public Folders/Sales');
		const write = (action: 'create' | 'update' | 'delete', record: object) =>
			session[action](
				{ table: 'contact', scope, records: [{ index: 0, ...record }], options: {} },
				call,
			);
		const [made] = await write('create', { values: { surname: 'New' } });
		expect(made).toMatchObject({ outcome: 'created' });
		const id = made?.id ?? '';
		const get = () => session.get({ table: 'contact', scope, select: ['surname'] }, [id], call);
		expect(await get()).toMatchObject([{ surname: 'New' }]);
		expect(await write('update', { id, values: { surname: 'Newer' } })).toMatchObject([
			{ outcome: 'updated' },
		]);
		expect(await read('Public Folders/Sales')).toHaveLength(2);
		expect(await write('delete', { id })).toMatchObject([{ outcome: 'deleted' }]);
		expect(await read('Public Folders/Sales')).toHaveLength(1);
	});

	it.each([
		['Public Folders/Sales/Nowhere', /Public Folders\/Sales\/Nowhere/],
		['Archive Mailbox/Nowhere', /Archive Mailbox\/Nowhere/],
	])('names %s when it is not there', async (path, message) => {
		await expect(read(path)).rejects.toThrow(message);
	});

	it('says so when there is no archive', async () => {
		session = await sessionOn(sandbox, { user: 'user2' });
		await expect(read('Archive Mailbox')).rejects.toThrow(/Archive Mailbox|archivemsgfolderroot/);
	});

	it('keeps ids of another mailbox apart from those of public folders', async () => {
		const other = sandbox.store.addItem(sandbox.store.folder('user2@contoso.example', 'contacts'), {
			kind: 'Contact',
			properties: {},
		});
		const [row] = await session.get({ table: 'contact', scope: { folders: [] } }, [other.id], call);
		expect(row).toMatchObject({ code: 'ErrorInvalidMailbox' });
	});

	describe('requests for public folders', () => {
		let http: { close(): Promise<void> };
		afterEach(async () => await http.close());

		const requestsOf = async (path: string, more: CredentialData, below = false) => {
			const fields = credentialFor(sandbox, more);
			const settings = parseSettings(fields);
			const real = openHttp(settings);
			http = real;
			const sent: HttpRequest[] = [];
			const spy: HttpClient = {
				busy: (account, waitMs) => real.busy?.(account, waitMs),
				close: () => real.close(),
				send: (request) => {
					sent.push(request);
					return real.send(request);
				},
			};
			const backend = new EwsBackend(new EwsChannel(spy, settings), settings);
			const { table } = findTable('contact', 'ews');
			const scope = { ...inFolder(path, below), mailbox: USER };
			const plan = backend.plan(table, { table: 'contact', scope, select: ['surname'] });
			const surnames: unknown[] = [];
			for await (const rows of backend.read(plan, call)) {
				surnames.push(...rows.map(({ surname }) => surname));
			}
			expect(surnames.filter((surname) => typeof surname !== 'string')).toEqual([]);
			expect(surnames.length).toBeGreaterThan(0);
			return sent.map(({ headers, body }): [string, unknown, unknown] => [
				/<m:(\w+)/.exec(String(body))?.[1] ?? '',
				headers?.['X-AnchorMailbox'],
				headers?.['X-PublicFolderMailbox'],
			]);
		};

		const content = `${CONTENT}@contoso.example`;
		it('go to the mailbox that holds the content, and to the one that keeps the hierarchy', async () => {
			const hierarchy = 'hierarchy@contoso.example';
			const advanced = {
				advancedProperties: { property: [{ key: 'PublicFolderMailbox', value: hierarchy }] },
			};
			const sent = await requestsOf('publicfoldersroot/Sales', advanced, true);
			const finds = sent.filter(([operation]) => operation === 'FindItem');
			expect(finds).toEqual([
				['FindItem', hierarchy, hierarchy],
				['FindItem', content, content],
			]);
			const folders = sent.filter(([operation, , to]) => operation === 'FindFolder' && to);
			expect(folders.length).toBeGreaterThan(1);
			expect(new Set(folders.map(([, , to]) => to))).toEqual(new Set([hierarchy]));
		});

		it('go where Exchange chooses while nothing is known', async () => {
			const sent = await requestsOf('publicfoldersroot/Sales/North', {});
			expect(sent.at(-1)).toEqual(['FindItem', content, content]);
			expect(sent.slice(0, -1).every(([, , to]) => to === undefined)).toBe(true);
			const plain = await requestsOf('contacts', {});
			expect(plain.every(([, anchor, to]) => anchor === USER && to === undefined)).toBe(true);
		});
	});
});
