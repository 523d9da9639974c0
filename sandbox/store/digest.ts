import { createHash } from 'node:crypto';
import type { Item } from './model';

/**
 * Columns of a contact that the digest covers, in order. Left: the property in this store (its FieldURI,
 * with the index of a dictionary after the last colon).
 */
export const DIGEST_COLUMNS: readonly string[] = [
	'contacts:FileAs',
	'contacts:GivenName',
	'contacts:Surname',
	'contacts:CompanyName',
	'contacts:JobTitle',
	'contacts:Department',
	'contacts:EmailAddress:EmailAddress1',
	'contacts:EmailAddress:EmailAddress2',
	'contacts:EmailAddress:EmailAddress3',
	'contacts:PhoneNumber:BusinessPhone',
	'contacts:PhoneNumber:MobilePhone',
	'contacts:PhoneNumber:HomePhone',
	'contacts:PhysicalAddress:Street:Business',
	'contacts:PhysicalAddress:City:Business',
	'contacts:PhysicalAddress:State:Business',
	'contacts:PhysicalAddress:PostalCode:Business',
	'contacts:PhysicalAddress:CountryOrRegion:Business',
];

/**
 * Stable hash over the contacts' visible values, so that another client can confirm it:
 * for each contact of the folder the JSON text (no spaces, no escapes beyond JSON's own, non-ASCII as it
 * is) of the array of DIGEST_COLUMNS, absent or empty as null; lines sorted by UTF-16 code units; joined
 * by "\n"; SHA-256 of the UTF-8 bytes, in hex. Line ends inside values count as "\n".
 */
export function digestOf(items: readonly Item[]): string {
	const lines = items
		.filter((item) => item.kind === 'Contact' && !item.associated)
		.map((item) =>
			JSON.stringify(
				DIGEST_COLUMNS.map((key) => {
					const value = item.properties.get(key);
					if (typeof value !== 'string' || value === '') return null;
					return value.replace(/\r\n?/g, '\n');
				}),
			),
		)
		.sort();
	return createHash('sha256').update(lines.join('\n'), 'utf8').digest('hex');
}
