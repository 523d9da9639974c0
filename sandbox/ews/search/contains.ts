/** Contains: how the text is folded (ContainmentComparison) and where it must be (ContainmentMode). */

const MARKS = /\p{M}/gu;

const withoutMarks = (text: string) => text.normalize('NFD').replace(MARKS, '').normalize('NFC');
const loose = (text: string) => text.normalize('NFKC');

const FOLDS: Readonly<Record<string, (text: string) => string>> = {
	Exact: (text) => text,
	IgnoreCase: (text) => text.toLowerCase(),
	IgnoreNonSpacingCharacters: withoutMarks,
	Loose: loose,
	IgnoreCaseAndNonSpacingCharacters: (text) => withoutMarks(text).toLowerCase(),
	LooseAndIgnoreCase: (text) => loose(text).toLowerCase(),
	LooseAndIgnoreNonSpace: (text) => withoutMarks(loose(text)),
	LooseAndIgnoreCaseAndIgnoreNonSpace: (text) => withoutMarks(loose(text)).toLowerCase(),
};

const WORD = /[\p{L}\p{N}\p{M}_]/u;

function startsOfWords(text: string): number[] {
	const starts: number[] = [];
	let inside = false;
	for (let i = 0; i < text.length; i += 1) {
		const letter = WORD.test(String.fromCodePoint(text.codePointAt(i) ?? 0));
		if (letter && !inside) starts.push(i);
		inside = letter;
	}
	return starts;
}

const MODES: Readonly<Record<string, (text: string, wanted: string) => boolean>> = {
	FullString: (text, wanted) => text === wanted,
	Prefixed: (text, wanted) => text.startsWith(wanted),
	Substring: (text, wanted) => text.includes(wanted),
	PrefixOnWords: (text, wanted) =>
		startsOfWords(text).some((start) => text.startsWith(wanted, start)),
	ExactPhrase: (text, wanted) => {
		for (const start of startsOfWords(text)) {
			if (!text.startsWith(wanted, start)) continue;
			const next = text.codePointAt(start + wanted.length);
			if (next === undefined || !WORD.test(String.fromCodePoint(next))) return true;
		}
		return false;
	},
};

/** Defaults of the schema's attributes: FullString and Exact. */
export function contains(
	text: string,
	wanted: string,
	mode = 'FullString',
	comparison = 'Exact',
): boolean {
	const folding = FOLDS[comparison] ?? FOLDS['Exact'];
	const test = MODES[mode] ?? MODES['FullString'];
	if (folding === undefined || test === undefined) return false;
	return test(folding(text), folding(wanted));
}
