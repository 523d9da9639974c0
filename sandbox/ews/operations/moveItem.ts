import { demand, demandDelete, itemById, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { idXml } from '../fields/shape';
import { occurrenceView, readItemId } from '../recurrence/instance';
import { answer, attempt, success, type Answer } from '../response';
import { wholeView } from '../view';
import { below, child, type Node } from '../xml/node';

/** MoveItem and CopyItem: the same request, the same answer. */
function transfer(operation: 'MoveItem' | 'CopyItem') {
	const name = `${operation}ResponseMessage`;
	const moving = operation === 'MoveItem';
	return (request: Node, ctx: Context): Answer => {
		const messages = below(request, 'ItemIds').map((node) =>
			attempt(name, '<m:Items/>', () => {
				const target = targetFolder(ctx, child(request, 'ToFolderId') as Node);
				const id = readItemId(node, ctx);
				const item = itemById(ctx, id);
				if (occurrenceView(item, id).occurrence !== undefined) {
					throw new EwsError(
						'ErrorCalendarCannotMoveOrCopyOccurrence',
						'An occurrence cannot be moved or copied.',
					);
				}
				demand(ctx, target, 'CreateItems');
				if (moving) demandDelete(ctx, item);
				ctx.writes += 1;
				const by = ctx.user.displayName;
				const result =
					ctx.rules.holds(moving ? 'move-changes-id' : 'copy-keeps-original') === moving
						? ctx.store.moveItem(item, target, by)
						: ctx.store.copyItem(item, target, by);
				// The id of what went to another mailbox is not returned; ReturnNewItemIds is not looked at.
				const known = target.mailbox === ctx.user && ctx.rules.holds('return-new-ids');
				const content = known ? `<m:Items>${idXml(wholeView(result))}</m:Items>` : '<m:Items/>';
				return success(name, content);
			}),
		);
		return answer(operation, messages);
	};
}

export const moveItem = transfer('MoveItem');
export const copyItem = transfer('CopyItem');
