import { CancelledError, ExchangeError } from '../../../errors';
import type { WriteRecord } from '../../backend';
import type { EwsChannel } from '../channel';
import { encodeDateTime } from '../codecs/time';
import { getItem } from '../operations/getItem';
import { performReminderAction } from '../operations/performReminderAction';
import type { Reach } from '../reach';
import type { ItemRef, RefResult } from '../request';
import type { Settled, WriteStep } from '../write/step';
import { ANY_ITEM } from '../anyItem';
import { overItems } from './overItems';

/** Dismisses or snoozes; doing it twice does no more than once. */
class ReminderStep implements WriteStep {
	readonly done = 'updated';
	readonly repeatable = true;

	constructor(
		private readonly channel: EwsChannel,
		private readonly way: Reach,
		private readonly until: string | undefined,
	) {}

	async send(records: readonly WriteRecord[]): Promise<RefResult[]> {
		const ids = records.map(({ id = '' }) => ({ id }));
		const request = { table: ANY_ITEM, ids, columns: [] };
		// One record that is gone would end the request for all.
		const rows = await getItem(this.channel, request, this.way.call);
		const results: RefResult[] = rows.map((row) =>
			row instanceof ExchangeError ? row : { id: String(row.id), changeKey: String(row.changeKey) },
		);
		const places = [...results.keys()].filter((at) => !(results[at] instanceof ExchangeError));
		const done = await this.perform(places.map((at) => results[at] as ItemRef));
		for (const [index, at] of places.entries()) results[at] = done[index] as RefResult;
		return results;
	}

	/** Together, or one by one where the server refuses them all because of one. */
	private async perform(items: readonly ItemRef[]): Promise<RefResult[]> {
		const { channel, until, way } = this;
		const act = (item: ItemRef) => ({ item, ...(until === undefined ? {} : { until }) });
		try {
			return await performReminderAction(channel, items.map(act), way.call);
		} catch (error) {
			const isOfRecords = error instanceof ExchangeError && error.kind !== 'retriable';
			if (!isOfRecords || error instanceof CancelledError) throw error;
			const [only] = items;
			if (items.length === 1 && only) return [error];
			const results: RefResult[] = [];
			for (const item of items) results.push(...(await this.perform([item])));
			return results;
		}
	}

	settle(records: readonly WriteRecord[]): Promise<Settled[]> {
		return Promise.resolve(records.map(() => ({ state: 'untouched' })));
	}
}

const utc = (time: unknown): string | undefined => {
	const sent = encodeDateTime(time);
	return sent && new Date(sent).toISOString().replace(/\.\d+Z$/, 'Z');
};

export const dismissReminder = overItems({
	step: ({ channel }, _input, way) => new ReminderStep(channel, way, undefined),
	row: ({ id, changeKey }) => ({ outcome: 'updated', id, changeKey }),
});

export const snoozeReminder = overItems({
	keys: (_context, inputs) => inputs.map(({ until }) => utc(until) ?? ''),
	step: ({ channel }, _input, way, until) => new ReminderStep(channel, way, until),
	row: ({ id, changeKey }, { until }) => ({ outcome: 'updated', id, changeKey, until }),
});
