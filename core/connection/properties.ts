import { InputError } from '../errors';
import { nearest } from '../schema/suggest';
import { type Advanced, PROPERTIES, type Property } from './propertyTable';
import { notUsable, readText } from './values';

const MAX_ROWS = 200;

/** Names of all properties that are known, whether used or answered. */
export const propertyNames: readonly string[] = PROPERTIES.flatMap(({ name, aliases = [] }) => [
	name,
	...aliases,
]);

const BY_NAME = new Map(
	PROPERTIES.flatMap((property) =>
		[property.name, ...(property.aliases ?? [])].map((name) => [name.toLowerCase(), property]),
	),
);

/** Reads the rows of the form: `{ property: [{ key, value }] }`. */
export function parseProperties(collection: unknown): Advanced {
	const advanced: Advanced = { fields: {}, settings: {}, proxy: {} };
	const seen = new Set<Property>();
	for (const { key, value } of rowsOf(collection)) {
		const name = readText(key, 'Advanced Properties');
		const isBlank = readText(value, name || 'Advanced Properties') === '';
		if (!name && isBlank) continue;
		const property = find(name);
		if (seen.has(property)) {
			throw notUsable(name, "stands twice among 'Advanced Properties'", 'Keep one of the rows.');
		}
		seen.add(property);
		property.apply(value, advanced, find);
	}
	joinProxy(advanced);
	return advanced;
}

function rowsOf(collection: unknown): Array<{ key?: unknown; value?: unknown }> {
	if (collection === undefined || collection === null || collection === '') return [];
	const { property, pair } = collection as { property?: unknown; pair?: unknown };
	const rows = property ?? pair ?? [];
	if (!Array.isArray(rows) || rows.length > MAX_ROWS) {
		throw notUsable(
			'Advanced Properties',
			'is not a list of rows with key and value',
			'Enter one row for each property.',
		);
	}
	return rows.map((row: unknown) => (typeof row === 'object' && row !== null ? row : {}));
}

function find(name: string): Property {
	const property = BY_NAME.get(name.toLowerCase().replace(/[\s_-]/g, ''));
	if (property) return property;
	const close = nearest(name, propertyNames);
	throw new InputError(`The advanced property '${name.slice(0, 60)}' is unknown`, {
		field: 'Advanced Properties',
		advice: close
			? `Did you mean '${close}'?`
			: 'docs/guides/advanced-properties.md lists the properties that exist.',
	});
}

function joinProxy({ fields, proxy }: Advanced): void {
	if (!proxy.server) return;
	const hasScheme = proxy.server.includes('://');
	const href = hasScheme ? proxy.server : `${proxy.ssl ? 'https' : 'http'}://${proxy.server}`;
	if (!URL.canParse(href)) {
		throw notUsable('ProxyServer', 'is not a host name', 'Write it as proxy.example.org.');
	}
	const url = new URL(href);
	if (proxy.port !== undefined) url.port = String(proxy.port);
	fields.proxyMode = 'custom';
	fields.proxyUrl = url.href;
}
