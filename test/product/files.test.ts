import { createHash } from 'node:crypto';
import type { FileContent, Row, Session } from '../../core';
import { useSandbox } from '../support/sandbox';
import { call, sessionOn } from '../support/session';

const USER = 'user1@contoso.example';
const scope = { folders: [] };
const bench = useSandbox();
let session: Session;
beforeEach(async () => {
	session = await sessionOn(bench.sandbox);
});

const PLATFORMS = { '14.2': 'Exchange2010_SP2', '15.0': 'Exchange2013', '15.2': 'Exchange2019' };
/** As Base64 just below what the schema hook can take of one text. */
const SIZE = 7_000_001;
const PIECE = Buffer.alloc(50_000, 'Exchange files');

/** A file that is made while it is read, and counts how often. */
function made(name: string, size = SIZE): FileContent & { opened: number } {
	const file = {
		name,
		contentType: 'application/octet-stream',
		size,
		opened: 0,
		async *open() {
			file.opened++;
			for (let left = size; left > 0; left -= PIECE.length) yield PIECE.subarray(0, left);
		},
	};
	return file;
}

async function digest(file: FileContent | undefined): Promise<string> {
	const hash = createHash('sha256');
	for await (const part of file?.open() ?? []) hash.update(part);
	return hash.digest('hex');
}

const execute = async (name: string, input: Row) => await session.execute(name, input, scope, call);
const draft = async (): Promise<string> => {
	const request = {
		table: 'message',
		scope,
		records: [{ index: 0, values: { subject: 'Files' } }],
		options: {},
	};
	const [result] = await session.create(request, call);
	return result?.id ?? '';
};

describe('a large file, signed in by NTLM', () => {
	it('goes up and comes down whole; negotiating carries none of it', async () => {
		const itemId = await draft();
		const file = made('large.bin');
		const fresh = await sessionOn(bench.sandbox);
		bench.sandbox.log.clear();
		await fresh.execute('addAttachments', { itemId, files: [file] }, scope, call);
		expect(file.opened).toBe(1);
		const refused = bench.sandbox.log.entries({}).filter(({ status }) => status === 401);
		expect(refused.every(({ bytesIn }) => bytesIn === 0)).toBe(true);
		const [down] = await execute('downloadAttachments', { itemId });
		expect(down?.row).toMatchObject({ name: 'large.bin', kind: 'file' });
		expect(await digest(down?.file)).toBe(await digest(file));
	});

	it('is read again when the server has forgotten who signed in', async () => {
		const itemId = await draft();
		const file = made('large.bin', 3_000_000);
		bench.sandbox.faults.add({ kind: 'expire', match: { operation: 'CreateAttachment' } });
		await execute('addAttachments', { itemId, files: [file] });
		expect(file.opened).toBe(2);
		expect(bench.sandbox.store.findItem(itemId)?.attachments).toHaveLength(1);
	});

	it('is sent again when the server was busy', async () => {
		const itemId = await draft();
		const file = made('large.bin', 3_000_000);
		bench.sandbox.faults.add({
			kind: 'serverBusy',
			backOffMs: 10,
			match: { operation: 'CreateAttachment' },
		});
		await execute('addAttachments', { itemId, files: [file] });
		expect(file.opened).toBe(2);
		expect(bench.sandbox.store.findItem(itemId)?.attachments).toHaveLength(1);
	});
});

describe('what a credential allows', () => {
	it('reading procedures run on a credential that is Read Only, others do not', async () => {
		const itemId = await draft();
		await execute('addAttachments', { itemId, files: [made('a', 10)] });
		const reader = await sessionOn(bench.sandbox, { readOnly: true });
		const [down] = await reader.execute('downloadAttachments', { itemId }, scope, call);
		expect(await digest(down?.file)).toBe(await digest(made('a', 10)));
		const [mime] = await reader.execute('exportMime', { itemId }, scope, call);
		expect(mime?.row).toMatchObject({ name: 'Files.eml' });
		await digest(mime?.file);
		for (const [name, input] of Object.entries<Row>({
			moveItem: { itemId, folder: 'inbox' },
			sendDraft: { itemId },
			emptyFolder: { folder: 'drafts' },
			deleteAttachment: { attachmentId: down?.row.id },
		})) {
			await expect(reader.execute(name, input, scope, call)).rejects.toMatchObject({
				kind: 'permission',
			});
		}
	});
});

it('many inputs of one call: answers and errors in their places', async () => {
	const ids = [await draft(), await draft()];
	const answers = await session.executeAll(
		'moveItem',
		[
			{ itemId: ids[0], folder: 'Inbox' },
			{ folder: 'Inbox' },
			{ itemId: ids[1], folder: 'Inbox', typo: 1 },
			{ itemId: ids[1], folder: 'Nowhere' },
			{ itemId: ids[1], folder: 'Inbox' },
		],
		scope,
		call,
	);
	expect(answers.map((answer) => (answer instanceof Error ? answer.message : answer))).toEqual([
		[{ row: expect.objectContaining({ outcome: 'moved' }) }],
		"'Record ID' is empty",
		"Move has no input 'typo'",
		"The folder 'Nowhere' does not exist in your mailbox",
		[{ row: expect.objectContaining({ outcome: 'moved' }) }],
	]);
	expect(bench.sandbox.store.folder(USER, 'inbox').items.size).toBe(2);
});

it('a file goes from a mail into a new one by a person who copies rows', async () => {
	const itemId = await draft();
	await execute('addAttachments', { itemId, files: [made('a.bin', 300_000)] });
	const [down] = await execute('GetAttachment', {
		AttachmentIds: bench.sandbox.store.findItem(itemId)?.attachments[0]?.id,
	});
	const [sent] = await execute('sendMail', {
		toRecipients: USER,
		subject: 'Again',
		body: 'x',
		files: [down?.file],
	});
	expect(sent?.row).toMatchObject({ outcome: 'sent' });
	const [mail] = bench.sandbox.store.folder(USER, 'inbox').items;
	const content = Buffer.from(mail?.attachments[0]?.content ?? '', 'base64');
	expect(createHash('sha256').update(content).digest('hex')).toBe(
		await digest(made('a.bin', 300_000)),
	);
});

describe.each(['14.2', '15.0', '15.2'] as const)('a server of build %s', (build) => {
	const old = useSandbox({ build });
	const run = async (name: string, input: Row) =>
		await (await sessionOn(old.sandbox)).execute(name, input, scope, call);
	const store = () => old.sandbox.store;
	const mail = (folder = 'drafts') =>
		store().addItem(store().folder(USER, folder), {
			kind: 'Message',
			properties: {
				'item:ItemClass': 'IPM.Note',
				'item:Subject': 'Old',
				'item:IsDraft': folder === 'drafts',
				'message:ToRecipients': [{ address: USER, name: 'x' }],
				'message:From': { address: USER, name: 'x' },
			},
		});

	it('sends with files, answers, moves and attaches', async () => {
		const files = [made('a', 1000)];
		const message = { toRecipients: USER, subject: 'x', body: 'y', files };
		for (const [name, input] of [
			['sendMail', message],
			['sendMail', message],
			['sendDraft', { itemId: mail().id }],
			['reply', { itemId: mail('inbox').id, comment: 'c', files }],
			['moveItem', { itemId: mail().id, folder: 'inbox' }],
			['copyItem', { itemId: mail().id, folder: 'inbox' }],
			['markAsRead', { itemId: mail('inbox').id }],
			['addAttachments', { itemId: mail().id, files }],
			['emptyFolder', { folder: 'drafts' }],
		] as ReadonlyArray<[string, Row]>) {
			const [result] = await run(name, input);
			expect([name, result?.row.outcome ?? result?.row.kind]).toEqual([
				name,
				expect.stringMatching(/^(?:sent|moved|copied|updated|file|emptied)$/),
			]);
		}
		const received = [...store().folder(USER, 'inbox').items].filter(
			({ properties }) => properties.get('item:Subject') === 'x',
		);
		expect(received.map(({ attachments }) => attachments.length)).toEqual([1, 1]);
	});

	it('archives and marks as junk from Exchange 2013 on, and says so before', async () => {
		store().enableArchive(USER);
		const known = await sessionOn(old.sandbox, { platform: PLATFORMS[build] });
		for (const [name, operation] of [
			['archiveItem', 'ArchiveItem'],
			['markAsJunk', 'MarkAsJunk'],
		] as const) {
			old.sandbox.log.clear();
			const ran = known.execute(name, { itemId: mail('inbox').id }, scope, call);
			if (build === '14.2') await expect(ran).rejects.toMatchObject({ code: 'SERVER_TOO_OLD' });
			else expect(await ran).toMatchObject([{ row: { id: expect.any(String) } }]);
			expect(old.sandbox.log.count({ operation })).toBe(build === '14.2' ? 0 : 1);
		}
	});
});
