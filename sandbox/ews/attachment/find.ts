import type { Attachment } from '../../store';
import { rootOf } from '../../store/attachments';
import { decodeId } from '../../store/ids';
import { itemById } from '../access';
import type { Context } from '../context';
import { EwsError, idMalformed, itemNotFound } from '../errors';
import type { Node } from '../xml/node';

/** The attachment that an AttachmentId means, where the user may read its item. @throws EwsError */
export function attachmentOf(node: Node, ctx: Context): Attachment {
	const id = node.attributes['Id'] ?? '';
	const decoded = decodeId(id);
	if (decoded === undefined) throw idMalformed();
	if (decoded.kind !== 'attachment') {
		throw new EwsError('ErrorInvalidAttachmentId', 'The attachment Id is invalid.');
	}
	const attachment = ctx.store.attachments.find(id);
	if (attachment === undefined) throw itemNotFound();
	itemById(ctx, rootOf(attachment.owner).id);
	return attachment;
}
