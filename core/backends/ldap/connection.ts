import type net from 'node:net';
import tls from 'node:tls';
import { CancelledError, FatalError } from '../../errors';
import type { DirectorySettings } from '../../connection/directorySettings';
import type { Call } from '../backend';
import { type Entry, entryOf } from './entry';
import { type Circumstances, LinkError, toExchangeError } from './errors';
import { type Filter, libraryFilter } from './filter';
import {
	type Client,
	type Control,
	ldapts,
	type Library,
	type SearchRequest,
	type SearchResponse,
} from './ldapts';
import { type Endpoint, openSocket, secureOptions, yielding } from './socket';

export interface SearchSpec {
	readonly base: string;
	readonly scope: 'base' | 'one' | 'sub';
	readonly filter: Filter;
	/** lDAPDisplayNames; `1.1` alone asks for none. */
	readonly attributes: readonly string[];
	readonly controls?: readonly Control[];
}

export interface Found {
	readonly entries: Entry[];
	/** Where the next page begins; empty: this was the last. */
	readonly cookie: Buffer;
	/** URLs of other servers that hold parts of the base. */
	readonly references: readonly string[];
}

export interface Modification {
	readonly operation: 'add' | 'delete' | 'replace';
	readonly attribute: string;
	readonly values: readonly Buffer[];
}

export type Wait = Pick<Call, 'signal' | 'timeoutMs'>;

/** What is taken from inside the library: its own paging ends at an empty page and hides the cookie. */
interface Internals {
	_send(message: SearchRequest): Promise<SearchResponse | undefined>;
	_nextMessageId(): number;
}

/**
 * One socket to one server. It never connects again by itself: a new socket would be neither encrypted
 * by StartTLS nor signed in. Every request has a timeout, is cancelled by its signal, and fails with an
 * error of core/errors.ts.
 */
export class LdapConnection {
	private dropped = false;

	private constructor(
		readonly library: Library,
		private readonly client: Client,
		private readonly socket: net.Socket,
		private readonly settings: DirectorySettings,
		/** With the address that was reached. */
		readonly endpoint: Endpoint,
	) {
		socket.once('close', () => {
			this.dropped = true;
		});
	}

	/** Connects and encrypts; signing in is `bind`. */
	static async open(
		settings: DirectorySettings,
		endpoint: Endpoint,
		wait: Wait,
	): Promise<LdapConnection> {
		const library = await ldapts();
		const at = { ...endpoint, timeoutMs: settings.connectTimeoutMs };
		let socket: net.Socket;
		try {
			const secure = settings.security === 'implicitTls';
			socket = await openSocket(settings, endpoint, secure, wait.signal);
		} catch (error) {
			throw toExchangeError(error, at);
		}
		let used = false;
		const client = new library.Client({
			url: 'ldap://localhost',
			createConnection: (() => {
				if (used) throw new LinkError('CLOSED');
				used = true;
				return settings.security === 'startTls' ? socket : yielding(socket);
			}) as unknown as typeof net.connect,
			createSecureConnection: ((options: tls.ConnectionOptions) =>
				yielding(tls.connect(options))) as typeof tls.connect,
		});
		const address = socket.remoteAddress ?? endpoint.address;
		const connection = new LdapConnection(library, client, socket, settings, {
			...endpoint,
			...(address ? { address } : {}),
		});
		if (settings.security !== 'startTls') return connection;
		try {
			await connection.run(
				() => client.startTLS(secureOptions(settings, endpoint.host)),
				{
					timeoutMs: settings.connectTimeoutMs,
					signal: wait.signal,
				},
				{ doing: 'StartTLS' },
				'PLAIN_RESET',
			);
			return connection;
		} catch (error) {
			await connection.close();
			throw error;
		}
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
	}

	/** One page, or without `page` all that the server gives in one answer. */
	async search(
		spec: SearchSpec,
		wait: Wait,
		page?: { readonly size: number; readonly cookie: Buffer },
	): Promise<Found> {
		const { library } = this;
		const controls = [...(spec.controls ?? [])];
		if (page) {
			controls.push(
				new library.PagedResultsControl({
					critical: true,
					value: { size: page.size, ...(page.cookie.length ? { cookie: page.cookie } : {}) },
				}),
			);
		}
		const internals = this.client as unknown as Internals;
		const answer = await this.run(
			async () => {
				const request = new library.SearchRequest({
					messageId: internals._nextMessageId(),
					baseDN: spec.base,
					scope: spec.scope,
					filter: libraryFilter(library, spec.filter),
					attributes: [...spec.attributes],
					// The library's default is 10 s; ours is the timeout of the call.
					timeLimit: Math.ceil(this.timeout(wait) / 1000),
					controls,
				});
				const response = await internals._send(request);
				if (response?.status !== 0) throw library.StatusCodeParser.parse(response);
				return response;
			},
			wait,
			{ doing: 'search', dn: spec.base },
		);
		const paged = answer.controls?.find(
			(control) => control instanceof library.PagedResultsControl,
		) as { value?: { cookie?: Buffer } } | undefined;
		return {
			entries: answer.searchEntries.map(entryOf),
			cookie: Buffer.from(paged?.value?.cookie ?? Buffer.alloc(0)),
			references: answer.searchReferences.flatMap((reference) => reference.uris),
		};
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
		this.socket.destroy();
	}

	private timeout(wait: Wait): number {
		return wait.timeoutMs ?? this.settings.timeoutMs;
	}

	private async run<T>(
		operation: () => Promise<T>,
		wait: Wait,
		what: Pick<Circumstances, 'doing' | 'dn'>,
		resetAs?: 'PLAIN_RESET',
	): Promise<T> {
		const timeoutMs = this.timeout(wait);
		const at: Circumstances = { ...this.endpoint, ...what, timeoutMs };
		if (wait.signal?.aborted) throw new CancelledError();
		if (this.dropped) throw toExchangeError(new LinkError('CLOSED'), at);
		let timer: NodeJS.Timeout | undefined;
		let cancel: (() => void) | undefined;
		const ended = new Promise<never>((_resolve, reject) => {
			const end = (error: Error) => {
				// What is under way cannot be taken back: the server stops when its socket closes.
				this.dropped = true;
				reject(error);
				this.socket.destroy();
			};
			timer = setTimeout(() => end(new LinkError('TIMEOUT')), timeoutMs);
			cancel = () => end(new CancelledError());
			wait.signal?.addEventListener('abort', cancel, { once: true });
		});
		try {
			return await Promise.race([operation(), ended]);
		} catch (error) {
			const { code, message } = error as { code?: unknown; message?: string };
			const wrapped = /^Socket error|^Connection closed/.test(message ?? '');
			if (resetAs && (wrapped || code === 'ECONNRESET') && code !== 'TIMEOUT') {
				throw toExchangeError(new LinkError(resetAs, error), at);
			}
			throw toExchangeError(error, at);
		} finally {
			clearTimeout(timer);
			if (cancel) wait.signal?.removeEventListener('abort', cancel);
			ended.catch(() => undefined);
		}
	}
}
