import { InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { Attendee } from '../../../schema/recipients';
import { inZone, toInstant, toIanaZone, toWindowsZone } from '../../../schema/zones';
import { child, childText, type XmlTree } from '../decode/tree';
import { type AvailabilityMailbox, getSuggestions } from '../operations/getUserAvailability';
import { ownAddress } from '../ownAddress';
import { reach } from '../reach';
import { mailboxOf, requirePeriod } from './getAvailability';
import type { ProcedureHandler } from './handler';
import { camel, pascal } from './names';

const DAY = 86_400_000;
/** Days that Exchange suggests times for at once. */
const LONGEST = 42 * DAY;

function number(
	input: Readonly<Row>,
	id: string,
	label: string,
	low: number,
	high: number,
): number {
	const value = Number(input[id]);
	if (value >= low && value <= high) return value;
	throw new InputError(`'${label}' must be from ${low} to ${high}`, {
		field: id,
		advice: 'Change the value.',
	});
}

/** What each attendee has at a suggested time; in the order of the request. */
function conflictsOf(suggestion: XmlTree, mailboxes: readonly AvailabilityMailbox[]): Row[] {
	const conflicts = child(suggestion, 'AttendeeConflictDataArray')?.children ?? [];
	return mailboxes.flatMap(({ address }, index): Row[] => {
		const conflict = conflicts[index];
		const busy = childText(conflict, 'BusyType')?.trim();
		const members = childText(conflict, 'NumberOfMembersWithConflict')?.trim();
		if (busy !== undefined) return [{ address, busyType: camel(busy) }];
		if (members !== undefined) return [{ address, membersWithConflict: Number(members) }];
		return [{ address, busyType: 'noData' }];
	});
}

export const findMeetingTimes: ProcedureHandler = {
	async run(context, input, scope, call) {
		const { channel, settings } = context;
		const { from, to } = requirePeriod(String(input.start), String(input.end));
		const minutes = number(input, 'duration', 'Duration', 30, 1440);
		const perDay = number(input, 'perDay', 'Suggestions per Day', 1, 48);
		const outsideWorkingHours = number(
			input,
			'outsideWorkingHours',
			'Outside Working Hours',
			0,
			48,
		);
		if (to - from > LONGEST) {
			throw new InputError('The time is longer than 42 days', {
				field: 'end',
				advice: 'Ask for less at once.',
			});
		}
		const mailboxes = (input.attendees as Attendee[]).map(mailboxOf);
		if (input.includeOrganizer !== false) {
			const address = await ownAddress(context, scope, call);
			const others = mailboxes.filter((one) => one.address.toLowerCase() !== address.toLowerCase());
			mailboxes.splice(0, mailboxes.length, { address, type: 'Organizer' }, ...others);
		}
		const asked = toIanaZone(typeof input.timeZone === 'string' ? input.timeZone : call.timeZone);
		const zone = channel.requestVersion.startsWith('Exchange2007') ? 'UTC' : asked;
		// Exchange suggests for whole days of the zone.
		const day = (instant: number) => inZone(instant, zone).slice(0, 10);
		const way = reach(scope, call, settings);
		const days = await getSuggestions(
			channel,
			mailboxes,
			{
				window: { start: `${day(from)}T00:00:00`, end: `${day(to + DAY - 1)}T00:00:00` },
				minutes,
				perDay,
				outsideWorkingHours,
				quality: pascal(String(input.quality)),
			},
			{ ...way.call, timeZoneId: toWindowsZone(zone) },
		);
		return days
			.flatMap((one) => child(one, 'SuggestionArray')?.children ?? [])
			.flatMap((suggestion) => {
				const start = toInstant(childText(suggestion, 'MeetingTime')?.trim() ?? '', zone);
				const end = start + minutes * 60_000;
				if (start < from || end > to) return [];
				return [
					{
						row: {
							start: inZone(start, asked),
							end: inZone(end, asked),
							quality: camel(childText(suggestion, 'SuggestionQuality')?.trim() ?? 'Poor'),
							isWorkTime: childText(suggestion, 'IsWorkTime')?.trim() === 'true',
							conflicts: conflictsOf(suggestion, mailboxes),
						},
					},
				];
			});
	},
};
