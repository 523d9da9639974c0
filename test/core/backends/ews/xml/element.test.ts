import { SaxesParser } from 'saxes';
import { element } from '../../../../../core/backends/ews/xml/element';
import { escapeAttribute, escapeText } from '../../../../../core/backends/ews/xml/escape';
import { randomNumbers } from '../decode/recorder';

/** Text and attribute of the root as an independent reader sees them. */
function readBack(xml: string): { text: string; attribute: string; elements: number } {
	const seen = { text: '', attribute: '', elements: 0 };
	const parser = new SaxesParser({ xmlns: false });
	parser.on('opentag', ({ attributes }) => {
		seen.elements++;
		seen.attribute = String(attributes.a);
	});
	parser.on('text', (text) => (seen.text += text));
	parser.on('error', (error) => {
		throw error;
	});
	parser.write(xml).close();
	return seen;
}

describe('element', () => {
	test('text and attributes come back exactly, whatever they hold', () => {
		const random = randomNumbers(11);
		const alphabet = [
			'<',
			'>',
			'&',
			'"',
			"'",
			']',
			' ',
			'\t',
			'\r',
			'\n',
			'a',
			'ö',
			'\u{1F600}',
			'\u05D0',
			'&lt;',
			']]>',
			'-->',
			'\u0085',
			'\u2028',
		];
		for (let round = 0; round < 500; round++) {
			const value = Array.from(
				{ length: random(12) },
				() => alphabet[random(alphabet.length)],
			).join('');
			const xml = element('t:X', { a: value }, value).toString();
			expect(readBack(xml)).toEqual({ text: value, attribute: value, elements: 1 });
		}
	});

	test('strings never become markup, elements do', () => {
		const inner = element('b', null, '<c/>');
		expect(
			element('a', { n: undefined, m: 1, o: false }, inner, [null, 'x', undefined]).toString(),
		).toBe('<a m="1" o="false"><b>&lt;c/&gt;</b>x</a>');
	});

	test.each(['', 'a b', 'a>', '1a', 'a:b:c', 'a"', '<a'])('%j is no name', (name) => {
		expect(() => element(name, null)).toThrow(TypeError);
		expect(() => element('a', { [name]: '' })).toThrow(TypeError);
	});

	test.each(['\u0000', '\u0001', '\u000b', '\u001f', '\ud800', '\udc00x', '\ufffe', '\uffff'])(
		'the character %j is refused, not dropped',
		(character) => {
			expect(() => escapeText(`a${character}b`)).toThrow(/XML cannot carry/);
			expect(() => escapeAttribute(`a${character}b`)).toThrow(/XML cannot carry/);
		},
	);
});
