import { eachItem, rowItem } from '../../shared/items';
import { filterOf } from '../filters';
import { scopeOf } from '../locators';
import { type DirectoryOperation, objects } from './operation';

/** What the directory really holds: attributes that have values, in how many entries, an example. */
export const listAttributes: DirectoryOperation = {
	value: 'listAttributes',
	label: 'List Attributes',
	description: (table) =>
		`Retrieve the attributes that ${table.plural} have values of, how many have one, and an example`,
	action: (table) => `List attributes of ${table.plural}`,
	offered: objects,
	execute: async ({ run, table }) =>
		await eachItem(run, async (index, options) => {
			const attributes = await run.session.listAttributes(
				{
					table: table.name,
					scope: scopeOf(run.context, index, options),
					...filterOf(run.context, index),
				},
				run.call(options),
			);
			return attributes.map((attribute) => rowItem({ ...attribute }, index));
		}),
};
