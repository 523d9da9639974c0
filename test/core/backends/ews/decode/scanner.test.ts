import { randomNumbers, scan, scanText } from './recorder';

const texts = (lines: readonly string[]): unknown[] =>
	lines
		.filter((line) => line.startsWith('>'))
		.map((line) => JSON.parse(line.slice(line.indexOf(' '))) as unknown);

const code = (run: () => unknown): string | undefined => {
	try {
		run();
	} catch (error) {
		return (error as { code?: string }).code;
	}
	return undefined;
};

describe('scanner', () => {
	test.each([
		['plain', '<a>x</a>', ['x']],
		['white space as it is', '<a>  x \n\t y  </a>', ['  x \n\t y  ']],
		['the five entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', ['<>&"\'']],
		['character references', '<a>&#65;&#x41;&#x1F600;&#13;&#10;</a>', ['AA\u{1F600}\r\n']],
		['control characters by reference', '<a>a&#x1;b&#xB;</a>', ['a\u0001b\u000b']],
		['an entity only once', '<a>&amp;lt;</a>', ['&lt;']],
		['line ends', '<a>a\r\nb\rc\nd</a>', ['a\nb\nc\nd']],
		['CDATA', '<a>x<![CDATA[<b>&amp;]]]>y<![CDATA[]]></a>', ['x<b>&amp;]y']],
		['CDATA that ends with brackets', '<a><![CDATA[]]]]></a>', [']]']],
		['comments', '<a>x<!-- <b> & -- -->y</a>', ['xy']],
		['instructions', '<?xml version="1.0"?><?x y?><a>x<?p <q> ?>y</a><!-- end --> \n', ['xy']],
		['mixed content', '<a>1<b>2</b>3<c/>4</a>', ['2', '', '134']],
		['byte order mark', '\uFEFF<a>x</a>', ['x']],
		['spaces in tags', '<a\n >x</a\t>', ['x']],
		['declared UTF-8', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a>ö</a>', ['ö']],
	])('reads %s', (_name, xml, expected) => {
		expect(texts(scanText(xml))).toEqual(expected);
	});

	test('reads attributes in both quotes, normalized', () => {
		expect(scanText(`<a b='1"&lt;' c = "2'&#10;x\ny" d="a  b"/>`)[0]).toBe(
			`<{}a ${JSON.stringify([
				['b', '1"<'],
				['c', "2'\nx y"],
				['d', 'a  b'],
			])}`,
		);
	});

	test('tells namespaces by their URI, whatever the prefix and however deep', () => {
		const lines = scanText(
			'<a xmlns="urn:1" xmlns:p="urn:2"><p:b><c xmlns="urn:3" xmlns:p="urn:4"><p:d/></c><p:e/><f xmlns=""/></p:b></a>',
		);
		expect(lines.filter((line) => line.startsWith('<')).map((line) => line.split(' ')[0])).toEqual([
			'<{urn:1}a',
			'<{urn:2}b',
			'<{urn:3}c',
			'<{urn:4}d',
			'<{urn:2}e',
			'<{}f',
		]);
	});

	test.each([
		['nothing', '', 'EMPTY_ANSWER'],
		['only white space', ' \n', 'EMPTY_ANSWER'],
		['an end in a text', '<a>x', 'XML_ENDS_EARLY'],
		['an end in a tag', '<a><b', 'XML_ENDS_EARLY'],
		['an end in an attribute', '<a b="', 'XML_ENDS_EARLY'],
		['an end in an end tag', '<a></a', 'XML_ENDS_EARLY'],
		['an end in a comment', '<a/><!-- ', 'XML_ENDS_EARLY'],
		['an end in CDATA', '<a><![CDATA[x', 'XML_ENDS_EARLY'],
		['an end in a reference', '<a>&am', 'XML_ENDS_EARLY'],
		['a wrong end tag', '<a><b></a></b>', 'XML_SYNTAX'],
		['an end tag too many', '<a></a></a>', 'XML_SYNTAX'],
		['a second root', '<a/><b/>', 'XML_SYNTAX'],
		['text after the root', '<a/>x', 'XML_SYNTAX'],
		['plain text', 'Service Unavailable', 'XML_SYNTAX'],
		['an unknown entity', '<a>&nbsp;</a>', 'XML_SYNTAX'],
		['a bare ampersand', '<a>a & b</a>', 'XML_SYNTAX'],
		['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'XML_SYNTAX'],
		['an external document type', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'XML_SYNTAX'],
		['an undeclared prefix', '<p:a/>', 'XML_SYNTAX'],
		['an undeclared attribute prefix', '<a p:b=""/>', 'XML_SYNTAX'],
		['an attribute twice', '<a b="" b=""/>', 'XML_SYNTAX'],
		['an attribute without quotes', '<a b=c/>', 'XML_SYNTAX'],
		['an attribute without value', '<a b/>', 'XML_SYNTAX'],
		['a less-than in an attribute', '<a b="<"/>', 'XML_SYNTAX'],
		['a late declaration', '<a><?xml version="1.0"?></a>', 'XML_SYNTAX'],
		['HTML', '<!DOCTYPE html><html><br></html>', 'HTML_ANSWER'],
		['HTML without type', '\n<HTML><body>', 'HTML_ANSWER'],
		['another encoding', '<?xml version="1.0" encoding="iso-8859-1"?><a/>', 'XML_ENCODING'],
	])('refuses %s', (_name, xml, expected) => {
		expect(code(() => scanText(xml))).toBe(expected);
		const bytes = Buffer.from(xml);
		const every = Array.from({ length: bytes.length }, (_, index) => index);
		expect(code(() => scan(bytes, every))).toBe(expected);
	});

	test('refuses bytes that are not UTF-8, and UTF-16', () => {
		expect(code(() => scan(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])))).toBe(
			'XML_SYNTAX',
		);
		expect(code(() => scan(Buffer.from('\uFEFF<a/>', 'utf16le')))).toBe('XML_ENCODING');
	});

	test.each([
		['depth', '<a>'.repeat(200), { depth: 50 }],
		['name', `<${'a'.repeat(300)}/>`, {}],
		['attributes', `<a ${Array.from({ length: 100 }, (_, n) => `b${n}=""`).join(' ')}/>`, {}],
		['text', `<a>${'x'.repeat(2000)}</a>`, { text: 1000 }],
		['tag', `<a b="${'x'.repeat(5000)}`, { tag: 1000 }],
	])('bounds the %s', (_name, xml, limits) => {
		expect(code(() => scanText(xml, limits))).toBe('XML_LIMIT');
	});

	test('a huge tag in small pieces takes linear time', () => {
		const bytes = Buffer.from(`<a b="${'x'.repeat(200_000)}"/>`);
		const cuts = Array.from({ length: bytes.length }, (_, index) => index);
		expect(scan(bytes, cuts)).toHaveLength(2);
	});
});

const DOCUMENT = Buffer.from(
	'\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">' +
		'<s:Body><!-- c --><m:R xmlns:m="urn:m" xmlns="urn:d" a=\'x"&amp;\'><b> \u{1F600}ö\r\n&#13;€&lt; </b><c><![CDATA[<]]>]]></c>' +
		'<?pi x?><d/>tail &amp; more</m:R></s:Body></s:Envelope>\n',
);

describe('pieces', () => {
	test('every cut gives the same', () => {
		const whole = scan(DOCUMENT);
		for (let cut = 0; cut <= DOCUMENT.length; cut++) expect(scan(DOCUMENT, [cut])).toEqual(whole);
	});

	test('every pair of cuts with a short middle gives the same', () => {
		const whole = scan(DOCUMENT);
		for (let cut = 0; cut < DOCUMENT.length; cut++) {
			for (let size = 1; size <= 3; size++) {
				expect(scan(DOCUMENT, [cut, Math.min(cut + size, DOCUMENT.length)])).toEqual(whole);
			}
		}
	});

	test('every beginning of the document ends early', () => {
		const root = DOCUMENT.lastIndexOf('>');
		for (let cut = 0; cut < root; cut++) {
			expect(code(() => scan(DOCUMENT.subarray(0, cut)))).toMatch(
				/^(?:XML_ENDS_EARLY|EMPTY_ANSWER)$|^XML_SYNTAX$/,
			);
		}
	});

	test('damaged bytes end in a reading or in one of the scanner errors', () => {
		const random = randomNumbers(7);
		const seen = new Set<string | undefined>();
		for (let round = 0; round < 4000; round++) {
			const bytes = Buffer.from(DOCUMENT);
			for (let count = 1 + random(4); count > 0; count--) {
				const at = random(bytes.length);
				bytes[at] = random(3) === 0 ? random(256) : (bytes[random(bytes.length)] ?? 0);
			}
			const cuts = [random(bytes.length), random(bytes.length)].sort((left, right) => left - right);
			const result = code(() => scan(bytes, cuts, { depth: 20, text: 10_000, tag: 10_000 }));
			seen.add(result);
			expect([
				undefined,
				'XML_SYNTAX',
				'XML_ENDS_EARLY',
				'EMPTY_ANSWER',
				'XML_LIMIT',
				'XML_ENCODING',
				'HTML_ANSWER',
			]).toContain(result);
		}
		expect(seen).toContain('XML_SYNTAX');
		expect(seen).toContain(undefined);
	});
});
