import { handleEws } from './ews';
import type { Account } from './server/account';
import { accountsOf } from './server/accounts';
import type { AccountInput } from './server/accounts';
import { startServer } from './server/server';
import type { Server, ServerOptions } from './server/server';
import { createStore } from './store';
import type { MailboxInput, Store } from './store';

export { DEFAULT_PASSWORD } from './server/accounts';
export type { Account } from './server/account';
export type { AccountInput } from './server/accounts';
export type { Fault, FaultKind, FaultMatch, FaultSpec } from './server/faults';
export type { Client, LogEntry, LogFilter, RequestLog } from './server/requestLog';
export type { ScriptSpec } from './server/scripts';
export type { Scheme } from './server/signin/signIn';

export type Build = '14.2' | '15.0' | '15.1' | '15.2';

export interface SandboxOptions extends ServerOptions {
	/** Server version: 14.2 (2010 SP2), 15.0 (2013), 15.1 (2016), 15.2 (2019 and SE, default). */
	readonly build?: Build;
	/** Mailboxes; default three people and a service account that may impersonate them. */
	readonly mailboxes?: readonly (string | MailboxInput)[];
	/** Passwords other than DEFAULT_PASSWORD, and accounts without a mailbox. */
	readonly accounts?: readonly AccountInput[];
	/** Fills the store after the mailboxes were made; again at each reset. */
	readonly fill?: (store: Store) => void;
}

/** A running sandbox. */
export interface Sandbox extends Server {
	/** What EWS sees. Another object after a reset. */
	readonly store: Store;
	readonly accounts: readonly Account[];
	/** Back to how it started: data, log, faults, scripts. */
	reset(): void;
}

const DEFAULT_MAILBOXES: readonly MailboxInput[] = [1, 2, 3]
	.map((n): MailboxInput => ({
		primarySmtp: `user${n}@contoso.example`,
		displayName: `User ${n}`,
	}))
	.concat({ primarySmtp: 'service@contoso.example', displayName: 'Service' });

function makeStore(options: SandboxOptions): Store {
	const store = createStore();
	for (const mailbox of options.mailboxes ?? DEFAULT_MAILBOXES) {
		store.addMailbox(typeof mailbox === 'string' ? { primarySmtp: mailbox } : mailbox);
	}
	if (options.mailboxes === undefined) store.grantImpersonation('service@contoso.example');
	options.fill?.(store);
	return store;
}

/**
 * Starts an Exchange server with a memory of its own: EWS over HTTP, and over HTTPS where asked
 * for. It ends with `close()`.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const build = options.build ?? '15.2';
	let store = makeStore(options);
	const reset = (): void => {
		store = makeStore(options);
	};
	const server = await startServer(
		{
			build,
			accounts: () => accountsOf(store, options.accounts),
			handler: ({ user, xml }) => handleEws(store, { user, xml, build }),
			reset,
			digest: (mailbox, folder) => ({ mailbox, folder, digest: store.digest(mailbox, folder) }),
		},
		options,
	);
	return {
		...server,
		get store() {
			return store;
		},
		get accounts() {
			return accountsOf(store, options.accounts);
		},
		reset: () => {
			reset();
			server.log.clear();
			server.faults.clear();
			server.scripts.clear();
		},
	};
}
