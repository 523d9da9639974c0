import {
	dnKey,
	escapeDnValue,
	formatDn,
	parseDn,
	splitDns,
	splitFirst,
	under,
} from '../../../core/schema/dn';

describe('Distinguished names', () => {
	it.each([
		['Comma, Inc'],
		['Plus+One'],
		['#Hash'],
		['"Quoted"'],
		['Back\\Slash'],
		['Ends with backslash\\'],
		['Less<More>'],
		['Semi;Colon'],
		['Equal=Sign'],
		[' Leading'],
		['Trailing '],
		[' '],
		['Ümläut 日本 🙂'],
		['Star*(Paren)/'],
	])('keeps the value %j through writing and reading', (value) => {
		const dn = `CN=${escapeDnValue(value)},DC=example,DC=test`;
		expect(parseDn(dn)[0]).toEqual([{ type: 'CN', value }]);
		expect(splitFirst(dn).parent).toBe('DC=example,DC=test');
		// No comma but those between names, whatever the value: libraries split there.
		expect(dn.split(',')).toHaveLength(3);
	});

	it('takes the ways of escaping for the same', () => {
		const forms = [
			'CN=Doe\\, Jo,OU=Sales,DC=x',
			'cn=Doe\\2c Jo, ou=Sales, dc=x',
			'CN="Doe, Jo";OU=sales;DC=X',
			'CN = DOE\\2C JO , OU = Sales,DC=x',
		];
		expect(new Set(forms.map(dnKey)).size).toBe(1);
		expect(dnKey('CN=a+SN=b,DC=x')).toBe(dnKey('sn=b+cn=A,dc=X'));
		expect(dnKey('CN=a\\,OU=b,DC=x')).not.toBe(dnKey('CN=a,OU=b,DC=x'));
	});

	it('knows what stands in a container', () => {
		const inSales = under('OU=Süd\\, West,DC=x');
		expect(inSales('CN=a,ou=süd\\2c west,dc=X')).toBe(true);
		expect(inSales('OU=Süd\\, West,DC=x')).toBe(true);
		expect(inSales('CN=a,OU=Not Süd\\, West,DC=x')).toBe(false);
		expect(inSales('CN=a\\,OU=Süd\\, West,DC=x')).toBe(false);
		expect(under('')('DC=x')).toBe(true);
	});

	it.each([
		['not a name', 1],
		['CN=', 4],
		['CN=a,', 6],
		['CN=a,,DC=x', 6],
		['CN=a\\z,DC=x', 5],
		['CN="a,DC=x', 4],
		['CN=a<b,DC=x', 5],
		['=a', 1],
	])('refuses %j at position %d', (text, position) => {
		expect(() => parseDn(text, 'Base DN')).toThrow(new RegExp(`Base DN.*position ${position}$`));
	});

	it('separates several by line or semicolon', () => {
		expect(splitDns(' DC=a\r\nOU=b\\;c,DC=x; DC=d\n\n')).toEqual(['DC=a', 'OU=b\\;c,DC=x', 'DC=d']);
		expect(formatDn(parseDn('CN=a\\+b,DC=x'))).toBe('CN=a\\2bb,DC=x');
	});
});
