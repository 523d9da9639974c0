import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';

const kept = { write: 'both', kept: true } as const;

const permission = (folder: string): Column => ({
	id: `${folder.toLowerCase()}Permission`,
	label: `${folder} Permission`,
	type: 'choice',
	description: 'What the delegate may do in that folder; custom can be read only.',
	common: true,
	choices: ['none', 'reviewer', 'author', 'editor', 'custom'],
	ews: { read: 'list', ...kept },
});

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/delegateuser */
export const delegate: Table = {
	name: 'delegate',
	label: 'Delegate',
	plural: 'delegates',
	description: 'People who act for the owner of a mailbox, and what they may do',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	risky: true,
	ews: { kind: 'collection', element: 'DelegateUser', since: 'Exchange2007_SP1' },
	columns: [
		{
			id: 'id',
			label: 'ID',
			type: 'id',
			description: 'Address of the delegate.',
			common: true,
			ews: { read: 'list' },
		},
		{
			id: 'emailAddress',
			label: 'Email Address',
			type: 'text',
			common: true,
			match: true,
			ews: { read: 'list', write: 'create' },
		},
		{
			id: 'displayName',
			label: 'Display Name',
			type: 'text',
			common: true,
			ews: { read: 'list' },
		},
		...['Calendar', 'Tasks', 'Inbox', 'Contacts', 'Notes', 'Journal'].map(permission),
		{
			id: 'receiveCopiesOfMeetingMessages',
			label: 'Receive Copies of Meeting Messages',
			type: 'boolean',
			common: true,
			ews: { read: 'list', ...kept },
		},
		{
			id: 'viewPrivateItems',
			label: 'View Private Items',
			type: 'boolean',
			common: true,
			ews: { read: 'list', ...kept },
		},
		{
			id: 'deliverMeetingRequests',
			label: 'Deliver Meeting Requests',
			type: 'choice',
			description: 'Who gets meeting requests. One answer for all delegates of the mailbox.',
			common: true,
			choices: ['delegatesOnly', 'delegatesAndMe', 'delegatesAndSendInformationToMe', 'noForward'],
			ews: { read: 'list', ...kept },
		},
		{
			id: 'sid',
			label: 'SID',
			type: 'text',
			description: 'Security identifier of the delegate.',
			ews: { read: 'list' },
		},
	],
};
