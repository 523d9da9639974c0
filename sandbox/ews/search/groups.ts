import type { Context } from '../context';
import { EwsError } from '../errors';
import { anyField } from '../fields/field';
import { findPath, keyOf, pathXml, readPath } from '../fields/path';
import type { View } from '../view';
import { child, type Node } from '../xml/node';
import { order, type Comparable } from './compare';
import { viewSubject } from './restriction';

export interface Group {
	/** GroupIndex: the text that its items share. */
	readonly index: string;
	readonly rows: readonly View[];
}

interface Grouping {
	readonly by: string;
	readonly aggregate: string;
	/** Keep the greatest value of the aggregated property, else the least. */
	readonly greatest: boolean;
	readonly descending: boolean;
}

function key(node: Node, ctx: Context): string {
	const path = readPath(findPath(node) as Node, ctx.requested);
	if (path.kind === 'field' && anyField(path.uri)?.search !== true) {
		throw new EwsError(
			'ErrorUnsupportedPathForSortGroup',
			'The property can not be used for sorting or grouping.',
			pathXml(path),
		);
	}
	return keyOf(path);
}

/** GroupBy or DistinguishedGroupBy of FindItem; undefined when neither is there. @throws EwsError */
function grouping(request: Node, ctx: Context): Grouping | undefined {
	const own = child(request, 'GroupBy');
	if (own !== undefined) {
		const on = child(own, 'AggregateOn') as Node;
		return {
			by: key(own, ctx),
			aggregate: key(on, ctx),
			greatest: on.attributes['Aggregate'] === 'Maximum',
			descending: own.attributes['Order'] === 'Descending',
		};
	}
	const standard = child(request, 'DistinguishedGroupBy');
	if (standard === undefined) return undefined;
	return {
		by: 'message:ConversationTopic',
		aggregate: 'item:DateTimeReceived',
		greatest: true,
		descending: standard.attributes['Order'] === 'Descending',
	};
}

/** Items with the same value together, groups in the order of their aggregate; undefined when not asked for. */
export function grouped(
	rows: readonly View[],
	request: Node,
	ctx: Context,
): readonly Group[] | undefined {
	const wanted = grouping(request, ctx);
	if (wanted === undefined) return undefined;
	const groups = new Map<string, { rows: View[]; best: Comparable | undefined }>();
	for (const row of rows) {
		const subject = viewSubject(row);
		const index = String(subject.get(wanted.by) ?? '');
		const value = subject.get(wanted.aggregate);
		const group = groups.get(index);
		if (group === undefined) groups.set(index, { rows: [row], best: value });
		else {
			group.rows.push(row);
			const above = order(value, group.best) > 0;
			if (above === wanted.greatest) group.best = value;
		}
	}
	const factor = wanted.descending ? -1 : 1;
	return [...groups]
		.sort(([, a], [, b]) => order(a.best, b.best) * factor)
		.map(([index, group]) => ({ index, rows: group.rows }));
}
