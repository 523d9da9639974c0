import { randomBytes } from 'node:crypto';
import { base64, element } from '../../../../../core/backends/ews/xml/element';
import { envelope } from '../../../../../core/backends/ews/xml/envelope';
import { isStreamed, type StreamedBody } from '../../../../../core/http/message';
import type { FileContent } from '../../../../../core/schema/file';

const file = (chunks: readonly Uint8Array[], more: Partial<FileContent> = {}): FileContent => ({
	name: 'a.bin',
	contentType: 'application/octet-stream',
	size: chunks.reduce((sum, { length }) => sum + length, 0),
	async *open() {
		yield* chunks;
	},
	...more,
});

const streamed = (files: readonly FileContent[]): StreamedBody => {
	const body = element(
		'm:A',
		{ b: 'ä' },
		files.map((one) => element('t:C', null, element('t:N', null, 'ü <'), base64(one))),
	);
	const request = envelope(body, 'Exchange2016', {});
	if (!isStreamed(request)) throw new Error('not streamed');
	return request;
};

const read = async (body: StreamedBody): Promise<Buffer> => {
	const parts: Uint8Array[] = [];
	for await (const part of body.open()) parts.push(part);
	return Buffer.concat(parts);
};

describe('files in a request', () => {
	it.each([0, 1, 2, 3, 4, 5, 100, 49_151, 49_152, 49_153, 200_001])(
		'%i bytes, in chunks of any size, are Base64 at their place',
		async (length) => {
			const bytes = randomBytes(length);
			for (const size of [1, 7, 1000, 1_000_000]) {
				if (size === 1 && length > 1000) continue;
				const chunks: Uint8Array[] = [];
				for (let at = 0; at < length; at += size) chunks.push(bytes.subarray(at, at + size));
				const body = streamed([file(chunks)]);
				const sent = await read(body);
				expect(sent.length).toBe(body.size);
				expect(sent.toString()).toContain(
					`<m:A b="ä"><t:C><t:N>ü &lt;</t:N>${bytes.toString('base64')}</t:C></m:A>`,
				);
			}
		},
	);

	it('several files stand in order, and the body opens again', async () => {
		const body = streamed([file([Buffer.from('one')]), file([Buffer.from('second')])]);
		const first = await read(body);
		expect(first.toString()).toContain('</t:N>b25l</t:C><t:C><t:N>ü &lt;</t:N>c2Vjb25k</t:C>');
		expect(await read(body)).toEqual(first);
	});

	it('no length where one file has none', () => {
		expect(streamed([file([], { size: undefined }), file([])]).size).toBeUndefined();
	});

	it('a file that opens only once makes a request that does', () => {
		expect(streamed([file([], { once: true }), file([])]).once).toBe(true);
		expect(streamed([file([])]).once).toBeUndefined();
	});

	it.each([
		['longer', 4],
		['shorter', 6],
	])('a file %s than said is refused by name', async (_name, size) => {
		const body = streamed([file([Buffer.from('12345')], { size })]);
		await expect(read(body)).rejects.toMatchObject({
			code: 'FILE_SIZE',
			message: expect.stringContaining("'a.bin'"),
		});
	});

	it('a file that cannot be read is refused by name', async () => {
		const gone = file([], {
			// eslint-disable-next-line require-yield
			async *open() {
				throw Object.assign(new Error('ENOENT: /some/path'), { code: 'ENOENT' });
			},
		});
		await expect(read(streamed([gone]))).rejects.toMatchObject({
			code: 'FILE_UNREADABLE',
			message: "The file 'a.bin' cannot be read",
		});
	});

	it('no piece is larger than 64 KiB, however large the chunk', async () => {
		let largest = 0;
		for await (const part of streamed([file([Buffer.alloc(5_000_000)])]).open()) {
			largest = Math.max(largest, part.length);
		}
		expect(largest).toBe(65_536);
	});
});
