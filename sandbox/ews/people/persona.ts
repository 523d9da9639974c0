import { isGroup, isMailbox, type Entry, type Item } from '../../store';
import type { Context } from '../context';
import type { Comparable } from '../search/compare';
import type { Subject } from '../search/restriction';
import { contactAddresses, contactText } from './contacts';
import { detail, phones } from './entry';

export interface Phone {
	readonly number: string;
	/** PersonaPhoneNumberType: Business, Home, Mobile … */
	readonly type: string;
}
export interface PostalAddress {
	readonly parts: ReadonlyArray<readonly [string, string]>;
	readonly type: 'Business' | 'Home' | 'Other';
}

/** What is known of one person: a contact of a folder, or an entry of the directory. */
export interface Persona {
	readonly id: string;
	readonly type: 'Person' | 'DistributionList' | 'Room';
	readonly source: 'directory' | 'contact';
	/** FieldURI without "persona:" -> text; what is missing is absent. */
	readonly texts: ReadonlyMap<string, string>;
	readonly addresses: readonly string[];
	/** MailboxTypeType of the addresses. */
	readonly mailboxType: string;
	/** Element of the persona, such as BusinessPhoneNumbers -> number. */
	readonly phones: ReadonlyMap<string, Phone>;
	readonly postal: ReadonlyMap<string, PostalAddress>;
	readonly created?: number;
}

const HEAD = Buffer.from([0x00, 0x05, 0x10]);

/** Opaque, begins with "AAUQ", and names the contact or the entry. */
function personaId(kind: 'directory' | 'contact', key: string): string {
	return Buffer.concat([HEAD, Buffer.from(`${kind}\n${key}`)]).toString('base64');
}

/** The persona that an id names; undefined for what is no such id. */
export function readPersonaId(id: string): { source: string; key: string } | undefined {
	const bytes = Buffer.from(id, 'base64');
	if (!bytes.subarray(0, 3).equals(HEAD)) return undefined;
	const [source = '', key = ''] = bytes.subarray(3).toString().split('\n');
	return { source, key };
}

/** PhoneNumberKeyType -> element of the persona, and the kind of number. */
const PHONES: Readonly<Record<string, readonly [string, string]>> = {
	BusinessPhone: ['BusinessPhoneNumbers', 'Business'],
	BusinessPhone2: ['BusinessPhoneNumbers2', 'Business2'],
	HomePhone: ['HomePhones', 'Home'],
	HomePhone2: ['HomePhones2', 'Home2'],
	MobilePhone: ['MobilePhones', 'Mobile'],
	AssistantPhone: ['AssistantPhoneNumbers', 'Assistant'],
	Callback: ['CallbackPhones', 'Callback'],
	CarPhone: ['CarPhones', 'Car'],
	HomeFax: ['HomeFaxes', 'HomeFax'],
	CompanyMainPhone: ['OrganizationMainPhones', 'OrganizationMain'],
	OtherFax: ['OtherFaxes', 'OtherFax'],
	OtherTelephone: ['OtherTelephones', 'Other'],
	Pager: ['Pagers', 'Pager'],
	RadioPhone: ['RadioPhones', 'Radio'],
	Telex: ['TelexNumbers', 'Telex'],
	BusinessFax: ['WorkFaxes', 'WorkFax'],
};

/** FieldURI of the persona -> property of a contact. */
const TEXTS: Readonly<Record<string, string>> = {
	DisplayName: 'DisplayName',
	FileAs: 'FileAs',
	GivenName: 'GivenName',
	MiddleName: 'MiddleName',
	Surname: 'Surname',
	Nickname: 'Nickname',
	Title: 'JobTitle',
	Department: 'Department',
	CompanyName: 'CompanyName',
	Location: 'OfficeLocation',
	ImAddress: 'ImAddress:ImAddress1',
	HomeCity: 'PhysicalAddress:City:Home',
	WorkCity: 'PhysicalAddress:City:Business',
	Manager: 'Manager',
	AssistantName: 'AssistantName',
};

const POSTAL: ReadonlyArray<readonly [string, PostalAddress['type']]> = [
	['BusinessAddresses', 'Business'],
	['HomeAddresses', 'Home'],
	['OtherAddresses', 'Other'],
];
const PARTS: ReadonlyArray<readonly [string, string]> = [
	['Street', 'Street'],
	['City', 'City'],
	['State', 'State'],
	['Country', 'CountryOrRegion'],
	['PostalCode', 'PostalCode'],
];

function textsOf(read: (property: string) => string): Map<string, string> {
	const texts = new Map<string, string>();
	for (const [uri, property] of Object.entries(TEXTS)) {
		const value = read(property);
		if (value !== '') texts.set(uri, value);
	}
	const join = (...names: readonly string[]) =>
		names.map((name) => texts.get(name) ?? '').filter(Boolean);
	const whole = texts.get('DisplayName') ?? '';
	texts.set('DisplayNameFirstLast', join('GivenName', 'Surname').join(' ') || whole);
	texts.set('DisplayNameLastFirst', join('Surname', 'GivenName').join(' ') || whole);
	return texts;
}

function postalOf(read: (property: string) => string): Map<string, PostalAddress> {
	const all = new Map<string, PostalAddress>();
	for (const [name, type] of POSTAL) {
		const parts = PARTS.map(
			([part, property]) => [part, read(`PhysicalAddress:${property}:${type}`)] as const,
		).filter(([, value]) => value !== '');
		if (parts.length > 0) all.set(name, { parts, type });
	}
	return all;
}

function phonesOf(numbers: ReadonlyArray<readonly [string, string]>): Map<string, Phone> {
	const all = new Map<string, Phone>();
	for (const [key, number] of numbers) {
		const known = PHONES[key];
		if (known !== undefined) all.set(known[0], { number, type: known[1] });
	}
	return all;
}

export function entryPersona(entry: Entry): Persona {
	const texts = textsOf((property) => detail(entry, property));
	texts.set('DisplayName', entry.displayName);
	const type = isGroup(entry)
		? 'DistributionList'
		: isMailbox(entry) && entry.type === 'room'
			? 'Room'
			: 'Person';
	return {
		id: personaId('directory', entry.primarySmtp.toLowerCase()),
		type,
		source: 'directory',
		texts,
		addresses: [entry.primarySmtp],
		mailboxType: isGroup(entry) ? 'PublicDL' : isMailbox(entry) ? 'Mailbox' : 'Contact',
		phones: phonesOf(phones(entry)),
		postal: postalOf((property) => detail(entry, property)),
	};
}

export function contactPersona(item: Item): Persona {
	const numbers = Object.keys(PHONES).flatMap((key): Array<[string, string]> => {
		const number = contactText(item, `PhoneNumber:${key}`);
		return number === '' ? [] : [[key, number]];
	});
	return {
		id: personaId('contact', item.id),
		type: item.kind === 'DistributionList' ? 'DistributionList' : 'Person',
		source: 'contact',
		texts: textsOf((property) => contactText(item, property)),
		addresses: contactAddresses(item),
		mailboxType: 'Contact',
		phones: phonesOf(numbers),
		postal: postalOf((property) => contactText(item, property)),
		created: item.created,
	};
}

/** The persona of an id that is of this server. */
export function personaById(ctx: Context, id: string): Persona | undefined {
	const read = readPersonaId(id);
	if (read?.source === 'directory') {
		const entry = ctx.store.directory.findEntry(read.key);
		return entry && entryPersona(entry);
	}
	const item = read && ctx.store.findItem(read.key);
	return item && contactPersona(item);
}

/** What a restriction or an order of FindPeople looks at. */
export function personaSubject(persona: Persona): Subject {
	return {
		get(key: string): Comparable | undefined {
			const name = key.replace(/^persona:/, '');
			if (name === 'EmailAddress') return persona.addresses[0];
			if (name === 'EmailAddresses') return persona.addresses;
			if (name === 'PersonaType') return persona.type;
			if (name === 'CreationTime') return persona.created;
			if (name === 'PhoneNumber') return [...persona.phones.values()][0]?.number;
			return persona.texts.get(name) ?? persona.phones.get(name)?.number;
		},
	};
}
