import type { Exception, Folder, Item, Mailbox, Value } from '../../store';
import type { Context } from '../context';
import { occurrenceByStart } from '../recurrence/occurrences';
import { wholeView, type View } from '../view';
import { intended, told, unanswered } from './compose';
import { eventIn, NEWS } from './find';

/** Properties of an attendee's own event that news from the organizer leave alone. */
const KEPT =
	/^(sandbox:|item:(Reminder|Categories|Flag)|calendar:(UID|IsResponseRequested)|tag:|id:|name:)/;
const ANSWER = ['calendar:MyResponseType', 'calendar:AppointmentReplyTime'];

/** What an attendee's event becomes, before it is answered or after. */
function attending(view: View, before: ReadonlyMap<string, Value> | undefined, ctx: Context) {
	const properties = told(view, ctx);
	const answered = before?.get('calendar:MyResponseType');
	const kept = answered !== undefined && answered !== 'NoResponseReceived';
	properties.set('calendar:IntendedFreeBusyStatus', intended(view));
	properties.set('calendar:DateTimeStamp', ctx.now);
	properties.set(
		'calendar:IsResponseRequested',
		view.properties.get('calendar:IsResponseRequested') ?? true,
	);
	for (const key of ANSWER) {
		const value = before?.get(key);
		if (kept && value !== undefined) properties.set(key, value);
	}
	if (!kept) properties.set('calendar:MyResponseType', 'NoResponseReceived');
	properties.set(
		'calendar:LegacyFreeBusyStatus',
		answered === 'Accept' ? intended(view) : unanswered(intended(view)),
	);
	return properties;
}

/** Changed and deleted occurrences, as the organizer has them. */
export function copySeries(from: Item, to: Item): void {
	for (const [start, exception] of from.exceptions) {
		to.exceptions.set(start, tellException(exception));
	}
	for (const start of from.deletedOccurrences) to.deletedOccurrences.add(start);
}

function tellException(exception: Exception): Exception {
	const properties = new Map(
		[...exception.properties].filter(
			([key]) => !/^(item:Reminder|item:Categories|calendar:(Required|Optional|Res))/.test(key),
		),
	);
	return { ...exception, properties };
}

function placeOccurrence(master: Item, view: View, again: boolean, ctx: Context): void {
	const start = view.occurrence?.originalStart ?? 0;
	const given = view.item.exceptions.get(start);
	const properties = new Map(given === undefined ? [] : tellException(given).properties);
	properties.delete('calendar:LegacyFreeBusyStatus');
	properties.delete('calendar:MyResponseType');
	const before = master.exceptions.get(start)?.properties;
	for (const key of again ? [] : [...ANSWER, 'calendar:LegacyFreeBusyStatus']) {
		const value = before?.get(key);
		if (value !== undefined) properties.set(key, value);
	}
	if (again) {
		properties.set('calendar:MyResponseType', 'NoResponseReceived');
		properties.set('calendar:LegacyFreeBusyStatus', unanswered(intended(view)));
	}
	properties.set('calendar:DateTimeStamp', ctx.now);
	ctx.store.touchItem(master, ctx.user.displayName);
	master.exceptions.set(start, { originalStart: start, changeKey: master.changeKey, properties });
	master.deletedOccurrences.delete(start);
}

/**
 * Puts a meeting into an attendee's calendar, or brings it up to date there.
 * @param options `again`: the attendee is asked anew, an earlier answer counts no more; `news`: when the
 * message was made that tells of it
 */
export function place(
	mailbox: Mailbox,
	view: View,
	{ again, news }: { readonly again: boolean; readonly news: number },
	ctx: Context,
): View {
	const known = eventIn(mailbox, view.properties.get('calendar:UID'));
	const apart = view.occurrence !== undefined && ctx.rules.holds('occurrence-news-stay-apart');
	if (view.occurrence && apart && known?.properties.has('calendar:Recurrence')) {
		placeOccurrence(known, view, again, ctx);
		const placed = occurrenceByStart(known, minutes(view.occurrence.originalStart));
		return change(placed, new Map([[NEWS, news]]), ctx);
	}
	const properties = attending(view, again ? undefined : known?.properties, ctx);
	if (ctx.rules.holds('old-requests-are-outdated')) properties.set(NEWS, news);
	if (known === undefined) {
		const item = ctx.store.addItem(mailbox.wellKnown.get('calendar') as Folder, {
			kind: 'CalendarItem',
			properties: properties.set('item:ReminderIsSet', false),
			modifiedBy: ctx.user.displayName,
		});
		if (view.occurrence === undefined) copySeries(view.item, item);
		return wholeView(item);
	}
	const changes = new Map<string, Value | null>(properties);
	for (const key of known.properties.keys()) {
		if (!changes.has(key) && !KEPT.test(key) && key !== 'item:ItemClass') changes.set(key, null);
	}
	ctx.store.updateItem(known, changes, ctx.user.displayName);
	copySeries(view.item, known);
	return wholeView(known);
}

const minutes = (time: number): number => Math.floor(time / 60_000) * 60_000;

/** The same event in another mailbox; undefined where there is none. */
export function sameIn(mailbox: Mailbox, view: View): View | undefined {
	const known = eventIn(mailbox, view.properties.get('calendar:UID'));
	if (known === undefined) return undefined;
	const start = view.occurrence?.originalStart;
	if (start === undefined || !known.properties.has('calendar:Recurrence')) return wholeView(known);
	return known.deletedOccurrences.has(start) ? undefined : occurrenceByStart(known, minutes(start));
}

/** Writes to an event, or to one occurrence of a series. */
export function change(view: View, changes: ReadonlyMap<string, Value | null>, ctx: Context): View {
	const { item } = view;
	if (view.occurrence === undefined) {
		ctx.store.updateItem(item, changes, ctx.user.displayName);
		return wholeView(item);
	}
	const { originalStart } = view.occurrence;
	const properties = new Map(item.exceptions.get(originalStart)?.properties);
	for (const [key, value] of changes) properties.set(key, value);
	ctx.store.touchItem(item, ctx.user.displayName);
	item.exceptions.set(originalStart, { originalStart, changeKey: item.changeKey, properties });
	return occurrenceByStart(item, minutes(originalStart));
}
