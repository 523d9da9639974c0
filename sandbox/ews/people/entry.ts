import { isGroup, isMailbox, type Entry } from '../../store';
import { mailboxType } from '../../store/directory';
import { element, escape, wrap } from '../xml/escape';

const BEFORE_ADDRESSES = ['GivenName', 'Initials', 'CompanyName'];
const AFTER_SOURCE = ['Department', 'JobTitle', 'Manager', 'OfficeLocation', 'Surname'];

/** Mailbox, or an element of the same type by another name, of an entry of the directory. */
export function entryXml(entry: Entry, name = 'Mailbox'): string {
	return wrap(
		name,
		element('Name', entry.displayName) +
			element('EmailAddress', entry.primarySmtp) +
			element('RoutingType', 'SMTP') +
			element('MailboxType', mailboxType(entry)),
	);
}

/** What the directory says of an entry, "contacts:GivenName" and the like; '' for nothing. */
export function detail(entry: Entry, name: string): string {
	return isGroup(entry) ? '' : (entry.directory.get(`contacts:${name}`) ?? '');
}

function addressBooks(entry: Entry, kind: string): Array<[string, string]> {
	if (isGroup(entry)) return [];
	return [...entry.directory]
		.filter(([key]) => key.startsWith(`contacts:${kind}:`))
		.map(([key, value]) => [key.split(':')[2] ?? '', value]);
}

/** Phone numbers of an entry: key of PhoneNumberKeyType, number. */
export function phones(entry: Entry): Array<[string, string]> {
	return addressBooks(entry, 'PhoneNumber');
}

const ADDRESS_PARTS = ['Street', 'City', 'State', 'CountryOrRegion', 'PostalCode'];

function businessAddress(entry: Entry): string {
	const parts = ADDRESS_PARTS.map((part) => {
		const value = detail(entry, `PhysicalAddress:${part}:Business`);
		return value === '' ? '' : element(part, value);
	}).join('');
	if (parts === '') return '';
	return wrap('PhysicalAddresses', wrap('Entry', parts, { Key: 'Business' }));
}

/**
 * Contact of an entry, as ResolveNames returns it with ReturnFullContactData.
 * @param wide ContactDataShape AllProperties: with what Exchange 2010 SP2 added
 */
export function entryContact(entry: Entry, wide: boolean): string {
	const text = (name: string) => {
		const value = detail(entry, name);
		return value === '' ? '' : element(name, value);
	};
	const order = (names: readonly string[]) => names.map(text).join('');
	const mail = [entry.primarySmtp, ...entry.aliases].slice(0, 3);
	const entries = mail.map(
		(address, i) =>
			`<t:Entry Key="EmailAddress${i + 1}">${i === 0 ? 'SMTP' : 'smtp'}:${escape(address)}</t:Entry>`,
	);
	const numbers = phones(entry).map(
		([key, number]) => `<t:Entry Key="${escape(key)}">${escape(number)}</t:Entry>`,
	);
	const alias = isMailbox(entry)
		? entry.account.split('\\').pop()
		: entry.primarySmtp.split('@')[0];
	return wrap(
		'Contact',
		element('DisplayName', entry.displayName) +
			order(BEFORE_ADDRESSES) +
			wrap('EmailAddresses', entries.join('')) +
			businessAddress(entry) +
			(numbers.length === 0 ? '' : wrap('PhoneNumbers', numbers.join(''))) +
			text('AssistantName') +
			element('ContactSource', 'ActiveDirectory') +
			order(AFTER_SOURCE) +
			(wide ? element('Alias', alias ?? '') + text('Notes') : ''),
	);
}
