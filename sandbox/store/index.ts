import type { StoreOptions } from './input';
import { Store } from './store';

export { Store } from './store';
export type {
	AttachmentInput,
	DeleteMode,
	GroupInput,
	ImpersonationRight,
	ItemInput,
	MailboxInput,
	MailContactInput,
	StoreOptions,
} from './input';
export type * from './model';
export { isGroup, isMailbox, type Entry, type Group, type MailContact } from './directory';
export type * from './services';
export { DIGEST_COLUMNS } from './digest';
export { ROLES, type Right } from './rights';

/**
 * An empty store: add mailboxes with `addMailbox`, or fill it from sandbox/data. The same seed gives the
 * same ids in the same order of calls.
 */
export function createStore(options: StoreOptions = {}): Store {
	return new Store(options);
}
