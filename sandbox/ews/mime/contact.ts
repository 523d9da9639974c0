import type { Body, Item, Recipient, Value } from '../../store';
import { plainText } from '../fields/computed';
import { fold, textValue } from './content';

const PHONES: Readonly<Record<string, string>> = {
	BusinessPhone: 'WORK',
	HomePhone: 'HOME',
	MobilePhone: 'CELL',
	BusinessFax: 'WORK,FAX',
	HomeFax: 'HOME,FAX',
	Pager: 'PAGER',
};
const ADDRESSES: Readonly<Record<string, string>> = { Business: 'WORK', Home: 'HOME' };

/** A contact as vCard 3.0 text (RFC 2426; MS-OXVCARD). */
export function contactMime(item: Item, properties: ReadonlyMap<string, Value>): string {
	const text = (key: string): string => {
		const value = properties.get(key);
		return typeof value === 'string' ? textValue(value) : '';
	};
	const line = (name: string, ...values: string[]): string[] =>
		values.some((value) => value !== '') ? [`${name}:${values.join(';')}`] : [];
	const contacts = (name: string): string => text(`contacts:${name}`);
	const birthday = properties.get('contacts:Birthday');
	return fold([
		'BEGIN:VCARD',
		'PROFILE:VCARD',
		'VERSION:3.0',
		'MAILER:Microsoft Exchange',
		'PRODID:Microsoft Exchange',
		...line('FN', contacts('DisplayName')),
		...line(
			'N',
			contacts('Surname'),
			contacts('GivenName'),
			contacts('MiddleName'),
			'',
			contacts('Generation'),
		),
		...line('NICKNAME', contacts('Nickname')),
		...[1, 2, 3].flatMap((slot) => {
			const value = properties.get(`contacts:EmailAddress:EmailAddress${slot}`);
			const address = typeof value === 'string' ? value : (value as Recipient | undefined)?.address;
			return line('EMAIL;TYPE=INTERNET', textValue(address ?? ''));
		}),
		...Object.entries(PHONES).flatMap(([key, type]) =>
			line(`TEL;TYPE=${type}`, contacts(`PhoneNumber:${key}`)),
		),
		...Object.entries(ADDRESSES).flatMap(([key, type]) => {
			const part = (name: string) => contacts(`PhysicalAddress:${name}:${key}`);
			const parts = ['Street', 'City', 'State', 'PostalCode', 'CountryOrRegion'].map(part);
			return parts.some(Boolean) ? [`ADR;TYPE=${type}:;;${parts.join(';')}`] : [];
		}),
		...line('ORG', contacts('CompanyName'), contacts('Department')),
		...line('TITLE', contacts('JobTitle')),
		...line('URL;TYPE=WORK', contacts('BusinessHomePage')),
		...(typeof birthday === 'number'
			? [`BDAY;VALUE=DATE:${new Date(birthday).toISOString().slice(0, 10)}`]
			: []),
		...line('NOTE', textValue(plainText(properties.get('item:Body') as Body | undefined))),
		`REV:${new Date(item.modified).toISOString()}`,
		'END:VCARD',
	]);
}
