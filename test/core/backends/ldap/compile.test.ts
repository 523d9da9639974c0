import { compile } from '../../../../core/backends/ldap/compile';
import { filterText } from '../../../../core/backends/ldap/filter';
import type { Condition } from '../../../../core/query/condition';
import { normalizeCondition } from '../../../../core/query/normalize';
import { columnsById } from '../../../../core/schema/resolve';
import { findDirectoryTable } from '../../../../core/tables/registry';

const user = findDirectoryTable('user');

function compiled(condition: Condition): { filter?: string; residual: boolean } {
	const normal = normalizeCondition(user, condition, 'ldap', { timeZone: 'UTC' });
	const { filter, residual } = compile(normal, columnsById(user));
	return { ...(filter ? { filter: filterText(filter) } : {}), residual: residual !== undefined };
}

const is = (column: string, operator: string, value?: unknown): Condition =>
	({ column, operator, ...(value === undefined ? {} : { value }) }) as Condition;

describe('A condition as an LDAP filter', () => {
	// With `true` every row is checked again: Active Directory lets more through than the truth table.
	it.each([
		['text, equal', is('sn', 'equals', 'Smith'), '(sn=Smith)', true],
		['text, escaped', is('sn', 'contains', '*)(cn=*'), '(sn=*\\2a\\29\\28cn=\\2a*)', true],
		['text, begins', is('sn', 'startsWith', 'a\\'), '(sn=a\\5c*)', true],
		['text, ends', is('sn', 'endsWith', 'son'), '(sn=*son)', true],
		['text, one of', is('sn', 'in', ['a', 'b']), '(|(sn=a)(sn=b))', true],
		['text, not equal: here alone', is('sn', 'notEquals', 'Smith'), undefined, true],
		['text, not containing: here alone', is('sn', 'notContains', 'x'), undefined, true],
		['text, order: present at least', is('sn', 'greaterThan', 'm'), '(sn=*)', true],
		['present', is('mobile', 'isNotEmpty'), '(mobile=*)', false],
		['absent', is('mobile', 'isEmpty'), '(!(mobile=*))', false],
		['integer', is('countryCode', 'equals', 756), '(countryCode=756)', false],
		['integer, not', is('countryCode', 'notEquals', 756), '(!(countryCode=756))', false],
		['integer, above', is('countryCode', 'greaterThan', 5), '(countryCode>=6)', false],
		['integer, below', is('countryCode', 'lessThan', 5), '(countryCode<=4)', false],
		[
			'integer, between',
			is('countryCode', 'between', [1, 9]),
			'(&(countryCode>=1)(countryCode<=9))',
			false,
		],
		[
			'bits that are 0',
			is('userAccountControl', 'excludesBits', 34),
			'(&(userAccountControl=*)(!(userAccountControl:1.2.840.113556.1.4.804:=34)))',
			false,
		],
		[
			'boolean',
			is('msExchHideFromAddressLists', 'equals', false),
			'(msExchHideFromAddressLists=FALSE)',
			false,
		],
		[
			'enabled',
			is('enabled', 'equals', true),
			'(&(userAccountControl=*)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))',
			false,
		],
		[
			'disabled',
			is('enabled', 'equals', false),
			'(userAccountControl:1.2.840.113556.1.4.803:=2)',
			false,
		],
		[
			'flag',
			is('accountFlags', 'equals', 'DONT_EXPIRE_PASSWORD'),
			'(userAccountControl:1.2.840.113556.1.4.803:=65536)',
			false,
		],
		[
			'GUID',
			is('objectGUID', 'equals', '{F08B3A6C-7344-5E4D-9F00-0123456789AB}'),
			'(objectGUID=\\6c\\3a\\8b\\f0\\44\\73\\4d\\5e\\9f\\00\\01\\23\\45\\67\\89\\ab)',
			false,
		],
		[
			'SID',
			is('objectSid', 'equals', 'S-1-5-32-544'),
			'(objectSid=\\01\\02\\00\\00\\00\\00\\00\\05 \\00\\00\\00 \\02\\00\\00)',
			false,
		],
		[
			'name of another',
			is('manager', 'equals', 'CN=Doe\\, Jo,DC=example,DC=test'),
			'(manager=CN=Doe\\5c, Jo,DC=example,DC=test)',
			false,
		],
		[
			'FILETIME',
			is('accountExpires', 'lessThan', '2033-04-05T06:07:08Z'),
			'(accountExpires<=136407676280009999)',
			true,
		],
		[
			'FILETIME, never',
			is('accountExpires', 'isEmpty'),
			'(!(&(accountExpires=*)(!(accountExpires=0))(!(accountExpires=9223372036854775807))))',
			false,
		],
		[
			'generalized time, widened to seconds',
			is('whenCreated', 'greaterThan', '2026-01-02T03:04:05.678Z'),
			'(whenCreated>=20260102030405.0Z)',
			true,
		],
		[
			'primary address',
			is('primarySmtp', 'equals', 'a@example.test'),
			'(|(proxyAddresses=SMTP:a@example.test)(mail=a@example.test))',
			true,
		],
		['alias', is('aliases', 'contains', 'jo'), '(proxyAddresses=smtp:*jo*)', true],
		['computed by the server: here alone', is('canonicalName', 'isNotEmpty'), undefined, true],
	])('%s', (_name, condition, filter, residual) => {
		expect(compiled(condition)).toEqual({ ...(filter ? { filter } : {}), residual });
	});

	it('sends what it can of an AND, all or nothing of an OR', () => {
		const exact = is('countryCode', 'equals', 1);
		const here = is('sn', 'notEquals', 'a');
		expect(compiled({ and: [exact, here] })).toEqual({ filter: '(countryCode=1)', residual: true });
		expect(compiled({ or: [exact, here] })).toEqual({ residual: true });
		expect(compiled({ or: [exact, is('mail', 'isEmpty')] })).toEqual({
			filter: '(|(countryCode=1)(!(mail=*)))',
			residual: false,
		});
		expect(compiled({ not: { and: [exact, is('mail', 'isEmpty')] } })).toEqual({
			filter: '(!(&(countryCode=1)(!(mail=*))))',
			residual: false,
		});
		expect(compiled({ not: { and: [exact, is('sn', 'equals', 'a')] } })).toEqual({
			residual: true,
		});
	});

	it('keeps lists of thousands out of the filter', () => {
		const values = Array.from({ length: 1001 }, (_, index) => `u${index}`);
		const { filter, residual } = compiled(is('sAMAccountName', 'in', values));
		expect([filter, residual]).toEqual(['(sAMAccountName=*)', true]);
	});

	it('refuses identifiers of another form', () => {
		expect(() => compiled(is('objectGUID', 'equals', 'x'))).toThrow(/compared with 'x'/);
		expect(() => compiled(is('objectSid', 'equals', 'S-2'))).toThrow(/compared with 'S-2'/);
		expect(() => compiled(is('memberOf', 'equals', 'Sales'))).toThrow(/no distinguished name/);
	});
});
