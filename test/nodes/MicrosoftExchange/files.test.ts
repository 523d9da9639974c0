import { Readable } from 'node:stream';
import type { IDataObject } from 'n8n-workflow';
import type { FileContent } from '../../../core/schema/file';
import { failNode, runNode } from '../../support/exchangeNode';
import { locator } from '../../support/locator';

jest.mock('../../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const add = (more: IDataObject = {}): IDataObject => ({
	resource: 'attachment',
	operation: 'add',
	recordId: 'message',
	binaryPropertyName: 'data',
	...more,
});

const inItem = (text: string, fileName?: string) => ({
	data: Buffer.from(text).toString('base64'),
	mimeType: 'text/plain',
	...(fileName === undefined ? {} : { fileName }),
});

async function textOf(file: FileContent): Promise<string> {
	const pieces: Uint8Array[] = [];
	for await (const piece of file.open()) pieces.push(piece);
	return Buffer.concat(pieces).toString();
}

const filesOf = (input: IDataObject | undefined) => input?.files as unknown as FileContent[];

describe('Files in', () => {
	it('are read from the binary field of each item', async () => {
		const { seen } = await runNode({
			parameters: add(),
			items: [{}, {}],
			binary: [{ data: inItem('first', 'one.txt') }, { data: inItem('second') }],
		});
		const files = seen.executed.map(({ input }) => filesOf(input as IDataObject)[0]!);
		expect(files.map(({ name, contentType, size }) => [name, contentType, size])).toEqual([
			['one.txt', 'text/plain', 5],
			['data', 'text/plain', 6],
		]);
		expect(await Promise.all(files.map(textOf))).toEqual(['first', 'second']);
		// A retry reads them again.
		expect(await textOf(files[0]!)).toBe('first');
	});

	it('are streamed in pieces when n8n keeps them outside of the item', async () => {
		const bytes = Buffer.alloc(600_000, 'x');
		const { seen } = await runNode({
			parameters: add(),
			binary: [
				{ data: { data: 'filesystem-v2', id: 'stored', mimeType: 'x/y', fileName: 'big.bin' } },
			],
			stored: { stored: bytes },
		});
		const [file] = filesOf(seen.executed[0]?.input as IDataObject);
		expect(file).toMatchObject({ name: 'big.bin', contentType: 'x/y', size: 600_000 });
		for (const time of ['first', 'second']) {
			const sizes: number[] = [];
			for await (const piece of file!.open()) sizes.push(piece.length);
			expect([time, sizes.length > 1, sizes.reduce((a, b) => a + b)]).toEqual([
				time,
				true,
				600_000,
			]);
		}
	});

	it('come from several fields, in any of which one is missed by name', async () => {
		const binary = [{ a: inItem('1'), b: inItem('2') }];
		const { seen } = await runNode({ parameters: add({ binaryPropertyName: 'a, b' }), binary });
		expect(filesOf(seen.executed[0]?.input as IDataObject)).toHaveLength(2);
		const failure = await failNode({ parameters: add({ binaryPropertyName: 'a, c' }), binary });
		expect(failure.message).toBe("The item has no binary field 'c'");
		expect(failure.description).toContain('Its binary fields: a, b.');
	});

	it('say what to do when the item has no binary data at all', async () => {
		const failure = await failNode({ parameters: add() });
		expect(failure.message).toBe("The item has no binary field 'data'");
		expect(failure.description).toContain('Put a node before this one that reads a file');
	});

	it('are not asked for when the field is left empty', async () => {
		const { seen } = await runNode({
			parameters: add({
				binaryPropertyName: '',
				inputs: { mappingMode: 'defineBelow', value: { attachedItemId: 'other' } },
			}),
		});
		expect(seen.executed[0]?.input).toEqual({
			itemId: 'message',
			attachedItemId: 'other',
			files: '',
		});
	});

	it('go with a message by the names of their fields, whichever door is taken', async () => {
		const value = { toRecipients: 'a@example.org', subject: 's', body: 'b', files: 'data' };
		const inputs = { mappingMode: 'defineBelow', value };
		for (const door of [
			{ resource: 'message', operation: 'send' },
			{ resource: 'procedure', operation: 'execute', procedure: locator('SendMail', 'name') },
		]) {
			const { seen } = await runNode({
				parameters: { ...door, inputs },
				binary: [{ data: inItem('enclosed', 'note.txt') }],
			});
			const [file] = filesOf(seen.executed[0]?.input as IDataObject);
			expect(file?.name).toBe('note.txt');
			expect(await textOf(file!)).toBe('enclosed');
		}
	});

	it('that are missing make one error item among others', async () => {
		const { items } = await runNode({
			parameters: add(),
			items: [{}, {}, {}],
			binary: [{ data: inItem('1') }, undefined, { data: inItem('3') }],
			continueOnFail: true,
		});
		expect(items.map(({ json, pairedItem }) => [json.error ?? json.id, pairedItem])).toEqual([
			['sent', { item: 0 }],
			["The item has no binary field 'data'", { item: 1 }],
			['sent', { item: 2 }],
		]);
	});
});

describe('Files out', () => {
	const file = (name: string, text: string): FileContent => ({
		name,
		contentType: 'text/plain',
		once: true,
		open: () => Readable.from([Buffer.from(text.slice(0, 2)), Buffer.from(text.slice(2))]),
	});

	it('are put into the field that the parameter names, one item per file', async () => {
		const { items } = await runNode(
			{
				parameters: {
					resource: 'attachment',
					operation: 'download',
					recordId: 'a;b',
					outputBinaryProperty: 'attachment',
				},
			},
			{
				execute: async () => [
					{ row: { id: 'a' }, file: file('one.txt', 'first') },
					{ row: { id: 'b' }, file: file('two.txt', 'second') },
					{ row: { id: 'c', kind: 'reference' } },
				],
			},
		);
		const seen = items.map(({ json, binary, pairedItem }) => [
			json.id,
			binary?.attachment?.fileName,
			Buffer.from(binary?.attachment?.data ?? '', 'base64').toString(),
			pairedItem,
		]);
		expect(seen).toEqual([
			['a', 'one.txt', 'first', { item: 0 }],
			['b', 'two.txt', 'second', { item: 0 }],
			['c', undefined, '', { item: 0 }],
		]);
		expect(items[2]).not.toHaveProperty('binary');
	});

	it('go to the field data where the operation shows no such parameter', async () => {
		const { items } = await runNode(
			{
				parameters: {
					resource: 'procedure',
					operation: 'execute',
					procedure: locator('exportItem', 'name'),
					inputs: { mappingMode: 'defineBelow', value: { itemId: 'x' } },
				},
			},
			{ execute: async () => [{ row: { id: 'x' }, file: file('x.bin', 'bytes') }] },
		);
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['data']);
	});
});
