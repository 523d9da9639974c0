import { demand, folderOf } from '../access';
import type { Context } from '../context';
import { fieldsFor } from '../fields/field';
import { sendReadReceipt } from '../receipt';
import { answer, attempt, success, type Answer } from '../response';
import { below, child, type Node } from '../xml/node';

const NAME = 'MarkAllItemsAsReadResponseMessage';
const READ = 'message:IsRead';

/** Sets the read flag of everything in each folder; what has no such flag stays as it is. */
export function markAllItemsAsRead(request: Node, ctx: Context): Answer {
	const read = /^(true|1)$/.test(child(request, 'ReadFlag')?.text.trim() ?? '');
	const silent = /^(true|1)$/.test(child(request, 'SuppressReadReceipts')?.text.trim() ?? '');
	const messages = below(request, 'FolderIds').map((node) =>
		attempt(NAME, '', () => {
			const folder = folderOf(ctx, node);
			demand(ctx, folder, 'EditAllItems');
			for (const item of folder.items) {
				if (!fieldsFor(item.kind).has(READ)) continue;
				if ((item.properties.get(READ) ?? true) === read) continue;
				if (!ctx.rules.holds('mark-all-reaches-all')) break;
				ctx.store.updateItem(item, { [READ]: read }, ctx.user.displayName);
				if (read && !silent) sendReadReceipt(item, ctx);
				ctx.writes += 1;
			}
			return success(NAME, '');
		}),
	);
	return answer('MarkAllItemsAsRead', messages);
}
