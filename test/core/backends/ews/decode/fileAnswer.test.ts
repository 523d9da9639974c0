import { randomBytes } from 'node:crypto';
import { EwsChannel } from '../../../../../core/backends/ews/channel';
import { Base64Decoder } from '../../../../../core/backends/ews/decode/base64';
import { childText } from '../../../../../core/backends/ews/decode/tree';
import { element } from '../../../../../core/backends/ews/xml/element';
import { FakeServer, SETTINGS, answer, failure, fault, success } from '../operations/fakeServer';
import { randomNumbers } from './recorder';

const FILE = randomBytes(5000);
const got = (content: string) =>
	answer('GetAttachment', [
		success(
			'GetAttachment',
			`<m:Attachments><t:FileAttachment><t:AttachmentId Id="A1"/><t:Name>ä &amp; b</t:Name><t:Content>${content}</t:Content></t:FileAttachment></m:Attachments>`,
		),
	]);

const setUp = (...answers: Array<string | readonly string[]>) => {
	const server = new FakeServer(answers.map((body) => ({ body })));
	return { server, channel: new EwsChannel(server, SETTINGS, { retryBudgetMs: 300 }) };
};
const OPERATION = { name: 'GetAttachment', body: element('m:GetAttachment', null) };

async function download(channel: EwsChannel) {
	const names: Array<string | undefined> = [];
	const bytes: Uint8Array[] = [];
	const pieces = channel.files(OPERATION, {});
	for (;;) {
		const next = await pieces.next();
		if (next.done) {
			return { names, bytes: Buffer.concat(bytes), end: childText(next.value, 'ResponseCode') };
		}
		for (const piece of next.value) {
			if ('bytes' in piece) bytes.push(piece.bytes);
			else names.push(childText(piece.message.children.at(-1)?.children[0], 'Name'));
		}
	}
}

describe('an answer with a file', () => {
	it.each([
		['on one line', FILE.toString('base64')],
		['in lines', FILE.toString('base64').replace(/.{76}/g, '$&\r\n')],
		['with white space anywhere', `\n ${FILE.toString('base64').replace(/.{3}/g, '$& \t')} `],
		['with references', FILE.toString('base64').replaceAll('A', '&#65;')],
		['in CDATA', `<![CDATA[${FILE.toString('base64')}]]>`],
	])('gives what stands before it, then the bytes: %s', async (_name, content) => {
		const { channel } = setUp(got(content));
		expect(await download(channel)).toEqual({ names: ['ä & b'], bytes: FILE, end: 'NoError' });
	});

	it('comes whole through any split of its bytes', async () => {
		const numbers = randomNumbers(7);
		const xml = got(FILE.toString('base64').replace(/.{76}/g, '$&\n'));
		for (let run = 0; run < 50; run++) {
			const parts: string[] = [];
			for (let at = 0; at < xml.length;) {
				const length = 1 + numbers(run < 5 ? 5 : 900);
				parts.push(xml.slice(at, at + length));
				at += length;
			}
			expect((await download(setUp(parts).channel)).bytes.equals(FILE)).toBe(true);
		}
	});

	it('may be empty', async () => {
		expect((await download(setUp(got('')).channel)).bytes).toHaveLength(0);
	});

	it('an error of the record is thrown before any byte', async () => {
		const { channel } = setUp(
			answer('GetAttachment', [failure('GetAttachment', 'ErrorItemNotFound')]),
		);
		await expect(download(channel)).rejects.toMatchObject({ code: 'ErrorItemNotFound' });
	});

	it('is asked for again when the server was busy', async () => {
		const busy = fault('ErrorServerBusy', '<t:Value Name="BackOffMilliseconds">5</t:Value>');
		const { channel, server } = setUp(busy, got('YWJj'));
		expect((await download(channel)).bytes.toString()).toBe('abc');
		expect(server.requests).toHaveLength(2);
	});

	it('that ends early is an error, and not asked for again once bytes have left', async () => {
		const whole = got(FILE.toString('base64'));
		const { channel, server } = setUp([whole.slice(0, 3000)], whole);
		await expect(download(channel)).rejects.toMatchObject({ code: 'XML_ENDS_EARLY' });
		expect(server.requests).toHaveLength(1);
	});

	it('that is left is given back to the connection', async () => {
		const { channel, server } = setUp([got(FILE.toString('base64')), '']);
		const pieces = channel.files(OPERATION, {});
		await pieces.next();
		await pieces.return(undefined as never);
		expect(server.discarded).toBe(1);
	});

	it.each([
		['no Base64', 'YW*j'],
		['cut Base64', 'YWJjZ'],
		['more after the end', 'YQ==YWJj'],
	])('refuses %s', async (_name, content) => {
		await expect(download(setUp(got(content)).channel)).rejects.toMatchObject({
			code: 'XML_SYNTAX',
		});
	});
});

it('decodes character by character', () => {
	const decoder = new Base64Decoder();
	const parts = [...FILE.toString('base64')].map((character) => decoder.push(character));
	decoder.end();
	expect(Buffer.concat(parts).equals(FILE)).toBe(true);
});
