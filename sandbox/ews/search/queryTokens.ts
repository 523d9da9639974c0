/** A piece of a query text: a word or quoted phrase, an operator, a parenthesis. */
export interface Token {
	readonly kind: 'word' | 'phrase' | 'open' | 'close' | 'and' | 'or' | 'not';
	readonly text: string;
	/** Property before a colon, small letters: `subject:`. */
	readonly property?: string;
	/** `>`, `<=` … before a value. */
	readonly relation?: string;
}

const SPACE = /\s/;
const WORD_END = /[\s()"]/;

/** Cuts a text in Advanced Query Syntax; AND, OR and NOT are operators in capitals alone. */
export function tokens(text: string): Token[] {
	const found: Token[] = [];
	let at = 0;
	while (at < text.length) {
		const char = text[at] as string;
		if (SPACE.test(char)) {
			at += 1;
			continue;
		}
		if (char === '(' || char === ')') {
			found.push({ kind: char === '(' ? 'open' : 'close', text: char });
			at += 1;
			continue;
		}
		if (char === '-' && at + 1 < text.length && !SPACE.test(text[at + 1] as string)) {
			found.push({ kind: 'not', text: char });
			at += 1;
			continue;
		}
		const head = /^([A-Za-z]+):\s*(<=|>=|<>|<|>|=)?\s*/.exec(text.slice(at, at + 64));
		const property = head?.[1]?.toLowerCase();
		at += head?.[0].length ?? 0;
		const rest = {
			...(property === undefined ? {} : { property }),
			...(head?.[2] === undefined ? {} : { relation: head[2] }),
		};
		if (text[at] === '(' && property !== undefined) {
			found.push({ kind: 'open', text: '(', ...rest });
			at += 1;
			continue;
		}
		if (text[at] === '"') {
			const end = text.indexOf('"', at + 1);
			const stop = end < 0 ? text.length : end;
			found.push({ kind: 'phrase', text: text.slice(at + 1, stop), ...rest });
			at = stop + 1;
			continue;
		}
		let stop = at;
		while (stop < text.length && !WORD_END.test(text[stop] as string)) stop += 1;
		const word = text.slice(at, stop);
		at = stop;
		if (property === undefined && /^(AND|OR|NOT)$/.test(word)) {
			found.push({ kind: word.toLowerCase() as 'and' | 'or' | 'not', text: word });
		} else if (word !== '') found.push({ kind: 'word', text: word, ...rest });
	}
	return found;
}
