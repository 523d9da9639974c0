import type { FindPage } from '../request';

/** One page per parent folder; the fields of FindPage themselves sum them up. */
export interface FindResult extends FindPage {
	readonly pages: readonly FindPage[];
}
