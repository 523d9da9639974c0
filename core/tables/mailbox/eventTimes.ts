import type { Column, EwsBinding } from '../../schema/column';
import { both, byId, graphPath, kept, listed } from './bindings';

/**
 * The two bounds of an event.
 *
 * Value in rows: while `isAllDay` is false an instant, ISO 8601 with offset; while it is true a day,
 * `YYYY-MM-DD`, the end exclusive (a one-day event of the 21st ends on the 22nd). A day never shifts.
 *
 * Contract of the EWS codec `eventBound`. A plan that has one of the bounds also asks for
 * `isAllDay` and `startTimeZone` (and `endTimeZone` for the end):
 * - read: `Start` and `End` are instants. Not all day: the instant, unchanged. All day: the day of
 *   that instant in StartTimeZone (EndTimeZone), which is the zone in which it is midnight. Where a
 *   list has no zone (Exchange 2007) or it is unknown, the nearest midnight decides: the UTC day of
 *   the instant plus 12 hours.
 * - write: not all day: the instant; a plain day is its midnight in the zone of the call. All day:
 *   midnight of the day in the zone written with it (`startTimeZone` of the record, else the zone of
 *   the call), and StartTimeZone and EndTimeZone are written with it, so that any reader finds the
 *   same day again; an instant given for an all-day event counts as its day in that zone.
 *   `isAllDay` not among the values of an update: the form of the value decides (a day means all day).
 * - restriction: instants. All-day events of other zones begin up to 14 hours earlier or 12 later
 *   than midnight of the call's zone: a bound in a restriction is widened by a day, the residual
 *   condition is exact.
 */
function bound(element: 'Start' | 'End'): Column {
	const id = `${element.toLowerCase()}DateTime`;
	const ews: EwsBinding = listed(`calendar:${element}`, { codec: 'eventBound', ...kept });
	return {
		id,
		label: element,
		type: 'dateTime',
		description:
			element === 'Start'
				? 'A plain day for an all-day event.'
				: 'A plain day for an all-day event: the first day after it.',
		common: true,
		dayWhenAllDay: true,
		aliases: { ews: [element], graph: [`${element.toLowerCase()}_dateTime`] },
		ews,
		graph: graphPath(`${element.toLowerCase()}/dateTime`, {
			...both,
			codec: 'eventBound',
			filter: true,
			sort: true,
		}),
	};
}

/** Zone that the event was made in: a Windows name in EWS, as Exchange stores it. */
function zone(element: 'Start' | 'End'): Column {
	const id = `${element.toLowerCase()}TimeZone`;
	return {
		id,
		label: `${element} Time Zone`,
		type: 'text',
		description: 'Windows or IANA name.',
		aliases: {
			ews: [`${element}TimeZone_Id`],
			graph: [`${element.toLowerCase()}_timeZone`],
		},
		ews: {
			...listed(`calendar:${element}TimeZone`, { since: 'Exchange2010', codec: 'timeZone' }),
			at: `${element}TimeZone@Id`,
			filter: false,
			sort: false,
			...kept,
		},
		graph: graphPath(`${element.toLowerCase()}/timeZone`, both),
	};
}

export const eventTimes: readonly Column[] = [
	bound('Start'),
	bound('End'),
	{
		id: 'isAllDay',
		label: 'Is All Day',
		type: 'boolean',
		common: true,
		aliases: { ews: ['IsAllDayEvent'] },
		ews: listed('calendar:IsAllDayEvent', kept),
		graph: graphPath('isAllDay', both),
	},
	zone('Start'),
	zone('End'),
	{
		id: 'originalStart',
		label: 'Original Start',
		type: 'dateTime',
		description: 'Where an occurrence of a series was before it was moved.',
		aliases: { ews: ['OriginalStart'] },
		ews: byId('calendar:OriginalStart'),
		graph: graphPath('originalStart'),
	},
];
