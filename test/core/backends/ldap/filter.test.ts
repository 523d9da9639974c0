import { ldapts } from '../../../../core/backends/ldap/ldapts';
import { filterText, libraryFilter } from '../../../../core/backends/ldap/filter';
import { parseFilter } from '../../../../core/backends/ldap/filterParser';
import { InputError } from '../../../../core/errors';

const refusal = (text: string): InputError => {
	try {
		parseFilter(text);
	} catch (error) {
		return error as InputError;
	}
	throw new Error(`'${text}' was taken`);
};

describe('A filter written by hand', () => {
	// Examples of RFC 4515, section 4, and what administrators write.
	it.each([
		'(cn=Babs Jensen)',
		'(!(cn=Tim Howes))',
		'(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))',
		'(o=univ*of*mich*)',
		'(seeAlso=)',
		'(cn:caseExactMatch:=Fred Flintstone)',
		'(cn:=Betty Rubble)',
		'(sn:dn:2.4.6.8.10:=Barney Rubble)',
		'(o:dn:=Ace Industry)',
		'(:1.2.3:=Wilma Flintstone)',
		'(:dn:2.4.6.8.10:=Dino)',
		'(o=Parens R Us \\28for all your parenthetical needs\\29)',
		'(cn=*\\2a*)',
		'(filename=C:\\5cMyFile)',
		'(sn=Lučić)',
		'(uSNChanged>=12)',
		'(uSNChanged<=12)',
		'(sn~=Smith)',
		'(mail=*)',
		'(memberOf:1.2.840.113556.1.4.1941:=CN=Sales,OU=Groups,DC=example,DC=test)',
		'(userAccountControl:1.2.840.113556.1.4.803:=2)',
	])('is read and written again: %s', (text) => {
		expect(filterText(parseFilter(text))).toBe(text);
	});

	it('may have blanks between its parts, and no parentheses around one comparison', () => {
		expect(filterText(parseFilter(' ( & (a=1) ( | (b=2)(c=3) ) ) '))).toBe('(&(a=1)(|(b=2)(c=3)))');
		expect(filterText(parseFilter('cn=Jo'))).toBe('(cn=Jo)');
		expect(filterText(parseFilter('(a= x )'))).toBe('(a= x )');
	});

	it('keeps bytes that are no text', () => {
		const filter = parseFilter('(objectGUID=\\f0\\8b\\00)');
		expect(filter).toEqual({
			kind: 'equal',
			attribute: 'objectGUID',
			value: Buffer.from([0xf0, 0x8b, 0]),
		});
		expect(filterText(filter)).toBe('(objectGUID=\\f0\\8b\\00)');
	});

	it.each([
		['', 1],
		['()', 2],
		['(cn)', 2],
		['(&(cn=a)', 1],
		['(cn=a))', 7],
		['(cn=a)(sn=b)', 7],
		['(&)', 3],
		['(!(a=1)(b=2))', 8],
		['(cn=a\\2)', 6],
		['(=a)', 2],
		['(c n=a)', 2],
		['(&cn=a)', 3],
		['(cn=a(b)', 6],
		['(cn:a:b:c:=d)', 2],
		['(::=d)', 2],
		['(cn=a\0b)', 6],
	])('%j is refused at position %d', (text, position) => {
		const error = refusal(text);
		expect(error).toBeInstanceOf(InputError);
		expect(error.message).toContain(`position ${position}:`);
		expect(error.advice).toBeTruthy();
	});

	it('is not read without end', () => {
		expect(refusal('('.repeat(5000)).message).toContain('position');
		expect(refusal('(!'.repeat(500)).message).toMatch(/levels/);
		expect(refusal(`(cn=${'a'.repeat(100_001)})`).message).toMatch(/too long/);
	});
});

describe('A filter as bytes', () => {
	// By hand from RFC 4511, section 4.5.1: context tags 0 to 9, values as octet strings.
	it.each([
		['(cn=a)', 'a3070402636e040161'],
		['(cn=*)', '8702636e'],
		['(!(cn=*))', 'a2048702636e'],
		['(&(cn=*)(sn=*))', 'a0088702636e8702736e'],
		['(|(cn=*)(sn=*))', 'a1088702636e8702736e'],
		['(u>=1)', 'a506040175040131'],
		['(u<=1)', 'a606040175040131'],
		['(u~=1)', 'a806040175040131'],
		['(cn=a*b*c)', 'a40f0402636e3009800161810162820163'],
		['(cn=*b*)', 'a4090402636e3003810162'],
		['(u:1.2:=2)', 'a90b8103312e328201758301' + '32'],
		['(u:dn:=2)', 'a9098201758301328401ff'],
		['(cn=\\2a\\00)', 'a3080402636e04022a00'],
	])('%s', async (text, hex) => {
		const library = await ldapts();
		const writer = new library.BerWriter();
		libraryFilter(library, parseFilter(text)).write(writer);
		expect(writer.buffer.toString('hex')).toBe(hex);
	});
});
