import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExchangeError, FatalError, InputError } from '../../errors';
import type { OAuthIdentity } from '../identity';
import type { AuthServices } from '../services';
import { sweepLock, withLock, type LockOptions } from './lock';
import { TokenFile } from './tokenFile';

/** What is kept of a sign-in. Secrets all of it. */
export interface TokenRecord {
	readonly accessToken?: string;
	readonly refreshToken?: string;
	/** Milliseconds since 1970. */
	readonly expiresAt?: number;
	readonly issuedAt?: number;
	/** Scopes that were granted, separated by blanks. */
	readonly scope?: string;
	/** Who signed in, as the issuer names him. */
	readonly account?: string;
	/** Hash of the credential's own refresh token, when the record began with it. */
	readonly seed?: string;
	/** Hash of the code in the credential that was redeemed. */
	readonly redeemed?: string;
	/** Cache of a library that keeps tokens in a form of its own. */
	readonly cache?: string;
}

/** A sign-in that was begun and waits for its code. */
export interface PendingSignIn {
	readonly state: string;
	/** PKCE (RFC 7636) */
	readonly verifier?: string;
	readonly redirectUri?: string;
	readonly scope?: string;
	/** Of the device flow (RFC 8628). */
	readonly deviceCode?: string;
	readonly intervalMs?: number;
	/** Milliseconds since 1970. */
	readonly expiresAt: number;
}

/** Where the tokens of one connection are kept: a file, or the memory of this process. */
export interface TokenStore {
	/** Name of the file without its folder, or `memory`. */
	readonly name: string;
	read(): Promise<TokenRecord | undefined>;
	/** Changes with the record: somebody may sign in anew, or remove the file. Cheap. */
	version(): Promise<string>;
	/**
	 * Runs `work` while nobody else changes the tokens, in this process or any other. `save` returns when
	 * the record is safe: only then may its tokens be used.
	 */
	update<T>(
		work: (
			current: TokenRecord | undefined,
			save: (next: TokenRecord) => Promise<void>,
		) => Promise<T>,
	): Promise<T>;
	/** Sign-ins under way. */
	pending(): Promise<readonly PendingSignIn[]>;
	/** Changes them; those that are too old are left out before. */
	changePending<T>(
		work: (list: readonly PendingSignIn[]) => {
			readonly list: readonly PendingSignIn[];
			readonly answer: T;
		},
	): Promise<T>;
}

/** Sign-ins under way that are kept; the oldest leave first. */
const MAX_PENDING = 10;

/**
 * The store of a connection: the file of 'OAuth Settings Location', `memory://` of this process, or a file
 * of its own in the folder of the program. Undefined where the rules for files leave no folder.
 */
export async function openTokenStore(
	identity: Pick<OAuthIdentity, 'settingsLocation'>,
	services: Pick<AuthServices, 'files' | 'connectionKey'>,
	options: LockOptions = {},
): Promise<TokenStore | undefined> {
	const { settingsLocation } = identity;
	const { files, connectionKey } = services;
	const connection = createHash('sha256').update(connectionKey).digest('hex');
	if (settingsLocation && /^memory:\/\//i.test(settingsLocation)) {
		return memoryStore(`${connection}\n${settingsLocation.slice(9)}`);
	}
	if (settingsLocation) {
		const path = await files.writable(settingsLocation, 'OAuth Settings Location');
		return new FileStore(path, connection, options);
	}
	const folder = await files.ownFolder();
	if (folder === undefined) return undefined;
	return new FileStore(join(folder, `oauth-${connection.slice(0, 32)}.json`), connection, options);
}

/** @throws FatalError that says how to get a place for tokens */
export async function requireTokenStore(
	identity: Pick<OAuthIdentity, 'settingsLocation'>,
	services: Pick<AuthServices, 'files' | 'connectionKey'>,
): Promise<TokenStore> {
	const store = await openTokenStore(identity, services);
	if (store) return store;
	throw new FatalError('There is no place where the tokens of this connection could be kept', {
		code: 'NO_TOKEN_FILE',
		field: 'oauthSettingsLocation',
		advice:
			"Write the path of a file into 'OAuth Settings Location', in a folder that n8n may write (N8N_RESTRICT_FILE_ACCESS_TO) and that its workers share.",
	});
}

/** Records that the disk did not take, by the path of their file: newer than it, and all there is of their refresh tokens. */
const unsaved = new Map<string, { readonly generation: number; readonly content: TokenRecord }>();

class FileStore implements TokenStore {
	readonly name: string;
	private readonly tokens: TokenFile<TokenRecord>;
	private readonly signIns: TokenFile<{ readonly list: readonly PendingSignIn[] }>;
	constructor(
		private readonly path: string,
		connection: string,
		private readonly options: LockOptions,
	) {
		this.name = path.replace(/^.*[\\/]/, '');
		this.tokens = new TokenFile(path, connection);
		this.signIns = new TokenFile(`${path}.sign-ins`, connection, 'sign-ins');
	}

	async read(): Promise<TokenRecord | undefined> {
		return (await this.newest())?.content;
	}

	async version(): Promise<string> {
		const file = await stat(this.path).catch(() => undefined);
		return file ? `${file.ino} ${file.mtimeMs} ${file.size}` : 'none';
	}

	async update<T>(work: Parameters<TokenStore['update']>[0]): Promise<T> {
		return (await this.locked(async (holder) => {
			await this.tokens.recover();
			const current = await this.newest();
			let generation = current?.generation ?? 0;
			return await work(current?.content, async (content) => {
				generation++;
				// Kept here until it is on the disk: a spent refresh token cannot be had again.
				unsaved.set(this.path, { generation, content });
				await this.tokens.write(content, generation, holder);
				unsaved.delete(this.path);
			});
		})) as T;
	}

	async pending(): Promise<readonly PendingSignIn[]> {
		return current((await this.signIns.read())?.content.list);
	}

	async changePending<T>(work: Parameters<TokenStore['changePending']>[0]): Promise<T> {
		return (await this.locked(async (holder) => {
			await this.signIns.recover();
			const before = await this.signIns.read();
			const { list, answer } = work(current(before?.content.list));
			await this.signIns.write(
				{ list: list.slice(-MAX_PENDING) },
				(before?.generation ?? 0) + 1,
				holder,
			);
			return answer;
		})) as T;
	}

	private async newest() {
		const file = await this.tokens.read();
		const kept = unsaved.get(this.path);
		return kept && kept.generation > (file?.generation ?? 0) ? kept : file;
	}

	/** The lock is taken in the folder of the file: where that can be done, the file can be written as well. */
	private async locked<T>(work: (holder: string) => Promise<T>): Promise<T> {
		// Says what is wrong with the file itself before anything is made beside it.
		await this.tokens.read();
		const lockPath = `${this.path}.lock`;
		try {
			return await withLock(
				lockPath,
				async ({ holder }) => {
					await sweepLock(lockPath);
					return await work(holder);
				},
				this.options,
			);
		} catch (error) {
			if (error instanceof ExchangeError) throw error;
			throw this.tokens.explain(error, 'written');
		}
	}
}

/** Tokens that live and end with this process. */
const memory = new Map<string, MemoryStore>();

function memoryStore(key: string): TokenStore {
	const found = memory.get(key) ?? new MemoryStore();
	memory.set(key, found);
	return found;
}

class MemoryStore implements TokenStore {
	readonly name = 'memory';
	private record?: TokenRecord;
	private signIns: readonly PendingSignIn[] = [];
	private line: Promise<unknown> = Promise.resolve();
	private changes = 0;

	async read(): Promise<TokenRecord | undefined> {
		return this.record;
	}

	async version(): Promise<string> {
		return String(this.changes);
	}

	async update<T>(work: Parameters<TokenStore['update']>[0]): Promise<T> {
		const mine = this.line.then(() =>
			work(this.record, async (next) => {
				this.record = next;
				this.changes++;
			}),
		);
		this.line = mine.catch(() => undefined);
		return (await mine) as T;
	}

	async pending(): Promise<readonly PendingSignIn[]> {
		return current(this.signIns);
	}

	async changePending<T>(work: Parameters<TokenStore['changePending']>[0]): Promise<T> {
		const { list, answer } = work(current(this.signIns));
		this.signIns = list.slice(-MAX_PENDING);
		return answer as T;
	}
}

const current = (list: readonly PendingSignIn[] = []): PendingSignIn[] =>
	list.filter(({ expiresAt }) => expiresAt > Date.now());
