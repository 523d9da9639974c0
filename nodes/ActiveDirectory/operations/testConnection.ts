import { eachItem, rowItem } from '../../shared/items';
import { type DirectoryOperation, only } from './operation';

/** Every step from the host name to the base DN, passed or not. */
export const testConnection: DirectoryOperation = {
	value: 'testConnection',
	label: 'Test Connection',
	description: () => 'Tell step by step how far the connection to the directory gets',
	action: () => 'Test the connection',
	offered: only('anyObject'),
	execute: async ({ run }) =>
		await eachItem(run, async (index, options) =>
			(await run.session.test(run.call(options))).map((step) => rowItem({ ...step }, index)),
		),
};
