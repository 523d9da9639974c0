/**
 * Columns that only contacts have. EWS: ContactItemType of
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/contact
 * Graph: https://learn.microsoft.com/graph/api/resources/contact
 * MAPI: MS-OXOCNTC, https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocntc
 */
import type { Column, EwsVersion } from '../../schema/column';
import {
	ADDRESS_SET,
	both,
	byId,
	COMMON_SET,
	entry,
	graphMapi,
	graphPath,
	listed,
	listedText,
	named,
} from './bindings';

interface TextExtra {
	readonly description?: string;
	readonly common?: boolean;
	readonly match?: boolean;
	/** Graph may filter on it. */
	readonly filter?: boolean;
}

/** Text that both dialects have; `ews` is the element, `graph` the property or `MAPI id`. */
function text(
	id: string,
	label: string,
	ews: string,
	graph: string,
	extra: TextExtra = {},
): Column {
	const { filter, ...rest } = extra;
	const binding = graph.startsWith('String ')
		? graphMapi(graph, both)
		: graphPath(graph, { ...both, ...(filter ? { filter } : {}) });
	return {
		id,
		label,
		type: 'text',
		...rest,
		aliases: { ews: [ews] },
		ews: listedText(`contacts:${ews}`, both),
		graph: binding,
	};
}

const names: Column[] = [
	text('displayName', 'Display Name', 'DisplayName', 'displayName', {
		description:
			'On Microsoft 365 a change of the name parts rewrites it unless it is set as well.',
		common: true,
		match: true,
		filter: true,
	}),
	text('fileAs', 'File As', 'FileAs', 'fileAs', {
		description: 'Name under which the contact is sorted.',
		common: true,
		match: true,
	}),
	{
		id: 'fileAsMapping',
		label: 'File As Mapping',
		type: 'choice',
		description: 'How Exchange makes File As from the name.',
		choices: [
			'none',
			'lastCommaFirst',
			'firstSpaceLast',
			'company',
			'lastCommaFirstCompany',
			'companyLastFirst',
			'lastFirst',
			'lastFirstCompany',
			'companyLastCommaFirst',
			'lastFirstSuffix',
			'lastSpaceFirstCompany',
			'companyLastSpaceFirst',
			'lastSpaceFirst',
			'displayName',
			'firstName',
			'lastFirstMiddleSuffix',
			'lastName',
			'empty',
		],
		aliases: { ews: ['FileAsMapping'] },
		ews: listed('contacts:FileAsMapping', { ...both, filter: false, sort: false }),
	},
	{
		id: 'title',
		label: 'Title',
		type: 'text',
		description: 'Prefix of the name, such as Dr.',
		common: true,
		ews: {
			field: { tag: '0x3A45', mapiType: 'String' },
			read: 'listTruncated',
			write: 'both',
			filter: true,
			sort: true,
		},
		graph: graphPath('title', both),
	},
	text('givenName', 'First Name', 'GivenName', 'givenName', { common: true, filter: true }),
	text('middleName', 'Middle Name', 'MiddleName', 'middleName'),
	text('surname', 'Last Name', 'Surname', 'surname', { common: true, filter: true }),
	text('generation', 'Suffix', 'Generation', 'generation', {
		description: 'Generation, such as Jr. or III.',
	}),
	text('initials', 'Initials', 'Initials', 'initials'),
	text('nickName', 'Nickname', 'Nickname', 'nickName'),
	...(
		[
			['yomiGivenName', 'Yomi First Name', 0x802c],
			['yomiSurname', 'Yomi Last Name', 0x802d],
			['yomiCompanyName', 'Yomi Company Name', 0x802e],
		] as const
	).map(([id, label, propertyId]): Column => ({
		id,
		label,
		type: 'text',
		description: 'Pronunciation, as used in Japanese.',
		ews: named('Address', propertyId, 'String', both),
		graph: graphPath(id, both),
	})),
	// CompleteName is composed by the server from the columns above: read only, and not in lists.
	...(
		[
			'Title',
			'FirstName',
			'MiddleName',
			'LastName',
			'Suffix',
			'Initials',
			'FullName',
			'Nickname',
			'YomiFirstName',
			'YomiLastName',
		] as const
	).map((part): Column => ({
		id: `completeName${part}`,
		label: `${part.replace(/([a-z])([A-Z])/g, '$1 $2')} of Complete Name`,
		type: 'text',
		aliases: { ews: [`CompleteName_${part}`] },
		ews: byId('contacts:CompleteName', { at: `CompleteName/${part}` }),
	})),
];

/** Dispids of the three addresses in PSETID_Address start here and step by 0x10. */
const EMAIL_SETS = [0x8080, 0x8090, 0x80a0] as const;

const emailAddresses: Column[] = EMAIL_SETS.flatMap((base, index): Column[] => {
	const slot = index + 1;
	const key = `EmailAddress${slot}`;
	const graphSlot = ['primary', 'secondary', 'tertiary'][index];
	return [
		{
			id: `emailAddress${slot}`,
			label: `Email ${slot}`,
			type: 'text',
			description: 'SMTP address; the address of an Exchange user is resolved to it.',
			common: true,
			...(slot === 1 ? { match: true } : {}),
			aliases: { ews: [key], graph: [`${graphSlot}EmailAddress_address`] },
			// The server's value may be an X.500 address that only the directory can resolve, so a
			// restriction on it could return too little: such addresses are re-checked by MAPI type EX.
			ews: entry('contacts:EmailAddress', key, `EmailAddresses/Entry[${key}]`, {
				codec: 'contactEmail',
			}),
			graph: graphPath(`emailAddresses[${index}]/address`, { ...both, filter: true }),
		},
		{
			id: `emailAddress${slot}Name`,
			label: `Email ${slot} Display Name`,
			type: 'text',
			common: slot === 1,
			aliases: { graph: [`${graphSlot}EmailAddress_name`] },
			// Name and address are one Entry: whoever writes one of them sends both, an update that
			// names only one takes the other from the stored contact.
			ews: entry('contacts:EmailAddress', key, `EmailAddresses/Entry[${key}]@Name`, {
				filter: false,
				sort: false,
				since: 'Exchange2010',
			}),
			graph: graphPath(`emailAddresses[${index}]/name`, both),
		},
		{
			id: `emailAddress${slot}Original`,
			label: `Email ${slot} as Stored`,
			type: 'text',
			description: 'The address before it was resolved: an X.500 name where the type is EX.',
			ews: named('Address', base + 3, 'String', { sort: false }),
			graph: graphMapi(`String ${ADDRESS_SET} Id 0x${(base + 3).toString(16).toUpperCase()}`),
		},
		{
			id: `emailAddress${slot}Type`,
			label: `Email ${slot} Type`,
			type: 'text',
			description: 'Address type: SMTP or EX.',
			ews: named('Address', base + 2, 'String', { sort: false }),
			graph: graphMapi(`String ${ADDRESS_SET} Id 0x${(base + 2).toString(16).toUpperCase()}`),
		},
	];
});

/** Column, label, EWS key, Graph property or MAPI id, common. */
const PHONES = [
	['businessPhone1', 'Business Phone 1', 'BusinessPhone', 'businessPhones[0]', true],
	['businessPhone2', 'Business Phone 2', 'BusinessPhone2', 'businessPhones[1]'],
	['mobilePhone', 'Mobile Phone', 'MobilePhone', 'mobilePhone', true],
	['homePhone1', 'Home Phone 1', 'HomePhone', 'homePhones[0]', true],
	['homePhone2', 'Home Phone 2', 'HomePhone2', 'homePhones[1]'],
	['assistantPhone', "Assistant's Phone", 'AssistantPhone', 'String 0x3A2E'],
	['businessFax', 'Business Fax', 'BusinessFax', 'String 0x3A24', true],
	['callback', 'Callback Phone', 'Callback', 'String 0x3A02'],
	['carPhone', 'Car Phone', 'CarPhone', 'String 0x3A1E'],
	['companyMainPhone', 'Company Main Phone', 'CompanyMainPhone', 'String 0x3A57'],
	['homeFax', 'Home Fax', 'HomeFax', 'String 0x3A25'],
	['isdn', 'ISDN', 'Isdn', 'String 0x3A2D'],
	['otherFax', 'Other Fax', 'OtherFax', 'String 0x3A23'],
	['otherTelephone', 'Other Phone', 'OtherTelephone', 'String 0x3A1F'],
	['pager', 'Pager', 'Pager', 'String 0x3A21'],
	['primaryPhone', 'Primary Phone', 'PrimaryPhone', 'String 0x3A1A'],
	['radioPhone', 'Radio Phone', 'RadioPhone', 'String 0x3A1D'],
	['telex', 'Telex', 'Telex', 'String 0x3A2C'],
	['ttyTddPhone', 'TTY/TDD Phone', 'TtyTddPhone', 'String 0x3A4B'],
] as const;

const phones: Column[] = PHONES.map(([id, label, key, graph, common]) => ({
	id,
	label,
	type: 'text',
	...(common ? { common } : {}),
	aliases: { ews: [key] },
	ews: entry('contacts:PhoneNumber', key, `PhoneNumbers/Entry[${key}]`),
	graph: graph.startsWith('String ') ? graphMapi(graph, both) : graphPath(graph, both),
}));

/** Part, label, EWS element, alias of the EWS schema, Graph property. */
const ADDRESS_PARTS = [
	['Street', 'Street', 'Street', 'Street', 'street'],
	['City', 'City', 'City', 'City', 'city'],
	['State', 'State', 'State', 'State', 'state'],
	['CountryOrRegion', 'Country', 'CountryOrRegion', 'Country', 'countryOrRegion'],
	['PostalCode', 'Postal Code', 'PostalCode', 'PostalCode', 'postalCode'],
] as const;

const postalAddresses: Column[] = (['Business', 'Home', 'Other'] as const).flatMap((kind) =>
	ADDRESS_PARTS.map(([part, label, element, alias, property]): Column => {
		const family = `${kind.toLowerCase()}Address`;
		return {
			id: `${family}${part}`,
			label: `${kind} ${label}`,
			type: 'text',
			...(kind === 'Business' && { common: true }),
			aliases: { ews: [`${kind}Address_${alias}`], graph: [`${family}_${property}`] },
			ews: entry(
				`contacts:PhysicalAddress:${element}`,
				kind,
				`PhysicalAddresses/Entry[${kind}]/${element}`,
			),
			graph: graphPath(`${family}/${property}`, both),
		};
	}),
);

const imAddresses: Column[] = [1, 2, 3].map((slot) => ({
	id: `imAddress${slot}`,
	label: `IM Address ${slot}`,
	type: 'text',
	aliases: { ews: [`ImAddress${slot}`] },
	ews: entry('contacts:ImAddress', `ImAddress${slot}`, `ImAddresses/Entry[ImAddress${slot}]`),
	graph: graphPath(`imAddresses[${slot - 1}]`, both),
}));

/** Slots of a plain list, as the EWS schema of the old connectors shows them: `Children/String[1]`. */
function listSlots(id: string, label: string, element: string, onGraph: boolean): Column[] {
	return [1, 2, 3].map((slot) => ({
		id: `${id}${slot}`,
		label: `${label} ${slot}`,
		type: 'text',
		description: `Entry ${slot} of ${label}; write the whole list through ${label}.`,
		aliases: { ews: [`${element}_${slot}`] },
		ews: listed(`contacts:${element}`, {
			at: `${element}/String[${slot}]`,
			read: 'item',
			filter: false,
			sort: false,
		}),
		...(onGraph ? { graph: graphPath(`${id}[${slot - 1}]`) } : {}),
	}));
}

const lists: Column[] = [
	{
		id: 'children',
		label: 'Children',
		type: 'textList',
		ews: byId('contacts:Children', both),
		graph: graphPath('children', both),
	},
	...listSlots('children', 'Children', 'Children', true),
	{
		id: 'companies',
		label: 'Companies',
		type: 'textList',
		ews: byId('contacts:Companies', both),
	},
	...listSlots('companies', 'Companies', 'Companies', false),
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
