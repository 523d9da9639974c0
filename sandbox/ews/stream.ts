import { createHash } from 'node:crypto';
import type { AttachmentInput, Exception, Item, ItemInput, Value } from '../store';
import { EwsError } from './errors';

/** Everything of an item that ExportItems hands out and UploadItems takes back. */
export interface Exported {
	readonly input: ItemInput;
	readonly exceptions: ReadonlyMap<number, Exception>;
	readonly deletedOccurrences: ReadonlySet<number>;
}

const MARK = 'sandbox-item-stream-1\n';

interface Packed {
	readonly kind: ItemInput['kind'];
	readonly properties: Array<[string, Value]>;
	readonly associated: boolean;
	readonly created: number;
	readonly modified: number;
	readonly attachments: PackedAttachment[];
	readonly exceptions: Array<[number, string, Array<[string, Value | null]>]>;
	readonly deleted: number[];
}
type PackedAttachment = Omit<AttachmentInput, 'item'> & { readonly item?: Packed };

function pack(item: Item): Packed {
	return {
		kind: item.kind,
		properties: [...item.properties],
		associated: item.associated,
		created: item.created,
		modified: item.modified,
		attachments: item.attachments.map(({ owner, item: inner, ...rest }) => ({
			...rest,
			...(inner === undefined ? {} : { item: pack(inner) }),
		})),
		exceptions: [...item.exceptions].map(([start, { changeKey, properties }]) => [
			start,
			changeKey,
			[...properties],
		]),
		deleted: [...item.deletedOccurrences],
	};
}

function unpack(packed: Packed): ItemInput {
	return {
		kind: packed.kind,
		properties: new Map(packed.properties),
		associated: packed.associated,
		attachments: packed.attachments.map(({ item, ...rest }) => ({
			...rest,
			...(item === undefined ? {} : { item: unpack(item) }),
		})),
	};
}

const seal = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** An opaque stream, Base64. The real one is a fast transfer stream (MS-OXCFXICS), as opaque to clients. */
export function exportItem(item: Item): string {
	const text = JSON.stringify(pack(item));
	return Buffer.from(`${MARK}${seal(text)}\n${text}`).toString('base64');
}

/** @throws EwsError ErrorCorruptData for anything that exportItem did not write */
export function importItem(data: string): Exported {
	const text = Buffer.from(data, 'base64').toString('utf8');
	const body = text.slice(MARK.length + 17);
	if (!text.startsWith(MARK) || text.slice(MARK.length, MARK.length + 16) !== seal(body)) {
		throw new EwsError('ErrorCorruptData', 'The uploaded data is corrupt.');
	}
	const packed = JSON.parse(body) as Packed;
	return {
		input: unpack(packed),
		exceptions: new Map(
			packed.exceptions.map(([originalStart, changeKey, properties]) => [
				originalStart,
				{ originalStart, changeKey, properties: new Map(properties) },
			]),
		),
		deletedOccurrences: new Set(packed.deleted),
	};
}
