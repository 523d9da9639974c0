import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { graphPath } from './bindings';

interface Rest {
	readonly common?: boolean;
	readonly description?: string;
	/** Property path in Graph's person. */
	readonly graph?: string;
	/** Only the entry of a person itself tells: one more request for each, when very many are read. */
	readonly alone?: boolean;
}

const text = (
	id: string,
	label: string,
	{ common, description, graph, alone }: Rest = {},
): Column => ({
	id,
	label,
	type: 'text',
	...(description && { description }),
	...(common && { common }),
	ews: { read: alone ? 'item' : 'list' },
	...(graph && { graph: graphPath(graph) }),
});

const common = true;

/**
 * The global address list: people, groups, rooms and contacts of the organization.
 * https://learn.microsoft.com/graph/api/resources/person
 * https://learn.microsoft.com/graph/api/resources/orgcontact
 */
export const person: Table = {
	name: 'person',
	label: 'Person',
	plural: 'people',
	description: 'People, groups, rooms and contacts of the global address list',
	operations: ['query', 'get'],
	ews: { kind: 'collection', element: 'Persona' },
	graph: { collection: 'people' },
	columns: [
		{
			id: 'id',
			label: 'ID',
			type: 'id',
			description: 'Address of the entry.',
			common,
			ews: { read: 'list' },
			graph: graphPath('id'),
		},
		text('displayName', 'Display Name', { common, graph: 'displayName' }),
		text('emailAddress', 'Email Address', {
			common,
			description: 'Primary SMTP address.',
			graph: 'scoredEmailAddresses[0]/address',
		}),
		{
			id: 'mailboxType',
			label: 'Type',
			type: 'choice',
			description: 'Person or room: mailbox; group: publicDL.',
			common,
			choices: [
				'mailbox',
				'publicDL',
				'privateDL',
				'contact',
				'publicFolder',
				'groupMailbox',
				'oneOff',
				'implicitContact',
				'unknown',
			],
			ews: { read: 'list' },
		},
		text('givenName', 'Given Name', { common, graph: 'givenName' }),
		text('surname', 'Surname', { common, graph: 'surname' }),
		text('initials', 'Initials', { alone: true }),
		text('jobTitle', 'Job Title', { common, graph: 'jobTitle' }),
		text('department', 'Department', { common, graph: 'department' }),
		text('companyName', 'Company', { common, graph: 'companyName' }),
		text('officeLocation', 'Office', { common, graph: 'officeLocation' }),
		text('manager', "Manager's Name"),
		text('assistantName', "Assistant's Name"),
		text('businessPhone1', 'Business Phone 1', { common }),
		text('businessPhone2', 'Business Phone 2'),
		text('mobilePhone', 'Mobile Phone', { common }),
		text('homePhone1', 'Home Phone 1'),
		text('homePhone2', 'Home Phone 2'),
		text('assistantPhone', 'Assistant Phone'),
		text('businessFax', 'Business Fax'),
		text('homeFax', 'Home Fax'),
		text('otherPhone', 'Other Phone'),
		text('pager', 'Pager'),
		{
			id: 'phones',
			label: 'Phones',
			type: 'object',
			description: 'All of them: list of {type, number}.',
			ews: { read: 'list' },
			graph: graphPath('phones'),
		},
		text('businessAddressStreet', 'Business Street'),
		text('businessAddressCity', 'Business City', { common }),
		text('businessAddressState', 'Business State'),
		text('businessAddressPostalCode', 'Business Postal Code'),
		text('businessAddressCountryOrRegion', 'Business Country or Region'),
		text('mailNickname', 'Alias', { alone: true }),
		text('personNotes', 'Notes', { alone: true, graph: 'personNotes' }),
		{
			id: 'proxyAddresses',
			label: 'Proxy Addresses',
			type: 'textList',
			description: 'All addresses with their kind; SMTP in capitals marks the primary one.',
			ews: { read: 'item' },
		},
		{
			id: 'managerMailbox',
			label: 'Manager',
			type: 'recipient',
			ews: { read: 'item', since: 'Exchange2010_SP2' },
		},
		{
			id: 'directReports',
			label: 'Direct Reports',
			type: 'recipientList',
			ews: { read: 'item', since: 'Exchange2010_SP2' },
		},
		text('searchText', 'Search Text', {
			alone: true,
			description:
				'Only for conditions: finds like the address book of Outlook, by what names, aliases and addresses begin with.',
		}),
	],
};
