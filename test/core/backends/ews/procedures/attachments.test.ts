import { randomBytes } from 'node:crypto';
import { EwsBackend } from '../../../../../core/backends/ews/backend';
import { EwsChannel } from '../../../../../core/backends/ews/channel';
import { findProcedure } from '../../../../../core/procedures/registry';
import { procedureInput } from '../../../../../core/records/procedureInput';
import { type Bench, startBench, USER } from '../onSandbox';
import { FakeServer, SETTINGS, answer, success } from '../operations/fakeServer';
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
	bench = await startBench({ maxRequestBytes: 8_000_000 });
});
afterAll(async () => bench.close());
beforeEach(() => bench.sandbox.reset());
const { all, results, rows } = runner(() => bench);
const LOST = ['dropBefore', 'dropAfter', 'dropMiddle', 'truncate'] as const;
const operations = () => bench.sandbox.log.entries({}).map(({ operation }) => operation);

describe('add', () => {
	it('files to a record, with what describes them', async () => {
		const item = addMail(bench, 'a', { files: { before: Buffer.from('0') } });
		const bytes = randomBytes(10_000);
		const added = await rows('CreateAttachments', {
			ItemId: item.id,
			files: [file('a.bin', bytes, { contentType: 'image/png' })],
			isInline: true,
			contentId: 'pic1',
		});
		expect(added).toEqual([
			{
				id: item.attachments[1]?.id,
				itemId: item.id,
				itemChangeKey: item.changeKey,
				kind: 'file',
				name: 'a.bin',
				contentType: 'image/png',
				size: 10_000,
			},
		]);
		expect(item.attachments[1]).toMatchObject({
			contentType: 'image/png',
			contentId: 'pic1',
			isInline: true,
		});
		expect(attachmentsOf(item)[1]).toEqual(['a.bin', digest(bytes)]);
	});

	it('many small ones in few requests', async () => {
		const item = addMail(bench, 'a');
		const files = Array.from({ length: 120 }, (_, n) => file(`${n}.bin`, randomBytes(100)));
		bench.sandbox.log.clear();
		await rows('addAttachments', { itemId: item.id, files });
		expect(item.attachments.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
		expect(operations()).toHaveLength(4);
	});

	it('a copy of another message', async () => {
		const item = addMail(bench, 'a');
		const other = addMail(bench, 'The other', { files: { x: Buffer.from('1') } });
		expect(
			await rows('addAttachments', { itemId: item.id, attachedItemId: other.id }),
		).toMatchObject([{ kind: 'item', name: 'The other' }]);
		expect(item.attachments[0]?.item?.properties.get('item:Subject')).toBe('The other');
	});

	it.each(LOST)('answer lost by %s: each file once', async (kind) => {
		const item = addMail(bench, 'a', { files: { same: Buffer.from('0') } });
		bench.sandbox.faults.add({ kind, match: { operation: 'CreateAttachment' } });
		const files = [file('same', Buffer.from('1')), file('b', randomBytes(5_000_000))];
		const added = await rows('addAttachments', { itemId: item.id, files });
		expect(added.map(({ id }) => id)).toEqual(item.attachments.slice(1).map(({ id }) => id));
		expect(item.attachments.map(({ name }) => name)).toEqual(['same', 'same', 'b']);
	});

	it('a file above the limit is told with its size; the others are there', async () => {
		const item = addMail(bench, 'a');
		const files = [file('small', randomBytes(10)), file('large.iso', randomBytes(9_000_000))];
		const error: Error = await rows('addAttachments', { itemId: item.id, files }).then(
			() => new Error('accepted'),
			(thrown: Error) => thrown,
		);
		expect(error.message).toMatch(
			/^The file 'large\.iso' \(8\.6 MB\) (?:is larger|did not arrive)/,
		);
		expect(error.message).toContain('1 of the files');
		expect(error).toMatchObject({ advice: expect.stringContaining('maxRequestLength') });
		expect(item.attachments.map(({ name }) => name)).toEqual(['small']);
	});

	it.each([
		[413, 10, 'is larger than the server takes'],
		[404, 2_000_000, 'is larger than the server takes'],
		[400, 2_000_000, 'is larger than the server takes'],
		[404, 10, 'There is no EWS'],
	])('a status %i for a file of %i bytes', async (status, size, text) => {
		const listed = success(
			'GetItem',
			'<m:Items><t:Message><t:ItemId Id="I" ChangeKey="1"/></t:Message></m:Items>',
		);
		const server = new FakeServer([
			{ body: answer('GetItem', [listed]) },
			{ status, headers: { 'content-type': 'text/html' }, body: '' },
		]);
		const settings = { ...bench.settings, ...SETTINGS };
		const channel = new EwsChannel(server, settings, { retryBudgetMs: 0 });
		const backend = new EwsBackend(channel, settings, { settleDelays: [0] });
		const procedure = findProcedure('addAttachments');
		const given = { itemId: 'I', files: [file('f.bin', Buffer.alloc(size))] };
		const input = procedureInput(procedure, given, { timeZone: 'UTC' });
		const [added] = await backend.execute(procedure, [input], { folders: [] }, bench.call);
		expect(added).toBeInstanceOf(Error);
		expect((added as Error).message).toContain(text);
	});

	it.each([
		['no file', {}, 'files'],
		['wrong Base64', { AttachmentContent: 'a$b=', AttachmentName: 'x' }, 'attachmentContent'],
		['a name alone', { AttachmentName: 'x' }, 'attachmentContent'],
		[
			'a control character',
			{ AttachmentContent: 'YQ==', AttachmentName: 'a\u0001b' },
			'attachmentName',
		],
		['half a surrogate pair', { files: [file('a\ud800', Buffer.from('1'))] }, 'files'],
		['no name', { files: [file(' ', Buffer.from('1'))] }, 'files'],
		['no files', { files: 'data' }, 'files'],
	])('%s is refused before anything is sent', async (_what, input, field) => {
		const item = addMail(bench, 'a');
		bench.sandbox.log.clear();
		await expect(rows('addAttachments', { itemId: item.id, ...input })).rejects.toMatchObject({
			kind: 'skippable',
			field,
		});
		expect(operations()).not.toContain('CreateAttachment');
	});

	it('to a record that does not exist: told before the file is sent', async () => {
		const big = file('big', randomBytes(3_000_000));
		bench.sandbox.log.clear();
		await expect(
			rows('addAttachments', { itemId: 'AAMkUnknown=', files: [big] }),
		).rejects.toMatchObject({ kind: 'skippable' });
		expect(operations()).not.toContain('CreateAttachment');
	});
});

describe('download', () => {
	const item = () => {
		const bytes = {
			'a.txt': Buffer.from('abc'),
			'b.bin': randomBytes(2_500_000),
			c: Buffer.alloc(0),
		};
		return { bytes, mail: addMail(bench, 'a', { files: bytes }) };
	};

	it('all of a record: listed once, each asked for when it is read', async () => {
		const { bytes, mail } = item();
		bench.sandbox.log.clear();
		const found = await results('DownloadAttachments', {
			SourceId: mail.id,
			AttachmentSource: 'Message',
		});
		expect(operations()).toEqual(['GetItem']);
		expect(found.map(({ row }) => row)).toMatchObject([
			{ id: mail.attachments[0]?.id, itemId: mail.id, kind: 'file', name: 'a.txt' },
			{ name: 'b.bin', contentType: 'application/octet-stream' },
			{ name: 'c' },
		]);
		for (const { row, file: content } of found) {
			const expected = bytes[row.name as keyof typeof bytes];
			expect(digest(await bytesOf(content))).toBe(digest(expected));
		}
	});

	it('one by id: one request, the file goes on arriving', async () => {
		const { bytes, mail } = item();
		bench.sandbox.log.clear();
		const [one] = await results('GetAttachment', { AttachmentIds: mail.attachments[1]?.id });
		expect(one?.row).toMatchObject({ name: 'b.bin', kind: 'file', itemId: null });
		expect(one?.file?.once).toBe(true);
		expect(digest(await bytesOf(one?.file))).toBe(digest(bytes['b.bin']));
		expect(operations()).toEqual(['GetAttachment']);
	});

	it('several by id, and one that is unknown in its place', async () => {
		const { bytes, mail } = item();
		const ids = mail.attachments.map(({ id }) => id);
		const [both] = await all('GetAttachment', [{ AttachmentIds: `${ids[1]}; ${ids[0]};` }]);
		if (!both || both instanceof Error) throw both ?? new Error('none');
		expect(both.map(({ row }) => row.name)).toEqual(['b.bin', 'a.txt']);
		expect(digest(await bytesOf(both[0]?.file))).toBe(digest(bytes['b.bin']));
		expect((await bytesOf(both[1]?.file)).toString()).toBe('abc');
		const answers = await all('downloadAttachments', [
			{ attachmentIds: ids[0] },
			{ attachmentIds: `${ids[0]?.slice(0, -6)}AAAAAA` },
			{},
		]);
		expect(rowsOrErrors(answers)).toEqual([
			[expect.objectContaining({ name: 'a.txt' })],
			expect.stringMatching(/^Error/),
			undefined,
		]);
	});

	it('an attached message as a file, or what it says', async () => {
		const inner = addMail(bench, 'Inner', { files: { x: Buffer.from('1') } });
		const mail = addMail(bench, 'Outer');
		await rows('addAttachments', { itemId: mail.id, attachedItemId: inner.id });
		const id = mail.attachments[0]?.id ?? '';
		for (const input of [{ attachmentIds: id }, { itemId: mail.id }]) {
			const [one] = await results('downloadAttachments', input);
			expect(one?.row).toMatchObject({ kind: 'item', name: 'Inner' });
			expect(one?.file).toMatchObject({ name: 'Inner.eml', contentType: 'message/rfc822' });
			expect((await bytesOf(one?.file)).toString()).toContain('Subject: Inner');
			const plain = { ...input, IncludeMimeContent: false, BodyType: 'Text' };
			const [bare] = await results('downloadAttachments', plain);
			expect(bare?.file).toBeUndefined();
			expect(bare?.row).toMatchObject({ kind: 'item', subject: 'Inner' });
			expect(String(bare?.row.body)).toContain('Text of Inner');
		}
	});

	it('a link has no file', async () => {
		const mail = addMail(bench, 'a');
		bench.sandbox.store.attachments.add(mail, {
			name: 'Plan',
			reference: { AttachLongPathName: 'https://files.contoso.example/plan' },
		} as never);
		const [one] = await results('downloadAttachments', { itemId: mail.id });
		expect(one?.row).toMatchObject({ kind: 'reference', name: 'Plan' });
		expect(one?.file).toBeUndefined();
	});

	it('that breaks off says so, and never gives half a file as whole', async () => {
		const { mail } = item();
		const input = { attachmentIds: mail.attachments[1]?.id };
		bench.sandbox.faults.add({ kind: 'truncate', match: { operation: 'GetAttachment' } });
		const [one] = await results('downloadAttachments', input);
		await expect(bytesOf(one?.file)).rejects.toMatchObject({ kind: 'retriable' });
	});

	it('a file that is not read leaves the connection usable', async () => {
		const { bytes, mail } = item();
		for (let round = 0; round < 6; round++) {
			const [one] = await results('downloadAttachments', {
				attachmentIds: mail.attachments[1]?.id,
			});
			for await (const part of one?.file?.open() ?? []) {
				expect(part.length).toBeGreaterThan(0);
				break;
			}
		}
		const [last] = await results('downloadAttachments', { itemId: mail.id });
		expect(digest(await bytesOf(last?.file))).toBe(digest(bytes['a.txt']));
	});

	it('straight into another record, without being held', async () => {
		const { bytes, mail } = item();
		const other = addMail(bench, 'b');
		const [one] = await results('downloadAttachments', { attachmentIds: mail.attachments[1]?.id });
		await rows('addAttachments', { itemId: other.id, files: [one?.file] });
		expect(attachmentsOf(other)).toEqual([['b.bin', digest(bytes['b.bin'])]]);
	});
});

describe('delete', () => {
	it('one by one and in batches', async () => {
		const mail = addMail(bench, 'a', {
			files: { a: Buffer.from('1'), b: Buffer.from('2'), c: Buffer.from('3') },
		});
		const ids = mail.attachments.map(({ id }) => id);
		const answers = await all('DeleteAttachment', [
			{ AttachmentId: ids[0] },
			{ AttachmentId: 'AAMkUnknown=' },
			{ AttachmentId: ids[2] },
		]);
		expect(rowsOrErrors(answers)).toEqual([
			[{ outcome: 'deleted', id: ids[0], itemChangeKey: expect.any(String) }],
			expect.stringMatching(/^Error/),
			[{ outcome: 'deleted', id: ids[2], itemChangeKey: mail.changeKey }],
		]);
		expect(mail.attachments.map(({ name }) => name)).toEqual(['b']);
	});

	it.each(LOST)('answer lost by %s', async (kind) => {
		const mail = addMail(bench, 'a', { files: { a: Buffer.from('1') } });
		bench.sandbox.faults.add({ kind, match: { operation: 'DeleteAttachment' } });
		expect(await rows('deleteAttachment', { attachmentId: mail.attachments[0]?.id })).toMatchObject(
			[{ outcome: 'deleted' }],
		);
		expect(mail.attachments).toHaveLength(0);
	});

	it('of another mailbox is refused', async () => {
		const mail = addMail(bench, 'a', { mailbox: TWO, files: { a: Buffer.from('1') } });
		await expect(
			rows('deleteAttachment', { attachmentId: mail.attachments[0]?.id }),
		).rejects.toMatchObject({ code: 'ErrorInvalidMailbox' });
		expect(itemsOf(bench, 'inbox', TWO)[0]?.attachments).toHaveLength(1);
		expect(USER).not.toBe(TWO);
	});
});
