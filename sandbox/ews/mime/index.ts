import type { View } from '../view';
import { wrap } from '../xml/escape';
import { eventMime } from './calendar';
import { contactMime } from './contact';
import { messageMime } from './message';

export { expandEmail, readEmails, type Emails } from './email';

const WRITERS: Readonly<Record<string, typeof messageMime>> = {
	CalendarItem: eventMime as typeof messageMime,
	Contact: contactMime as typeof messageMime,
};

/** MimeContent of an item: iCalendar of events, vCard of contacts, a message of everything else. */
export function mimeXml({ item, properties }: View): string {
	const kept = properties.get('item:MimeContent');
	const write = WRITERS[item.kind] ?? messageMime;
	const content =
		typeof kept === 'string' ? kept : Buffer.from(write(item, properties)).toString('base64');
	return wrap('MimeContent', content, { CharacterSet: 'UTF-8' });
}
