import { ExchangeError } from '../../../errors';
import type { WriteRecord } from '../../backend';
import type { EwsChannel } from '../channel';
import { deleteAttachment as deleteAttachments } from '../operations/deleteAttachment';
import type { Reach } from '../reach';
import type { ItemRef } from '../request';
import type { Settled, WriteStep } from '../write/step';
import { overItems } from './overItems';

/** What Exchange says of an attachment that is not there. */
const GONE: ReadonlySet<string> = new Set([
	'ErrorItemNotFound',
	'ErrorInvalidAttachmentId',
	'ErrorCannotFindFileAttachment',
]);

/** Removes attachments; one that is gone when it is removed again was removed the first time. */
class DetachStep implements WriteStep {
	readonly done = 'deleted';
	readonly repeatable = true;
	private readonly lost = new Set<string>();

	constructor(
		private readonly channel: EwsChannel,
		private readonly way: Reach,
	) {}

	async send(records: readonly WriteRecord[]): Promise<Array<ItemRef | ExchangeError>> {
		const ids = records.map(({ id = '' }) => id);
		const answers = await deleteAttachments(this.channel, ids, this.way.call);
		return answers.map((answer, place) => {
			const id = ids[place] ?? '';
			if (!(answer instanceof ExchangeError)) {
				return { id, changeKey: answer.changeKey };
			}
			return this.lost.has(id) && GONE.has(answer.code ?? '') ? { id } : answer;
		});
	}

	settle(records: readonly WriteRecord[]): Promise<Settled[]> {
		for (const { id = '' } of records) this.lost.add(id);
		return Promise.resolve(records.map(() => ({ state: 'untouched' })));
	}
}

export const deleteAttachment = overItems({
	input: 'attachmentId',
	step: ({ channel }, _first, way) => new DetachStep(channel, way),
	row: ({ id, changeKey }) => ({ outcome: 'deleted', id, itemChangeKey: changeKey ?? null }),
});
