import { isMapiName, mapiColumn, withProperties } from '../../../core/schema/mapi';
import { findColumn, resolveColumn } from '../../../core/schema/resolve';
import { findDirectoryTable, findTable } from '../../../core/tables/registry';

const contact = findTable('contact', 'ews').table;
const ADDRESS = '00062004-0000-0000-C000-000000000046';
const PUBLIC = '00020329-0000-0000-C000-000000000046';

describe('a MAPI property as a column', () => {
	it.each([
		['String 0x3A45', 'String 0x3A45', 'text', { tag: '0x3A45', mapiType: 'String' }],
		[' string  0x3a45 ', 'String 0x3A45', 'text', { tag: '0x3A45', mapiType: 'String' }],
		['Integer 23', 'Integer 0x0017', 'integer', { tag: '0x0017', mapiType: 'Integer' }],
		['Boolean 0x0E1B', 'Boolean 0x0E1B', 'boolean', { tag: '0x0E1B', mapiType: 'Boolean' }],
		['Long 0x0E08', 'Long 0x0E08', 'int64', { tag: '0x0E08', mapiType: 'Long' }],
		['Double 0x4001', 'Double 0x4001', 'decimal', { tag: '0x4001', mapiType: 'Double' }],
		[
			'SystemTime 0x3A41',
			'SystemTime 0x3A41',
			'dateTime',
			{ tag: '0x3A41', mapiType: 'SystemTime' },
		],
		['Binary 0x300B', 'Binary 0x300B', 'binary', { tag: '0x300B', mapiType: 'Binary' }],
		[
			'StringArray 0x3A58',
			'StringArray 0x3A58',
			'textList',
			{ tag: '0x3A58', mapiType: 'StringArray' },
		],
		[
			'IntegerArray 0x4002',
			'IntegerArray 0x4002',
			'object',
			{ tag: '0x4002', mapiType: 'IntegerArray' },
		],
		[
			`Integer {${ADDRESS.toLowerCase()}} id 0x8005`,
			`Integer {${ADDRESS}} Id 0x8005`,
			'integer',
			{ set: ADDRESS, propertyId: 0x8005, mapiType: 'Integer' },
		],
		[
			'String address Id 32773',
			`String {${ADDRESS}} Id 0x8005`,
			'text',
			{ set: ADDRESS, propertyId: 0x8005, mapiType: 'String' },
		],
		[
			`String {${PUBLIC}} Name Colour of the car`,
			`String {${PUBLIC}} Name Colour of the car`,
			'text',
			{ set: PUBLIC, propertyName: 'Colour of the car', mapiType: 'String' },
		],
	])('%s', (name, id, type, field) => {
		const column = mapiColumn(name);
		expect(column).toMatchObject({ id, label: id, type, ews: { field }, graph: { mapi: id } });
		expect(resolveColumn(contact, name, 'ews')).toBe(column);
		expect(resolveColumn(contact, name, 'graph')).toBe(column);
	});

	it.each([
		['String 0x8005', /lies between 0x0001 and 0x7FFF/],
		['String 0x3A45001F', /lies between 0x0001 and 0x7FFF/],
		['Integer 0', /lies between/],
		['String 0x3A4G', /'0x3A4G' is no property tag/],
		[`String {${PUBLIC}}`, /needs 'Id' and a number, or 'Name'/],
		[`String {${PUBLIC.slice(1)}} Name Foo`, /is no property set/],
		[`String {${PUBLIC}} Id Foo`, /'Foo' is no property id/],
		[`String {${PUBLIC}} Name`, /ends too early or has a part too many/],
		[`String {${PUBLIC}} Foo Bar`, /ends too early or has a part too many/],
	])('refuses %s and says why', (name, why) => {
		expect(() => resolveColumn(contact, name, 'ews')).toThrow(
			expect.objectContaining({
				field: name,
				message: expect.stringMatching(why),
				advice: expect.stringContaining("'String 0x3A45'"),
			}),
		);
		expect(withProperties(contact, [name])).toBe(contact);
	});

	it.each(['Long description', 'String', 'givenName', 'Binary data', 'Boolean', 'Object 0x3A45'])(
		'%s is another name',
		(name) => expect(isMapiName(name)).toBe(false),
	);

	it('is none of a directory', () => {
		expect(findColumn(findDirectoryTable('user'), 'String 0x3A45', 'ldap')).toBeUndefined();
	});

	it('makes one table of the same names', () => {
		const names = ['givenName', 'String 0x3A45', 'Integer 0x0017'];
		const wide = withProperties(contact, names);
		expect(wide.columns).toHaveLength(contact.columns.length + 2);
		expect(withProperties(contact, names.slice().reverse())).toBe(wide);
		expect(withProperties(contact, ['givenName'])).toBe(contact);
	});
});
