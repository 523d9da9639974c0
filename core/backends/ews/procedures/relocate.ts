import { ExchangeError } from '../../../errors';
import type { WriteRecord } from '../../backend';
import type { EwsChannel } from '../channel';
import { isFolderMissing } from '../folderErrors';
import { getItem } from '../operations/getItem';
import type { Reach } from '../reach';
import type { ItemRef, RefResult } from '../request';
import type { Settled, WriteStep } from '../write/step';
import { ANY_ITEM } from '../anyItem';

export interface RelocateOptions {
	readonly channel: EwsChannel;
	readonly way: Reach;
	readonly verb: string;
	/** One reference, the new one, or one error per item. */
	send(items: readonly ItemRef[]): Promise<RefResult[]>;
	/** Whether the old id is gone afterwards, which settles a lost answer; default true. */
	readonly leaves?: boolean;
	/** Whether doing it twice does no more than once; default: as `leaves`. */
	readonly repeatable?: boolean;
}

/** Puts records into another folder. */
export class RelocateStep implements WriteStep {
	readonly done = 'updated';

	constructor(private readonly options: RelocateOptions) {}

	get verb(): string {
		return this.options.verb;
	}

	get repeatable(): boolean {
		return this.options.repeatable ?? this.options.leaves ?? true;
	}

	async send(records: readonly WriteRecord[]): Promise<RefResult[]> {
		return await this.options.send(records.map(({ id = '' }) => ({ id })));
	}

	/** An item gets a new id when it moves, so one whose id is gone has moved. */
	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const { channel, way, leaves = true } = this.options;
		if (!leaves) return records.map(() => ({ state: 'open' }));
		const ids = records.map(({ id = '' }) => ({ id }));
		const call = signal ? { ...way.call, signal } : way.call;
		const rows = await getItem(channel, { table: ANY_ITEM, ids, columns: [] }, call);
		return rows.map((row) => {
			if (!(row instanceof ExchangeError)) return { state: 'untouched' };
			return { state: isFolderMissing(row) ? 'done' : 'open' };
		});
	}
}
