import type { Row, Session } from '../../../../../core';
import { startSandbox, type Sandbox } from '../../../../../sandbox';
import { call, rowsOf, sessionOn } from '../../../../support/session';

const own = { folders: [] };
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

async function record(table: string, values: Row): Promise<string> {
	const request = { table, scope: own, records: [{ index: 0, values }], options: {} };
	const [made] = await session.create(request, call);
	if (!made?.id) throw made?.error ?? new Error('no record');
	return made.id;
}
const message = () => record('message', { subject: 'With files' });

const file = (name: string, content: string, contentType = 'text/plain') => ({
	name,
	contentType,
	open: async function* () {
		yield Buffer.from(content);
	},
});
const attach = (itemId: string, more: Row) =>
	session.execute('addAttachments', { itemId, ...more }, own, call);
const attachments = (parentId: string | string[], more: Row = {}) =>
	rowsOf(session, {
		table: 'attachment',
		scope: own,
		where: Array.isArray(parentId)
			? { column: 'parentId', operator: 'in', value: parentId }
			: { column: 'parentId', operator: 'equals', value: parentId },
		...more,
	});

it('of records of every kind are listed without their content, many records in one request', async () => {
	const mail = await message();
	const contact = await record('contact', { givenName: 'A' });
	const bare = await record('task', { subject: 'None' });
	await attach(mail, {
		files: [file('a & b.txt', 'one'), file('c.pdf', 'two!', 'application/pdf')],
	});
	await attach(contact, { files: [file('photo.txt', 'x')] });
	sandbox.log.clear();
	const rows = await attachments([mail, contact, bare]);
	expect(rows).toMatchObject([
		{ parentId: mail, name: 'a & b.txt', contentType: 'text/plain', kind: 'file', isInline: false },
		{ parentId: mail, name: 'c.pdf', contentType: 'application/pdf', size: expect.any(Number) },
		{ parentId: contact, name: 'photo.txt' },
	]);
	expect(Object.keys(rows[0] ?? {})).not.toContain('contentBytes');
	expect(sandbox.log.count({})).toBeLessThanOrEqual(2);
	expect(sandbox.log.count({ operation: 'GetAttachment' })).toBe(0);
});

it('come with their content when it is asked for, attached records as MIME', async () => {
	const mail = await message();
	await attach(mail, { files: [file('a.bin', '\u0000\u00ff text')] });
	const item = sandbox.store.findItem(mail);
	if (!item) throw new Error('no message');
	const inner = { kind: 'Message' as const, properties: { 'item:Subject': 'Inner' } };
	sandbox.store.attachments.add(item, { name: 'Inner', item: inner });
	sandbox.store.attachments.add(item, { name: 'Link', reference: {} });
	const rows = await attachments(mail, { select: ['name', 'kind', 'contentBytes'] });
	expect(rows.map(({ kind }) => kind)).toEqual(['file', 'item', 'reference']);
	expect(rows[2]?.['contentBytes']).toBeNull();
	const [bytes, mime] = rows.map(({ contentBytes }) =>
		Buffer.from(String(contentBytes), 'base64').toString(),
	);
	expect(bytes).toBe('\u0000\u00ff text');
	expect(mime).toMatch(/Subject: Inner/);
	expect(sandbox.log.count({ operation: 'GetAttachment' })).toBe(2);
});

it('are filtered and sorted, by the names of the older schema too', async () => {
	const mail = await message();
	await attach(mail, {
		files: [file('b.txt', '1'), file('a.txt', '2'), file('c.pdf', '3', 'application/pdf')],
	});
	const rows = await rowsOf(session, {
		table: 'attachment',
		scope: own,
		where: {
			and: [
				{ column: 'ItemId', operator: 'equals', value: mail },
				{ column: 'Name', operator: 'endsWith', value: '.txt' },
			],
		},
		orderBy: [{ column: 'name', direction: 'asc' }],
		select: ['AttachmentId', 'AttachmentName'],
	});
	expect(rows.map(({ AttachmentName }) => AttachmentName)).toEqual(['a.txt', 'b.txt']);
});

it('get by id, with and without the content; what is gone is an error in its place', async () => {
	const mail = await message();
	await attach(mail, { files: [file('a.txt', 'one')] });
	const [row] = await attachments(mail);
	const id = String(row?.['id']);
	const [whole] = await session.get({ table: 'attachment', scope: own }, [id], call);
	expect(whole).toMatchObject({
		id,
		name: 'a.txt',
		contentBytes: Buffer.from('one').toString('base64'),
	});
	const select = ['name', 'kind'];
	const [bare] = await session.get({ table: 'attachment', scope: own, select }, [id], call);
	expect(bare).toMatchObject({ id, name: 'a.txt', kind: 'file' });
	await session.execute('deleteAttachment', { attachmentId: id }, own, call);
	const [gone, found] = [
		...(await session.get({ table: 'attachment', scope: own }, [id], call)),
		await attachments(mail),
	];
	expect(gone).toBeInstanceOf(Error);
	expect(found).toEqual([]);
});

it('need a record, and a table that is read only is not written', async () => {
	await expect(rowsOf(session, { table: 'attachment', scope: own })).rejects.toMatchObject({
		message: "A query of attachments needs a condition on 'Parent ID'",
	});
	const request = {
		table: 'attachment',
		scope: own,
		records: [{ index: 0, values: { name: 'x' } }],
		options: {},
	};
	await expect(session.create(request, call)).rejects.toMatchObject({
		message: "A Attachment has no operation 'create'",
		advice: 'It has: query, get.',
	});
	expect(await attachments(await message())).toEqual([]);
});
