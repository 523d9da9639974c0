import { createResponse, type CreateResponseRequest } from '../operations/createResponse';
import type { RefResult } from '../request';
import type { WriteRecord } from '../../backend';
import type { WriteContext } from '../write/context';
import type { Settled, WriteStep } from '../write/step';

/**
 * Makes the draft of an answer. An answer to a message takes no stamp, so a draft whose making was not
 * confirmed is not found again; it is left in Drafts, and never sent.
 */
export class RespondStep implements WriteStep {
	readonly done = 'created';
	readonly repeatable = true;

	constructor(
		private readonly context: WriteContext,
		private readonly request: CreateResponseRequest,
	) {}

	async send(): Promise<RefResult[]> {
		const { channel, reach } = this.context;
		return [await createResponse(channel, this.request, reach.call)];
	}

	settle(records: readonly WriteRecord[]): Promise<Settled[]> {
		this.context.reach.call.run?.notice?.(
			'The connection broke while an answer was drafted; a draft of it that was not sent may be in Drafts.',
		);
		return Promise.resolve(records.map(() => ({ state: 'untouched' })));
	}
}
