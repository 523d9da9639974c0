import { refuse } from './refuse';
import type { TextCodec } from './codec';

const DATE = /^\d{4}-\d{2}-\d{2}/;
const DATE_TIME =
	/^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** As sent; a time without offset is UTC, as EWS defines it for answers. */
export const dateTime: TextCodec = {
	kind: 'text',
	decoder: () => (value) => {
		const sent = value.trim();
		if (sent === '') return null;
		return /(?:Z|[+-]\d{2}:\d{2})$/.test(sent) ? sent : `${sent}Z`;
	},
	encode: (value, column) => {
		const instant = encodeDateTime(value);
		if (instant === undefined) {
			throw refuse(column, value, 'a time with offset such as 2026-05-17T09:00:00+02:00');
		}
		return instant;
	},
};

/** xs:dateTime with seconds and offset; undefined when the value is not one. */
export function encodeDateTime(value: unknown): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	const match = typeof value === 'string' ? DATE_TIME.exec(value.trim()) : null;
	if (!match || Number.isNaN(Date.parse(match[1] ?? ''))) return undefined;
	const [, day, minutes, seconds = '00', fraction = '', offset = ''] = match;
	const zone = /z/i.test(offset)
		? 'Z'
		: offset.includes(':')
			? offset
			: `${offset.slice(0, 3)}:${offset.slice(3)}`;
	return `${day}T${minutes}:${seconds}${fraction}${zone}`;
}

/**
 * The day of a stored instant. Exchange keeps days as instants: 11:59 UTC, midnight UTC, or midnight in
 * the zone of the program that wrote it; the UTC day of that instant plus 12 hours is right for all.
 */
export function dayOf(value: string): string | null {
	const sent = value.trim();
	if (!DATE.test(sent)) return null;
	const time = /T(\d{2}):/.exec(sent);
	// xs:date, with or without a zone, and a local time carry their day in writing.
	if (!time || !/(?:Z|[+-]00:00)$/.test(sent)) return sent.slice(0, 10);
	if (Number(time[1]) < 12) return sent.slice(0, 10);
	const instant = Date.parse(`${sent.slice(0, 10)}T12:00:00Z`);
	return Number.isNaN(instant) ? null : new Date(instant + 43_200_000).toISOString().slice(0, 10);
}

/** Whether the text is a day that exists, YYYY-MM-DD. */
export function isDay(value: unknown): value is string {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
	const instant = Date.parse(`${value}T00:00:00Z`);
	return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value);
}

/**
 * A day without zone. Contacts are written at 11:59 UTC, which is the same day in nearly every zone and
 * what Exchange's own clients write; tasks at midnight UTC.
 */
export const date: TextCodec = {
	kind: 'text',
	decoder: () => dayOf,
	encode: (value, column) => {
		const day = typeof value === 'string' ? value.trim() : value;
		if (!isDay(day)) throw refuse(column, value, 'a day such as 2026-05-17');
		const field = column.ews?.field;
		const ofContact = field !== undefined && 'uri' in field && field.uri.startsWith('contacts:');
		return `${day}T${ofContact ? '11:59:00' : '00:00:00'}Z`;
	},
};
