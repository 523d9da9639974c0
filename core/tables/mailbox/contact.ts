import type { Table } from '../../schema/table';
import { both, graphMapi, graphPath } from './bindings';
import { contactColumns } from './contactColumns';
import * as item from './itemColumns';
import * as group from './itemGroups';

/** Contacts of a mailbox: https://learn.microsoft.com/exchange/client-developer/web-service-reference/contact */
export const contact: Table = {
	name: 'contact',
	label: 'Contact',
	plural: 'contacts',
	description: 'People in the contact folders of a mailbox',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	aliases: [
		{ name: 'Contacts', schema: 'ews' },
		{ name: 'Contacts', schema: 'graph' },
	],
	ews: {
		kind: 'item',
		element: 'Contact',
		defaultFolder: 'contacts',
		itemClass: 'IPM.Contact',
		folderClass: 'IPF.Contact',
	},
	graph: { collection: 'contacts', folders: 'contactFolders' },
	columns: [
		item.id,
		...contactColumns,
		item.adapted(item.body, {
			id: 'personalNotes',
			label: 'Notes',
			common: true,
			aliases: { ews: ['Body'] },
			graph: graphPath('personalNotes', both),
		}),
		item.categories,
		item.onGraph(item.subject, graphMapi('String 0x0037')),
		item.onGraph(
			item.sensitivity,
			graphMapi('Integer 0x0036', {
				...both,
				values: { normal: '0', personal: '1', private: '2', confidential: '3' },
			}),
		),
		item.onGraph(
			item.importance,
			graphMapi('Integer 0x0017', { ...both, values: { low: '0', normal: '1', high: '2' } }),
		),
		...group.history,
		item.onGraph(item.hasAttachments, graphMapi('Boolean 0x0E1B')),
		item.isReminderOn,
		item.reminderDueBy,
		item.reminderMinutesBeforeStart,
		...item.flagOfEws,
		...group.identity,
		...group.mail,
		...group.webForms,
		...group.conversation,
		...group.attachments,
		...group.service,
	],
};
