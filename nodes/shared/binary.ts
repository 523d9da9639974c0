import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Readable } from 'node:stream';
import type { FileContent } from '../../core/schema/file';
import { core } from './core';
import { list, text } from './values';

/** Bytes that are read from n8n's binary store at a time. */
const CHUNK = 256 * 1024;

/** The files in the named binary fields of an item: a list, or names with commas. */
export async function filesOf(
	context: IExecuteFunctions,
	itemIndex: number,
	names: unknown,
): Promise<FileContent[]> {
	const fields = list(names).map(text);
	return await Promise.all(fields.map(async (field) => await fileOf(context, itemIndex, field)));
}

async function fileOf(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
): Promise<FileContent> {
	const binary = context.getInputData()[itemIndex]?.binary;
	const data = binary?.[field];
	if (!data) {
		const known = Object.keys(binary ?? {});
		throw new (core().InputError)(`The item has no binary field '${field}'`, {
			field: 'Input Binary Field',
			advice:
				known.length > 0
					? `Its binary fields: ${known.join(', ')}.`
					: 'Put a node before this one that reads a file, such as Read/Write Files from Disk or HTTP Request.',
		});
	}
	const { fileName = field, mimeType: contentType } = data;
	return { name: fileName, contentType, ...(await contentOf(context, data)) };
}

/** Stored outside of the item when n8n keeps an id of it, else inside as Base64. */
async function contentOf(
	{ helpers }: IExecuteFunctions,
	{ id, data }: IBinaryData,
): Promise<Pick<FileContent, 'size' | 'open'>> {
	if (id === undefined) {
		const bytes = Buffer.from(data, 'base64');
		return { size: bytes.length, open: () => Readable.from([bytes]) };
	}
	const { fileSize } = await helpers.getBinaryMetadata(id);
	return {
		size: fileSize,
		async *open() {
			yield* (await helpers.getBinaryStream(id, CHUNK)) as AsyncIterable<Uint8Array>;
		},
	};
}

/** Puts a file into a binary field, in whatever store this n8n keeps binary data. */
export async function binaryOf(
	{ helpers }: IExecuteFunctions,
	field: string,
	{ name, contentType, open }: FileContent,
): Promise<NonNullable<INodeExecutionData['binary']>> {
	const bytes = Readable.from(open(), { objectMode: false });
	return { [field]: await helpers.prepareBinaryData(bytes, name, contentType) };
}
