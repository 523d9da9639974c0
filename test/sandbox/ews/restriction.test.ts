import {
	createContact,
	find,
	inContacts,
	sandbox,
	texts,
	validateAll,
	type CallOptions,
} from './support';
import { contains } from '../../../sandbox/ews/search/contains';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

function seeded(): Store {
	const store = sandbox();
	const add = (given: string, rest = '') =>
		createContact(store, `<t:GivenName>${given}</t:GivenName>${rest}`);
	add('Anton', '<t:CompanyName>Fabrikam</t:CompanyName><t:Surname>Anton</t:Surname>');
	add('berta', '<t:CompanyName>fabrikam</t:CompanyName><t:Surname>Zeta</t:Surname>');
	add('Cäsar', '<t:JobTitle>Senior Engineer</t:JobTitle>');
	add('Dora', '<t:CompanyName>Contoso</t:CompanyName><t:JobTitle>Engineering Lead</t:JobTitle>');
	return store;
}

const field = (uri: string) => `<t:FieldURI FieldURI="${uri}"/>`;
const constant = (value: string) =>
	`<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant>`;
const compare = (operator: string, uri: string, value: string) =>
	`<t:${operator}>${field(uri)}${constant(value)}</t:${operator}>`;
const holds = (uri: string, value: string, mode: string, comparison: string) =>
	`<t:Contains ContainmentMode="${mode}" ContainmentComparison="${comparison}">${field(uri)}<t:Constant Value="${value}"/></t:Contains>`;

const SHAPE = `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${field('contacts:GivenName')}</t:AdditionalProperties>`;
const BY_NAME = `<t:FieldOrder Order="Ascending">${field('contacts:GivenName')}</t:FieldOrder>`;

function names(store: Store, where: string, options?: CallOptions): string[] {
	return texts(find(store, { shape: SHAPE, where, sort: BY_NAME }, options), 'GivenName');
}

test.each([
	[compare('IsEqualTo', 'contacts:CompanyName', 'FABRIKAM'), ['Anton', 'berta']],
	[compare('IsNotEqualTo', 'contacts:CompanyName', 'fabrikam'), ['Cäsar', 'Dora']],
	[compare('IsGreaterThan', 'contacts:GivenName', 'c'), ['Cäsar', 'Dora']],
	[compare('IsGreaterThanOrEqualTo', 'contacts:GivenName', 'dora'), ['Dora']],
	[compare('IsLessThan', 'contacts:GivenName', 'Berta'), ['Anton']],
	[compare('IsLessThanOrEqualTo', 'contacts:GivenName', 'Berta'), ['Anton', 'berta']],
	[compare('IsLessThan', 'contacts:CompanyName', 'zzz'), ['Anton', 'berta', 'Dora']],
	[`<t:Exists>${field('contacts:JobTitle')}</t:Exists>`, ['Cäsar', 'Dora']],
	[`<t:Not><t:Exists>${field('contacts:JobTitle')}</t:Exists></t:Not>`, ['Anton', 'berta']],
	[
		`<t:IsEqualTo>${field('contacts:GivenName')}<t:FieldURIOrConstant>${field('contacts:Surname')}</t:FieldURIOrConstant></t:IsEqualTo>`,
		['Anton'],
	],
	[
		`<t:And>${compare('IsEqualTo', 'contacts:CompanyName', 'fabrikam')}<t:Not>${compare('IsEqualTo', 'contacts:Surname', 'zeta')}</t:Not></t:And>`,
		['Anton'],
	],
	[
		`<t:Or>${compare('IsEqualTo', 'contacts:GivenName', 'dora')}${compare('IsEqualTo', 'contacts:GivenName', 'anton')}</t:Or>`,
		['Anton', 'Dora'],
	],
	[holds('contacts:JobTitle', 'engineer', 'Substring', 'IgnoreCase'), ['Cäsar', 'Dora']],
	[holds('contacts:JobTitle', 'engineer', 'Substring', 'Exact'), []],
	[holds('contacts:JobTitle', 'engineer', 'ExactPhrase', 'IgnoreCase'), ['Cäsar']],
	[holds('contacts:JobTitle', 'eng', 'PrefixOnWords', 'IgnoreCase'), ['Cäsar', 'Dora']],
	[holds('contacts:JobTitle', 'eng', 'Prefixed', 'IgnoreCase'), ['Dora']],
	[
		holds('contacts:GivenName', 'casar', 'FullString', 'IgnoreCaseAndNonSpacingCharacters'),
		['Cäsar'],
	],
	[
		`<t:IsEqualTo><t:ExtendedFieldURI PropertyTag="0x3A16" PropertyType="String"/>${constant('contoso')}</t:IsEqualTo>`,
		['Dora'],
	],
])('restriction %#', (where, expected) => {
	expect(names(seeded(), where)).toEqual(expected);
});

test('Excludes looks at bits', () => {
	const store = sandbox();
	const set = (value: number) =>
		createContact(
			store,
			`<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="bits" PropertyType="Integer"/><t:Value>${value}</t:Value></t:ExtendedProperty><t:GivenName>n${value}</t:GivenName>`,
		);
	[1, 2, 4, 6].forEach(set);
	const where = `<t:Excludes><t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="bits" PropertyType="Integer"/><t:Bitmask Value="2"/></t:Excludes>`;
	expect(names(store, where)).toEqual(['n1', 'n4']);
});

test('what the store cannot search is refused by name', () => {
	const store = seeded();
	const codes = (where: string) => find(store, { where }).codes;
	expect(codes(compare('IsEqualTo', 'contacts:CompleteName', 'x'))).toEqual([
		'ErrorUnsupportedPathForQuery',
	]);
	expect(codes(compare('IsEqualTo', 'item:DateTimeCreated', 'noon'))).toEqual([
		'ErrorInvalidValueForProperty',
	]);
	expect(codes(holds('item:DateTimeCreated', '2026', 'Substring', 'Exact'))).toEqual([
		'ErrorContainsFilterWrongType',
	]);
	const sort = `<t:FieldOrder Order="Ascending">${field('item:Categories')}</t:FieldOrder>`;
	expect(find(store, { sort }).codes).toEqual(['ErrorUnsupportedPathForSortGroup']);
	expect(find(store, { folder: inContacts }).codes).toEqual(['NoError']);
});

test('several sort keys, missing values first', () => {
	const store = seeded();
	const sort = `<t:FieldOrder Order="Ascending">${field('contacts:CompanyName')}</t:FieldOrder><t:FieldOrder Order="Descending">${field('contacts:GivenName')}</t:FieldOrder>`;
	expect(texts(find(store, { shape: SHAPE, sort }), 'GivenName')).toEqual([
		'Cäsar',
		'Dora',
		'berta',
		'Anton',
	]);
});

test('Contains: modes and comparisons', () => {
	expect(contains('A phrase, here', 'phrase', 'ExactPhrase')).toBe(true);
	expect(contains('paraphrase', 'phrase', 'ExactPhrase')).toBe(false);
	expect(contains('Straße', 'STRASSE', 'FullString', 'IgnoreCase')).toBe(false);
	expect(contains('ﬁne', 'fine', 'FullString', 'Loose')).toBe(true);
	expect(contains('ＦＩＮＥ', 'fine', 'FullString', 'LooseAndIgnoreCase')).toBe(true);
	expect(contains('é', 'e', 'FullString', 'Exact')).toBe(false);
	expect(contains('é', 'E', 'FullString', 'LooseAndIgnoreCaseAndIgnoreNonSpace')).toBe(true);
});
