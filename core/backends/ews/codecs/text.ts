import type { Column } from '../../../schema/column';
import { refuse } from './refuse';
import type { TextCodec } from './codec';

/** Text and ids exactly as they stand. */
export const text: TextCodec = {
	kind: 'text',
	decoder: () => undefined,
	encode: (value, column) => {
		if (typeof value === 'string') return value;
		if (typeof value === 'number' || typeof value === 'boolean') return String(value);
		throw refuse(column, value, 'a text');
	},
};

/** Base64 as it stands; servers may break it into lines. */
export const binary: TextCodec = {
	kind: 'text',
	decoder: () => (value) => (/\s/.test(value) ? value.replace(/\s+/g, '') : value),
	encode: (value, column) => {
		if (typeof value !== 'string' || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value)) {
			throw refuse(column, value, 'Base64 text');
		}
		return value;
	},
};

/** Canonical values are spelt as Graph does; EWS begins them with a capital unless `values` says else. */
export const choice: TextCodec = {
	kind: 'text',
	decoder: (column) => {
		const values = new Map<string, string>();
		for (const canonical of column.choices ?? []) {
			values.set((column.ews?.values?.[canonical] ?? canonical).toLowerCase(), canonical);
		}
		return (value) => {
			if (value === '') return null;
			// A value that the declaration does not know is shown as the server sent it.
			return values.get(value.toLowerCase()) ?? value.charAt(0).toLowerCase() + value.slice(1);
		};
	},
	encode: (value, column) => {
		const canonical =
			typeof value === 'string'
				? column.choices?.find((known) => known.toLowerCase() === value.toLowerCase())
				: undefined;
		if (canonical === undefined) {
			throw refuse(column, value, `one of ${(column.choices ?? []).join(', ')}`);
		}
		return (
			column.ews?.values?.[canonical] ?? canonical.charAt(0).toUpperCase() + canonical.slice(1)
		);
	},
};

/** Address slot of a contact. Directory entries carry `SMTP:` before it. */
export const contactEmail: TextCodec = {
	kind: 'text',
	decoder: () => (value) => (/^smtp:/i.test(value) ? value.slice(5) : value),
	encode: text.encode,
	attributes: (value): Record<string, string> =>
		/^\/o=/i.test(value) ? { RoutingType: 'EX' } : {},
};

const HTML =
	/<\/(?:a|b|body|blockquote|div|em|font|h[1-6]|head|html|i|li|ol|p|pre|span|strong|style|table|td|th|tr|u|ul)\s*>|<br\s*\/?>|<!doctype html/i;

/**
 * Body in the format that the request asked for. Written as HTML when it holds an end tag of HTML,
 * unless the column Body Type says otherwise.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/body
 */
export const body: TextCodec = {
	kind: 'text',
	decoder: () => undefined,
	encode: (value: unknown, column: Column) => text.encode(value, column),
	attributes: (value) => ({ BodyType: HTML.test(value) ? 'HTML' : 'Text' }),
};
