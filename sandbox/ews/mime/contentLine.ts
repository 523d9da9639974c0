/** One property of iCalendar or vCard text: name, parameters, value as it stands. */
export interface ContentLine {
	readonly name: string;
	readonly parameters: Readonly<Record<string, string>>;
	readonly value: string;
}

const LINE = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s;
const PARAMETER = /;([\w-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/g;

/** The lines of a text, joined where they were folded (RFC 5545 3.1). */
export function contentLines(text: string): ContentLine[] {
	return text
		.replace(/\r?\n[ \t]/g, '')
		.split(/\r?\n/)
		.flatMap((line) => {
			const found = LINE.exec(line);
			if (!found) return [];
			const [, name = '', parameters = '', value = ''] = found;
			const pairs = [...parameters.matchAll(PARAMETER)].map(
				([, key = '', text = '']) => [key.toUpperCase(), text.replace(/"/g, '')] as const,
			);
			return [{ name: name.toUpperCase(), parameters: Object.fromEntries(pairs), value }];
		});
}

/** TEXT without its backslashes (RFC 5545 3.3.11). */
export const plainValue = (value: string): string =>
	value.replace(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));

/** A list of TEXT: commas with a backslash belong to an entry. */
export const textList = (value: string): string[] =>
	(value.match(/(?:\\.|[^\\,])+/gs) ?? []).map(plainValue);
