import { XmlError } from './faults';

const NAMED: ReadonlyMap<string, string> = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
]);
/** `#x0000010FFFF`, the longest that is read. */
const LONGEST = 14;

/** The five entities and character references; anything else is an error, never text. */
export function expandReferences(value: string, at: number): string {
	let start = value.indexOf('&');
	if (start === -1) return value;
	let text = '';
	let from = 0;
	while (start !== -1) {
		const end = value.indexOf(';', start);
		const name = end === -1 || end - start > LONGEST + 1 ? '' : value.slice(start + 1, end);
		text += value.slice(from, start) + (NAMED.get(name) ?? character(name, value, start, at));
		from = end + 1;
		start = value.indexOf('&', from);
	}
	return text + value.slice(from);
}

function character(name: string, value: string, start: number, at: number): string {
	const found = /^#(?:x([0-9a-f]{1,12})|([0-9]{1,12}))$/i.exec(name);
	const code = found ? Number.parseInt(found[1] ?? found[2] ?? '', found[1] ? 16 : 10) : NaN;
	if (code <= 0x10ffff) return String.fromCodePoint(code);
	const whole = name === '' ? '&' : value.slice(start, start + name.length + 2);
	throw new XmlError(`the reference '${whole}', which XML does not define`, at);
}
