import { recipientOf } from '../../store/directory';
import type { Attendee, Mailbox, Recipient, Value } from '../../store';
import type { Context } from '../context';
import { attendeesOf } from '../recurrence/event';
import type { View } from '../view';

/** Where attendees are kept, by how much they are needed. */
export const LISTS = [
	'calendar:RequiredAttendees',
	'calendar:OptionalAttendees',
	'calendar:Resources',
] as const;

type Properties = ReadonlyMap<string, Value>;

const addressOf = (one: Recipient | undefined): string => (one?.address ?? '').toLowerCase();

export function sameAddress(one: Recipient | undefined, other: Recipient | undefined): boolean {
	return addressOf(one) !== '' && addressOf(one) === addressOf(other);
}

export function organizerOf(properties: Properties): Recipient | undefined {
	return properties.get('calendar:Organizer') as Recipient | undefined;
}

export function isMeeting(properties: Properties): boolean {
	return attendeesOf(properties).length > 0;
}

/** Whether what is shown belongs to the organizer: an event without one is its owner's own. */
export function isOrganizer({ item, properties }: View): boolean {
	const organizer = organizerOf(properties);
	return organizer === undefined || sameAddress(organizer, recipientOf(item.folder.mailbox));
}

/** Who is asked to come, each once; the organizer comes anyway. */
export function invited(properties: Properties): Attendee[] {
	const organizer = organizerOf(properties);
	const found = new Map<string, Attendee>();
	for (const one of attendeesOf(properties)) {
		if (addressOf(one) === '' || sameAddress(one, organizer)) continue;
		if (!found.has(addressOf(one))) found.set(addressOf(one), one);
	}
	return [...found.values()];
}

/** Those of `some` that are not among `others`. */
export function without(some: readonly Attendee[], others: readonly Attendee[]): Attendee[] {
	return some.filter((one) => !others.some((other) => sameAddress(one, other)));
}

/** The lists as attendees see them: the organizer is required, answers are nobody else's business. */
export function listsForAttendees(properties: Properties, ctx: Context): Map<string, Attendee[]> {
	const organizer = organizerOf(properties);
	const lists = new Map<string, Attendee[]>();
	for (const key of LISTS.slice(0, 2)) {
		const given = (properties.get(key) as readonly Attendee[] | undefined) ?? [];
		const others = given
			.filter((one) => !sameAddress(one, organizer))
			.map(({ name, address, routing, mailboxType }): Attendee => ({
				...(name === undefined ? {} : { name }),
				...(address === undefined ? {} : { address }),
				...(routing === undefined ? {} : { routing }),
				...(mailboxType === undefined ? {} : { mailboxType }),
				response: 'Unknown',
			}));
		const leads = key === LISTS[0] && ctx.rules.holds('organizer-is-required');
		const first = leads && organizer ? [{ ...organizer, response: 'Organizer' }] : [];
		const list = [...first, ...others];
		if (list.length > 0) lists.set(key, list);
	}
	return lists;
}

/** The lists with what one attendee answered; who was not asked is added to those required. */
export function listsWithAnswer(
	properties: Properties,
	attendee: Mailbox,
	answer: Pick<Attendee, 'response' | 'responseTime' | 'proposedStart' | 'proposedEnd'>,
): Map<string, Attendee[]> {
	const who = recipientOf(attendee);
	const lists = new Map<string, Attendee[]>();
	for (const key of LISTS) {
		const list = (properties.get(key) as readonly Attendee[] | undefined) ?? [];
		if (!list.some((one) => sameAddress(one, who))) continue;
		lists.set(
			key,
			list.map((one) => (sameAddress(one, who) ? { ...who, ...answer } : one)),
		);
	}
	if (lists.size === 0) {
		const required = (properties.get(LISTS[0]) as readonly Attendee[] | undefined) ?? [];
		lists.set(LISTS[0], [...required, { ...who, ...answer }]);
	}
	return lists;
}

/** The lists as if nobody had answered yet. */
export function listsWithoutAnswers(properties: Properties): Map<string, Attendee[]> {
	const lists = new Map<string, Attendee[]>();
	for (const key of LISTS) {
		const list = properties.get(key) as readonly Attendee[] | undefined;
		if (list === undefined || list.length === 0) continue;
		lists.set(
			key,
			list.map(({ name, address, routing, mailboxType }) => ({
				...(name === undefined ? {} : { name }),
				...(address === undefined ? {} : { address }),
				...(routing === undefined ? {} : { routing }),
				...(mailboxType === undefined ? {} : { mailboxType }),
				response: 'Unknown',
			})),
		);
	}
	return lists;
}
