import type { Table } from '../../schema/table';
import { graphPath } from './bindings';

const COLORS = ['none', ...Array.from({ length: 25 }, (_, number) => `preset${number}`)];

/**
 * The master list of categories: what colour a name has. Records keep names of categories that are not in it.
 * https://learn.microsoft.com/graph/api/resources/outlookcategory
 */
export const category: Table = {
	name: 'category',
	label: 'Category',
	plural: 'categories',
	description: 'Names and colors of the categories of a mailbox',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	ews: { kind: 'collection', element: 'category', since: 'Exchange2010' },
	graph: { collection: 'outlook/masterCategories' },
	columns: [
		{
			id: 'id',
			label: 'ID',
			type: 'id',
			common: true,
			ews: { read: 'list' },
			graph: graphPath('id'),
		},
		{
			id: 'displayName',
			label: 'Name',
			type: 'text',
			description: 'Unique in the mailbox. Records that carry the old name keep it.',
			common: true,
			match: true,
			ews: { read: 'list', write: 'both', kept: true },
			graph: graphPath('displayName', { write: 'create' }),
		},
		{
			id: 'color',
			label: 'Color',
			type: 'choice',
			description:
				'preset0 red, 1 orange, 2 brown, 3 yellow, 4 green, 5 teal, 6 olive, 7 blue, 8 purple, 9 cranberry, 10 steel, 11 dark steel, 12 gray, 13 dark gray, 14 black; 15 to 24 the dark ones of 0 to 9.',
			common: true,
			choices: COLORS,
			ews: { read: 'list', write: 'both' },
			graph: graphPath('color', { write: 'both' }),
		},
		{
			id: 'keyboardShortcut',
			label: 'Keyboard Shortcut',
			type: 'integer',
			description: '0 none, 1 Ctrl+F2, and so on to 11 Ctrl+F12.',
			common: true,
			ews: { read: 'list', write: 'both' },
		},
		{
			id: 'usageCount',
			label: 'Usage Count',
			type: 'integer',
			ews: { read: 'list' },
		},
		{
			id: 'lastUsedDateTime',
			label: 'Last Used',
			type: 'dateTime',
			common: true,
			ews: { read: 'list' },
		},
	],
};
