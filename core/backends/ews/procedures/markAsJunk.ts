import { markAsJunk as markItemsAsJunk } from '../operations/markAsJunk';
import { overItems, placedRow } from './overItems';
import { RelocateStep } from './relocate';

export const markAsJunk = overItems({
	keys: (_context, inputs) => inputs.map(({ isJunk, moveItem }) => `${isJunk} ${moveItem}`),
	step({ channel }, { isJunk, moveItem }, way) {
		const move = moveItem !== false;
		return new RelocateStep({
			channel,
			way,
			verb: 'updated',
			leaves: move,
			repeatable: true,
			send: (items) =>
				markItemsAsJunk(channel, { items, isJunk: isJunk !== false, move }, way.call),
		});
	},
	row: (outcome, { itemId, moveItem }) =>
		moveItem === false ? { outcome: 'updated', id: itemId } : placedRow('updated', outcome, itemId),
});
