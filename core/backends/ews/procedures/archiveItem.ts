import { ExchangeError } from '../../../errors';
import { archiveItem as archiveItems } from '../operations/archiveItem';
import { getItem } from '../operations/getItem';
import { ANY_ITEM, PARENT_ID } from '../anyItem';
import { overItems, placedRow } from './overItems';
import { RelocateStep } from './relocate';

const AT_ONCE = 50;

/** ArchiveItem names the folder that its items are in, so that is read first. */
export const archiveItem = overItems({
	async keys({ channel }, inputs, way) {
		const keys: Array<string | ExchangeError> = [];
		for (let start = 0; start < inputs.length; start += AT_ONCE) {
			const ids = inputs
				.slice(start, start + AT_ONCE)
				.map(({ itemId }) => ({ id: String(itemId) }));
			const rows = await getItem(channel, { table: ANY_ITEM, ids, columns: [PARENT_ID] }, way.call);
			keys.push(
				...rows.map((row) => (row instanceof ExchangeError ? row : String(row[PARENT_ID.id]))),
			);
		}
		return keys;
	},
	step({ channel }, _first, way, key) {
		return new RelocateStep({
			channel,
			way,
			verb: 'archived',
			send: (items) => archiveItems(channel, { source: { id: key }, items }, way.call),
		});
	},
	row: (outcome, { itemId }) => placedRow('archived', outcome, itemId),
});
