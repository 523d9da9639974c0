import { ExchangeError } from '../../../errors';
import type { WriteRecord } from '../../backend';
import type { AttachmentInfo } from '../codecs/attachment';
import { createAttachment } from '../operations/createAttachment';
import { getItem } from '../operations/getItem';
import { ANY_ITEM, ATTACHMENTS } from '../anyItem';
import type { ItemRef } from '../request';
import type { NewAttachment } from '../xml/attachment';
import { type WriteContext, endedBy } from './context';
import type { Settled, WriteStep } from './step';

/** The attachments that an item has, and its change key. */
export async function attachmentsOf(
	{ channel, reach }: Pick<WriteContext, 'channel' | 'reach'>,
	id: string,
): Promise<{ readonly attachments: readonly AttachmentInfo[]; readonly changeKey?: string }> {
	const request = { table: ANY_ITEM, ids: [{ id }], columns: [ATTACHMENTS] };
	const [row] = await getItem(channel, request, reach.call);
	if (row instanceof ExchangeError) throw row;
	return {
		attachments: (row?.attachments ?? []) as readonly AttachmentInfo[],
		changeKey: row?.changeKey as string | undefined,
	};
}

/**
 * Attaches files to one item: records stand for them by their index. After a lost answer the item tells
 * what it has got since.
 */
export class AttachStep implements WriteStep {
	readonly done = 'created';
	readonly verb = 'attached';
	readonly repeatable = true;
	private readonly known: Set<string>;

	constructor(
		private readonly context: WriteContext,
		private readonly item: string,
		private readonly attachments: readonly NewAttachment[],
		/** Ids of the attachments that the item had before. */
		before: readonly string[],
	) {
		this.known = new Set(before);
	}

	/** The change key of each answer is the one of the item. */
	async send(records: readonly WriteRecord[]): Promise<Array<ItemRef | ExchangeError>> {
		const { channel, reach } = this.context;
		const attachments = records.flatMap(({ index }) => this.attachments[index] ?? []);
		const answers = await createAttachment(
			channel,
			{ parent: { id: this.item }, attachments },
			reach.call,
		);
		return answers.map((answer) => {
			if (answer instanceof ExchangeError) return answer;
			this.known.add(answer.id);
			return { id: answer.id, changeKey: answer.itemChangeKey };
		});
	}

	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const { attachments, changeKey } = await attachmentsOf(
			endedBy(this.context, signal),
			this.item,
		);
		const fresh = attachments.filter(({ id }) => id !== null && !this.known.has(id));
		return records.map(({ index }) => {
			const place = fresh.findIndex(({ name }) => name === nameOf(this.attachments[index]));
			const [found] = place < 0 ? [] : fresh.splice(place, 1);
			if (!found?.id) return { state: 'untouched' };
			this.known.add(found.id);
			return { state: 'done', ref: { id: found.id, changeKey } };
		});
	}
}

const nameOf = (attachment: NewAttachment | undefined): string | undefined =>
	attachment && ('item' in attachment ? attachment.item : attachment.file).name;
