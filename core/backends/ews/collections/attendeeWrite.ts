import { ConflictError, ExchangeError, InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { Call, WriteOutcome, WriteRecord, WriteRequest } from '../../backend';
import type { EwsContext } from '../context';
import { reach, type Reach } from '../reach';
import { failed } from '../write/batch';
import { inBatches } from '../write/rounds';
import { events, type Found, isRow, keyOrError } from './attendeeEvents';
import {
	type AttendeeChange,
	attendeeId,
	AttendeeLists,
	type Held,
	type Lists,
	TYPES,
} from './attendeeLists';
import { ATTENDEES, AttendeeStep, ofType } from './attendeeStep';

/** How often an event that others change meanwhile is read again before the conflict stands. */
const MOST_ATTEMPTS = 5;

/** Reads the events, changes the attendees asked for and no other, and writes the lists that differ. */
export async function writeAttendees(
	context: EwsContext,
	request: WriteRequest,
	call: Call,
): Promise<WriteOutcome[]> {
	const way = reach(request.scope, call, context.settings);
	const outcomes: WriteOutcome[] = [];
	let open = new Map<string, AttendeeChange[]>();
	for (const record of request.records) {
		const change = changeOf(request.action, record);
		if (change instanceof ExchangeError) {
			outcomes.push(failed(record, change));
			continue;
		}
		const eventId = change.key?.eventId ?? String(record.values.eventId);
		open.set(eventId, [...(open.get(eventId) ?? []), change]);
	}
	for (let attempt = 1; open.size > 0; attempt++) {
		const { done, conflicts } = await attemptAll(context, request, open, way);
		outcomes.push(...done);
		if (attempt < MOST_ATTEMPTS) {
			open = new Map([...conflicts].map(([eventId]) => [eventId, open.get(eventId) ?? []]));
		} else {
			for (const [eventId, error] of conflicts) {
				outcomes.push(...(open.get(eventId) ?? []).map(({ record }) => failed(record, error)));
			}
			break;
		}
	}
	return outcomes;
}

function changeOf(
	action: WriteRequest['action'],
	record: WriteRecord,
): AttendeeChange | ExchangeError {
	if (action !== 'create') {
		const key = keyOrError(record.id ?? '');
		return key instanceof ExchangeError ? key : { action, record, key };
	}
	const { eventId } = record.values;
	if (typeof eventId === 'string' && eventId !== '') return { action, record };
	return new InputError("'Event ID' is empty", {
		field: 'eventId',
		advice: 'Give the ID of the event that the attendee is to be in.',
	});
}

interface Attempt {
	readonly done: readonly WriteOutcome[];
	/** Events that somebody changed between the read and the write. */
	readonly conflicts: ReadonlyMap<string, ExchangeError>;
}

async function attemptAll(
	context: EwsContext,
	{ options, action }: WriteRequest,
	open: ReadonlyMap<string, readonly AttendeeChange[]>,
	way: Reach,
): Promise<Attempt> {
	const invitations = action === 'delete' ? options.sendCancellations : options.sendInvitations;
	const step = new AttendeeStep(context.channel, way, invitations ?? 'SendToNone');
	const done: WriteOutcome[] = [];
	const conflicts = new Map<string, ExchangeError>();
	for await (const batch of events(context, [...open.keys()], way)) {
		const pending: WriteRecord[] = [];
		const wanted = new Map<number, Prepared>();
		const resolved = await resolvedCopies(context, batch, way);
		for (const [place, { eventId, event }] of batch.entries()) {
			if (!isRow(event)) {
				const changes = open.get(eventId) ?? [];
				done.push(...changes.map(({ record }) => failed(record, event)));
				continue;
			}
			const lists = new AttendeeLists(eventId, heldIn(event, resolved[place] ?? event));
			const prepared = prepare(lists, open.get(eventId) ?? [], event, options);
			const values = lists.changed;
			if (Object.keys(values).length === 0) {
				done.push(...settled(prepared, event.changeKey as string | undefined));
				continue;
			}
			const changeKey = event.changeKey as string | undefined;
			pending.push({ index: place, id: eventId, changeKey, values });
			wanted.set(place, prepared);
		}
		const batched = { options, signal: way.call.signal };
		for (const outcome of await inBatches(context, step, batched, pending)) {
			const prepared = wanted.get(outcome.index);
			if (!prepared) continue;
			const { error } = outcome;
			if (outcome.outcome === 'updated') {
				done.push(...settled(prepared, outcome.changeKey));
			} else if (error instanceof ConflictError) {
				conflicts.set(batch[outcome.index]?.eventId ?? '', error);
			} else {
				done.push(...unsettled(prepared, outcome));
			}
		}
	}
	return { done, conflicts };
}

/** The same events with SMTP addresses: what people call the attendees by. */
async function resolvedCopies(
	{ addresses }: EwsContext,
	batch: readonly Found[],
	way: Reach,
): Promise<Row[]> {
	const copies = batch.map(({ event }) => (isRow(event) ? { ...event } : {}));
	await addresses.resolve(copies, [ATTENDEES], way.call);
	return copies;
}

/** What the event holds goes back as it came; an attendee is known by its address of either kind. */
function heldIn(event: Row, resolved: Row): Lists {
	const lists = TYPES.map((type) => {
		const named = ofType(resolved, type);
		return [
			type,
			ofType(event, type).map((raw, place): Held => {
				const { name, address, routingType } = raw as unknown as Held;
				const known = [named[place]?.address, address].filter(
					(one): one is string => typeof one === 'string',
				);
				return {
					name,
					address,
					...(routingType === undefined ? {} : { routingType }),
					known: known.map((one) => one.toLowerCase()),
				};
			}),
		];
	});
	return Object.fromEntries(lists) as Lists;
}

type Prepared = ReadonlyArray<{
	readonly change: AttendeeChange;
	readonly applied: ReturnType<AttendeeLists['apply']>;
}>;

function prepare(
	lists: AttendeeLists,
	changes: readonly AttendeeChange[],
	event: Row,
	{ conflictResolution }: WriteRequest['options'],
): Prepared {
	return changes.map((change) => {
		const { changeKey } = change.record;
		const isStale = changeKey !== undefined && changeKey !== event.changeKey;
		const applied =
			isStale && conflictResolution === 'neverOverwrite' ? stale() : lists.apply(change);
		return { change, applied };
	});
}

const DONE = { create: 'created', update: 'updated', delete: 'deleted' } as const;

function settled(prepared: Prepared, changeKey: string | undefined): WriteOutcome[] {
	return prepared.map(({ change: { record, action }, applied }) => {
		if (applied instanceof ExchangeError) return failed(record, applied);
		return {
			index: record.index,
			outcome: applied.outcome === 'unchanged' ? 'unchanged' : DONE[action],
			id: action === 'delete' ? record.id : attendeeId(applied),
			...(changeKey !== undefined && { changeKey }),
		};
	});
}

/** The event could not be written, or nobody knows. */
function unsettled(prepared: Prepared, { outcome, error }: WriteOutcome): WriteOutcome[] {
	return prepared.map(({ change: { record }, applied }) => ({
		index: record.index,
		outcome: applied instanceof ExchangeError ? 'failed' : outcome,
		error: applied instanceof ExchangeError ? applied : error,
		...(record.id !== undefined && { id: record.id }),
	}));
}

function stale(): ConflictError {
	return new ConflictError('The event was changed since it was read', {
		code: 'ErrorStaleObject',
		advice: 'Read the attendees again, or leave the change key out.',
	});
}
