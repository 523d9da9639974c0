import { XmlError } from './faults';

const REFERENCE = /&(?:#x([0-9a-f]{1,12})|#([0-9]{1,12})|([a-z]{1,8}));|&/gi;
const NAMED: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
};

/** The five entities and character references; anything else is an error, never text. */
export function expandReferences(value: string, at: number): string {
	return value.replace(
		REFERENCE,
		(
			whole: string,
			hex: string | undefined,
			decimal: string | undefined,
			name: string | undefined,
		) => {
			if (name !== undefined) {
				const character = NAMED[name];
				if (character !== undefined) return character;
			} else if (hex !== undefined || decimal !== undefined) {
				const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
				if (code <= 0x10ffff) return String.fromCodePoint(code);
			}
			throw new XmlError(`the reference '${whole}', which XML does not define`, at);
		},
	);
}
