import { ExchangeError } from '../../../errors';
import type { Column, Row } from '../../../schema/column';
import type { Table } from '../../../schema/table';
import type { WriteRecord } from '../../backend';
import type { EwsChannel } from '../channel';
import { isFolderMissing } from '../folderErrors';
import { getItem } from '../operations/getItem';
import type { Reach } from '../reach';
import type { EwsCall, ItemRef, RefResult } from '../request';
import type { Settled, WriteStep } from '../write/step';

const MY_RESPONSE: Column = {
	id: 'myResponse',
	label: 'My Response',
	type: 'text',
	ews: { field: { uri: 'calendar:MyResponseType' }, at: 'MyResponseType', read: 'list' },
};
const REPLY_TIME: Column = {
	id: 'replyTime',
	label: 'Reply Time',
	type: 'dateTime',
	ews: {
		field: { uri: 'calendar:AppointmentReplyTime' },
		at: 'AppointmentReplyTime',
		read: 'item',
	},
};

/** An event, as far as answers to it need it. */
const MEETING: Table = {
	name: 'meeting',
	label: 'Event',
	plural: 'events',
	description: 'Meetings',
	operations: [],
	columns: [MY_RESPONSE, REPLY_TIME],
	ews: { kind: 'item', element: 'CalendarItem', defaultFolder: 'calendar' },
};

export interface MeetingStepOptions {
	readonly channel: EwsChannel;
	readonly way: Reach;
	/** What becomes of the event, in messages. */
	readonly verb: string;
	/** Sends the response object for one event, with its current change key. */
	send(item: ItemRef, call: EwsCall): Promise<RefResult>;
	/** MyResponseType afterwards; absent: the event leaves its folder. */
	readonly response?: string;
}

/**
 * A response object that tells other people: it goes out once. After a lost answer the event says
 * whether Exchange took it.
 */
export class MeetingStep implements WriteStep {
	readonly done = 'updated';
	readonly repeatable = false;
	private readonly before = new Map<string, Row>();

	constructor(private readonly options: MeetingStepOptions) {}

	get verb(): string {
		return this.options.verb;
	}

	async send(records: readonly WriteRecord[]): Promise<RefResult[]> {
		const { send, way } = this.options;
		const rows = await this.read(records, way.call);
		const results: RefResult[] = [];
		for (const row of rows) {
			if (row instanceof ExchangeError) {
				results.push(row);
				continue;
			}
			const id = String(row.id);
			this.before.set(id, row);
			results.push(await send({ id, changeKey: String(row.changeKey) }, way.call));
		}
		return results;
	}

	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const { way } = this.options;
		const rows = await this.read(records, signal ? { ...way.call, signal } : way.call);
		return rows.map((row, index) => this.finding(records[index]?.id ?? '', row));
	}

	private finding(id: string, row: Row | ExchangeError): Settled {
		// A request that was answered, a declined event and a cancelled one go to Deleted Items.
		if (row instanceof ExchangeError) return { state: isFolderMissing(row) ? 'done' : 'open' };
		const before = this.before.get(id);
		if (!before) return { state: 'open' };
		const same = row.changeKey === before.changeKey;
		if (same) return { state: 'untouched' };
		const answered = row.myResponse === this.options.response && row.replyTime !== before.replyTime;
		return { state: answered ? 'done' : 'open' };
	}

	private async read(
		records: readonly WriteRecord[],
		call: EwsCall,
	): Promise<Array<Row | ExchangeError>> {
		const { channel } = this.options;
		const ids = records.map(({ id = '' }) => ({ id }));
		return await getItem(channel, { table: MEETING, ids, columns: MEETING.columns }, call);
	}
}
