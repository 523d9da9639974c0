import { rootOf } from '../../store/attachments';
import { demandEdit } from '../access';
import { attachmentOf } from '../attachment/find';
import type { Context } from '../context';
import { answer, attempt, success, type Answer } from '../response';
import { wrap } from '../xml/escape';
import { below, type Node } from '../xml/node';

const NAME = 'DeleteAttachmentResponseMessage';

/** @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/deleteattachment-operation */
export function deleteAttachment(request: Node, ctx: Context): Answer {
	const messages = below(request, 'AttachmentIds').map((node) =>
		attempt(NAME, '', () => {
			const attachment = attachmentOf(node, ctx);
			const root = rootOf(attachment.owner);
			demandEdit(ctx, root);
			if (ctx.rules.holds('deleted-attachments-are-gone')) {
				ctx.store.attachments.remove(attachment);
			}
			ctx.store.touchItem(root, ctx.user.displayName);
			ctx.writes += 1;
			const id = { RootItemId: root.id, RootItemChangeKey: root.changeKey };
			return success(NAME, wrap('m:RootItemId', '', id));
		}),
	);
	return answer('DeleteAttachment', messages);
}
