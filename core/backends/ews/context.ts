import type { Settings } from '../../connection/settings';
import type { ConnectionServices } from '../connectionProcedures';
import type { AddressBook } from './addresses';
import type { EwsChannel } from './channel';
import type { Folders } from './folders';
import type { MailboxIds } from './mailboxIds';

/** What the backend takes from the connection's settings. */
export type EwsBackendSettings = Pick<
	Settings,
	| 'user'
	| 'access'
	| 'impersonationType'
	| 'timeoutMs'
	| 'defaultMailbox'
	| 'isApplication'
	| 'folderDepth'
	| 'publicFolderMailbox'
	| 'batchSize'
	| 'disableServerSideFiltering'
>;

/** What the readers, writers, collections and procedures of one connection work with. */
export interface EwsContext {
	readonly channel: EwsChannel;
	readonly settings: EwsBackendSettings;
	readonly folders: Folders;
	readonly addresses: AddressBook;
	readonly mailboxIds: MailboxIds;
	/** Milliseconds before a page that broke off is read again, doubled each time; default 500. */
	readonly retryMs?: number;
	/** Milliseconds before each look into the mailbox after a lost answer; default 0, 2000, 5000. */
	readonly settleDelays?: readonly number[];
	/**
	 * Milliseconds that settling a batch after a lost answer may take in all, retries included; what is
	 * open then is `unknown`. Default 45,000.
	 */
	readonly settleBudgetMs?: number;
	/** Absent where a backend stands alone. */
	readonly services?: ConnectionServices;
}
