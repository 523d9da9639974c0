/** Texts of OData, escaped by construction. https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html */

/** A string literal: single quotes, doubled inside. */
export function literal(text: string): string {
	return `'${text.replace(/'/g, "''")}'`;
}

/** An instant literal, in UTC. */
export function instantLiteral(instant: number): string {
	return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** One segment of a path: ids and addresses may hold slashes, dots and question marks. */
export function segment(text: string): string {
	return encodeURIComponent(text);
}

/** Path and query options as one relative URL; the dollar of option names stays readable. */
export function relativeUrl(path: string, options: Readonly<Record<string, string>>): string {
	const query = Object.entries(options)
		.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
		.join('&');
	return query === '' ? path : `${path}?${query}`;
}
