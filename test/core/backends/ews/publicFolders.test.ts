import { contentMailbox, isPublicId } from '../../../../core/backends/ews/publicFolders';

const GUID = '5f1d6c2e-3f0a-4a5e-9a59-7c1f0d1b2c3d';
const id = (...head: number[]) => Buffer.from([...head, ...Array(80).fill(7)]).toString('base64');

describe('public folders', () => {
	it.each([
		[Buffer.from(GUID).toString('base64'), GUID],
		[Buffer.from(`${GUID.toUpperCase()}\0`).toString('base64'), GUID],
		['q83v', undefined],
		['', undefined],
		[null, undefined],
	])('know their content mailbox by %s', (replica, mailbox) => {
		expect(contentMailbox(replica)).toBe(mailbox);
	});

	it.each([
		['a public folder', id(0, 1, 0x2e), true],
		['an item of a public folder', id(1, 2, 0x2e), true],
		['a mailbox', id(0, 3, 0x24), false],
		['nothing', '', false],
		['a name', 'Inbox', false],
	])('are told by the id of %s', (_, text, isPublic) => {
		expect(isPublicId(text)).toBe(isPublic);
	});
});
