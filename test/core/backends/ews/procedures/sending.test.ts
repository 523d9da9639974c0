import { randomBytes } from 'node:crypto';
import type { Row } from '../../../../../core/schema/column';
import type { Item } from '../../../../../sandbox/store';
import { type Bench, startBench, USER } from '../onSandbox';
import { addMail, attachmentsOf, digest, file, itemsOf, runner } from './running';

const TWO = 'user2@contoso.example';
const THREE = 'user3@contoso.example';
let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterAll(async () => bench.close());
beforeEach(() => bench.sandbox.reset());
const { rows } = runner(() => bench);

const MAIL = { ToRecipients: TWO, Subject: 'Hello', Content: 'Text' };
const property = (item: Item | undefined, key: string) => item?.properties.get(key);
const addresses = (item: Item | undefined, key: string) =>
	((property(item, `message:${key}`) ?? []) as Array<{ address: string }>).map(
		({ address }) => address,
	);
const only = (folder: string, mailbox = USER): Item => {
	const items = itemsOf(bench, folder, mailbox);
	expect(items).toHaveLength(1);
	return items[0] as Item;
};
const LOST = [
	['CreateItem', 'dropBefore'],
	['CreateItem', 'dropAfter'],
	['CreateAttachment', 'dropBefore'],
	['CreateAttachment', 'dropAfter'],
	['CreateAttachment', 'dropMiddle'],
	['UpdateItem', 'dropAfter'],
	['SendItem', 'dropBefore'],
	['SendItem', 'dropAfter'],
	['SendItem', 'truncate'],
] as const;

describe('send mail', () => {
	it('with files of all sizes, each exactly once', async () => {
		const small = randomBytes(1000);
		const large = randomBytes(3_000_001);
		const files = [
			file('small.bin', small),
			file('large ü.bin', large),
			file('empty', Buffer.alloc(0)),
		];
		expect(await rows('sendMail', { ...MAIL, files })).toMatchObject([{ outcome: 'sent' }]);
		expect(attachmentsOf(only('inbox', TWO))).toEqual([
			['small.bin', digest(small)],
			['large ü.bin', digest(large)],
			['empty', digest(Buffer.alloc(0))],
		]);
		expect(attachmentsOf(only('sentitems'))).toHaveLength(3);
		expect(itemsOf(bench, 'drafts')).toHaveLength(0);
	});

	it('small files go out inside the draft once the server is known to take them', async () => {
		await rows('sendMail', MAIL);
		bench.sandbox.log.clear();
		await rows('sendMail', { ...MAIL, files: [file('a', Buffer.from('abc'))] });
		const operations = bench.sandbox.log.entries({}).map(({ operation }) => operation);
		expect(operations).toEqual(['CreateItem', 'SendItem']);
		expect(attachmentsOf(itemsOf(bench, 'inbox', TWO).at(-1))).toEqual([
			['a', digest(Buffer.from('abc'))],
		]);
	});

	it('takes the files of the older schemas', async () => {
		await rows('SendMail', {
			...MAIL,
			AttachmentContent: ' YWJj\n',
			AttachmentName: 'a.txt',
			Attachments: 'b.txt,ZGVm; c, d.txt,Z2hp',
		});
		expect(attachmentsOf(only('inbox', TWO))).toEqual([
			['a.txt', digest(Buffer.from('abc'))],
			['b.txt', digest(Buffer.from('def'))],
			['c, d.txt', digest(Buffer.from('ghi'))],
		]);
	});

	it('has answers go elsewhere, asks for receipts, and keeps the copy in a folder', async () => {
		const { store } = bench.sandbox;
		const root = store.folder(USER, 'msgfolderroot');
		const sent = store.addFolder(root, 'Sent by machine', 'IPF.Note');
		const input = {
			...MAIL,
			replyTo: THREE,
			isReadReceiptRequested: true,
			isDeliveryReceiptRequested: 'true',
			importance: 'high',
			saveFolder: 'Sent by machine',
		};
		expect(await rows('sendMail', input)).toMatchObject([
			{ outcome: 'sent', savedToSentItems: false },
		]);
		const mail = only('inbox', TWO);
		expect(addresses(mail, 'ReplyTo')).toEqual([THREE]);
		expect(property(mail, 'message:IsReadReceiptRequested')).toBe(true);
		expect(property(mail, 'message:IsDeliveryReceiptRequested')).toBe(true);
		expect(property(mail, 'item:Importance')).toBe('High');
		expect(itemsOf(bench, 'sentitems')).toHaveLength(0);
		expect(sent.items.size).toBe(1);
	});

	it.each(LOST)('%s lost by %s: sent once, each file once', async (operation, kind) => {
		bench.sandbox.faults.add({ kind, match: { operation } });
		const files = [file('a', randomBytes(10)), file('b', randomBytes(2_000_000))];
		expect(await rows('sendMail', { ...MAIL, files })).toMatchObject([{ outcome: 'sent' }]);
		expect(attachmentsOf(only('inbox', TWO)).map(([name]) => name)).toEqual(['a', 'b']);
		expect(itemsOf(bench, 'drafts')).toHaveLength(0);
	});

	it('two files of one name stay two, also when an answer is lost', async () => {
		bench.sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'CreateAttachment' } });
		const files = [file('a', Buffer.from('1')), file('a', Buffer.from('2'))];
		await rows('sendMail', { ...MAIL, files });
		expect(attachmentsOf(only('inbox', TWO))).toHaveLength(2);
	});

	it('a file that cannot be attached leaves no draft, and nothing is sent', async () => {
		const broken = file('broken.bin', Buffer.alloc(2_000_000), { size: 3_000_000 });
		await expect(rows('sendMail', { ...MAIL, files: [broken] })).rejects.toMatchObject({
			code: 'FILE_SIZE',
			message: expect.stringContaining("'broken.bin'"),
		});
		expect(itemsOf(bench, 'drafts')).toHaveLength(0);
		expect(itemsOf(bench, 'inbox', TWO)).toHaveLength(0);
	});
});

describe('send draft', () => {
	const draft = () => addMail(bench, 'Prepared', { folder: 'drafts', from: USER, to: [TWO] });

	it('sends what is stored', async () => {
		const { id } = draft();
		expect(await rows('SendItem', { ItemId: id })).toMatchObject([{ outcome: 'sent', id }]);
		expect(property(only('inbox', TWO), 'item:Subject')).toBe('Prepared');
		expect(itemsOf(bench, 'drafts')).toHaveLength(0);
		expect(itemsOf(bench, 'sentitems')).toHaveLength(1);
	});

	it.each(LOST.filter(([operation]) => !operation.startsWith('Create')))(
		'%s lost by %s: sent once',
		async (operation, kind) => {
			const { id } = draft();
			bench.sandbox.faults.add({ kind, match: { operation } });
			expect(await rows('sendDraft', { itemId: id })).toMatchObject([{ outcome: 'sent' }]);
			only('inbox', TWO);
			expect(itemsOf(bench, 'drafts')).toHaveLength(0);
		},
	);

	it('a draft that Exchange refuses stays', async () => {
		const { id } = addMail(bench, 'Nobody', { folder: 'drafts', from: USER, to: [] });
		await expect(rows('sendDraft', { itemId: id })).rejects.toMatchObject({ kind: 'skippable' });
		expect(itemsOf(bench, 'drafts')).toHaveLength(1);
	});

	it('a message that was received is not sent again', async () => {
		const { id } = addMail(bench, 'Received');
		await expect(rows('sendDraft', { itemId: id })).rejects.toMatchObject({ code: 'NO_DRAFT' });
	});

	it('of a mailbox reached by delegation goes out there', async () => {
		const { id } = draft();
		bench.sandbox.log.clear();
		await expect(rows('sendDraft', { itemId: id }, { mailbox: THREE })).rejects.toMatchObject({
			kind: expect.stringMatching(/permission|skippable/),
		});
		expect(itemsOf(bench, 'drafts')).toHaveLength(1);
	});
});

describe('answers', () => {
	const original = () => addMail(bench, 'Question', { to: [USER, THREE] });
	const FOUR = 'user4@contoso.example';

	it('reply goes to the sender, quoted', async () => {
		const { id } = original();
		expect(
			await rows('ReplyToMessage', { MessageId: id, Comment: 'An <answer> & more' }),
		).toMatchObject([{ outcome: 'sent', itemId: id, savedToSentItems: true }]);
		const mail = only('inbox', TWO);
		expect(property(mail, 'item:Subject')).toBe('RE: Question');
		expect((property(mail, 'item:Body') as { text: string }).text).toContain('An <answer> & more');
		expect((property(mail, 'item:Body') as { text: string }).text).toContain('Text of Question');
		expect(itemsOf(bench, 'inbox', THREE)).toHaveLength(0);
		expect(itemsOf(bench, 'drafts')).toHaveLength(0);
	});

	it.each<[string, Row]>([
		['replyAll', {}],
		['reply', { ToAll: 'true' }],
	])('%s %j goes to all', async (name, more) => {
		const { id } = original();
		await rows(name, { itemId: id, comment: '<p>Hi</p>', commentType: 'html', ...more });
		only('inbox', TWO);
		expect((property(only('inbox', THREE), 'item:Body') as { type: string }).type).toBe('HTML');
	});

	it('further recipients, subject, importance and files are added', async () => {
		const { id } = original();
		const bytes = randomBytes(1_500_000);
		await rows('reply', {
			itemId: id,
			comment: 'x',
			toRecipients: THREE,
			ccRecipients: FOUR,
			subject: 'Other',
			importance: 'high',
			isReadReceiptRequested: true,
			files: [file('f.bin', bytes)],
		});
		const mail = only('inbox', TWO);
		expect(addresses(mail, 'ToRecipients')).toEqual([TWO, THREE]);
		expect(addresses(mail, 'CcRecipients')).toEqual([FOUR]);
		expect(property(mail, 'item:Subject')).toBe('Other');
		expect(property(mail, 'item:Importance')).toBe('High');
		expect(attachmentsOf(mail)).toEqual([['f.bin', digest(bytes)]]);
	});

	it('forward takes the attachments along', async () => {
		const { id } = addMail(bench, 'With file', { files: { 'a.txt': Buffer.from('abc') } });
		await rows('ForwardMail', { MessageId: id, ToRecipients: THREE, Comment: 'See' });
		const mail = only('inbox', THREE);
		expect(property(mail, 'item:Subject')).toBe('FW: With file');
		expect(attachmentsOf(mail)).toEqual([['a.txt', digest(Buffer.from('abc'))]]);
	});

	it('can stay a draft', async () => {
		const { id } = original();
		const [row] = await rows('reply', { itemId: id, comment: 'x', saveAsDraft: true });
		expect(row).toMatchObject({ outcome: 'saved', itemId: id });
		expect(only('drafts').id).toBe(row?.id);
		expect(itemsOf(bench, 'inbox', TWO)).toHaveLength(0);
	});

	it.each(LOST)('%s lost by %s: answered once', async (operation, kind) => {
		const { id } = original();
		bench.sandbox.faults.add({ kind, match: { operation } });
		const files = [file('a', randomBytes(10))];
		expect(await rows('reply', { itemId: id, comment: 'x', files })).toMatchObject([
			{ outcome: 'sent' },
		]);
		expect(attachmentsOf(only('inbox', TWO))).toHaveLength(1);
	});

	it('says when a draft may be left behind', async () => {
		const { id } = original();
		bench.notices.length = 0;
		bench.sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'CreateItem' } });
		await rows('reply', { itemId: id, comment: 'x' });
		expect(bench.notices.join()).toContain('may be in Drafts');
		only('inbox', TWO);
	});

	it.each(['reply', 'replyAll', 'forward'])('%s to an id that is unknown', async (name) => {
		const input = { itemId: 'AAMkAGUnknown=', toRecipients: TWO };
		await expect(rows(name, input)).rejects.toMatchObject({ kind: 'skippable' });
		expect(itemsOf(bench, 'drafts')).toHaveLength(0);
	});
});
