import { InputError } from '../errors';
import { nearest } from '../schema/suggest';
import type { Advanced, Property } from './property';
import { PROPERTIES } from './propertyTable';
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
	const advanced: Advanced = { fields: {}, settings: {}, proxy: {}, certificate: {} };
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
	joinCertificate(advanced);
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
	const { protocol = 'http' } = proxy;
	if (!proxy.server && protocol.startsWith('socks')) {
		throw notUsable(
			'FirewallType',
			`is ${protocol.toUpperCase()}, but no server is named`,
			'Add a row FirewallServer with its host name.',
		);
	}
	if (!proxy.server) return;
	const hasScheme = proxy.server.includes('://');
	const href = hasScheme ? proxy.server : `${protocol}://${proxy.server}`;
	if (!URL.canParse(href)) {
		throw notUsable('ProxyServer', 'is not a host name', 'Write it as proxy.example.org.');
	}
	const url = new URL(href);
	if (proxy.port !== undefined) url.port = String(proxy.port);
	fields.proxyMode = 'custom';
	fields.proxyUrl = url.href;
}

/** Kinds of key stores by their older names: what they hold, and whether the value is a path. */
const STORES: Readonly<Record<string, { type: 'PEM' | 'PFX'; isFile: boolean }>> = {
	PEMKEYFILE: { type: 'PEM', isFile: true },
	PEMKEYBLOB: { type: 'PEM', isFile: false },
	PFXFILE: { type: 'PFX', isFile: true },
	PFXBLOB: { type: 'PFX', isFile: false },
};

/** The value is a path or the content, whichever the kind says or, without one, it looks like. */
function joinCertificate({ fields, certificate: { value, kind = '' } }: Advanced): void {
	const name = kind.toUpperCase().replace(/[\s_-]/g, '');
	if (name && !STORES[name] && name !== 'PEM' && name !== 'PFX') {
		throw notUsable(
			'OAuthJWTCertType',
			`is ${kind.slice(0, 40)}, a key store that cannot be read here`,
			'Export certificate and key as PFX or PEM, and use PFXFILE, PFXBLOB, PEMKEY_FILE or PEMKEY_BLOB.',
		);
	}
	const isContent = value?.includes('-----BEGIN') || !/[\\.:]|^\//.test(value ?? '');
	const { isFile } = STORES[name] ?? { isFile: !isContent };
	if (name) fields.oauthJwtCertType = STORES[name]?.type ?? name;
	else if (isFile && /\.(?:pfx|p12)$/i.test(value ?? '')) fields.oauthJwtCertType = 'PFX';
	if (value) fields[isFile ? 'oauthJwtCertFile' : 'oauthJwtCert'] = value;
}
