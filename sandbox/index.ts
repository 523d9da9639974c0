import { readFileSync } from 'node:fs';
import { AutodiscoverRules, handleAutodiscover } from './autodiscover';
import { generate, loadSeed } from './data';
import type { SeedFile } from './data';
import { handleEws, readEmails } from './ews';
import type { Account } from './server/account';
import { accountsOf } from './server/accounts';
import type { AccountInput } from './server/accounts';
import { startServer } from './server/server';
import type { Server, ServerOptions } from './server/server';
import { handleGraph } from './graph';
import { Rules } from './rules';
import type { Rule } from './rules';
import { createStore } from './store';
import type { MailboxInput, Store } from './store';

export { DEFAULT_PASSWORD } from './server/accounts';
export type { AutodiscoverAnswer, AutodiscoverRule } from './autodiscover';
export type { Account } from './server/account';
export type { AccountInput } from './server/accounts';
export type { Fault, FaultKind, FaultMatch, FaultSpec } from './server/faults';
export type { Client } from './server/client';
export type { LogEntry, LogFilter, RequestLog } from './server/requestLog';
export type { ScriptSpec } from './server/scripts';
export type { Scheme } from './server/signin/signIn';
export { DEFAULT_CLIENT_SECRET, DEFAULT_CLIENTS } from './server/tokens/settings';
export type { Application, TokenOptions, UserState } from './server/tokens/settings';

export type Build = '14.2' | '15.0' | '15.1' | '15.2';

export interface SandboxOptions extends ServerOptions {
	/** Server version: 14.2 (2010 SP2), 15.0 (2013), 15.1 (2016), 15.2 (2019 and SE, default). */
	readonly build?: Build;
	/** Mailboxes, by address or in full; default three people and a service account that may impersonate them. */
	readonly mailboxes?: readonly (string | MailboxInput)[];
	/** Passwords other than DEFAULT_PASSWORD, and accounts without a mailbox. */
	readonly accounts?: readonly AccountInput[];
	/** Contacts generated in the Contacts folder of the first mailbox, with messages, events and tasks; default 0. */
	readonly contacts?: number;
	/** Largest message with its attachments, in bytes; default 25 MiB, or what maxRequestBytes allows. */
	readonly maxMessageBytes?: number;
	/** Same seed, same generated data; default 1. */
	readonly seed?: number;
	/** Contents: a file's path, or what such a file holds. Without `mailboxes` its own are the only ones. */
	readonly seedFile?: string | Seed;
	/** Rules that this sandbox does not hold, so that tests show that they are looked at. */
	readonly broken?: readonly Rule[];
	/** Fills the store after the mailboxes were made; again at each reset. */
	readonly fill?: (store: Store) => void;
}

/** Contents of a sandbox as JSON; mailboxes and accounts may have passwords of their own. */
export type Seed = SeedFile & { readonly accounts?: readonly AccountInput[] };

/** A running sandbox. */
export interface Sandbox extends Server {
	/** What EWS sees. Another object after a reset. */
	readonly store: Store;
	readonly accounts: readonly Account[];
	/** What Autodiscover answers besides the settings of mailboxes. */
	readonly autodiscover: AutodiscoverRules;
	/** What it promises, and which of that was asked for. */
	readonly rules: Rules;
	/** Back to how it started: data, log, faults, scripts. */
	reset(): void;
}

const DEFAULT_MAILBOXES: readonly MailboxInput[] = [1, 2, 3]
	.map((n): MailboxInput => ({
		primarySmtp: `user${n}@contoso.example`,
		displayName: `User ${n}`,
	}))
	.concat({ primarySmtp: 'service@contoso.example', displayName: 'Service' });

/** @throws Error that names the file, when it is not there or not JSON */
function readSeed(file: string): Seed {
	try {
		const seed = JSON.parse(readFileSync(file, 'utf8')) as Seed;
		if (!Array.isArray(seed.mailboxes)) throw new Error("it has no list 'mailboxes'");
		return seed;
	} catch (error) {
		throw new Error(`The seed file ${file} cannot be used: ${(error as Error).message}`);
	}
}

function makeStore(options: SandboxOptions, seed: Seed | undefined): Store {
	const { maxMessageBytes, maxRequestBytes } = options;
	// Base64 makes four letters of three bytes; a request that is taken at all is then small enough.
	const share = maxRequestBytes === undefined ? undefined : Math.floor(maxRequestBytes * 0.7);
	const largest = maxMessageBytes ?? share;
	const store = createStore(largest === undefined ? {} : { maxMessageBytes: largest });
	const isDefault = options.mailboxes === undefined && seed === undefined;
	for (const mailbox of options.mailboxes ?? (isDefault ? DEFAULT_MAILBOXES : [])) {
		store.addMailbox(typeof mailbox === 'string' ? { primarySmtp: mailbox } : mailbox);
	}
	if (isDefault) store.grantImpersonation('service@contoso.example');
	if (seed) loadSeed(store, seed);
	if (options.contacts) {
		generate(store, { contacts: options.contacts, seed: options.seed, inSubfolder: 0 });
	}
	options.fill?.(store);
	return store;
}

/**
 * Starts an Exchange server with a memory of its own: EWS over HTTP, and over HTTPS where asked
 * for. It ends with `close()`.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const build = options.build ?? '15.2';
	const { seedFile } = options;
	const rules = new Rules(options.broken);
	const seed = typeof seedFile === 'string' ? readSeed(seedFile) : seedFile;
	let store = makeStore(options, seed);
	const reset = (): void => {
		store = makeStore(options, seed);
	};
	const accounts = (): Account[] =>
		accountsOf(store, [...(seed?.accounts ?? []), ...(options.accounts ?? [])]);
	const autodiscover = new AutodiscoverRules();
	const server = await startServer(
		{
			build,
			accounts,
			handler: async (request) =>
				handleEws(store, { ...request, build, rules, emails: await readEmails(request.xml) }),
			graph: (request) => handleGraph(store, request),
			...(build === '14.2'
				? {}
				: { photos: (address: string) => store.directory.find(address)?.services.photo }),
			autodiscover: {
				rules: autodiscover,
				handler: (request) => handleAutodiscover(store, autodiscover, request, build),
			},
			reset,
			digest: (mailbox, folder) => ({ mailbox, folder, digest: store.digest(mailbox, folder) }),
		},
		options,
	);
	return {
		...server,
		autodiscover,
		rules,
		get store() {
			return store;
		},
		get accounts() {
			return accounts();
		},
		reset: () => {
			reset();
			autodiscover.clear();
			server.log.clear();
			server.faults.clear();
			server.scripts.clear();
			server.tokens.reset();
		},
	};
}
