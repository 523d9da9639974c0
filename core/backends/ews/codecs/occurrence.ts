import { childText, child } from '../decode/tree';
import type { TreeCodec } from './codec';

/**
 * ModifiedOccurrences and DeletedOccurrences: {id, changeKey, start, end, originalStart} each; of a deleted
 * one Exchange keeps its start alone.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/modifiedoccurrences
 */
export const occurrenceList: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) =>
		tree
			? tree.children.map((occurrence) => {
					const id = child(occurrence, 'ItemId')?.attributes;
					const start = childText(occurrence, 'Start') ?? null;
					if (!id) return { start };
					return {
						id: id.Id ?? null,
						changeKey: id.ChangeKey ?? null,
						start,
						end: childText(occurrence, 'End') ?? null,
						originalStart: childText(occurrence, 'OriginalStart') ?? null,
					};
				})
			: null,
};
