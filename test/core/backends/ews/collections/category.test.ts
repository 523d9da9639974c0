import type { Session } from '../../../../../core';
import { CategoryList } from '../../../../../core/backends/ews/collections/categoryList';
import { startSandbox, type Sandbox } from '../../../../../sandbox';
import { call, rowsOf, sessionOn } from '../../../../support/session';

const own = { folders: [] };
const USER = 'user1@contoso.example';
const GUID = '{2B7FC69C-7046-44A2-8FF3-007D7467DC82}';
const LIST = `<?xml version="1.0"?>
<categories default="Red &amp; more" lastSavedSession="5" lastSavedTime="2026-01-28T03:01:50.429" future="kept" xmlns="CategoryList.xsd">
	<category name="Red &amp; more" color="0" keyboardShortcut="1" usageCount="7" lastTimeUsed="2026-01-02T03:04:05.678" guid="${GUID}" renameOnFirstUse="0" future="also kept"/>
	<other kind="unknown"><inner>text</inner></other>
	<category name="Plain" color="-1" guid="{00000000-0000-0000-0000-000000000001}" lastTimeUsed="1601-01-01T00:00:00.000"/>
</categories>`;

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
	table: 'category',
	scope: own,
	records: records.map((record, index) => ({ index, ...record })),
	options,
});
const categories = () => rowsOf(session, { table: 'category', scope: own });
const kinds = (results: ReadonlyArray<{ outcome: string }>) =>
	results.map(({ outcome }) => outcome);

/** The list as another program stores it. */
function store(xml: string): void {
	const folder = sandbox.store.folder(USER, 'calendar');
	sandbox.store.addItem(folder, {
		kind: 'Message',
		associated: true,
		properties: {
			'item:ItemClass': 'IPM.Configuration.CategoryList',
			'tag:7c08': Buffer.from(xml).toString('base64'),
		},
	});
}
function stored(): string {
	const item = [...sandbox.store.folder(USER, 'calendar').items].find(
		({ associated }) => associated,
	);
	return Buffer.from(String(item?.properties.get('tag:7c08')), 'base64').toString();
}

describe('the list of a mailbox', () => {
	it('is read in the words of Graph', async () => {
		store(LIST);
		expect(await categories()).toEqual([
			{
				id: GUID,
				displayName: 'Red & more',
				color: 'preset0',
				keyboardShortcut: 1,
				usageCount: 7,
				lastUsedDateTime: '2026-01-02T03:04:05.678Z',
				changeKey: null,
			},
			expect.objectContaining({ displayName: 'Plain', color: 'none', lastUsedDateTime: null }),
		]);
		const [found, missing] = await session.get(
			{ table: 'category', scope: own },
			[GUID, '{x}'],
			call,
		);
		expect(found).toMatchObject({ displayName: 'Red & more' });
		expect(missing).toMatchObject({ code: 'ErrorItemNotFound' });
	});

	it('is empty where nobody used a category, and is made by the first one', async () => {
		expect(await categories()).toEqual([]);
		const made = await session.create(
			request([
				{ values: { displayName: 'A <b> & "c"', color: 'preset24' } },
				{ values: { displayName: 'Two' } },
			]),
			call,
		);
		expect(kinds(made)).toEqual(['created', 'created']);
		expect(await categories()).toMatchObject([
			{ id: made[0]?.id, displayName: 'A <b> & "c"', color: 'preset24', keyboardShortcut: 0 },
			{ id: made[1]?.id, displayName: 'Two', color: 'none' },
		]);
		expect(sandbox.log.count({ operation: 'CreateUserConfiguration' })).toBe(1);
	});

	it('keeps what this product does not know', async () => {
		store(LIST);
		const values = { color: 'preset5', displayName: 'Renamed' };
		const [changed] = await session.update(request([{ id: GUID, values }]), call);
		expect(changed).toMatchObject({ outcome: 'updated', id: GUID });
		const xml = stored();
		for (const part of [
			'future="kept"',
			'default="Red &amp; more"',
			'future="also kept"',
			'name="Renamed" color="5" keyboardShortcut="1" usageCount="7"',
			'<other kind="unknown"><inner>text</inner></other>',
			'lastSavedSession="6"',
			'xmlns="CategoryList.xsd"',
		]) {
			expect(xml).toContain(part);
		}
	});

	it('gives each record its own outcome', async () => {
		store(LIST);
		const made = await session.create(
			request([
				{ values: { displayName: 'red & MORE' } },
				{ values: { displayName: 'New' } },
				{ values: { color: 'preset1' } },
				{ values: { displayName: 'Other', color: 'pink' } },
				{ values: { displayName: 'Key', keyboardShortcut: 12 } },
				{ values: { displayName: 'x'.repeat(256) } },
			]),
			call,
		);
		expect(kinds(made)).toEqual(['failed', 'created', 'failed', 'failed', 'failed', 'failed']);
		expect(made.map(({ error }) => error?.message)).toEqual([
			"The mailbox has a category 'red & MORE' already",
			undefined,
			"'Name' is empty",
			expect.stringContaining("'Color' must be one of none, preset0"),
			expect.stringContaining("'Keyboard Shortcut'"),
			expect.stringContaining('255'),
		]);
		const gone = await session.delete(request([{ id: GUID }, { id: '{x}' }, { id: GUID }]), call);
		expect(kinds(gone)).toEqual(['deleted', 'failed', 'failed']);
		expect((await categories()).map(({ displayName }) => displayName)).toEqual(['Plain', 'New']);
	});

	it('upsert by name', async () => {
		store(LIST);
		const upsert = () =>
			session.upsert(
				request(
					[
						{ values: { displayName: 'Plain', color: 'preset3' } },
						{ values: { displayName: 'New', color: 'preset4' } },
					],
					{ matchColumns: ['displayName'] },
				),
				call,
			);
		expect(kinds(await upsert())).toEqual(['updated', 'created']);
		expect(kinds(await upsert())).toEqual(['unchanged', 'unchanged']);
	});

	it('what another program writes in between is joined, and nothing of either is lost', async () => {
		store(LIST);
		sandbox.scripts.add({
			match: { operation: 'UpdateUserConfiguration' },
			run: () => {
				const [item] = [...sandbox.store.folder(USER, 'calendar').items].filter(
					({ associated }) => associated,
				);
				const theirs = LIST.replace(
					'</categories>',
					'<category name="Theirs" guid="{T}"/></categories>',
				);
				if (!item) throw new Error('no list');
				sandbox.store.updateItem(item, { 'tag:7c08': Buffer.from(theirs).toString('base64') });
			},
		});
		const [made] = await session.create(request([{ values: { displayName: 'Ours' } }]), call);
		expect(made?.outcome).toBe('created');
		const names = (await categories()).map(({ displayName }) => displayName);
		expect(names).toEqual(['Red & more', 'Plain', 'Theirs', 'Ours']);
	});

	it('a lost answer makes no second category', async () => {
		store(LIST);
		sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'UpdateUserConfiguration' } });
		const [made] = await session.create(request([{ values: { displayName: 'Once' } }]), call);
		expect(made?.outcome).toBe('created');
		expect(await categories()).toHaveLength(3);
	});

	it('a damaged list is an error that says what to do, and is not written over', async () => {
		store('<categories><category');
		await expect(categories()).rejects.toMatchObject({ code: 'ErrorCorruptData' });
		const [made] = await session.create(request([{ values: { displayName: 'New' } }]), call);
		expect(made?.error?.advice).toContain('/cleancategories');
		expect(stored()).toBe('<categories><category');
	});

	it('needs Exchange 2010', async () => {
		const old = await sessionOn(sandbox, { platform: 'Exchange2007_SP1' });
		await expect(rowsOf(old, { table: 'category', scope: own })).rejects.toMatchObject({
			message: expect.stringContaining("The table 'Category' needs Exchange2010"),
		});
	});
});

it('no entity and no document type is read in a list', () => {
	const bomb = '<!DOCTYPE c [<!ENTITY a "x">]><categories><category name="&a;"/></categories>';
	expect(() => CategoryList.parse(Buffer.from(bomb))).toThrow(
		expect.objectContaining({ code: 'ErrorCorruptData' }),
	);
	const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(LIST)]);
	expect(CategoryList.parse(marked).rows).toHaveLength(2);
});
