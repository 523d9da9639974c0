import type { Row } from '../../../schema/column';
import { smtpOf } from '../addresses';
import { decodeMailbox } from '../codecs/recipient';
import { parsePath, valueAt } from '../decode/path';
import { child, childText, type XmlTree } from '../decode/tree';
import type { Resolution } from '../operations/resolveNames';
import { foldAddress } from './byIds';

/** Where a column's value stands: in the Contact of a resolved name, and in a Persona by its property. */
interface Place {
	readonly column: string;
	readonly contact: string;
	/** Absent: no persona has it, so the person is looked up alone. */
	readonly persona?: string;
}

const texts = (list: string): string => `${list}/StringAttributedValue/Value`;
const phone = (list: string): string => `${list}/PhoneNumberAttributedValue/Value/Number`;
const office = (part: string): string =>
	`BusinessAddresses/PostalAddressAttributedValue/Value/${part}`;
const entry = (key: string): string => `PhoneNumbers/Entry[${key}]`;
const street = (part: string): string => `PhysicalAddresses/Entry[Business]/${part}`;

/** Column, key of the contact's phone, property of the persona, and Graph's phoneType. */
const PHONES = [
	['businessPhone1', 'BusinessPhone', 'BusinessPhoneNumbers', 'business'],
	['businessPhone2', 'BusinessPhone2', 'BusinessPhoneNumbers2', 'business'],
	['mobilePhone', 'MobilePhone', 'MobilePhones', 'mobile'],
	['homePhone1', 'HomePhone', 'HomePhones', 'home'],
	['homePhone2', 'HomePhone2', 'HomePhones2', 'home'],
	['assistantPhone', 'AssistantPhone', 'AssistantPhoneNumbers', 'assistant'],
	['businessFax', 'BusinessFax', 'WorkFaxes', 'businessFax'],
	['homeFax', 'HomeFax', 'HomeFaxes', 'homeFax'],
	['otherPhone', 'OtherTelephone', 'OtherTelephones', 'other'],
	['pager', 'Pager', 'Pagers', 'pager'],
] as const;

const PLACES: readonly Place[] = [
	{ column: 'givenName', contact: 'GivenName', persona: 'GivenName' },
	{ column: 'surname', contact: 'Surname', persona: 'Surname' },
	{ column: 'initials', contact: 'Initials' },
	{ column: 'jobTitle', contact: 'JobTitle', persona: texts('Titles') },
	{ column: 'department', contact: 'Department', persona: texts('Departments') },
	{ column: 'companyName', contact: 'CompanyName', persona: texts('CompanyNames') },
	{ column: 'officeLocation', contact: 'OfficeLocation', persona: texts('OfficeLocations') },
	{ column: 'manager', contact: 'Manager', persona: texts('Managers') },
	{ column: 'assistantName', contact: 'AssistantName', persona: texts('AssistantNames') },
	{ column: 'mailNickname', contact: 'Alias' },
	{ column: 'personNotes', contact: 'Notes' },
	...PHONES.map(([column, key, list]) => ({ column, contact: entry(key), persona: phone(list) })),
	{ column: 'businessAddressStreet', contact: street('Street'), persona: office('Street') },
	{ column: 'businessAddressCity', contact: street('City'), persona: office('City') },
	{ column: 'businessAddressState', contact: street('State'), persona: office('State') },
	{
		column: 'businessAddressPostalCode',
		contact: street('PostalCode'),
		persona: office('PostalCode'),
	},
	{
		column: 'businessAddressCountryOrRegion',
		contact: street('CountryOrRegion'),
		persona: office('Country'),
	},
];

/** What only the entry of a person itself tells. */
export const ALONE: ReadonlySet<string> = new Set([
	...PLACES.filter(({ persona }) => persona === undefined).map(({ column }) => column),
	'proxyAddresses',
	'managerMailbox',
	'directReports',
]);

/** Properties that a persona is asked for. */
export const PERSONA_FIELDS: readonly string[] = [
	'DisplayName',
	'EmailAddress',
	...new Set(PLACES.flatMap(({ persona }) => persona?.split('/')[0] ?? [])),
].map((name) => `persona:${name}`);

function at(tree: XmlTree | undefined, path: string): string | null {
	if (!tree) return null;
	const value = valueAt(tree, parsePath(`${tree.name}/${path}`))?.trim();
	return value === undefined || value === '' ? null : value;
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function withPhones(row: Row): Row {
	const phones = PHONES.filter(([column]) => row[column]).map(([column, , , type]) => ({
		type,
		number: row[column],
	}));
	return { ...row, phones: phones.length > 0 ? phones : null };
}

/** A row of the table from an entry that ResolveNames gave with its contact data. */
export function resolvedRow(found: Resolution): Row {
	const { contact } = found;
	const address = smtpOf(found) ?? found.address;
	const proxies = found.addresses.map((one) => one.trim()).filter((one) => one !== '');
	return withPhones({
		id: address ?? found.name ?? '',
		displayName: found.displayName ?? found.name,
		emailAddress: address,
		mailboxType: found.mailboxType === null ? null : lower(found.mailboxType),
		...Object.fromEntries(PLACES.map(({ column, contact: path }) => [column, at(contact, path)])),
		proxyAddresses: proxies.length > 0 ? proxies : null,
		managerMailbox: decodeMailbox(child(child(contact, 'ManagerMailbox'), 'Mailbox')),
		directReports: reports(contact),
	});
}

function reports(contact: XmlTree | undefined): unknown {
	const list = child(contact, 'DirectReports')?.children ?? [];
	return list.length > 0 ? list.map(decodeMailbox) : null;
}

/** The same from a persona, without what none has. */
export function personaRow(persona: XmlTree): Row {
	const mailbox = child(persona, 'EmailAddress');
	const address = childText(mailbox, 'EmailAddress') ?? null;
	const type = childText(mailbox, 'MailboxType');
	return withPhones({
		id: address ?? child(persona, 'PersonaId')?.attributes.Id ?? '',
		displayName: childText(persona, 'DisplayName') ?? null,
		emailAddress: address,
		mailboxType: type === undefined ? null : lower(type),
		...Object.fromEntries(
			PLACES.map(({ column, persona: path }) => [column, path ? at(persona, path) : null]),
		),
		proxyAddresses: null,
		managerMailbox: null,
		directReports: null,
	});
}

/** Whether an entry goes by an address, its own or another one. */
export function hasAddress(found: Resolution, address: string): boolean {
	const wanted = foldAddress(address).replace(/^smtp:/, '');
	return [found.address ?? '', smtpOf(found) ?? '', ...found.addresses].some(
		(one) => foldAddress(one).replace(/^smtp:/, '') === wanted,
	);
}
