import { createHash } from 'node:crypto';
import { TokenRefusedError } from '../azure/explain';
import { PermissionError } from '../../errors';
import type { Identity } from '../identity';
import type { AuthServices } from '../services';
import { asAccessToken, isFresh } from './expiry';
import { Flight } from './flight';
import { endOfGiven } from './givenToken';
import { readCode } from './code';
import { oauthOf } from './endpoints';
import { TokenEndpoint } from './tokenEndpoint';
import { requireTokenStore, type TokenRecord, type TokenStore } from './tokenStore';
import type { AccessToken, TokenRequest, TokenSource } from './tokenSource';

export interface StoredTokensOptions {
	/** Milliseconds in which a token that was just issued is not renewed, though a server refuses it; default 30,000. */
	readonly patienceMs?: number;
	readonly endpoint?: TokenEndpoint;
	readonly store?: TokenStore;
}

/** Hash that tells secrets of the credential apart without keeping them. */
export const fingerprint = (secret: string): string =>
	createHash('sha256').update(`n8n-nodes-microsoft-exchange\n${secret}`).digest('base64url');

/**
 * Tokens of a person who signed in once: kept in the token file, renewed near their end or when a server
 * refuses them. Whoever gets the lock of the file renews for all: other connections, processes and machines
 * wait, read again and use the same token. A new refresh token is on the disk before its access token is used.
 */
export class StoredTokens implements TokenSource {
	private readonly endpoint: TokenEndpoint;
	private readonly patienceMs: number;
	private readonly flight = new Flight<TokenRecord>();
	private store?: TokenStore;
	private held?: { readonly record: TokenRecord; readonly version: string };

	constructor(
		private readonly identity: Identity,
		private readonly services: AuthServices,
		options: StoredTokensOptions = {},
	) {
		this.endpoint = options.endpoint ?? new TokenEndpoint(identity, services, 'user');
		this.patienceMs = options.patienceMs ?? 30_000;
		this.store = options.store;
	}

	async token(request: TokenRequest = {}): Promise<AccessToken> {
		const { rejected, claims, signal } = request;
		// Whoever joins a renewal that began before may get the very token that was refused to him.
		for (let attempt = 1; ; attempt++) {
			const { held, store } = this;
			const isCurrent = held !== undefined && held.version === (await store?.version());
			if (isCurrent && this.isGood(held.record, rejected, claims)) return given(held.record);
			const record = await this.flight.join(() => this.renew(rejected, claims), signal);
			if (record.accessToken !== rejected || attempt === 2) return given(record);
		}
	}

	async close(): Promise<void> {
		await this.flight.settle();
		await this.endpoint.close();
	}

	private async renew(rejected?: string, claims?: string): Promise<TokenRecord> {
		const store = (this.store ??= await requireTokenStore(oauthOf(this.identity), this.services));
		const isUsable = (record: TokenRecord | undefined): record is TokenRecord =>
			record !== undefined && this.isGood(record, rejected, claims);
		const version = await store.version();
		const kept = await store.read();
		const record =
			isUsable(kept) && !this.isOutdated(kept)
				? kept
				: await store.update(async (stored, save) => {
						// Somebody else may have renewed it while we waited for the lock.
						const current = this.seeded(stored);
						const next = isUsable(current) ? current : await this.obtain(current, claims, store);
						// The disk may be full: the store keeps the record for this process and for the next writing.
						if (next !== stored) await save(next).catch(() => undefined);
						return next;
					});
		this.held = { record, version: record === kept ? version : await store.version() };
		return record;
	}

	private isGood(record: TokenRecord, rejected?: string, claims?: string): boolean {
		if (!record.accessToken || !isFresh(record)) return false;
		if (record.accessToken !== rejected) return true;
		// A token that is refused right after it was issued will not get better by another one like it.
		const age = Date.now() - (record.issuedAt ?? 0);
		return claims === undefined && age < this.patienceMs;
	}

	private async obtain(
		current: TokenRecord | undefined,
		claims: string | undefined,
		store: TokenStore,
	): Promise<TokenRecord> {
		let refusal: unknown;
		if (current?.refreshToken) {
			try {
				return await this.endpoint.refresh(current, claims);
			} catch (error) {
				if (!(error instanceof TokenRefusedError) || !error.needsSignIn) throw error;
				refusal = error;
			}
		}
		const { verifier, initiate } = oauthOf(this.identity);
		if (initiate === 'GETANDREFRESH' && verifier) {
			const redeemed = fingerprint(verifier);
			if (current?.redeemed !== redeemed) {
				const code = readCode(verifier, await store.pending(), oauthOf(this.identity).callbackUrl);
				return { ...(await this.endpoint.redeem(code)), redeemed };
			}
		}
		throw refusal ?? this.nothing(current);
	}

	/** The credential's own tokens are where it begins; others in the credential begin anew. */
	private seeded(stored: TokenRecord | undefined): TokenRecord | undefined {
		if (stored && !this.isOutdated(stored)) return stored;
		const oauth = oauthOf(this.identity);
		const { accessToken, refreshToken, tokenTimestamp } = oauth;
		if (!accessToken && !refreshToken) return stored;
		const expiresAt = endOfGiven(oauth);
		return {
			...(accessToken ? { accessToken, expiresAt } : {}),
			...(tokenTimestamp === undefined ? {} : { issuedAt: tokenTimestamp }),
			...(refreshToken ? { refreshToken } : {}),
			...(this.seed ? { seed: this.seed } : {}),
		};
	}

	private isOutdated({ seed }: TokenRecord): boolean {
		return this.seed !== undefined && this.seed !== seed;
	}

	private get seed(): string | undefined {
		const { refreshToken } = oauthOf(this.identity);
		return refreshToken ? fingerprint(refreshToken) : undefined;
	}

	private nothing(current: TokenRecord | undefined): PermissionError {
		const { initiate, verifier } = oauthOf(this.identity);
		if (current) {
			return new PermissionError(
				'The sign-in has ended, and there is no refresh token to renew it',
				{
					code: 'NO_REFRESH_TOKEN',
					field: 'oauthRefreshToken',
					advice:
						initiate === 'REFRESH'
							? "Fill in 'OAuth Refresh Token', or run Mailbox → Start Sign-In; with Entra the scope needs offline_access."
							: 'Run Mailbox → Start Sign-In and Complete Sign-In; with Entra the scope needs offline_access.',
				},
			);
		}
		const advice =
			'Run Mailbox → Start Sign-In, open the address it gives, and pass what comes back to Mailbox → Complete Sign-In.';
		return new PermissionError(
			verifier
				? "The code in 'OAuth Verifier' has been used, and its tokens are gone"
				: 'Nobody has signed in with this connection yet',
			{ code: 'SIGN_IN_NEEDED', field: 'oauthVerifier', advice },
		);
	}
}

const given = (record: TokenRecord): AccessToken => asAccessToken(record.accessToken!, record);
