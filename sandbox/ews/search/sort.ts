import type { Context } from '../context';
import { EwsError } from '../errors';
import { valueOf } from '../fields/computed';
import { anyField } from '../fields/field';
import { findPath, keyOf, pathXml, readPath } from '../fields/path';
import type { View } from '../view';
import type { Node } from '../xml/node';
import { comparable, order, type Comparable } from './compare';

interface Key {
	readonly key: string;
	readonly factor: 1 | -1;
}

/** Property that a folder's contents are in when nobody asks for an order. */
const NATURAL: readonly Key[] = [{ key: 'item:DateTimeCreated', factor: -1 }];

function readKeys(sortOrder: Node, ctx: Context): Key[] {
	return sortOrder.children.map((node) => {
		const pathNode = findPath(node) as Node;
		const path = readPath(pathNode, ctx.requested);
		const field = path.kind === 'field' ? anyField(path.uri) : undefined;
		const many = ['strings', 'recipients', 'attendees', 'body'];
		if (
			(path.kind === 'field' && (field?.search !== true || many.includes(field.type))) ||
			(path.kind === 'extended' && path.type.endsWith('Array'))
		) {
			throw new EwsError(
				'ErrorUnsupportedPathForSortGroup',
				'The property can not be used for sorting or grouping.',
				pathXml(path),
			);
		}
		return { key: keyOf(path), factor: node.attributes['Order'] === 'Descending' ? -1 : 1 };
	});
}

/** Sorted copy. Items that are equal stay in the order they were made in, newest first by default. */
export function sorted(views: readonly View[], sortOrder: Node | undefined, ctx: Context): View[] {
	const keys = sortOrder === undefined ? NATURAL : readKeys(sortOrder, ctx);
	const rows = views.map((view) => ({
		view,
		values: keys.map(({ key }): Comparable | undefined => {
			const value = comparable(key, valueOf(view, key));
			return typeof value === 'string' ? value.toLowerCase() : value;
		}),
	}));
	const natural = sortOrder === undefined ? -1 : 1;
	rows.sort((a, b) => {
		for (const [i, { factor }] of keys.entries()) {
			const left = a.values[i];
			const right = b.values[i];
			const difference =
				typeof left === 'string' && typeof right === 'string'
					? left < right
						? -1
						: left > right
							? 1
							: 0
					: order(left, right);
			if (difference !== 0) return difference * factor;
		}
		return (a.view.item.sequence - b.view.item.sequence) * natural;
	});
	return rows.map((row) => row.view);
}
