import { SkippableError } from '../../../errors';
import type { FileContent } from '../../../schema/file';
import type { OpenFile } from '../operations/openFile';

/** A file that is asked for when it is read: nothing of it is held before. */
export const lazyFile = (
	{ name, contentType }: Pick<FileContent, 'name' | 'contentType'>,
	open: () => Promise<OpenFile>,
): FileContent => ({
	name,
	contentType,
	async *open() {
		const { bytes } = await open();
		if (!bytes) throw noContent(name);
		yield* bytes;
	},
});

/** Bytes of one file that are kept, and of all files of one call. */
const SMALL = 1024 * 1024;
const KEPT = 16 * 1024 * 1024;

/**
 * Files whose answers have begun, because only the answer says what they are. A small one is kept, a
 * large one asked for again when it is read; the only one of a call goes on arriving.
 */
export class BegunFiles {
	private kept = 0;

	constructor(private readonly isOnly: boolean) {}

	async take(
		about: Pick<FileContent, 'name' | 'contentType'>,
		{ bytes, leave }: OpenFile,
		again: () => Promise<OpenFile>,
	): Promise<FileContent | undefined> {
		if (!bytes) return undefined;
		if (this.isOnly) return { ...about, once: true, open: () => bytes };
		const parts: Uint8Array[] = [];
		let size = 0;
		for await (const part of bytes) {
			size += part.length;
			if (size > SMALL || this.kept + size > KEPT) {
				await leave();
				return lazyFile(about, again);
			}
			parts.push(part);
		}
		this.kept += size;
		return {
			...about,
			size,
			async *open() {
				yield* parts;
			},
		};
	}
}

const noContent = (name: string): SkippableError =>
	new SkippableError(`Exchange gave no content of '${name}'`, {
		code: 'NO_CONTENT',
		recordKey: name,
		advice: 'The record may be of a kind that has none; look at it in Outlook.',
	});

/** Characters that file systems refuse. */
// eslint-disable-next-line no-control-regex
const REFUSED = /[\u0000-\u001f\u007f<>:"/\\|?*]+/g;

/** A name for the file of a record. */
export function fileName(title: unknown, extension: string): string {
	const text =
		typeof title === 'string'
			? title.replace(REFUSED, ' ').replace(/\s+/g, ' ').trim().slice(0, 120)
			: '';
	return `${text === '' ? 'untitled' : text}.${extension}`;
}
