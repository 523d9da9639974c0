import { ExchangeError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { EwsContext } from '../context';
import { fetchRecords } from '../fetch';
import { nameTarget, TOP } from '../folderErrors';
import type { Reach } from '../reach';
import { type AttendeeKey, parseAttendeeId } from './attendeeLists';
import { ATTENDEES, EVENT } from './attendeeStep';

/** An event as it was asked for, with its attendees, or why it cannot be read. */
export interface Found {
	readonly eventId: string;
	readonly event: Row | ExchangeError;
}

/** The events asked for, batch by batch. */
export async function* events(
	{ channel, folders, mailboxIds }: EwsContext,
	ids: readonly string[],
	way: Reach,
): AsyncGenerator<Found[]> {
	try {
		const strange = await mailboxIds.check(ids, way, (name) => folders.wellKnown(name, way));
		const refused = ids.flatMap((eventId, place): Found[] => {
			const event = strange[place];
			return event ? [{ eventId, event }] : [];
		});
		if (refused.length > 0) yield refused;
		const own = ids.filter((_, place) => !strange[place]);
		const request = { table: EVENT, ids: own, columns: [ATTENDEES] };
		let read = 0;
		for await (const batch of fetchRecords(channel, request, way.call)) {
			yield batch.map((event) => ({ eventId: own[read++] ?? '', event }));
		}
	} catch (error) {
		throw nameTarget(error, TOP, way);
	}
}

export const isRow = (event: Row | ExchangeError): event is Row =>
	!(event instanceof ExchangeError);

export function keyOrError(id: string): AttendeeKey | ExchangeError {
	try {
		return parseAttendeeId(id);
	} catch (error) {
		if (error instanceof ExchangeError) return error;
		throw error;
	}
}
