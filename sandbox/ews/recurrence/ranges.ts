import type { Item } from '../../store';
import type { Context } from '../context';
import { readTime } from '../time';
import { wholeView, type View } from '../view';
import { below, type Node } from '../xml/node';
import { occurrences } from './occurrences';
import { overlaps, spanOf } from './span';

/** Occurrences inside one Range: by their original start, or by when they are. */
function inRange(all: readonly View[], range: Node, ctx: Context): readonly View[] {
	const bound = (name: string, otherwise: number) => {
		const text = range.attributes[name];
		return text === undefined ? otherwise : readTime(text, ctx.zone);
	};
	const start = bound('Start', -Infinity);
	const end = bound('End', Infinity);
	const original =
		/^(true|1)$/.test(range.attributes['CompareOriginalStartTime'] ?? '') &&
		ctx.rules.holds('ranges-compare-original-start');
	const found = all.filter((view) => {
		const at = view.occurrence?.originalStart ?? 0;
		return original ? at >= start && at <= end : overlaps(spanOf(view), start, end);
	});
	return found.slice(0, Number(range.attributes['Count'] ?? Infinity));
}

/**
 * RecurringMasterItemIdRanges: every occurrence that at least one of the ranges holds, once; a series
 * without occurrences of its own (a task) and one without ranges come as they are.
 */
export function viewsInRanges(master: Item, node: Node, ctx: Context): readonly View[] {
	const ranges = below(node, 'Ranges');
	if (!master.properties.has('calendar:Recurrence') || ranges.length === 0) {
		return [wholeView(master)];
	}
	const all = occurrences(master);
	const wanted = new Set(ranges.flatMap((range) => inRange(all, range, ctx)));
	return all.filter((view) => wanted.has(view));
}
