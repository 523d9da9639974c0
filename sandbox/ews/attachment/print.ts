import type { Attachment, Item } from '../../store';
import { rootOf } from '../../store/attachments';
import type { Context } from '../context';
import { printTime } from '../time';
import { element, wrap } from '../xml/escape';

/** AttachmentId as the answers that change an item give it: with the item's new change key. */
export function rootedIdXml(attachment: Attachment): string {
	const root = rootOf(attachment.owner);
	return wrap('AttachmentId', '', {
		Id: attachment.id,
		RootItemId: root.id,
		RootItemChangeKey: root.changeKey,
	});
}

const text = (name: string, value: string | undefined) =>
	value === undefined ? '' : element(name, value);

/**
 * One attachment. `content` is what it holds, XML already: Base64 needs no escaping and is passed on in
 * one piece.
 */
export function attachmentXml(attachment: Attachment, ctx: Context, content = ''): string {
	const { kind } = attachment;
	const head =
		wrap('AttachmentId', '', { Id: attachment.id }) +
		element('Name', attachment.name) +
		text('ContentType', attachment.contentType) +
		text('ContentId', attachment.contentId) +
		text('ContentLocation', attachment.contentLocation) +
		element('Size', String(attachment.size)) +
		element('LastModifiedTime', printTime(attachment.modified, ctx.milliseconds)) +
		element('IsInline', String(attachment.isInline));
	const photo = kind === 'File' ? element('IsContactPhoto', String(attachment.isContactPhoto)) : '';
	const link = Object.entries(attachment.reference ?? {})
		.map(([name, value]) => element(name, value))
		.join('');
	return wrap(`${kind}Attachment`, head + photo + link + content);
}

/** Attachments of an item, without what they hold. */
export function attachmentsXml(item: Item, ctx: Context): string {
	if (item.attachments.length === 0) return '';
	return wrap('Attachments', item.attachments.map((one) => attachmentXml(one, ctx)).join(''));
}
