import { itemById } from '../access';
import type { Context } from '../context';
import { Shape } from '../fields/shape';
import { occurrenceView, readItemId } from '../recurrence/instance';
import { viewsInRanges } from '../recurrence/ranges';
import { answer, attempt, success, type Answer } from '../response';
import { below, child, type Node } from '../xml/node';

const NAME = 'GetItemResponseMessage';

export function getItem(request: Node, ctx: Context): Answer {
	const messages = below(request, 'ItemIds').map((node) =>
		attempt(NAME, '<m:Items/>', () => {
			const shape = new Shape(child(request, 'ItemShape') as Node, ctx, false);
			if (node.name === 'RecurringMasterItemIdRanges') {
				const master = itemById(ctx, node.attributes['Id'] ?? '');
				const views = viewsInRanges(master, node, ctx);
				return success(NAME, `<m:Items>${views.map((one) => shape.print(one)).join('')}</m:Items>`);
			}
			const id = readItemId(node, ctx);
			const view = occurrenceView(itemById(ctx, id), id);
			return success(NAME, `<m:Items>${shape.print(view)}</m:Items>`);
		}),
	);
	return answer('GetItem', messages);
}
