import { child, childText, type XmlTree } from '../decode/tree';
import type { TreeCodec } from './codec';

/** What is known of an attachment without its content. */
export interface AttachmentInfo {
	readonly id: string | null;
	/** `file`, `item` or `reference`. */
	readonly kind: string;
	readonly name: string | null;
	readonly contentType: string | null;
	readonly size: number | null;
	readonly isInline: boolean;
	readonly contentId: string | null;
	readonly lastModifiedDateTime: string | null;
}

const KINDS: Readonly<Record<string, string>> = {
	FileAttachment: 'file',
	ItemAttachment: 'item',
	ReferenceAttachment: 'reference',
};

const number = (text: string | undefined): number | null => (text ? Number(text) : null);
const flag = (text: string | undefined): boolean => text === 'true' || text === '1';

/** One attachment, whatever its kind. */
export function decodeAttachment(tree: XmlTree): AttachmentInfo {
	return {
		id: child(tree, 'AttachmentId')?.attributes.Id ?? null,
		kind: KINDS[tree.name] ?? tree.name,
		name: childText(tree, 'Name') ?? null,
		contentType: childText(tree, 'ContentType') ?? null,
		size: number(childText(tree, 'Size')),
		isInline: flag(childText(tree, 'IsInline')),
		contentId: childText(tree, 'ContentId') ?? null,
		lastModifiedDateTime: childText(tree, 'LastModifiedTime') ?? null,
	};
}

/**
 * What is known of an item's attachments without their content: {id, kind: file | item | reference, name,
 * contentType, size, isInline, contentId, lastModifiedDateTime}.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/attachments-ex15websvcsotherref
 */
export const attachmentList: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) => (tree ? tree.children.map(decodeAttachment) : null),
};
