/** A description as n8n writes them: one sentence has no final period, several have; ids are IDs. */
export function sentence(description: string | undefined): string | undefined {
	if (description === undefined) return undefined;
	const text = description.replace(/\bid(s?)\b/g, 'ID$1');
	const single = !/[.!?]\s+\S/.test(text);
	return single ? text.replace(/\.$/, '') : text.replace(/([^.!?])$/, '$1.');
}
