import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { both, byId, kept, listedText } from './bindings';
import * as item from './itemColumns';
import * as group from './itemGroups';

const columns: readonly Column[] = [
	item.id,
	{
		id: 'displayName',
		label: 'Display Name',
		type: 'text',
		common: true,
		match: true,
		ews: listedText('contacts:DisplayName', kept),
	},
	{
		id: 'members',
		label: 'Members',
		type: 'recipientList',
		description:
			'Addresses, or {name, address}; a contact or list of the mailbox also by {itemId}. Written as a whole.',
		common: true,
		ews: byId('distributionlist:Members', { ...both, codec: 'members', since: 'Exchange2010' }),
	},
	{
		id: 'fileAs',
		label: 'File As',
		type: 'text',
		common: true,
		ews: listedText('contacts:FileAs', kept),
	},
	item.adapted(item.body, { common: true, label: 'Notes' }),
	item.bodyType,
	item.adapted(item.categories, { common: true }),
	item.adapted(item.sensitivity, { common: true }),
	item.adapted(item.subject, {
		description: 'Exchange keeps it the same as the display name.',
		ews: listedText('item:Subject'),
	}),
	item.importance,
	...group.history.map((column) => item.adapted(column, { common: true })),
	{
		id: 'contactSource',
		label: 'Contact Source',
		type: 'choice',
		choices: ['store', 'activeDirectory'],
		ews: byId('contacts:ContactSource'),
	},
	item.hasAttachments,
	item.isReminderOn,
	item.reminderDueBy,
	item.reminderMinutesBeforeStart,
	...group.identity,
	...group.mail,
	...group.webForms,
	...group.conversation,
	...group.attachments,
	...group.service,
];

/**
 * Distribution lists that a person keeps among the contacts.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/distributionlist
 */
export const distributionList: Table = {
	name: 'distributionList',
	label: 'Distribution List',
	plural: 'distribution lists',
	description: 'Lists of people in the contact folders of a mailbox, and who is in them',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	ews: {
		kind: 'item',
		element: 'DistributionList',
		defaultFolder: 'contacts',
		itemClass: 'IPM.DistList',
		folderClass: 'IPF.Contact',
		classAmongOthers: true,
	},
	columns: columns.map((column) => item.adapted(column, { graph: undefined })),
};
