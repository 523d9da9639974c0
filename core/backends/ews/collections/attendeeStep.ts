import { ExchangeError } from '../../../errors';
import type { Column, Row } from '../../../schema/column';
import type { Table } from '../../../schema/table';
import type { WriteOptions, WriteRecord } from '../../backend';
import type { EwsChannel } from '../channel';
import { fetchRecords } from '../fetch';
import { updateItem } from '../operations/updateItem';
import type { Reach } from '../reach';
import type { FieldValue, RefResult } from '../request';
import type { Settled, WriteStep } from '../write/step';
import type { AttendeeType } from './attendeeLists';

const list = (id: AttendeeType, element: string): Column => ({
	id,
	label: element,
	type: 'attendeeList',
	ews: {
		field: { uri: `calendar:${element}` },
		at: element,
		codec: 'attendees',
		read: 'item',
		write: 'both',
	},
});

const LISTS: readonly Column[] = [
	list('required', 'RequiredAttendees'),
	list('optional', 'OptionalAttendees'),
	list('resource', 'Resources'),
];

/** All attendees at once, as they are read. */
export const ATTENDEES: Column = {
	id: 'attendees',
	label: 'Attendees',
	type: 'attendeeList',
	ews: { field: { uri: 'calendar:RequiredAttendees' }, at: 'RequiredAttendees', read: 'item' },
};

/** An event as far as its attendees go. */
export const EVENT: Table = {
	name: 'event',
	label: 'Event',
	plural: 'events',
	description: 'Events with their attendees',
	operations: [],
	columns: [ATTENDEES, ...LISTS],
	ews: { kind: 'item', element: 'CalendarItem' },
};

/**
 * Writes lists of attendees of events, each event against the change key that was read: a change in
 * between is refused by Exchange, and whoever asked reads again. `values` of a record are its lists by type.
 */
export class AttendeeStep implements WriteStep {
	readonly done = 'updated';

	constructor(
		private readonly channel: EwsChannel,
		private readonly reach: Reach,
		private readonly sendInvitations: NonNullable<WriteOptions['sendInvitations']>,
	) {}

	/** An invitation that went out cannot be taken back. */
	get repeatable(): boolean {
		return this.sendInvitations === 'SendToNone';
	}

	async send(records: readonly WriteRecord[]): Promise<RefResult[]> {
		const changes = records.map(({ id = '', changeKey, values }) => ({
			ref: { id, changeKey },
			fields: LISTS.filter((column) => column.id in values).map((column): FieldValue => {
				const value = values[column.id];
				return { column, value: Array.isArray(value) && value.length > 0 ? value : null };
			}),
		}));
		const { channel, reach, sendInvitations } = this;
		const request = { table: EVENT, changes, sendInvitations };
		return await updateItem(
			channel,
			{ ...request, conflictResolution: 'NeverOverwrite' },
			reach.call,
		);
	}

	/** An unchanged change key proves that nothing was taken; the addresses of the lists that it was. */
	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const ids = records.map(({ id = '' }) => id);
		const request = { table: EVENT, ids, columns: [ATTENDEES] };
		const call = signal ? { ...this.reach.call, signal } : this.reach.call;
		const rows: Array<Row | ExchangeError> = [];
		for await (const batch of fetchRecords(this.channel, request, call)) rows.push(...batch);
		return records.map((record, place): Settled => {
			const row = rows[place];
			if (!row) return { state: 'open' };
			if (row instanceof ExchangeError) {
				return row.kind === 'retriable' ? { state: 'open' } : { state: 'failed', error: row };
			}
			const changeKey = row.changeKey as string | undefined;
			if (changeKey === record.changeKey) return { state: 'untouched' };
			const isWritten = Object.entries(record.values).every(
				([type, value]) => addresses(ofType(row, type)) === addresses(value),
			);
			return isWritten
				? { state: 'done', ref: { id: String(row.id), changeKey } }
				: { state: 'open' };
		});
	}
}

/** Attendees of one type in a row that was read. */
export function ofType(row: Row, type: string): ReadonlyArray<Readonly<Row>> {
	const all = row[ATTENDEES.id];
	return Array.isArray(all) ? (all as Row[]).filter((attendee) => attendee.type === type) : [];
}

function addresses(list: unknown): string {
	const held = Array.isArray(list) ? (list as Row[]) : [];
	return held
		.map(({ address }) => (typeof address === 'string' ? address.toLowerCase() : ''))
		.sort()
		.join('\n');
}
