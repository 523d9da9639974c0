import { DateTime } from 'luxon';
import { isMailbox } from '../../store/directory';
import type { Mailbox } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import type { View } from '../view';
import { element, wrap } from '../xml/escape';
import { at, child, type Node } from '../xml/node';
import type { ClockZone } from '../zone/serializable';
import { eventsBetween, statusBetween } from './busy';
import { peopleOf, readWindow } from './freeBusy';
import { entryAt } from './person';

const DAY = 24 * 3600_000;
const STEP = 30 * 60_000;
const QUALITIES = ['Excellent', 'Good', 'Fair', 'Poor'];

/** An attendee with what is known of the time in question; no calendars for one that nobody knows. */
interface Attendee {
	readonly isGroup: boolean;
	readonly calendars: ReadonlyArray<readonly View[]> | undefined;
	readonly mailbox: Mailbox | undefined;
}

interface Options {
	readonly goodThreshold: number;
	readonly perDay: number;
	readonly perDayOutside: number;
	readonly length: number;
	readonly least: number;
	readonly start: number;
	readonly end: number;
}

function readOptions(node: Node, zone: ClockZone): Options {
	const number = (name: string, fallback: number) =>
		Number(child(node, name)?.text.trim() ?? fallback);
	const minutes = number('MeetingDurationInMinutes', 30);
	const least = child(node, 'MinimumSuggestionQuality')?.text.trim() ?? 'Fair';
	return {
		...readWindow(at(node, 'DetailedSuggestionsWindow'), zone),
		goodThreshold: number('GoodThreshold', 25),
		perDay: number('MaximumResultsByDay', 10),
		perDayOutside: number('MaximumNonWorkHourResultsByDay', 0),
		length: Math.min(Math.max(minutes, 30), 1440) * 60_000,
		least: QUALITIES.indexOf(least),
	};
}

function attendeeOf(data: Node, options: Options, ctx: Context): Attendee {
	try {
		const entry = entryAt(at(data, 'Email'), ctx);
		const people = peopleOf(entry, ctx);
		return {
			isGroup: !isMailbox(entry),
			calendars: people.map((one) =>
				eventsBetween(one, options.start, options.end + options.length),
			),
			mailbox: isMailbox(entry) ? entry : undefined,
		};
	} catch (error) {
		if (!(error instanceof EwsError)) throw error;
		return { isGroup: false, calendars: undefined, mailbox: undefined };
	}
}

const BUSY: ReadonlySet<string> = new Set(['Busy', 'OOF', 'Tentative']);

function conflictXml(attendee: Attendee, start: number, end: number): string {
	if (attendee.calendars === undefined) return '<t:UnknownAttendeeConflictData/>';
	const states = attendee.calendars.map((events) => statusBetween(events, start, end));
	if (!attendee.isGroup) {
		return wrap('IndividualAttendeeConflictData', element('BusyType', states[0] ?? 'NoData'));
	}
	const busy = states.filter((status) => BUSY.has(status)).length;
	return wrap(
		'GroupAttendeeConflictData',
		element('NumberOfMembers', String(states.length)) +
			element('NumberOfMembersAvailable', String(states.length - busy)) +
			element('NumberOfMembersWithConflict', String(busy)) +
			element('NumberOfMembersWithNoData', '0'),
	);
}

/** 0 Excellent to 3 Poor, by the share of people who cannot come (MS-OXWAVLS 2.2.5.5). */
function qualityOf(attendees: readonly Attendee[], start: number, end: number, good: number) {
	const states = attendees.flatMap(({ calendars }) =>
		(calendars ?? []).map((events) => statusBetween(events, start, end)),
	);
	const busy = states.filter((status) => BUSY.has(status)).length;
	if (busy === 0) return 0;
	const share = (busy / states.length) * 100;
	return share <= good ? 1 : share < 50 ? 2 : 3;
}

function isWorkTime(attendees: readonly Attendee[], start: number, end: number): boolean {
	return attendees.every(({ mailbox }) => {
		if (mailbox === undefined) return true;
		const { zone, days, from, to } = mailbox.services.workingHours;
		const first = DateTime.fromMillis(start, { zone, locale: 'en' });
		const minute = first.hour * 60 + first.minute;
		return (
			days.includes(first.weekdayLong ?? '') &&
			minute >= from &&
			minute + (end - start) / 60_000 <= to
		);
	});
}

function dayXml(
	day: number,
	attendees: readonly Attendee[],
	options: Options,
	zone: ClockZone,
): string {
	const found: Array<{ quality: number; work: boolean; start: number }> = [];
	const from = Math.max(day, options.start);
	for (let start = from; start < day + DAY && start < options.end; start += STEP) {
		const end = start + options.length;
		const quality = qualityOf(attendees, start, end, options.goodThreshold);
		if (quality > options.least) continue;
		found.push({ quality, work: isWorkTime(attendees, start, end), start });
	}
	// The best come first; of equals the earlier.
	const order = [...found].sort((a, b) => a.quality - b.quality || a.start - b.start);
	const kept = [
		...order.filter((one) => one.work).slice(0, options.perDay),
		...order.filter((one) => !one.work).slice(0, options.perDayOutside),
	].sort((a, b) => a.quality - b.quality || a.start - b.start);
	const best = kept.reduce((least, one) => Math.min(least, one.quality), QUALITIES.length - 1);
	const suggestions = kept.map(({ quality, work, start }) =>
		wrap(
			'Suggestion',
			element('MeetingTime', zone.print(start)) +
				element('IsWorkTime', String(work)) +
				element('SuggestionQuality', QUALITIES[quality] ?? 'Poor') +
				wrap(
					'AttendeeConflictDataArray',
					attendees.map((one) => conflictXml(one, start, start + options.length)).join(''),
				),
		),
	);
	return wrap(
		'SuggestionDayResult',
		element('Date', zone.print(day)) +
			element('DayQuality', QUALITIES[best] ?? 'Poor') +
			wrap('SuggestionArray', suggestions.join('')),
	);
}

/** Times at which people could meet, day by day. @throws EwsFault */
export function suggestionsXml(
	node: Node,
	people: readonly Node[],
	zone: ClockZone,
	ctx: Context,
): string {
	const options = readOptions(node, zone);
	const attendees = people.map((data) => attendeeOf(data, options, ctx));
	const days: string[] = [];
	for (
		let day = zone.dayOf(options.start);
		day < options.end;
		day = zone.dayOf(day + 36 * 3600_000)
	) {
		days.push(dayXml(day, attendees, options, zone));
	}
	return wrap('m:SuggestionDayResultArray', days.join(''));
}
