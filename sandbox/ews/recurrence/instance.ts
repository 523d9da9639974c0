import { decodeId } from '../../store/ids';
import type { Item } from '../../store';
import type { Context } from '../context';
import { EwsError, idMalformed } from '../errors';
import { wholeView, type View } from '../view';
import type { Node } from '../xml/node';
import { occurrenceByIndex, occurrenceByStart } from './occurrences';

/** ItemId, OccurrenceItemId or RecurringMasterItemId -> id of an item or occurrence. */
export function readItemId(node: Node, ctx: Context): string {
	if (node.name === 'ItemId') return node.attributes['Id'] ?? '';
	if (node.name === 'OccurrenceItemId') {
		const masterId = node.attributes['RecurringMasterId'] ?? '';
		const master = ctx.store.findItem(masterId);
		if (decodeId(masterId) === undefined) throw idMalformed();
		if (master === undefined || !master.properties.has('calendar:Recurrence')) {
			throw new EwsError(
				'ErrorCalendarCannotUseIdForRecurringMasterId',
				'The Id is not that of a recurring master.',
			);
		}
		return occurrenceByIndex(master, Number(node.attributes['InstanceIndex'])).id;
	}
	if (node.name === 'RecurringMasterItemId') {
		const decoded = decodeId(node.attributes['OccurrenceId'] ?? '');
		if (decoded === undefined) throw idMalformed();
		if (decoded.kind !== 'occurrence') {
			throw new EwsError(
				'ErrorCalendarCannotUseIdForOccurrenceId',
				'The Id is not that of an occurrence.',
			);
		}
		return decoded.entry;
	}
	throw new EwsError('ErrorInvalidOperation', 'This kind of item id is not available here.');
}

/** What an id shows: the item, or the occurrence that the id is of. */
export function occurrenceView(item: Item, id: string): View {
	const minutes = decodeId(id)?.originalMinutes;
	return minutes === undefined ? wholeView(item) : occurrenceByStart(item, minutes * 60_000);
}
