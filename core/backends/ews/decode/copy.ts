/** A string of its own: a slice keeps the text that it was cut from in memory. */
export function copy(text: string): string {
	return text.length < 13 ? text : (' ' + text).slice(1);
}
