import type net from 'node:net';
import { CancelledError, FatalError } from '../../errors';
import type { DirectorySettings } from '../../connection/directorySettings';
import type { Call } from '../backend';
import { Deadline } from './deadline';
import type { Entry } from './entry';
import type { EntryQueue } from './entryQueue';
import { type Circumstances, LinkError, toExchangeError } from './errors';
import { type Filter, libraryFilter } from './filter';
import { Gate, LIMITS, type Sink } from './gate';
import {
	type Client,
	type Control,
	ldapts,
	type Library,
	nextMessageId,
	sendSearch,
} from './ldapts';
import { type Endpoint, openSocket } from './socket';

export interface SearchSpec {
	readonly base: string;
	readonly scope: 'base' | 'one' | 'sub';
	readonly filter: Filter;
	/** lDAPDisplayNames; `1.1` alone asks for none. */
	readonly attributes: readonly string[];
	readonly controls?: readonly Control[];
}

export interface Page {
	readonly size: number;
	readonly cookie: Buffer;
}

/** The end of an answer. */
export interface PageEnd {
	/** Entries that it had. */
	readonly count: number;
	/** Where the next page begins; empty: this was the last. */
	readonly cookie: Buffer;
	/** URLs of other servers that hold parts of the base. */
	readonly references: readonly string[];
}

export interface Found extends PageEnd {
	readonly entries: Entry[];
}

export interface Modification {
	readonly operation: 'add' | 'delete' | 'replace';
	readonly attribute: string;
	readonly values: readonly Buffer[];
}

export type Wait = Pick<Call, 'signal' | 'timeoutMs'>;

const MOST_REFERENCES = 10_000;

/**
 * One socket to one server. It never connects again by itself: a new socket would be neither encrypted
 * by StartTLS nor signed in. Every request has a timeout, is cancelled by its signal, and fails with an
 * error of core/errors.ts.
 */
export class LdapConnection {
	private dropped = false;
	/** Answers that are waited for besides those of a stream: they stand behind its entries. */
	private others = 0;
	private isFull = false;

	private constructor(
		readonly library: Library,
		private readonly client: Client,
		private readonly gate: Gate,
		private readonly settings: DirectorySettings,
		/** With the address that was reached. */
		readonly endpoint: Endpoint,
	) {
		gate.once('close', () => {
			this.dropped = true;
		});
	}

	/** Connects and encrypts; signing in is `bind`. */
	static async open(
		settings: DirectorySettings,
		endpoint: Endpoint,
		wait: Wait,
		limits = LIMITS,
	): Promise<LdapConnection> {
		const library = await ldapts();
		let socket: net.Socket;
		try {
			socket = await openSocket(settings, endpoint, settings.security, wait.signal);
		} catch (error) {
			throw toExchangeError(error, { ...endpoint, timeoutMs: settings.connectTimeoutMs });
		}
		const gate = new Gate(socket, limits);
		let used = false;
		const client = new library.Client({
			url: 'ldap://localhost',
			createConnection: (() => {
				if (used) throw new LinkError('CLOSED');
				used = true;
				return gate;
			}) as unknown as typeof net.connect,
		});
		const address = socket.remoteAddress ?? endpoint.address;
		return new LdapConnection(library, client, gate, settings, {
			...endpoint,
			...(address ? { address } : {}),
		});
	}

	get isOpen(): boolean {
		return !this.dropped && this.client.isConnected;
	}

	/** Whether what is sent is encrypted on its way. */
	get isEncrypted(): boolean {
		return this.settings.security !== 'none';
	}

	async bind(wait: Wait): Promise<void> {
		const { user, password } = this.settings;
		if (!password) throw new FatalError("'Password' is empty", { field: 'Password' });
		await this.run(
			() => this.client.bind(user, password),
			wait,
			{ doing: 'sign-in' },
			'PLAIN_RESET',
		);
		this.gate.trust();
	}

	/** One page, or without `page` all that the server gives in one answer. */
	async search(spec: SearchSpec, wait: Wait, page?: Page): Promise<Found> {
		const entries: Entry[] = [];
		let held = 0;
		const end = await this.ask(spec, wait, page, (entry, bytes) => {
			held += bytes;
			if (held > this.gate.limits.answer) this.gate.refuse(new LinkError('TOO_LARGE'));
			else entries.push(entry);
		});
		return { ...end, entries };
	}

	/**
	 * One page into a queue as its entries arrive. While the queue is full the server waits, unless
	 * another answer is wanted, which stands behind the entries of this one.
	 */
	async stream(spec: SearchSpec, wait: Wait, page: Page, queue: EntryQueue): Promise<PageEnd> {
		return await this.ask(
			spec,
			wait,
			page,
			(entry, bytes) => {
				queue.push(entry, bytes);
				if (queue.waiting > this.gate.limits.answer) this.gate.refuse(new LinkError('TOO_LARGE'));
			},
			queue,
		);
	}

	private async ask(
		spec: SearchSpec,
		wait: Wait,
		page: Page | undefined,
		onEntry: Sink['entry'],
		queue?: EntryQueue,
	): Promise<PageEnd> {
		const { library, client, gate } = this;
		const controls = [...(spec.controls ?? [])];
		if (page) {
			const { size, cookie } = page;
			const value = { size, ...(cookie.length ? { cookie } : {}) };
			controls.push(new library.PagedResultsControl({ critical: true, value }));
		}
		const references: string[] = [];
		let count = 0;
		const answer = await this.run(
			async () => {
				const id = nextMessageId(client);
				const request = new library.SearchRequest({
					messageId: id,
					baseDN: spec.base,
					scope: spec.scope,
					filter: libraryFilter(library, spec.filter),
					attributes: [...spec.attributes],
					// The library's default is 10 s; ours is the timeout of the call.
					timeLimit: Math.ceil(this.timeout(wait) / 1000),
					controls,
				});
				gate.listen(id, {
					entry: (entry, bytes) => {
						count += 1;
						onEntry(entry, bytes);
					},
					references: (urls) => {
						references.push(...urls);
						if (references.length > MOST_REFERENCES) gate.refuse(new LinkError('TOO_LARGE'));
					},
				});
				try {
					return await sendSearch(library, client, request);
				} finally {
					gate.ignore(id);
				}
			},
			wait,
			{ doing: 'search', dn: spec.base },
			undefined,
			queue,
		);
		const paged = answer.controls?.find(
			(control) => control instanceof library.PagedResultsControl,
		) as { value?: { cookie?: Buffer } } | undefined;
		return { count, cookie: Buffer.from(paged?.value?.cookie ?? Buffer.alloc(0)), references };
	}

	async add(
		dn: string,
		attributes: ReadonlyMap<string, readonly Buffer[]>,
		wait: Wait,
	): Promise<void> {
		const list = [...attributes].map(
			([type, values]) => new this.library.Attribute({ type, values: [...values] }),
		);
		await this.run(() => this.client.add(dn, list), wait, { doing: 'creation', dn });
	}

	async modify(dn: string, changes: readonly Modification[], wait: Wait): Promise<void> {
		const { Attribute, Change } = this.library;
		const list = changes.map(
			({ operation, attribute, values }) =>
				new Change({
					operation,
					modification: new Attribute({ type: attribute, values: [...values] }),
				}),
		);
		await this.run(() => this.client.modify(dn, list), wait, { doing: 'change', dn });
	}

	async delete(dn: string, controls: readonly Control[], wait: Wait): Promise<void> {
		await this.run(() => this.client.del(dn, [...controls]), wait, { doing: 'deletion', dn });
	}

	/** `rdn` has every special character as `\XX`, so that the library's split at a comma is right. */
	async rename(dn: string, rdn: string, parent: string | undefined, wait: Wait): Promise<void> {
		const target = parent === undefined ? rdn : `${rdn},${parent}`;
		await this.run(() => this.client.modifyDN(dn, target), wait, { doing: 'move', dn });
	}

	/** Always: an open socket keeps the process alive. */
	async close(): Promise<void> {
		this.dropped = true;
		const closing = this.client.unbind().catch(() => undefined);
		await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
		this.gate.destroy();
	}

	private timeout(wait: Wait): number {
		return wait.timeoutMs ?? this.settings.timeoutMs;
	}

	private async run<T>(
		operation: () => Promise<T>,
		wait: Wait,
		what: Pick<Circumstances, 'doing' | 'dn'>,
		resetAs?: 'PLAIN_RESET',
		queue?: EntryQueue,
	): Promise<T> {
		const timeoutMs = this.timeout(wait);
		const at: Circumstances = { ...this.endpoint, ...what, timeoutMs };
		if (wait.signal?.aborted) throw new CancelledError();
		if (this.dropped) throw toExchangeError(this.gate.blame ?? new LinkError('CLOSED'), at);
		let cancel: (() => void) | undefined;
		let deadline: Deadline | undefined;
		const ended = new Promise<never>((_resolve, reject) => {
			const end = (error: Error) => {
				// What is under way cannot be taken back: the server stops when its socket closes.
				this.dropped = true;
				reject(error);
				this.gate.destroy();
			};
			deadline = new Deadline(timeoutMs, () => end(new LinkError('TIMEOUT')));
			cancel = () => end(new CancelledError());
			wait.signal?.addEventListener('abort', cancel, { once: true });
		});
		if (queue) queue.onFull = (isFull) => this.fill(isFull, deadline);
		else this.expect(1);
		try {
			return await Promise.race([operation(), ended]);
		} catch (error) {
			const { blame } = this.gate;
			const { code, message } = error as { code?: unknown; message?: string };
			const isLink = /^Socket error|^Connection closed/.test(message ?? '');
			const wrapped = isLink && blame?.code !== 'TOO_LARGE';
			if (resetAs && (wrapped || code === 'ECONNRESET') && code !== 'TIMEOUT') {
				throw toExchangeError(new LinkError(resetAs, error), at);
			}
			throw toExchangeError(isLink && blame ? blame : error, at);
		} finally {
			deadline?.rest();
			if (queue) {
				queue.onFull = undefined;
				this.fill(false);
			} else this.expect(-1);
			if (cancel) wait.signal?.removeEventListener('abort', cancel);
			ended.catch(() => undefined);
		}
	}

	/** A stream's reader has enough for now, or wants more. */
	private fill(isFull: boolean, deadline?: Deadline): void {
		this.isFull = isFull;
		if (isFull) deadline?.rest();
		else deadline?.go();
		this.gate.hold(isFull && this.others === 0);
	}

	private expect(more: 1 | -1): void {
		this.others += more;
		this.gate.hold(this.isFull && this.others === 0);
	}
}
