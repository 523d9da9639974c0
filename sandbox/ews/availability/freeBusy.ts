import { isGroup, isMailbox } from '../../store/directory';
import type { Entry, Folder, Mailbox } from '../../store';
import type { WorkingHours } from '../../store/absence';
import type { Context } from '../context';
import { EwsError, EwsFault } from '../errors';
import { isMeeting } from '../meeting/attendees';
import { isRecurring } from '../fields/computed';
import { spanOf } from '../recurrence/span';
import { mailboxesOf } from '../send';
import type { View } from '../view';
import { element, wrap } from '../xml/escape';
import { at, child, type Node } from '../xml/node';
import { serializableXml, type ClockZone } from '../zone/serializable';
import { DIGITS, eventsBetween, heavier, statusBetween, statusOf } from './busy';
import { entryAt } from './person';

const DAY = 24 * 3600_000;
const MAX_DAYS = 62;
const MAX_GROUP = 100;
const VIEWS = ['None', 'MergedOnly', 'FreeBusy', 'FreeBusyMerged', 'Detailed', 'DetailedMerged'];

/** FreeBusyViewOptions, read. */
export interface ViewOptions {
	readonly start: number;
	readonly end: number;
	/** Milliseconds of one digit of MergedFreeBusy. */
	readonly interval: number;
	readonly view: string;
}

function fault(code: string, text: string): EwsFault {
	return new EwsFault(code, text);
}

/** @throws EwsFault for a time window that cannot be */
export function readWindow(node: Node | undefined, zone: ClockZone) {
	const start = zone.read((node && child(node, 'StartTime'))?.text ?? '');
	const end = zone.read((node && child(node, 'EndTime'))?.text ?? '');
	if (Number.isNaN(start) || Number.isNaN(end) || end <= start) {
		throw fault('ErrorInvalidTimeInterval', 'The end of the time window must be after its start.');
	}
	if (end - start > MAX_DAYS * DAY) {
		throw fault('ErrorTimeIntervalTooBig', `The time window is longer than ${MAX_DAYS} days.`);
	}
	return { start, end };
}

/** @throws EwsFault */
export function readViewOptions(node: Node, zone: ClockZone): ViewOptions {
	const window = readWindow(child(node, 'TimeWindow'), zone);
	const minutes = Number(child(node, 'MergedFreeBusyIntervalInMinutes')?.text ?? 30);
	const span = (window.end - window.start) / 60_000;
	if (minutes < 5 || minutes > 1440 || minutes > span) {
		throw fault(
			'ErrorInvalidMergedFreeBusyInterval',
			'The interval must be between 5 and 1440 minutes and within the time window.',
		);
	}
	const view = (child(node, 'RequestedView')?.text ?? 'FreeBusy').trim();
	if (!VIEWS.includes(view) || view === 'None') {
		throw fault('ErrorInvalidFreeBusyViewType', 'The requested view is invalid.');
	}
	return { ...window, interval: minutes * 60_000, view };
}

function digits(options: ViewOptions, status: (start: number, end: number) => string): string {
	let text = '';
	for (let start = options.start; start < options.end; start += options.interval) {
		text += DIGITS[status(start, start + options.interval)] ?? '0';
	}
	return text;
}

/** Details are for those who may read the calendar; anybody learns when somebody is free. */
function readsDetails(mailbox: Mailbox, ctx: Context): boolean {
	return ctx.store.rights(mailbox.wellKnown.get('calendar') as Folder, ctx.user).has('ReadItems');
}

function details(view: View, mailbox: Mailbox, ctx: Context): string {
	const { properties } = view;
	const text = (key: string) => String(properties.get(key) ?? '');
	const isPrivate = ['Private', 'Personal', 'Confidential'].includes(text('item:Sensitivity'));
	const hidden = isPrivate && mailbox !== ctx.user;
	return wrap(
		'CalendarEventDetails',
		element('ID', Buffer.from(view.id, 'base64').toString('hex').toUpperCase()) +
			(hidden ? '' : element('Subject', text('item:Subject'))) +
			(hidden ? '' : element('Location', text('calendar:Location'))) +
			element('IsMeeting', String(isMeeting(properties))) +
			element('IsRecurring', String(isRecurring(view))) +
			element('IsException', String(view.occurrence?.type === 'Exception')) +
			element('IsReminderSet', String(properties.get('item:ReminderIsSet') === true)) +
			element('IsPrivate', String(isPrivate)),
	);
}

function eventXml(view: View, mailbox: Mailbox, detailed: boolean, zone: ClockZone, ctx: Context) {
	const { start, end } = spanOf(view);
	return wrap(
		'CalendarEvent',
		element('StartTime', zone.print(start)) +
			element('EndTime', zone.print(end)) +
			element('BusyType', statusOf(view)) +
			(detailed ? details(view, mailbox, ctx) : ''),
	);
}

export function workingHoursXml(hours: WorkingHours, year: number): string {
	return wrap(
		'WorkingHours',
		serializableXml(hours.zone, year) +
			wrap(
				'WorkingPeriodArray',
				wrap(
					'WorkingPeriod',
					element('DayOfWeek', hours.days.join(' ')) +
						element('StartTimeInMinutes', String(hours.from)) +
						element('EndTimeInMinutes', String(hours.to)),
				),
			),
	);
}

function viewOf(mailbox: Mailbox, options: ViewOptions, zone: ClockZone, ctx: Context): string {
	const detailed = options.view.startsWith('Detailed') && readsDetails(mailbox, ctx);
	const given = detailed ? options.view : options.view.replace('Detailed', 'FreeBusy');
	const events = eventsBetween(mailbox, options.start, options.end);
	const merged = given.includes('Merged')
		? element(
				'MergedFreeBusy',
				digits(options, (a, b) => statusBetween(events, a, b)),
			)
		: '';
	if (given === 'MergedOnly') {
		return wrap('m:FreeBusyView', element('FreeBusyViewType', given) + merged);
	}
	const listed = events.map((view) => eventXml(view, mailbox, detailed, zone, ctx));
	return wrap(
		'm:FreeBusyView',
		element('FreeBusyViewType', given) +
			merged +
			(listed.length === 0 ? '' : wrap('CalendarEventArray', listed.join(''))) +
			workingHoursXml(mailbox.services.workingHours, new Date(options.start).getUTCFullYear()),
	);
}

/** Mailboxes of one entry: the members of a group. @throws EwsError ErrorFreeBusyDLLimitReached */
export function peopleOf(entry: Entry, ctx: Context): Mailbox[] {
	if (isMailbox(entry)) return [entry];
	const members = [...mailboxesOf([{ address: entry.primarySmtp }], ctx)];
	if (members.length > MAX_GROUP) {
		throw new EwsError(
			'ErrorFreeBusyDLLimitReached',
			`A group with more than ${MAX_GROUP} members has no free/busy information.`,
		);
	}
	return members;
}

/** FreeBusyView of one MailboxData: a group's is merged of its members'. @throws EwsError */
export function freeBusyView(
	data: Node,
	options: ViewOptions,
	zone: ClockZone,
	ctx: Context,
): string {
	const entry = entryAt(at(data, 'Email'), ctx);
	if (isMailbox(entry)) {
		ctx.mailbox ??= entry;
		return viewOf(entry, options, zone, ctx);
	}
	if (!isGroup(entry)) {
		throw new EwsError('ErrorNoFreeBusyAccess', 'The recipient has no calendar here.');
	}
	const all = peopleOf(entry, ctx).map((one) => eventsBetween(one, options.start, options.end));
	const merged = digits(options, (a, b) =>
		all.reduce((most, events) => heavier(most, statusBetween(events, a, b)), 'Free'),
	);
	return wrap(
		'm:FreeBusyView',
		element('FreeBusyViewType', 'MergedOnly') + element('MergedFreeBusy', merged),
	);
}
