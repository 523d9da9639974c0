/** A description as n8n writes them: a capital first, no final period after one sentence, ids are IDs. */
export function sentence(description: string | undefined): string | undefined {
	if (description === undefined) return undefined;
	const text = description
		.replace(/\b[Ii]d(s?)\b/g, 'ID$1')
		.replace(/^[a-z]/, (letter) => letter.toUpperCase());
	const single = !/[.!?]\s+\S/.test(text);
	return single ? text.replace(/\.$/, '') : text.replace(/([^.!?])$/, '$1.');
}
