import { childText } from '../decode/tree';
import type { Xml } from '../xml/element';
import { element } from '../xml/element';
import type { TreeCodec } from './codec';
import { refuse } from './refuse';
import { encodeDateTime, isDay } from './time';

const STATUSES: Readonly<Record<string, string>> = {
	notFlagged: 'NotFlagged',
	flagged: 'Flagged',
	complete: 'Complete',
};
const canonical = (status: string): string =>
	Object.keys(STATUSES).find((key) => STATUSES[key] === status) ?? status;

/**
 * {status, start, due, completed}.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/flag
 */
export const flag: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) =>
		tree
			? {
					status: canonical(childText(tree, 'FlagStatus') ?? 'notFlagged'),
					start: childText(tree, 'StartDate') ?? null,
					due: childText(tree, 'DueDate') ?? null,
					completed: childText(tree, 'CompleteDate') ?? null,
				}
			: null,
	encode: (value, column) => {
		const given = (typeof value === 'string' ? { status: value } : value) as Record<
			string,
			unknown
		>;
		const status = STATUSES[String(given?.status)];
		if (status === undefined) {
			throw refuse(
				column,
				given?.status ?? value,
				"a flag with status 'notFlagged', 'flagged' or 'complete'",
			);
		}
		const time = (name: string, key: string): Xml | undefined => {
			const sent = given[key];
			if (sent === undefined || sent === null || sent === '') return undefined;
			const instant = isDay(sent) ? `${sent}T00:00:00Z` : encodeDateTime(sent);
			if (instant === undefined) throw refuse(column, sent, `a time with offset for '${key}'`);
			return element(`t:${name}`, null, instant);
		};
		const { field, at } = column.ews ?? {};
		if (!field) return [];
		const content = [
			element('t:FlagStatus', null, status),
			time('StartDate', 'start'),
			time('DueDate', 'due'),
			time('CompleteDate', 'completed'),
		].filter((part) => part !== undefined);
		return [{ field, at, content }];
	},
};
