import { typeModel } from '../schema/model';
import { element, escape, wrap } from '../xml/escape';
import type { View } from '../view';
import { CUT } from './print';

/** Keys of each dictionary, in the order of the schema. */
export const DICTIONARY_KEYS: Readonly<Record<string, readonly string[]>> = {
	'contacts:EmailAddress': [...(typeModel('EmailAddressKeyType')?.values ?? [])],
	'contacts:PhoneNumber': [...(typeModel('PhoneNumberKeyType')?.values ?? [])],
	'contacts:ImAddress': [...(typeModel('ImAddressKeyType')?.values ?? [])],
	'contacts:PhysicalAddress': [...(typeModel('PhysicalAddressKeyType')?.values ?? [])],
};
export const ADDRESS_PARTS = ['Street', 'City', 'State', 'CountryOrRegion', 'PostalCode'] as const;

const cut = (text: string, find: boolean) =>
	find && text.length > CUT ? text.slice(0, CUT) : text;

/** Phone numbers, email and instant messaging addresses: one element with the entries asked for. */
export function dictionaryXml(
	name: string,
	prefix: string,
	indexes: readonly string[],
	view: View,
	find: boolean,
): string {
	let inner = '';
	for (const index of indexes) {
		const key = `${prefix}:${index}`;
		const value = view.properties.get(key);
		if (typeof value !== 'string' || value === '') continue;
		if (prefix === 'contacts:EmailAddress' && !find) {
			const display = view.properties.get(`${key}:Name`);
			const routing = view.properties.get(`${key}:RoutingType`);
			inner += wrap('Entry', escape(value), {
				Key: index,
				Name: typeof display === 'string' ? display : value,
				RoutingType: typeof routing === 'string' ? routing : 'SMTP',
				MailboxType: 'Contact',
			});
		} else {
			inner += `<t:Entry Key="${index}">${escape(cut(value, find))}</t:Entry>`;
		}
	}
	return inner === '' ? '' : `<t:${name}>${inner}</t:${name}>`;
}

/** Postal addresses: `parts` are [part, index] pairs such as ["Street", "Business"]. */
export function addressesXml(parts: ReadonlySet<string>, view: View, find: boolean): string {
	let inner = '';
	for (const index of DICTIONARY_KEYS['contacts:PhysicalAddress'] ?? []) {
		let entry = '';
		for (const part of ADDRESS_PARTS) {
			if (!parts.has(`${part}:${index}`)) continue;
			const value = view.properties.get(`contacts:PhysicalAddress:${part}:${index}`);
			if (typeof value === 'string' && value !== '') entry += element(part, cut(value, find));
		}
		if (entry !== '') inner += `<t:Entry Key="${index}">${entry}</t:Entry>`;
	}
	return inner === '' ? '' : `<t:PhysicalAddresses>${inner}</t:PhysicalAddresses>`;
}

export const ALL_ADDRESS_PARTS: ReadonlySet<string> = new Set(
	(DICTIONARY_KEYS['contacts:PhysicalAddress'] ?? []).flatMap((index) =>
		ADDRESS_PARTS.map((part) => `${part}:${index}`),
	),
);
