import type { Column, EwsField } from '../../../schema/column';
import { findIanaZone, inZone, toInstant, toWindowsZone } from '../../../schema/zones';
import type { XmlTree } from '../decode/tree';
import type { EncodeContext, FieldPart, Source, TreeCodec } from './codec';
import { refuse } from './refuse';
import { dayOf, encodeDateTime, isDay } from './time';

const ALL_DAY: Source = { field: { uri: 'calendar:IsAllDayEvent' }, at: 'IsAllDayEvent' };

const zoneSource = (bound: string): Source => ({
	field: { uri: `calendar:${bound}TimeZone` },
	at: `${bound}TimeZone`,
	since: 'Exchange2010',
});

function fieldOf(column: Column): EwsField {
	const field = column.ews?.field;
	if (!field) throw new TypeError(`The column '${column.id}' has no field`);
	return field;
}

/** `Start` or `End`. */
const boundOf = (column: Column): string => column.ews?.at ?? '';

/**
 * The day of an all-day bound in the event's own zone, where it is midnight; without a known zone the
 * nearest midnight decides.
 */
function dayIn(instant: string, zone: string | undefined): string | null {
	const iana = zone === undefined ? undefined : findIanaZone(zone);
	const time = Date.parse(instant);
	if (iana === undefined || Number.isNaN(time)) return dayOf(instant);
	return inZone(time, iana).slice(0, 10);
}

function isAllDay({ values }: EncodeContext): boolean {
	const given = values.get('isAllDay');
	if (given !== undefined && given !== null) return given === true || given === 'true';
	return isDay(values.get('startDateTime')) || isDay(values.get('endDateTime'));
}

/** One zone for both bounds, unless the end has its own. */
function zoneOf(bound: string, { values, timeZone }: EncodeContext): string {
	const own = values.get(`${bound.toLowerCase()}TimeZone`);
	const given = own ?? values.get('startTimeZone');
	return typeof given === 'string' && given !== '' ? given : (timeZone ?? 'UTC');
}

/**
 * Start and End of an event: an instant, or a day while the event is all day. The contract stands
 * beside the columns, core/tables/mailbox/eventTimes.ts.
 */
export const eventBound: TreeCodec = {
	kind: 'tree',
	sources: (column) => [
		{ field: fieldOf(column), at: boundOf(column) },
		ALL_DAY,
		zoneSource(boundOf(column)),
	],
	decode: ([bound, allDay, zone]: ReadonlyArray<XmlTree | undefined>) => {
		const sent = bound?.text.trim();
		if (!sent) return null;
		const instant = /(?:Z|[+-]\d{2}:\d{2})$/.test(sent) ? sent : `${sent}Z`;
		return /^(?:true|1)$/.test(allDay?.text.trim() ?? '')
			? dayIn(instant, zone?.attributes.Id)
			: instant;
	},
	encode: (value, column, context) => {
		const bound = boundOf(column);
		const field = fieldOf(column);
		const zone = zoneOf(bound, context);
		const part = { field, at: bound };
		if (!isAllDay(context)) {
			const instant = isDay(value)
				? inZone(toInstant(value, context.timeZone ?? 'UTC'), 'UTC')
				: encodeDateTime(value);
			if (instant === undefined) {
				throw refuse(column, value, 'a time with offset such as 2026-05-17T09:00:00+02:00');
			}
			return [{ ...part, text: instant }];
		}
		const written = isDay(value) ? undefined : encodeDateTime(value);
		const day = isDay(value) ? value : written && dayIn(written, zone);
		if (!day) throw refuse(column, value, 'a day such as 2026-05-17');
		return [
			{ ...part, text: inZone(toInstant(day, zone), 'UTC') },
			{ ...ALL_DAY, text: 'true', implied: true },
			...zoneParts(zone, context),
		];
	},
};

/** Written with an all-day event, so that any reader finds the same day again. */
function zoneParts(zone: string, { version }: EncodeContext): FieldPart[] {
	if (version.startsWith('Exchange2007')) return [];
	return ['Start', 'End'].map((bound) => ({
		field: { uri: `calendar:${bound}TimeZone` },
		at: `${bound}TimeZone@Id`,
		text: toWindowsZone(zone),
		implied: true,
	}));
}
