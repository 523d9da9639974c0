import type { Context } from '../context';
import { readPath } from '../fields/path';
import { printTime } from '../time';
import { element, wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import type { Persona } from './persona';

type Print = (persona: Persona, ctx: Context) => string;

function attributed(value: string): string {
	return value + wrap('Attributions', element('Attribution', '0'));
}

const text =
	(name: string): Print =>
	(persona) => {
		const value = persona.texts.get(name);
		return value === undefined ? '' : element(name, value);
	};

/** A list of one value, of a text that the persona has by another name. */
const texts =
	(name: string, source: string): Print =>
	(persona) => {
		const value = persona.texts.get(source);
		if (value === undefined) return '';
		return wrap(name, wrap('StringAttributedValue', attributed(element('Value', value))));
	};

const phoneValue = (phone: { number: string; type: string }) =>
	element('Number', phone.number) + element('Type', phone.type);

const phoneList =
	(name: string): Print =>
	(persona) => {
		const phone = persona.phones.get(name);
		if (phone === undefined) return '';
		const value = wrap('Value', phoneValue(phone));
		return wrap(name, wrap('PhoneNumberAttributedValue', attributed(value)));
	};

const postalList =
	(name: string): Print =>
	(persona) => {
		const address = persona.postal.get(name);
		if (address === undefined) return '';
		const parts = address.parts.map(([part, value]) => element(part, value)).join('');
		const value = wrap('Value', parts + element('Type', address.type));
		return wrap(name, wrap('PostalAddressAttributedValue', attributed(value)));
	};

function addressXml(name: string, persona: Persona, address: string): string {
	return wrap(
		name,
		element('Name', persona.texts.get('DisplayName') ?? address) +
			element('EmailAddress', address) +
			element('RoutingType', 'SMTP') +
			element('MailboxType', persona.mailboxType),
	);
}

const emails =
	(slot: number): Print =>
	(persona) => {
		const address = persona.addresses[slot - 1];
		if (address === undefined) return '';
		const value = addressXml('Value', persona, address);
		return wrap(`Emails${slot}`, wrap('EmailAddressAttributedValue', attributed(value)));
	};

/** Elements of a persona in the order of PersonaType; PersonaId is always there. */
const PRINTERS: ReadonlyArray<readonly [string, Print]> = [
	['PersonaType', (persona) => element('PersonaType', persona.type)],
	[
		'CreationTime',
		({ created }, ctx) =>
			created === undefined ? '' : element('CreationTime', printTime(created, ctx.milliseconds)),
	],
	['DisplayName', text('DisplayName')],
	['DisplayNameFirstLast', text('DisplayNameFirstLast')],
	['DisplayNameLastFirst', text('DisplayNameLastFirst')],
	['FileAs', text('FileAs')],
	['GivenName', text('GivenName')],
	['MiddleName', text('MiddleName')],
	['Surname', text('Surname')],
	['Nickname', text('Nickname')],
	['Title', text('Title')],
	['Department', text('Department')],
	['CompanyName', text('CompanyName')],
	['Location', text('Location')],
	[
		'EmailAddress',
		(persona) => {
			const [address] = persona.addresses;
			return address === undefined ? '' : addressXml('EmailAddress', persona, address);
		},
	],
	[
		'EmailAddresses',
		(persona) =>
			persona.addresses.length === 0
				? ''
				: wrap(
						'EmailAddresses',
						persona.addresses.map((one) => addressXml('Address', persona, one)).join(''),
					),
	],
	[
		'PhoneNumber',
		(persona) => {
			const [phone] = persona.phones.values();
			return phone === undefined ? '' : wrap('PhoneNumber', phoneValue(phone));
		},
	],
	['ImAddress', text('ImAddress')],
	['HomeCity', text('HomeCity')],
	['WorkCity', text('WorkCity')],
	['RelevanceScore', () => element('RelevanceScore', '2147483647')],
	['DisplayNames', texts('DisplayNames', 'DisplayName')],
	['FileAses', texts('FileAses', 'FileAs')],
	['GivenNames', texts('GivenNames', 'GivenName')],
	['MiddleNames', texts('MiddleNames', 'MiddleName')],
	['Surnames', texts('Surnames', 'Surname')],
	['Nicknames', texts('Nicknames', 'Nickname')],
	...[
		'BusinessPhoneNumbers',
		'BusinessPhoneNumbers2',
		'HomePhones',
		'HomePhones2',
		'MobilePhones',
		'AssistantPhoneNumbers',
		'CallbackPhones',
		'CarPhones',
		'HomeFaxes',
		'OrganizationMainPhones',
		'OtherFaxes',
		'OtherTelephones',
		'Pagers',
		'RadioPhones',
		'TelexNumbers',
		'WorkFaxes',
	].map((name) => [name, phoneList(name)] as const),
	['Emails1', emails(1)],
	['Emails2', emails(2)],
	['Emails3', emails(3)],
	['OfficeLocations', texts('OfficeLocations', 'Location')],
	['ImAddresses', texts('ImAddresses', 'ImAddress')],
	['BusinessAddresses', postalList('BusinessAddresses')],
	['HomeAddresses', postalList('HomeAddresses')],
	['OtherAddresses', postalList('OtherAddresses')],
	['Titles', texts('Titles', 'Title')],
	['Departments', texts('Departments', 'Department')],
	['CompanyNames', texts('CompanyNames', 'CompanyName')],
	['Managers', texts('Managers', 'Manager')],
	['AssistantNames', texts('AssistantNames', 'AssistantName')],
];

const DEFAULT = new Set(
	`PersonaType CreationTime DisplayName DisplayNameFirstLast DisplayNameLastFirst FileAs GivenName Surname
	CompanyName EmailAddress EmailAddresses ImAddress HomeCity WorkCity RelevanceScore`.split(/\s+/),
);

/** Which elements a request asks for, turned into XML for each persona. */
export class PersonaShape {
	private readonly printers: readonly Print[];

	/**
	 * @param base BaseShape; FindPeople without a shape means Default
	 * @param additional AdditionalProperties
	 */
	constructor(
		base: string,
		additional: readonly Node[],
		private readonly ctx: Context,
	) {
		const named = new Set<string>();
		for (const node of additional) {
			const path = readPath(node, ctx.requested);
			if (path.kind === 'field') named.add(path.uri.replace(/^persona:/, ''));
		}
		const wants = (name: string) =>
			base === 'AllProperties' || named.has(name) || (base === 'Default' && DEFAULT.has(name));
		this.printers = PRINTERS.flatMap(([name, print]) => (wants(name) ? [print] : []));
	}

	/** @param request FindPeople */
	static of(request: Node, ctx: Context): PersonaShape {
		const shape = child(request, 'PersonaShape');
		const base = shape && child(shape, 'BaseShape')?.text.trim();
		return new PersonaShape(
			base ?? 'Default',
			shape ? below(shape, 'AdditionalProperties') : [],
			ctx,
		);
	}

	/** @param name element, with its prefix */
	print(persona: Persona, name: string): string {
		const id = wrap('PersonaId', '', { Id: persona.id });
		return wrap(name, id + this.printers.map((print) => print(persona, this.ctx)).join(''));
	}
}
