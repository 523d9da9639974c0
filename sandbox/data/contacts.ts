import type { ItemInput, Value } from '../store';
import type { Random } from '../store/random';
import { HARD_TEXTS, longText, sentence, word } from './words';

const TITLES = ['Dr.', 'Prof.', 'Mx.'];
const DEPARTMENTS = ['Sales', 'Service', 'Logistics', 'Research', 'Finance', 'Einkauf', 'Qualität'];
const JOBS = ['Engineer', 'Manager', 'Assistant', 'Analyst', 'Director', 'Fahrer/in', 'Technician'];
const COUNTRIES = ['Germany', 'Österreich', 'Schweiz', 'France', 'United Kingdom', '日本'];
const CATEGORIES = ['Customer', 'Supplier', 'Partner', 'VIP', 'Newsletter', 'Größe L'];
const MAPPINGS = ['LastCommaFirst', 'FirstSpaceLast', 'Company', 'LastCommaFirstCompany'];

function phone(random: Random): string {
	const digits = (n: number) => Array.from({ length: n }, () => random.below(10)).join('');
	return `+49 ${30 + random.below(60)} ${digits(4)}-${digits(3)}`;
}

function day(random: Random, from: number, years: number): number {
	return Date.UTC(from + random.below(years), random.below(12), 1 + random.below(28));
}

/** One contact; `index` makes its addresses unique. About every seventh text is a hard one. */
export function contact(random: Random, index: number, companies: readonly string[]): ItemInput {
	const properties: Record<string, Value> = {};
	const put = (key: string, value: Value | undefined) => {
		if (value !== undefined && value !== '') properties[key] = value;
	};
	const maybe = <T extends Value>(probability: number, make: () => T): T | undefined =>
		random.chance(probability) ? make() : undefined;

	const given = word(random);
	const last = random.chance(0.03) ? random.pick(HARD_TEXTS) : word(random, 3);
	const company = random.chance(0.04) ? random.pick(HARD_TEXTS) : random.pick(companies);
	put('contacts:GivenName', given);
	put('contacts:Surname', last);
	put(
		'contacts:MiddleName',
		maybe(0.2, () => word(random, 1)),
	);
	put(
		'contacts:Initials',
		maybe(0.5, () => `${given[0] ?? ''}.${last[0] ?? ''}.`),
	);
	put(
		'contacts:Title',
		maybe(0.15, () => random.pick(TITLES)),
	);
	put(
		'contacts:Generation',
		maybe(0.05, () => 'II'),
	);
	put(
		'contacts:Nickname',
		maybe(0.2, () => word(random, 1)),
	);
	put('contacts:CompanyName', random.chance(0.93) ? company : undefined);
	put(
		'contacts:Department',
		maybe(0.7, () => random.pick(DEPARTMENTS)),
	);
	put(
		'contacts:JobTitle',
		maybe(0.8, () => random.pick(JOBS)),
	);
	put(
		'contacts:OfficeLocation',
		maybe(0.5, () => `B${random.below(9)}/${100 + random.below(400)}`),
	);
	put(
		'contacts:Manager',
		maybe(0.3, () => `${word(random)} ${word(random)}`),
	);
	put(
		'contacts:AssistantName',
		maybe(0.2, () => word(random)),
	);
	put(
		'contacts:Profession',
		maybe(0.3, () => random.pick(JOBS)),
	);
	put(
		'contacts:SpouseName',
		maybe(0.2, () => word(random)),
	);
	put(
		'contacts:Children',
		maybe(0.1, () => [word(random), word(random)]),
	);
	put(
		'contacts:Companies',
		maybe(0.1, () => [company, random.pick(companies)]),
	);
	put(
		'contacts:Mileage',
		maybe(0.1, () => String(random.below(900))),
	);
	put(
		'contacts:BusinessHomePage',
		maybe(0.4, () => `https://example.org/c/${index}?a=1&b=2`),
	);
	put(
		'contacts:Birthday',
		maybe(0.4, () => day(random, 1950, 55) + 11 * 3600_000 + 59 * 60_000),
	);
	put(
		'contacts:WeddingAnniversary',
		maybe(0.15, () => day(random, 1980, 40)),
	);
	put('contacts:FileAsMapping', random.pick(MAPPINGS));
	put(
		'contacts:PostalAddressIndex',
		maybe(0.6, () => 'Business'),
	);

	for (const slot of [1, 2, 3]) {
		if (!random.chance([0.97, 0.4, 0.12][slot - 1] ?? 0)) continue;
		const key = `contacts:EmailAddress:EmailAddress${slot}`;
		put(key, `contact.${index}${slot === 1 ? '' : `.${slot}`}@example.org`);
		put(`${key}:Name`, `${given} ${last}`);
		put(`${key}:RoutingType`, 'SMTP');
	}
	put(
		'contacts:ImAddress:ImAddress1',
		maybe(0.2, () => `sip:contact.${index}@example.org`),
	);
	const phones: ReadonlyArray<[string, number]> = [
		['BusinessPhone', 0.9],
		['BusinessPhone2', 0.15],
		['MobilePhone', 0.7],
		['HomePhone', 0.4],
		['HomePhone2', 0.05],
		['BusinessFax', 0.3],
		['HomeFax', 0.05],
		['Pager', 0.05],
		['CompanyMainPhone', 0.3],
		['AssistantPhone', 0.1],
		['OtherTelephone', 0.1],
		['CarPhone', 0.05],
		['PrimaryPhone', 0.1],
	];
	for (const [key, probability] of phones) {
		if (random.chance(probability)) put(`contacts:PhoneNumber:${key}`, phone(random));
	}
	for (const [place, probability] of [
		['Business', 0.9],
		['Home', 0.4],
		['Other', 0.08],
	] as const) {
		if (!random.chance(probability)) continue;
		const at = (part: string) => `contacts:PhysicalAddress:${part}:${place}`;
		const street = `${word(random)}straße ${1 + random.below(200)}`;
		put(at('Street'), random.chance(0.02) ? longText(random, 300 + random.below(60)) : street);
		put(at('City'), word(random));
		put(
			at('State'),
			maybe(0.6, () => word(random)),
		);
		put(at('PostalCode'), String(10000 + random.below(89999)));
		put(at('CountryOrRegion'), random.pick(COUNTRIES));
	}
	const categories = CATEGORIES.filter(() => random.chance(0.15));
	if (categories.length > 0) put('item:Categories', categories);
	if (random.chance(0.5)) {
		const text = random.chance(0.2)
			? longText(random, 300 + random.below(900))
			: `${sentence(random, 8)}\r\n${sentence(random, 5)}`;
		properties['item:Body'] = { type: 'Text', text };
	}
	put('item:Importance', random.chance(0.1) ? 'High' : 'Normal');
	put('item:Sensitivity', random.chance(0.05) ? 'Private' : 'Normal');
	return { kind: 'Contact', properties };
}
