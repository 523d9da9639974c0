import { eachItem, rowItem } from '../../shared/items';
import { filterOf } from '../filters';
import { scopeOf } from '../locators';
import { type DirectoryOperation, objects } from './operation';

/** What the directory really holds: each attribute, in how many entries it has a value, an example. */
export const listAttributes: DirectoryOperation = {
	value: 'listAttributes',
	label: 'List Attributes',
	description: (table) =>
		`Retrieve the attributes of ${table.plural}: how many have a value, and an example`,
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
