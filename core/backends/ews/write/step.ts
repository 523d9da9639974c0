import type { ExchangeError } from '../../../errors';
import type { WriteRecord } from '../../backend';
import type { ItemRef } from '../request';

/** What a look into the mailbox says about a record whose answer was lost. */
export type Settled =
	| { readonly state: 'done'; readonly ref?: ItemRef }
	/** As it was before the write. */
	| { readonly state: 'untouched' }
	/** Neither as before nor as written, or it cannot be looked at. */
	| { readonly state: 'open' }
	| { readonly state: 'failed'; readonly error: ExchangeError };

/** One kind of write, for one batch at a time. */
export interface WriteStep {
	readonly done: 'created' | 'updated' | 'deleted';
	/** What becomes of a record, in messages: `moved`; default `done`. */
	readonly verb?: string;
	/** One answer per record, in order; throws when the batch as a whole has none. */
	send(records: readonly WriteRecord[]): Promise<Array<ItemRef | undefined | ExchangeError>>;
	/** Looks after a lost answer, one finding per record, in order; `signal` ends the look. */
	settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]>;
	/** Sending again cannot reach anybody, such as by an invitation. */
	readonly repeatable: boolean;
	/** After a repetition: the first request can have come through late. */
	afterRepeat?(records: readonly WriteRecord[]): Promise<void>;
	/** Stamp to find the record by. */
	writeId?(record: WriteRecord): string;
}
