import { parse, XmlError } from '../../../sandbox/ews/xml/parse';

const LONG = 'QUJD'.repeat(50_000);

describe('a document with a text of 200,000 letters', () => {
	it('keeps it exactly, and what is around it', () => {
		const xml = `<?xml version="1.0"?><a><b x="1">${LONG}</b><c>&amp;${LONG}</c><d>\n${LONG}=\n</d><e>end</e></a>`;
		const root = parse(xml);
		expect(root.children.map(({ name, text }) => [name, text === LONG, text.length])).toEqual([
			['b', true, 200_000],
			['c', false, 200_001],
			['d', false, 200_003],
			['e', false, 3],
		]);
		expect(root.children[1]?.text.startsWith('&QUJD')).toBe(true);
	});

	it('is read as any other where the text is no Base64', () => {
		const words = 'Grüße & < '.repeat(1).replace('&', '&amp;').replace('<', '&lt;');
		const text = `${'x y '.repeat(40_000)}${words}`;
		expect(parse(`<a>${text}</a>`).text).toBe(`${'x y '.repeat(40_000)}Grüße & < `);
	});

	it('is read as any other inside comments and sections', () => {
		expect(parse(`<a><!-- <b>${LONG}</b> --><c/></a>`).text).toBe('');
		expect(parse(`<a><![CDATA[<b>${LONG}</b>]]></a>`).text).toBe(`<b>${LONG}</b>`);
		expect(parse(`<a>x<b/>${LONG}</a>`).text).toBe(`x${LONG}`);
	});

	it('is refused where it stands alone', () => {
		expect(() => parse(`<a/>${LONG}<b/>`)).toThrow(XmlError);
		expect(() => parse(`<a>${LONG}`)).toThrow(XmlError);
		expect(() => parse(`<a>${LONG}</b>`)).toThrow(XmlError);
	});
});
