import { namedKey } from './mapi';
import type { Value } from './model';

/** What Exchange derives when a contact is written (MS-OXOCNTC 2.2.1.1, ContactItemType). */

const KEY = 'contacts:';

function text(properties: ReadonlyMap<string, Value>, name: string): string {
	const value = properties.get(KEY + name);
	return typeof value === 'string' ? value : '';
}

function join(parts: readonly string[], separator = ' '): string {
	return parts.filter((part) => part !== '').join(separator);
}

type Rule = (p: ReadonlyMap<string, Value>) => string;
const first: Rule = (p) => text(p, 'GivenName');
const last: Rule = (p) => text(p, 'Surname');
const middle: Rule = (p) => text(p, 'MiddleName');
const company: Rule = (p) => text(p, 'CompanyName');
const suffix: Rule = (p) => text(p, 'Generation');
const lastFirst =
	(separator: string): Rule =>
	(p) =>
		join([last(p), join([first(p), middle(p)])], separator);
const withCompany =
	(name: Rule): Rule =>
	(p) =>
		join([name(p), company(p)], '\r\n');
const companyWith =
	(name: Rule): Rule =>
	(p) =>
		join([company(p), name(p)], '\r\n');

/** FileAsMappingType -> how FileAs is composed. `None` and `Empty` are not here. */
const MAPPINGS: Readonly<Record<string, Rule>> = {
	LastCommaFirst: lastFirst(', '),
	FirstSpaceLast: (p) => join([first(p), middle(p), last(p), suffix(p)]),
	Company: company,
	LastCommaFirstCompany: withCompany(lastFirst(', ')),
	CompanyLastFirst: companyWith(lastFirst('')),
	LastFirst: lastFirst(''),
	LastFirstCompany: withCompany(lastFirst('')),
	CompanyLastCommaFirst: companyWith(lastFirst(', ')),
	LastFirstSuffix: (p) => join([lastFirst('')(p), suffix(p)]),
	LastSpaceFirstCompany: withCompany(lastFirst(' ')),
	CompanyLastSpaceFirst: companyWith(lastFirst(' ')),
	LastSpaceFirst: lastFirst(' '),
	DisplayName: (p) => text(p, 'DisplayName'),
	FirstName: first,
	LastFirstMiddleSuffix: (p) =>
		join([join([last(p), suffix(p)]), join([first(p), middle(p)])], ', '),
	LastName: last,
};

function fullName(p: ReadonlyMap<string, Value>): string {
	return join([text(p, 'Title'), first(p), middle(p), last(p), suffix(p)]);
}

function set(properties: Map<string, Value>, name: string, value: string): void {
	if (value === '') properties.delete(name);
	else properties.set(name, value);
}

const NAME_PARTS = ['GivenName', 'MiddleName', 'Surname', 'Generation', 'Title', 'CompanyName'];

/**
 * Fills FileAs (by FileAsMapping), DisplayName and Subject after a write.
 * @param written keys that this write set or deleted; what a client wrote itself is not replaced
 */
export function deriveContact(
	properties: Map<string, Value>,
	written: ReadonlySet<string>,
	creating: boolean,
): void {
	const nameChanged = NAME_PARTS.some((part) => written.has(KEY + part));
	const displayWritten = written.has('contacts:DisplayName');
	if (!displayWritten && creating) {
		set(properties, 'contacts:DisplayName', fullName(properties) || company(properties));
	}
	const mapping = text(properties, 'FileAsMapping');
	const rule = MAPPINGS[mapping];
	if (rule !== undefined && (creating || nameChanged || written.has('contacts:FileAsMapping'))) {
		set(properties, 'contacts:FileAs', rule(properties));
	}
	const subjectWritten = written.has('item:Subject');
	if (!subjectWritten && (creating || displayWritten)) {
		set(properties, 'item:Subject', text(properties, 'DisplayName') || text(properties, 'FileAs'));
	}
}

// PidLidYomiFirstName and PidLidYomiLastName (MS-OXPROPS 2.353, 2.355).
const YOMI_FIRST = namedKey('Address', 0x802c);
const YOMI_LAST = namedKey('Address', 0x802d);

const named = (properties: ReadonlyMap<string, Value>, key: string) =>
	String(properties.get(key) ?? '');

/** CompleteName is read-only and always composed. */
export function completeName(properties: ReadonlyMap<string, Value>): Array<[string, string]> {
	const parts: Array<[string, string]> = [
		['Title', text(properties, 'Title')],
		['FirstName', first(properties)],
		['MiddleName', middle(properties)],
		['LastName', last(properties)],
		['Suffix', suffix(properties)],
		['Initials', text(properties, 'Initials')],
		['FullName', text(properties, 'DisplayName') || fullName(properties)],
		['Nickname', text(properties, 'Nickname')],
		['YomiFirstName', named(properties, YOMI_FIRST)],
		['YomiLastName', named(properties, YOMI_LAST)],
	];
	return parts.filter(([, value]) => value !== '');
}
