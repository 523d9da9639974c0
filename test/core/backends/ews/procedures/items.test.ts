import { randomBytes } from 'node:crypto';
import { startBench, type Bench, USER } from '../onSandbox';
import {
	addMail,
	attachmentsOf,
	bytesOf,
	digest,
	file,
	itemsOf,
	rowsOrErrors,
	runner,
} from './running';

const TWO = 'user2@contoso.example';
let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterAll(async () => bench.close());
beforeEach(() => bench.sandbox.reset());
const { all, results, rows } = runner(() => bench);
const subjects = (folder: string, mailbox = USER) =>
	itemsOf(bench, folder, mailbox).map(({ properties }) => properties.get('item:Subject'));
const LOST = ['dropBefore', 'dropAfter', 'dropMiddle', 'truncate'] as const;
const operations = () => bench.sandbox.log.entries({}).map(({ operation }) => operation);

describe('move and copy', () => {
	it('moves many in one request, by path, name or id, each answer in its place', async () => {
		const { store } = bench.sandbox;
		const folder = store.addFolder(store.folder(USER, 'inbox'), 'Customers', 'IPF.Note');
		const ids = ['a', 'b', 'c', 'd'].map((name) => addMail(bench, name).id);
		bench.sandbox.log.clear();
		const answers = await all('MoveItem', [
			{ ItemId: ids[0], DestinationFolderId: 'Inbox/Customers' },
			{ ItemId: ids[1], DestinationFolderId: folder.id },
			{ ItemId: 'AAMkUnknown=', DestinationFolderId: 'Inbox/Customers' },
			{ ItemId: ids[2], DestinationFolderId: 'Inbox/Customers' },
			{ ItemId: ids[3], DestinationFolderId: 'Inbox/Nowhere' },
			{ ItemId: ids[3], DestinationFolderId: 'deleteditems' },
		]);
		const moved = (place: number) => [
			{ outcome: 'moved', id: expect.any(String), previousId: ids[place] },
		];
		expect(rowsOrErrors(answers)).toEqual([
			moved(0),
			moved(1),
			expect.stringMatching(/^Error(?:ItemNotFound|InvalidId)/),
			moved(2),
			'ErrorFolderNotFound',
			moved(3),
		]);
		const places = [0, 1, 3].flatMap((place) => {
			const answer = answers[place];
			return answer === undefined || answer instanceof Error ? [] : [answer[0]?.row.id];
		});
		expect(new Set([...folder.items].map(({ id }) => id))).toEqual(new Set(places));
		expect(operations().filter((name) => name === 'MoveItem')).toHaveLength(3);
		expect(subjects('deleteditems')).toEqual(['d']);
	});

	it.each(LOST)('a move whose answer is lost by %s happens once', async (kind) => {
		const { id } = addMail(bench, 'a');
		bench.sandbox.faults.add({ kind, match: { operation: 'MoveItem' } });
		const [row] = await rows('moveItem', { itemId: id, folder: 'drafts' });
		expect(row).toMatchObject({ outcome: 'moved', previousId: id });
		expect(subjects('drafts')).toEqual(['a']);
		expect(subjects('inbox')).toEqual([]);
	});

	it('copies', async () => {
		const { id } = addMail(bench, 'a', { files: { x: Buffer.from('1') } });
		const [row] = await rows('copyItem', { itemId: id, folder: 'drafts' });
		expect(row).toMatchObject({ outcome: 'copied', previousId: id });
		expect(row?.id).not.toBe(id);
		expect([subjects('inbox'), subjects('drafts')]).toEqual([['a'], ['a']]);
	});

	it('a copy whose answer is lost is unknown, and not made again', async () => {
		const { id } = addMail(bench, 'a');
		bench.sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'CopyItem' } });
		expect(await rows('copyItem', { itemId: id, folder: 'drafts' })).toMatchObject([
			{ outcome: 'unknown', id },
		]);
		expect(subjects('drafts')).toEqual(['a']);
	});

	it('an id of another mailbox is refused before it is sent', async () => {
		const { id } = addMail(bench, 'foreign', { mailbox: TWO });
		bench.sandbox.log.clear();
		await expect(rows('moveItem', { itemId: id, folder: 'drafts' })).rejects.toMatchObject({
			code: 'ErrorInvalidMailbox',
			field: 'id',
		});
		expect(operations()).not.toContain('MoveItem');
	});

	it('folders', async () => {
		const { store } = bench.sandbox;
		const a = store.addFolder(store.folder(USER, 'inbox'), 'A', 'IPF.Note');
		const b = store.addFolder(store.folder(USER, 'inbox'), 'B', 'IPF.Note');
		await rows('copyFolder', { source: 'Inbox/A', folder: 'Inbox/B' });
		expect(b.children.map(({ displayName }) => displayName)).toEqual(['A']);
		expect(a.parent).not.toBe(b);
		bench.sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'MoveFolder' } });
		expect(await rows('moveFolder', { source: 'Inbox/B', folder: a.id })).toMatchObject([
			{ outcome: 'moved' },
		]);
		expect(b.parent).toBe(a);
	});
});

describe('archive', () => {
	it('goes to the same folder of the archive, grouped by folder', async () => {
		bench.sandbox.store.enableArchive(USER);
		const ids = [addMail(bench, 'a').id, addMail(bench, 'b', { folder: 'drafts' }).id];
		const answers = await all('archiveItem', [
			...ids.map((itemId) => ({ itemId })),
			{ itemId: 'AAMkUnknown=' },
		]);
		expect(rowsOrErrors(answers)).toEqual([
			[{ outcome: 'archived', id: expect.any(String), previousId: ids[0] }],
			[{ outcome: 'archived', id: expect.any(String), previousId: ids[1] }],
			expect.stringMatching(/^Error/),
		]);
		expect([subjects('inbox'), subjects('drafts')]).toEqual([[], []]);
		expect(subjects('archiveinbox')).toEqual(['a']);
	});

	it.each(LOST)('answer lost by %s: archived once', async (kind) => {
		bench.sandbox.store.enableArchive(USER);
		const { id } = addMail(bench, 'a');
		bench.sandbox.faults.add({ kind, match: { operation: 'ArchiveItem' } });
		expect(await rows('archiveItem', { itemId: id })).toMatchObject([{ outcome: 'archived' }]);
		expect(subjects('archiveinbox')).toEqual(['a']);
	});

	it('a mailbox without archive says how to get one', async () => {
		const { id } = addMail(bench, 'a');
		await expect(rows('archiveItem', { itemId: id })).rejects.toMatchObject({
			advice: expect.stringContaining('Enable-Mailbox'),
		});
	});
});

describe('marks', () => {
	const isRead = (folder: string) =>
		itemsOf(bench, folder).map(({ properties }) => properties.get('message:IsRead'));

	it('read and unread, in batches', async () => {
		const mails = ['a', 'b', 'c'].map((name) => addMail(bench, name));
		bench.sandbox.log.clear();
		const answers = await all('markAsRead', [
			{ itemId: mails[0]?.id },
			{ itemId: mails[1]?.id, isRead: 'false' },
			{ itemId: mails[2]?.id },
			{},
			{ itemId: mails[2]?.id, folder: 'inbox' },
		]);
		expect(rowsOrErrors(answers)).toEqual([
			[expect.objectContaining({ outcome: 'updated', id: mails[0]?.id, isRead: true })],
			[expect.objectContaining({ outcome: 'updated', isRead: false })],
			[expect.objectContaining({ outcome: 'updated' })],
			undefined,
			undefined,
		]);
		expect(isRead('inbox')).toEqual([true, false, true]);
		expect(operations().filter((name) => name === 'UpdateItem')).toHaveLength(2);
	});

	it.each(LOST)('answer lost by %s', async (kind) => {
		const { id } = addMail(bench, 'a');
		bench.sandbox.faults.add({ kind, match: { operation: 'UpdateItem' } });
		expect(await rows('markAsRead', { itemId: id })).toMatchObject([{ outcome: 'updated' }]);
		expect(isRead('inbox')).toEqual([true]);
	});

	it('a whole folder', async () => {
		for (const name of ['a', 'b', 'c']) addMail(bench, name);
		expect(await rows('markAsRead', { folder: 'Inbox' })).toEqual([
			{ outcome: 'updated', folder: 'inbox', isRead: true },
		]);
		expect(isRead('inbox')).toEqual([true, true, true]);
	});

	it('junk and back', async () => {
		const { id } = addMail(bench, 'Spam');
		const [row] = await rows('markAsJunk', { itemId: id });
		expect(row).toMatchObject({ outcome: 'updated', previousId: id });
		expect(subjects('junkemail')).toEqual(['Spam']);
		await rows('markAsJunk', { itemId: row?.id, isJunk: false });
		expect([subjects('junkemail'), subjects('inbox')]).toEqual([[], ['Spam']]);
	});
});

describe('empty a folder', () => {
	const fill = () => {
		const { store } = bench.sandbox;
		const root = store.addFolder(store.folder(USER, 'inbox'), 'Old', 'IPF.Note');
		const inner = store.addFolder(root, 'Inner', 'IPF.Note');
		for (const folder of [root, inner]) {
			store.addItem(folder, {
				kind: 'Message',
				properties: { 'item:Subject': folder.displayName, 'item:ItemClass': 'IPM.Note' },
			});
		}
		return { root, inner };
	};

	it('its items, with or without the folders below', async () => {
		const { root, inner } = fill();
		expect(await rows('emptyFolder', { folder: 'Inbox/Old' })).toEqual([
			{ outcome: 'emptied', folder: 'Inbox/Old' },
		]);
		expect([root.items.size, inner.items.size, root.children.length]).toEqual([0, 1, 1]);
		expect(subjects('deleteditems')).toEqual(['Old']);
		await rows('emptyFolder', {
			folder: root.id,
			deleteType: 'hardDelete',
			deleteSubfolders: 'true',
		});
		expect(root.children.length).toBe(0);
	});

	it.each(LOST)('answer lost by %s', async (kind) => {
		const { root } = fill();
		bench.sandbox.faults.add({ kind, match: { operation: 'EmptyFolder' } });
		expect(await rows('emptyFolder', { folder: 'Inbox/Old' })).toMatchObject([
			{ outcome: 'emptied' },
		]);
		expect(root.items.size).toBe(0);
	});

	it('never the top of the mailbox, by name or id', async () => {
		const { id } = bench.sandbox.store.folder(USER, 'msgfolderroot');
		addMail(bench, 'a');
		bench.sandbox.log.clear();
		for (const folder of ['msgfolderroot', 'Top of Information Store', 'root', id]) {
			const input = { folder, deleteSubfolders: true, deleteType: 'hardDelete' };
			await expect(rows('emptyFolder', input)).rejects.toMatchObject({ field: 'folder' });
		}
		expect(operations()).not.toContain('EmptyFolder');
	});

	it('that does not exist is named', async () => {
		await expect(rows('emptyFolder', { folder: 'Inbox/Nowhere' })).rejects.toMatchObject({
			code: 'ErrorFolderNotFound',
			message: expect.stringContaining('Inbox/Nowhere'),
		});
	});
});

describe('export and upload', () => {
	it('a message as MIME, and back with its attachments', async () => {
		const bytes = randomBytes(300_000);
		const { id } = addMail(bench, 'Übung: a/b?', { files: { 'x.bin': bytes } });
		const [result] = await results('exportMime', { itemId: id });
		expect(result?.row).toEqual({
			id,
			name: 'Übung a b.eml',
			contentType: 'message/rfc822',
			subject: 'Übung: a/b?',
		});
		const mime = await bytesOf(result?.file);
		expect(mime.toString('latin1')).toMatch(/^(?:[\w-]+:.*\r?\n)+/);
		const uploaded = { files: [file('m.eml', mime)], folder: 'Drafts' };
		const [row] = await rows('uploadMime', uploaded);
		expect(row).toMatchObject({ outcome: 'created', name: 'm.eml' });
		const [copy] = itemsOf(bench, 'drafts');
		expect(copy?.id).toBe(row?.id);
		expect(copy?.properties.get('item:Subject')).toBe('Übung: a/b?');
		expect(attachmentsOf(copy)).toEqual([['x.bin', digest(bytes)]]);
	});

	it.each(LOST)('an upload whose answer is lost by %s happens once', async (kind) => {
		const mime = Buffer.from('Subject: x\r\nTo: a@contoso.example\r\n\r\ntext');
		bench.sandbox.faults.add({ kind, match: { operation: 'CreateItem' } });
		expect(await rows('uploadMime', { files: [file('m.eml', mime)] })).toMatchObject([
			{ outcome: 'created' },
		]);
		expect(subjects('inbox')).toEqual(['x']);
	});

	it('an empty file is refused by name', async () => {
		await expect(
			rows('uploadMime', { files: [file('none.eml', Buffer.alloc(0))] }),
		).rejects.toMatchObject({ message: "The file 'none.eml' is empty" });
	});

	it('many heads in few requests, each file when it is opened', async () => {
		const ids = Array.from({ length: 60 }, (_, n) => addMail(bench, `Mail ${n}`).id);
		bench.sandbox.log.clear();
		const answers = await all('exportMime', [
			...ids.map((itemId) => ({ itemId })),
			{ itemId: 'AAMkUnknown=' },
		]);
		expect(answers.filter((answer) => answer instanceof Error)).toHaveLength(1);
		expect(operations().filter((name) => name === 'GetItem')).toHaveLength(2);
		const answer = answers[7];
		if (!answer || answer instanceof Error) throw answer ?? new Error('none');
		expect((await bytesOf(answer[0]?.file)).toString()).toContain('Mail 7');
	});

	it("a record as Exchange's own stream, and back", async () => {
		const { id } = addMail(bench, 'Stream', { files: { 'x.bin': Buffer.from('abc') } });
		const [result] = await results('exportItem', { itemId: id });
		expect(result?.row).toMatchObject({ id, name: 'Stream.fts' });
		const stream = await bytesOf(result?.file);
		expect(stream.length).toBeGreaterThan(0);
		const [row] = await rows('uploadItem', { files: [file('a.fts', stream)], folder: 'Drafts' });
		expect(row).toMatchObject({ outcome: 'created' });
		expect(subjects('drafts')).toEqual(['Stream']);
	});

	it('a lost answer of an upload that cannot be told is unknown', async () => {
		const { id } = addMail(bench, 'Stream');
		const [result] = await results('exportItem', { itemId: id });
		const stream = await bytesOf(result?.file);
		bench.sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'UploadItems' } });
		const upload = { files: [file('a.fts', stream)], folder: 'Drafts' };
		expect(await rows('uploadItem', upload)).toMatchObject([{ outcome: 'unknown' }]);
		expect(subjects('drafts')).toHaveLength(1);
	});
});
