import { ExchangeError, InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { Attendee } from '../../../schema/recipients';
import { inZone, toInstant } from '../../../schema/zones';
import { child, childText, type XmlTree } from '../decode/tree';
import { type AvailabilityMailbox, getFreeBusy } from '../operations/getUserAvailability';
import { reach } from '../reach';
import { entryRows } from './entries';
import type { ProcedureHandler } from './handler';
import { mailboxRows } from './mailboxRows';
import { camel } from './names';

const DAY = 86_400_000;
/** Exchange refuses longer windows: 42 days up to 2010, 62 since. */
const LONGEST = 42 * DAY;
/** Mailboxes that Exchange takes at once. */
const BATCH = 100;
const YEARS = 3;

/** What is known of one mailbox in the whole time. */
interface Found {
	readonly viewType: string;
	readonly merged: string;
	readonly events: readonly Row[];
	readonly workingHours: unknown;
}

const TYPES = { required: 'Required', optional: 'Optional', resource: 'Room' } as const;

export const mailboxOf = ({ address, type }: Attendee): AvailabilityMailbox => ({
	address: address ?? '',
	type: TYPES[type],
});

export function requirePeriod(start: string, end: string): { from: number; to: number } {
	const [from, to] = [Date.parse(start), Date.parse(end)];
	if (to > from) return { from, to };
	throw new InputError("'End' is not after 'Start'", {
		field: 'end',
		advice: 'Give an end after the start.',
	});
}

/** Clock time of UTC, as the request's zone is. */
const clock = (instant: number): string => new Date(instant).toISOString().slice(0, 19);

function mailboxesOf({ attendees, mailboxes }: Readonly<Row>): AvailabilityMailbox[] {
	const list = Array.isArray(attendees) ? (attendees as Attendee[]).map(mailboxOf) : [];
	if (typeof mailboxes === 'string') list.push(...mailboxRows(mailboxes));
	if (list.length > 0) return list;
	throw new InputError("'People and Rooms' is empty", {
		field: 'attendees',
		advice: 'Give at least one address.',
	});
}

function eventOf(event: XmlTree, zone: string): Row {
	const details = child(event, 'CalendarEventDetails');
	const time = (name: string) =>
		inZone(toInstant(childText(event, name)?.trim() ?? '', 'UTC'), zone);
	const flag = (name: string) => {
		const text = childText(details, name)?.trim();
		return text === undefined ? null : text === 'true' || text === '1';
	};
	return {
		startTime: time('StartTime'),
		endTime: time('EndTime'),
		busyType: camel(childText(event, 'BusyType')?.trim() ?? 'NoData'),
		id: childText(details, 'ID') ?? null,
		subject: childText(details, 'Subject') ?? null,
		location: childText(details, 'Location') ?? null,
		isMeeting: flag('IsMeeting'),
		isRecurring: flag('IsRecurring'),
		isException: flag('IsException'),
		isReminderSet: flag('IsReminderSet'),
		isPrivate: flag('IsPrivate'),
	};
}

function workingHoursOf(view: XmlTree): unknown {
	const hours = child(view, 'WorkingHours');
	if (!hours) return null;
	return {
		bias: Number(childText(child(hours, 'TimeZone'), 'Bias') ?? 0),
		periods: (child(hours, 'WorkingPeriodArray')?.children ?? []).map((period) => ({
			days: (childText(period, 'DayOfWeek') ?? '').trim().split(/\s+/).map(camel),
			start: minutes(childText(period, 'StartTimeInMinutes')),
			end: minutes(childText(period, 'EndTimeInMinutes')),
		})),
	};
}

function minutes(text: string | undefined): string {
	const value = Number(text ?? 0);
	const two = (part: number) => String(part).padStart(2, '0');
	return `${two(Math.floor(value / 60))}:${two(value % 60)}`;
}

function foundOf(view: XmlTree, zone: string): Found {
	return {
		viewType: camel(childText(view, 'FreeBusyViewType')?.trim() ?? 'None'),
		merged: childText(view, 'MergedFreeBusy')?.trim() ?? '',
		events: (child(view, 'CalendarEventArray')?.children ?? []).map((one) => eventOf(one, zone)),
		workingHours: workingHoursOf(view),
	};
}

/** Windows follow each other; an event across their border is in both. */
function joined(one: Found, other: Found): Found {
	const key = (event: Row) =>
		JSON.stringify([event.startTime, event.endTime, event.id, event.subject]);
	const known = new Set(one.events.map(key));
	return {
		...one,
		merged: one.merged + other.merged,
		events: [...one.events, ...other.events.filter((event) => !known.has(key(event)))],
	};
}

export const getAvailability: ProcedureHandler = {
	async run({ channel, settings }, input, scope, call) {
		const mailboxes = mailboxesOf(input);
		const { from, to } = requirePeriod(String(input.start), String(input.end));
		if (to - from > YEARS * 366 * DAY) {
			throw new InputError(`The time is longer than ${YEARS} years`, {
				field: 'end',
				advice: 'Ask for less at once.',
			});
		}
		const interval = Number(input.interval);
		if (interval < 5 || interval > 1440) {
			throw new InputError("'Interval' must be from 5 to 1440 minutes", {
				field: 'interval',
				advice: 'Change the value.',
			});
		}
		const zone = typeof input.timeZone === 'string' ? input.timeZone : call.timeZone;
		const way = reach(scope, call, settings);
		const found: Array<Found | ExchangeError> = [];
		for (let at = 0; at < mailboxes.length; at += BATCH) {
			const part = mailboxes.slice(at, at + BATCH);
			let all: Array<Found | ExchangeError> | undefined;
			for (let start = from; start < to; start += LONGEST) {
				const end = Math.min(to, start + LONGEST);
				// The server wants a window of at least one interval.
				const window = {
					start: clock(start),
					end: clock(Math.max(end, start + interval * 60_000)),
				};
				const views = await getFreeBusy(
					channel,
					part,
					{ window, interval, view: 'DetailedMerged' },
					way.call,
				);
				const next = views.map((view) =>
					view instanceof ExchangeError ? view : foundOf(view, zone),
				);
				all = all ? all.map((one, place) => both(one, next[place])) : next;
			}
			found.push(...(all ?? []));
		}
		// The last window may reach beyond the time, for it has to hold one interval.
		const within = (event: Row) => Date.parse(String(event.startTime)) < to;
		const key = (index: number): Row => ({ address: mailboxes[index]?.address });
		if (input.result === 'mailboxes') {
			return entryRows(
				found,
				({ viewType, merged, events, workingHours }) => ({
					viewType,
					mergedFreeBusy: merged,
					workingHours,
					events: events.filter(within),
				}),
				key,
			);
		}
		return entryRows(found, ({ events }) => ({ events: events.filter(within) }), key).flatMap(
			({ row }) => {
				const { address, events } = row;
				if (!Array.isArray(events)) return [{ row }];
				return (events as Row[]).map((event) => ({ row: { address, ...event } }));
			},
		);
	},
};

function both(one: Found | ExchangeError, other: Found | ExchangeError | undefined) {
	if (one instanceof ExchangeError || other === undefined) return one;
	return other instanceof ExchangeError ? other : joined(one, other);
}
