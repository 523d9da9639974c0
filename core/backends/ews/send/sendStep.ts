import type { ExchangeError } from '../../../errors';
import type { WriteRecord } from '../../backend';
import { sendItem } from '../operations/sendItem';
import type { FolderTarget, ItemRef } from '../request';
import { type WriteContext, endedBy } from '../write/context';
import { lookUp } from '../write/lookUp';
import type { Settled, WriteStep } from '../write/step';

export interface SendStepOptions {
	readonly context: WriteContext;
	readonly writeId: string;
	readonly saveCopy: boolean;
	/** Where the draft is. */
	readonly drafts: FolderTarget;
	readonly outbox: FolderTarget;
	/** Where the copy goes. */
	readonly sentItems: FolderTarget;
}

/**
 * Sends one draft. A message leaves Drafts when the server takes it, so a draft that is still there was
 * not sent and may be sent again: it can leave only once.
 */
export class SendStep implements WriteStep {
	readonly done = 'updated';
	readonly verb = 'sent';
	readonly repeatable = true;

	constructor(private readonly options: SendStepOptions) {}

	async send(records: readonly WriteRecord[]): Promise<Array<undefined | ExchangeError>> {
		const { context, saveCopy, drafts, sentItems, writeId } = this.options;
		const refs: ItemRef[] = [];
		for (const { id = '', changeKey } of records) refs.push({ id, changeKey });
		if (refs.some(({ changeKey }) => !changeKey)) {
			const [draft] = (await lookUp(context, drafts, [writeId])).get(writeId) ?? [];
			if (draft) refs.splice(0, refs.length, draft);
		}
		return await sendItem(
			context.channel,
			{ refs, saveCopy, ...(saveCopy && { folder: sentItems }) },
			context.reach.call,
		);
	}

	writeId(): string {
		return this.options.writeId;
	}

	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const { drafts, outbox, sentItems, saveCopy } = this.options;
		let state: Settled = { state: 'open' };
		if (await this.isIn(drafts, signal)) state = { state: 'untouched' };
		else if (!saveCopy) state = { state: 'done' };
		else if ((await this.isIn(sentItems, signal)) || (await this.isIn(outbox, signal)))
			state = { state: 'done' };
		return records.map(() => state);
	}

	private async isIn(folder: FolderTarget, signal?: AbortSignal): Promise<boolean> {
		const { context, writeId } = this.options;
		return (await lookUp(endedBy(context, signal), folder, [writeId])).has(writeId);
	}
}
