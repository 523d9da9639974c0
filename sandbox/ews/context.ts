import type { Rules } from '../rules';
import type { Mailbox, Store } from '../store';
import type { Emails } from './mime/email';
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
	/** Whether the request named that zone itself. */
	readonly hasZone: boolean;
	readonly milliseconds: boolean;
	readonly now: number;
	/** The MIME content of the request, read beforehand. */
	readonly emails?: Emails;
	/** What this sandbox promises, unless a test switched it off. */
	readonly rules: Rules;
	/** The first mailbox that was addressed. */
	mailbox?: Mailbox;
	/** Counts what was created, changed, moved, sent or deleted. */
	writes: number;
}
