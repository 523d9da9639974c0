import { type ExchangeError, SkippableError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { Call } from '../../backend';
import type { EwsContext } from '../context';
import { reach } from '../reach';
import { events, type Found, isRow, keyOrError } from './attendeeEvents';
import { attendeeId, type AttendeeKey, TYPES } from './attendeeLists';
import { ATTENDEES, ofType } from './attendeeStep';
import { writeAttendees } from './attendeeWrite';
import type { Collection } from './collection';

const GONE = 'ErrorItemNotFound';

/** One row per attendee of an event whose addresses were resolved. */
function rowsOf({ eventId, event }: Found): Row[] {
	if (!isRow(event)) return [];
	return TYPES.flatMap((type) =>
		ofType(event, type).map(({ name, address, response, responseTime }) => ({
			id: attendeeId({ eventId, type, address: String(address ?? '') }),
			eventId,
			emailAddress: address ?? null,
			name: name ?? null,
			type,
			response: response ?? null,
			responseTime: responseTime ?? null,
			changeKey: event.changeKey ?? null,
		})),
	);
}

async function* read(
	context: EwsContext,
	{ scope, keys }: Parameters<Collection['read']>[1],
	call: Call,
): AsyncGenerator<Row[]> {
	const way = reach(scope, call, context.settings);
	for await (const batch of events(context, keys.eventId ?? [], way)) {
		for (const { event } of batch) {
			// An event that is gone has no attendees.
			if (!isRow(event) && event.code !== GONE) throw event;
		}
		const found = batch.map(({ event }) => event).filter(isRow);
		await context.addresses.resolve(found, [ATTENDEES], way.call);
		yield batch.flatMap(rowsOf);
	}
}

async function fetch(
	context: EwsContext,
	{ ids, scope }: Parameters<Collection['fetch']>[1],
	call: Call,
): Promise<Array<Row | ExchangeError>> {
	const keys = ids.map(keyOrError);
	const wanted = new Set(keys.flatMap((key) => (key instanceof Error ? [] : [key.eventId])));
	const way = reach(scope, call, context.settings);
	const rows = new Map<string, Row>();
	const errors = new Map<string, ExchangeError>();
	for await (const batch of events(context, [...wanted], way)) {
		for (const { eventId, event } of batch) {
			if (!isRow(event)) errors.set(eventId, event);
		}
		const found = batch.map(({ event }) => event).filter(isRow);
		await context.addresses.resolve(found, [ATTENDEES], way.call);
		for (const row of batch.flatMap(rowsOf)) rows.set(folded(String(row.id)), row);
	}
	return keys.map((key, place) => {
		if (key instanceof Error) return key;
		const id = ids[place] ?? '';
		return rows.get(folded(id)) ?? errors.get(key.eventId) ?? noAttendee(key, id);
	});
}

/** The address of an id ignores case, the event's id does not. */
function folded(id: string): string {
	const end = id.indexOf('|');
	return id.slice(0, end) + id.slice(end).toLowerCase();
}

function noAttendee({ address }: AttendeeKey, recordKey: string): SkippableError {
	return new SkippableError(`The event has no attendee '${address}'`, {
		code: GONE,
		field: 'id',
		recordKey,
		advice: 'Query the attendees of the event again.',
	});
}

export const attendee: Collection = {
	table: 'attendee',
	keys: ['eventId'],
	read,
	fetch,
	create: writeAttendees,
	update: writeAttendees,
	delete: writeAttendees,
};
