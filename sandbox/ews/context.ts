import type { Rules } from '../rules';
import type { Mailbox, Store } from '../store';
import type { Build } from './version';

/** What every handler knows about the request. */
export interface Context {
	readonly store: Store;
	/** Whose rights count: who signed in, or whom it impersonates. */
	readonly user: Mailbox;
	readonly build: Build;
	/** The build whose schema the client asked for with RequestServerVersion. */
	readonly requested: Build;
	/** IANA zone in which times without offset are read. */
	readonly zone: string;
	readonly milliseconds: boolean;
	readonly now: number;
	/** What this sandbox promises, unless a test switched it off. */
	readonly rules: Rules;
	/** The first mailbox that was addressed. */
	mailbox?: Mailbox;
	/** Counts what was created, changed, moved, sent or deleted. */
	writes: number;
}
