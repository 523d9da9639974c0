import { ConflictError, type ExchangeError, InputError, SkippableError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { WriteRecord } from '../../backend';
import type { Recipient } from '../codecs/recipient';

export const TYPES = ['required', 'optional', 'resource'] as const;
export type AttendeeType = (typeof TYPES)[number];

/** An attendee as an event holds it: `address` as stored, `known` all that it may be called by. */
export interface Held extends Recipient {
	readonly known: readonly string[];
}
export type Lists = Readonly<Record<AttendeeType, readonly Held[]>>;

/** Which attendee of which event. */
export interface AttendeeKey {
	readonly eventId: string;
	readonly type: AttendeeType;
	readonly address: string;
}

/** What a record asks for, of an event. */
export interface AttendeeChange {
	readonly action: 'create' | 'update' | 'delete';
	readonly record: WriteRecord;
	/** Of records that exist. */
	readonly key?: AttendeeKey;
}

export type Applied = AttendeeKey & { readonly outcome: 'changed' | 'unchanged' };

/** Ids of Exchange have no bar. */
const BAR = '|';

export const attendeeId = ({ eventId, type, address }: AttendeeKey): string =>
	[eventId, type, address].join(BAR);

/** @throws InputError for what is no id of an attendee */
export function parseAttendeeId(id: string): AttendeeKey {
	const [eventId = '', type, ...address] = id.split(BAR);
	const known = TYPES.find((one) => one === type);
	if (known && eventId !== '' && address.length > 0) {
		return { eventId, type: known, address: address.join(BAR) };
	}
	throw new InputError('The ID is not the one of an attendee', {
		field: 'id',
		recordKey: id,
		advice: 'Give the ID that a query of attendees returned, or use Create or Update.',
	});
}

/** The lists of an event while one change after the other is made to them. */
export class AttendeeLists {
	private readonly lists: Record<AttendeeType, Held[]>;
	private readonly touched = new Set<AttendeeType>();

	constructor(
		private readonly eventId: string,
		lists: Lists,
	) {
		this.lists = {
			required: [...lists.required],
			optional: [...lists.optional],
			resource: [...lists.resource],
		};
	}

	/** Lists that are to be written. */
	get changed(): Partial<Record<AttendeeType, readonly Recipient[]>> {
		const entries = TYPES.filter((type) => this.touched.has(type)).map((type) => [
			type,
			this.lists[type].map(({ known: _, ...recipient }) => recipient),
		]);
		return Object.fromEntries(entries) as Partial<Record<AttendeeType, Recipient[]>>;
	}

	/** Makes one change, or says why it cannot be made; the lists stay as they are then. */
	apply({ action, record, key }: AttendeeChange): Applied | ExchangeError {
		if (action === 'create') return this.add(record.values);
		if (!key) return missing('');
		const place = this.find(key);
		if (!place) return missing(key.address);
		return action === 'delete' ? this.remove(key, place) : this.change(record.values, place);
	}

	private add(values: Readonly<Row>): Applied | ExchangeError {
		const address = addressIn(values);
		if (address === undefined) return noAddress();
		const there = this.find({ eventId: this.eventId, type: 'required', address });
		if (there) return present(address, there.type);
		const type = typeIn(values) ?? 'required';
		this.lists[type].push(held(nameIn(values) ?? null, address));
		this.touched.add(type);
		return { eventId: this.eventId, type, address, outcome: 'changed' };
	}

	private remove(key: AttendeeKey, { type, index }: Place): Applied {
		this.lists[type].splice(index, 1);
		this.touched.add(type);
		return { ...key, outcome: 'changed' };
	}

	private change(values: Readonly<Row>, place: Place): Applied | ExchangeError {
		const before = this.lists[place.type][place.index];
		if (!before) return missing('');
		const type = typeIn(values) ?? place.type;
		const isRenamed = 'emailAddress' in values;
		const given = isRenamed ? addressIn(values) : undefined;
		if (isRenamed && given === undefined) return noAddress();
		const address = given ?? before.address ?? '';
		const isOther = given !== undefined && !before.known.includes(given.toLowerCase());
		const there = isOther ? this.find({ eventId: this.eventId, type, address: given }) : undefined;
		if (there) return present(address, there.type);
		// Exchange shows the address where there is no name: another address makes that no name.
		const isShownAddress = before.known.includes(before.name?.toLowerCase() ?? '');
		const stored = isOther && isShownAddress ? null : before.name;
		const name = 'name' in values ? (nameIn(values) ?? null) : stored;
		const shown = before.known[0] ?? address;
		const applied = { eventId: this.eventId, type, address: isOther ? address : shown };
		if (!isOther && type === place.type && name === before.name) {
			return { ...applied, outcome: 'unchanged' };
		}
		const after = isOther ? held(name, address) : { ...before, name };
		if (type === place.type) {
			this.lists[type][place.index] = after;
		} else {
			this.lists[place.type].splice(place.index, 1);
			this.lists[type].push(after);
			this.touched.add(place.type);
		}
		this.touched.add(type);
		return { ...applied, outcome: 'changed' };
	}

	/** In the list that the key names, else in another: somebody may have changed the type. */
	private find({ type, address }: AttendeeKey): Place | undefined {
		const wanted = address.toLowerCase();
		for (const one of [type, ...TYPES.filter((other) => other !== type)]) {
			const index = this.lists[one].findIndex(({ known }) => known.includes(wanted));
			if (index >= 0) return { type: one, index };
		}
		return undefined;
	}
}

interface Place {
	readonly type: AttendeeType;
	readonly index: number;
}

const held = (name: string | null, address: string): Held => ({
	name,
	address,
	known: [address.toLowerCase()],
});

function addressIn({ emailAddress }: Readonly<Row>): string | undefined {
	const text = typeof emailAddress === 'string' ? emailAddress.trim() : '';
	return text === '' ? undefined : text;
}

const nameIn = ({ name }: Readonly<Row>): string | undefined =>
	typeof name === 'string' && name !== '' ? name : undefined;

const typeIn = ({ type }: Readonly<Row>): AttendeeType | undefined =>
	TYPES.find((one) => one === type);

function noAddress(): InputError {
	return new InputError("'Email Address' is empty", {
		field: 'emailAddress',
		advice: 'An attendee needs an address.',
	});
}

function missing(address: string): SkippableError {
	return new SkippableError(`The event has no attendee '${address}'`, {
		code: 'ErrorItemNotFound',
		field: 'id',
		advice: 'Query the attendees of the event: this one may have been taken out since.',
	});
}

function present(address: string, type: AttendeeType): ConflictError {
	return new ConflictError(`The event has the attendee '${address}' already, as ${type}`, {
		code: 'ATTENDEE_EXISTS',
		field: 'emailAddress',
		advice: 'Use Update, or Create or Update, to change the attendee.',
	});
}
