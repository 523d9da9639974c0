/**
 * Columns that only contacts have. EWS: ContactItemType of
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/contact
 * Graph: https://learn.microsoft.com/graph/api/resources/contact
 * MAPI: MS-OXOCNTC, https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocntc
 */
import type { Column, EwsVersion } from '../../schema/column';
import { ADDRESS_SET, both, byId, COMMON_SET, graphMapi, graphPath, listed } from './bindings';
import { emailAddresses, imAddresses, phones, postalAddresses } from './contactAddresses';
import { names } from './contactNames';
import { text } from './contactText';
import { listWithSlots } from './listColumns';

const lists: Column[] = [
	...listWithSlots('children', 'Children', 'contacts:Children', {
		alias: 'Children_',
		onGraph: true,
	}),
	...listWithSlots('companies', 'Companies', 'contacts:Companies', { alias: 'Companies_' }),
	// Graph shows collections; the slots above are how both dialects show them.
	{
		id: 'emailAddresses',
		label: 'Email Addresses',
		type: 'recipientList',
		description: 'The whole list; Email 1 to 3 are its slots.',
		graph: graphPath('emailAddresses', both),
	},
	...(['business', 'home'] as const).map((kind): Column => ({
		id: `${kind}Phones`,
		label: kind === 'business' ? 'Business Phones' : 'Home Phones',
		type: 'textList',
		graph: graphPath(`${kind}Phones`, both),
	})),
	{
		id: 'imAddresses',
		label: 'IM Addresses',
		type: 'textList',
		graph: graphPath('imAddresses', both),
	},
];

const work: Column[] = [
	text('companyName', 'Company', 'CompanyName', 'companyName', { common: true, filter: true }),
	text('jobTitle', 'Job Title', 'JobTitle', 'jobTitle', { common: true }),
	text('department', 'Department', 'Department', 'department', { common: true }),
	text('officeLocation', 'Office', 'OfficeLocation', 'officeLocation', { common: true }),
	text('profession', 'Profession', 'Profession', 'profession'),
	text('manager', "Manager's Name", 'Manager', 'manager'),
	text('assistantName', "Assistant's Name", 'AssistantName', 'assistantName'),
	text('businessHomePage', 'Web Page', 'BusinessHomePage', 'businessHomePage', { common: true }),
	text('mileage', 'Mileage', 'Mileage', `String ${COMMON_SET} Id 0x8534`),
	text('spouseName', 'Spouse or Partner', 'SpouseName', 'spouseName'),
];

/**
 * Birthday and anniversary are days. Exchange stores an instant: 11:59 UTC of the day, or midnight
 * in the zone of the program that wrote it. The day is the UTC day of that instant plus 12 hours,
 * which gives the same answer for both; written is 11:59 UTC. The codec of type `date` does so.
 */
const days: Column[] = [
	{
		id: 'birthday',
		label: 'Birthday',
		type: 'date',
		common: true,
		aliases: { ews: ['Birthday'] },
		ews: listed('contacts:Birthday', both),
		graph: graphPath('birthday', { ...both, codec: 'noonDate' }),
	},
	{
		id: 'weddingAnniversary',
		label: 'Anniversary',
		type: 'date',
		aliases: { ews: ['WeddingAnniversary'] },
		ews: listed('contacts:WeddingAnniversary', both),
		graph: graphMapi('SystemTime 0x3A41', { ...both, codec: 'noonDate' }),
	},
];

/** Filled for entries of the global address list that ResolveNames returns; empty in a mailbox. */
function ofDirectory(
	id: string,
	label: string,
	element: string,
	since: EwsVersion,
	rest: Partial<Column> & { codec?: string; at?: string } = {},
): Column {
	const { codec, at, ...column } = rest;
	return {
		id,
		label,
		type: 'text',
		description: 'Filled only for entries of the global address list.',
		...column,
		aliases: { ews: [element] },
		ews: byId(`contacts:${element}`, {
			since,
			...(codec ? { codec } : {}),
			...(at ? { at } : {}),
		}),
	};
}

const directory: Column[] = [
	{
		id: 'contactSource',
		label: 'Contact Source',
		type: 'choice',
		choices: ['store', 'activeDirectory'],
		aliases: { ews: ['ContactSource'] },
		ews: byId('contacts:ContactSource'),
	},
	{
		id: 'hasPicture',
		label: 'Has Picture',
		type: 'boolean',
		aliases: { ews: ['HasPicture'] },
		ews: listed('contacts:HasPicture', { since: 'Exchange2010' }),
		graph: graphMapi(`Boolean ${ADDRESS_SET} Id 0x8015`),
	},
	{
		id: 'postalAddressIndex',
		label: 'Mailing Address',
		type: 'choice',
		description: 'Which postal address is the one for letters.',
		choices: ['none', 'home', 'business', 'other'],
		aliases: { ews: ['PostalAddressIndex'] },
		ews: listed('contacts:PostalAddressIndex', { ...both, filter: false, sort: false }),
		graph: graphMapi(`Integer ${ADDRESS_SET} Id 0x8022`, {
			...both,
			values: { none: '0', home: '1', business: '2', other: '3' },
		}),
	},
	ofDirectory('phoneticFullName', 'Phonetic Full Name', 'PhoneticFullName', 'Exchange2010_SP2'),
	ofDirectory('phoneticFirstName', 'Phonetic First Name', 'PhoneticFirstName', 'Exchange2010_SP2'),
	ofDirectory('phoneticLastName', 'Phonetic Last Name', 'PhoneticLastName', 'Exchange2010_SP2'),
	ofDirectory('alias', 'Alias', 'Alias', 'Exchange2010_SP2'),
	ofDirectory('directoryNotes', 'Directory Notes', 'Notes', 'Exchange2010_SP2'),
	ofDirectory('photo', 'Photo', 'Photo', 'Exchange2010_SP2', { type: 'binary' }),
	ofDirectory(
		'userSmimeCertificate',
		'S/MIME Certificates',
		'UserSMIMECertificate',
		'Exchange2010_SP2',
		{ type: 'textList', codec: 'binaryList', description: 'Certificates in Base64.' },
	),
	ofDirectory(
		'msExchangeCertificate',
		'Exchange Certificates',
		'MSExchangeCertificate',
		'Exchange2010_SP2',
		{ type: 'textList', codec: 'binaryList', description: 'Certificates in Base64.' },
	),
	ofDirectory('directoryId', 'Directory ID', 'DirectoryId', 'Exchange2010_SP2'),
	ofDirectory('managerMailbox', 'Manager Mailbox', 'ManagerMailbox', 'Exchange2010_SP2', {
		type: 'recipient',
	}),
	ofDirectory('directReports', 'Direct Reports', 'DirectReports', 'Exchange2010_SP2', {
		type: 'recipientList',
	}),
];

export const contactColumns: readonly Column[] = [
	...names,
	...emailAddresses,
	...phones,
	...work,
	...postalAddresses,
	...days,
	...imAddresses,
	...lists,
	...directory,
];
