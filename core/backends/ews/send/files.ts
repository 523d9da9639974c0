import { InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { FileContent } from '../../../schema/file';

/** A file that is already here, as Base64. */
export function fileOfBase64(name: string, base64: string): FileContent {
	const text = base64.replace(/\s+/g, '');
	if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
		throw new InputError(`The content of the attachment '${name}' is no Base64`, {
			field: 'attachmentContent',
			advice: 'Give the bytes of the file as Base64, or use a binary field.',
		});
	}
	const bytes = Buffer.from(text, 'base64');
	return {
		name,
		contentType: 'application/octet-stream',
		size: bytes.length,
		async *open() {
			yield bytes;
		},
	};
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** All files that the inputs of a procedure hold: binary fields, one as Base64, a list of such. */
export function filesOf(input: Readonly<Row>): FileContent[] {
	const files = [...((input.files ?? []) as readonly FileContent[])];
	const content = input.attachmentContent;
	const name = textOf(input.attachmentName).trim();
	if (typeof content === 'string') {
		files.push(fileOfBase64(name === '' ? 'attachment' : name, content));
	} else if (name !== '') {
		throw new InputError("'Attachment Name' is given without 'Attachment Content'", {
			field: 'attachmentContent',
			advice: 'Give the content as Base64, or leave the name out.',
		});
	}
	for (const pair of textOf(input.attachmentList).split(';')) {
		if (pair.trim() === '') continue;
		const comma = pair.lastIndexOf(',');
		if (comma <= 0) {
			throw new InputError(`'Attachment List' holds '${pair.trim().slice(0, 40)}', no pair`, {
				field: 'attachmentList',
				advice: 'Write each file as name,Base64 and separate them by semicolons.',
			});
		}
		files.push(fileOfBase64(pair.slice(0, comma).trim(), pair.slice(comma + 1)));
	}
	return files;
}
