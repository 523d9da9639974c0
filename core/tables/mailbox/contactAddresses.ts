/** How a contact is reached: addresses, phones, chat. Slots count from 1. */
import type { Column } from '../../schema/column';
import { ADDRESS_SET, both, entry, graphMapi, graphPath, named } from './bindings';

/** Dispids of the three addresses in PSETID_Address start here and step by 0x10. */
const EMAIL_SETS = [0x8080, 0x8090, 0x80a0] as const;

export const emailAddresses: readonly Column[] = EMAIL_SETS.flatMap((base, index): Column[] => {
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
			aliases: { graph: [`${graphSlot}EmailAddress_name`] },
			// Name and address are one Entry: whoever writes one of them sends both, an update that
			// names only one takes the other from the stored contact.
			ews: entry('contacts:EmailAddress', key, `EmailAddresses/Entry[${key}]@Name`, {
				// Lists give the address alone.
				read: 'item',
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

export const phones: readonly Column[] = PHONES.map(([id, label, key, graph, common]) => ({
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

export const postalAddresses: readonly Column[] = (['Business', 'Home', 'Other'] as const).flatMap(
	(kind) =>
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

export const imAddresses: readonly Column[] = [1, 2, 3].map((slot) => ({
	id: `imAddress${slot}`,
	label: `IM Address ${slot}`,
	type: 'text',
	aliases: { ews: [`ImAddress${slot}`] },
	ews: entry('contacts:ImAddress', `ImAddress${slot}`, `ImAddresses/Entry[ImAddress${slot}]`),
	graph: graphPath(`imAddresses[${slot - 1}]`, both),
}));
