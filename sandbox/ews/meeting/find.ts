import type { Folder, Item, Mailbox, Recipient, Store } from '../../store';
import { occurrenceByStart } from '../recurrence/occurrences';
import { wholeView, type View } from '../view';

/** Of an attendee's event: when the message was made that last told of it. */
export const NEWS = 'sandbox:News';

function* calendars(folder: Folder): Generator<Folder> {
	if (folder.distinguished.includes('deleteditems')) return;
	if (folder.folderClass.startsWith('IPF.Appointment')) yield folder;
	for (const inner of folder.children) yield* calendars(inner);
}

/** The event of that UID in a mailbox; what was deleted does not count. */
export function eventIn(mailbox: Mailbox, uid: unknown): Item | undefined {
	if (typeof uid !== 'string' || uid === '') return undefined;
	for (const folder of calendars(mailbox.wellKnown.get('msgfolderroot') as Folder)) {
		for (const item of folder.items) {
			if (item.kind === 'CalendarItem' && item.properties.get('calendar:UID') === uid) return item;
		}
	}
	return undefined;
}

/** Whose meeting a message is about: a delegate gets what is meant for somebody else. */
export function addressee(message: Item, store: Store): Mailbox {
	const own = message.folder.mailbox;
	if (message.properties.get('meeting:IsDelegated') !== true) return own;
	const principal = message.properties.get('message:ReceivedRepresenting') as Recipient | undefined;
	return store.directory.find(principal?.address ?? '') ?? own;
}

/**
 * What a meeting message is about: an event, or one occurrence of a series. Undefined when it is gone.
 * @param mailbox whose calendar has it
 */
export function eventOf(message: Item, mailbox = message.folder.mailbox): View | undefined {
	const event = eventIn(mailbox, message.properties.get('calendar:UID'));
	if (event === undefined) return undefined;
	const original = message.properties.get('calendar:RecurrenceId');
	if (typeof original !== 'number' || !event.properties.has('calendar:Recurrence')) {
		return wholeView(event);
	}
	if (event.deletedOccurrences.has(original)) return undefined;
	return occurrenceByStart(event, Math.floor(original / 60_000) * 60_000);
}

/** Whether the calendar has later news of the event than this message. */
export function isOutOfDate({ item }: View): boolean {
	if (item.kind !== 'MeetingRequest') return false;
	const last = eventOf(item)?.properties.get(NEWS);
	return typeof last === 'number' && last > item.created;
}
