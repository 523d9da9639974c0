import { attachedBytes, depthOf, rootOf } from '../../store/attachments';
import { decodeId } from '../../store/ids';
import { demandEdit, itemById } from '../access';
import { attachmentOf } from '../attachment/find';
import { rootedIdXml } from '../attachment/print';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { checkSize, readAttachment } from '../newItem';
import { answer, attempt, success, type Answer } from '../response';
import { wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import type { Item } from '../../store';

const NAME = 'CreateAttachmentResponseMessage';

/** An item of a folder, or one that is attached itself. @throws EwsError */
function parentItem(node: Node, ctx: Context): Item {
	const id = node.attributes['Id'] ?? '';
	if (decodeId(id)?.kind !== 'attachment') return itemById(ctx, id);
	const { item } = attachmentOf(node, ctx);
	if (item !== undefined) return item;
	throw new EwsError('ErrorInvalidIdNotAnItemAttachmentId', 'The attachment is not an item.');
}

function parentOf(request: Node, ctx: Context): Item {
	const node = child(request, 'ParentItemId') as Node;
	const item = parentItem(node, ctx);
	demandEdit(ctx, rootOf(item));
	const changeKey = node.attributes['ChangeKey'] ?? '';
	if (changeKey !== '' && changeKey !== rootOf(item).changeKey) {
		throw new EwsError(
			'ErrorIrresolvableConflict',
			'The change key passed in the request does not match the current change key for the item.',
		);
	}
	return item;
}

/**
 * Each attachment has a response message of its own; the change key of the request is looked at once.
 * @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/createattachment-operation
 */
export function createAttachment(request: Node, ctx: Context): Answer {
	let parent: Item | undefined;
	const messages = below(request, 'Attachments').map((node) =>
		attempt(NAME, '<m:Attachments/>', () => {
			parent ??= parentOf(request, ctx);
			const input = readAttachment(node, parent.folder.mailbox, ctx, depthOf(parent));
			checkSize([input], attachedBytes(parent), ctx);
			const attachment = ctx.store.attachments.add(parent, input);
			if (ctx.rules.holds('attachment-changes-parent')) {
				ctx.store.touchItem(rootOf(parent), ctx.user.displayName);
			}
			ctx.writes += 1;
			const inner = wrap(`${attachment.kind}Attachment`, rootedIdXml(attachment));
			return success(NAME, wrap('m:Attachments', inner));
		}),
	);
	return answer('CreateAttachment', messages);
}
