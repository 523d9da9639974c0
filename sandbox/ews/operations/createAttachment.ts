import { attachedBytes, rootOf } from '../../store/attachments';
import { demandEdit, itemById } from '../access';
import { rootedIdXml } from '../attachment/print';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { checkSize, readAttachment } from '../newItem';
import { answer, attempt, success, type Answer } from '../response';
import { wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import type { Item } from '../../store';

const NAME = 'CreateAttachmentResponseMessage';

function parentOf(request: Node, ctx: Context): Item {
	const node = child(request, 'ParentItemId') as Node;
	const item = itemById(ctx, node.attributes['Id'] ?? '');
	demandEdit(ctx, rootOf(item));
	const changeKey = node.attributes['ChangeKey'] ?? '';
	if (
		changeKey !== '' &&
		changeKey !== rootOf(item).changeKey &&
		ctx.rules.holds('attachment-needs-current-key')
	) {
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
			const input = readAttachment(node, parent.folder.mailbox, ctx, 0);
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
