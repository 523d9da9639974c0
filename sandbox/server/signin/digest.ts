import { createHash } from 'node:crypto';
import type { Account } from '../account';
import { findAccount } from '../account';
import { extended, fromHeader, quote, readParameters } from './digestHeader';
import type { NonceOptions } from './nonces';
import { Nonces } from './nonces';
import type { Presented, Refused, SchemeVerifier, SignedIn } from './scheme';

export type DigestAlgorithm = 'MD5' | 'MD5-sess' | 'SHA-256' | 'SHA-256-sess';

export interface DigestOptions extends NonceOptions {
	/** A challenge for each, in this order; default SHA-256, then MD5 (RFC 7616, 3.7). */
	readonly algorithms?: readonly DigestAlgorithm[];
	/** Default `auth` alone. Empty: none is named, as before RFC 2617. */
	readonly qop?: ReadonlyArray<'auth' | 'auth-int'>;
	/** Default `exchange.contoso.example`; quotes and backslashes allowed. */
	readonly realm?: string;
	/** After this many requests with a nonce the answer names the next one. */
	readonly nextNonceAfter?: number;
	/** Opaque data that has to come back; default none. */
	readonly opaque?: string;
	/** Wants the user's name hashed (RFC 7616, 3.4.4); default false. */
	readonly userhash?: boolean;
	/** Names an algorithm first that nobody knows; default false. */
	readonly unknownFirst?: boolean;
}

const HASH: Readonly<Record<string, string>> = { MD5: 'md5', 'SHA-256': 'sha256' };

const hash = (algorithm: string, data: string | Buffer): string =>
	createHash(HASH[algorithm.replace(/-sess$/i, '')] ?? 'md5')
		.update(data)
		.digest('hex');

type Parameters = ReadonlyMap<string, string>;

/** Digest by the sandbox's accounts. RFC 7616. */
export class DigestVerifier implements SchemeVerifier {
	readonly #nonces: Nonces;
	readonly #realm: string;
	readonly #algorithms: readonly DigestAlgorithm[];
	readonly #qop: readonly string[];

	constructor(
		private readonly accounts: () => readonly Account[],
		private readonly options: DigestOptions = {},
	) {
		this.#nonces = new Nonces(options);
		this.#realm = options.realm ?? 'exchange.contoso.example';
		this.#algorithms = options.algorithms ?? ['SHA-256', 'MD5'];
		this.#qop = options.qop ?? ['auth'];
	}

	offers(isStale = false): string[] {
		const { opaque, userhash, unknownFirst } = this.options;
		const nonce = this.#nonces.issue();
		return [...(unknownFirst ? ['SHA-1024'] : []), ...this.#algorithms].map((algorithm) =>
			[
				`Digest realm=${quote(this.#realm)}`,
				...(this.#qop.length > 0 ? [`qop="${this.#qop.join(', ')}"`] : []),
				`algorithm=${algorithm}`,
				`nonce="${nonce}"`,
				...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
				'charset=UTF-8',
				...(userhash ? ['userhash=true'] : []),
				...(isStale ? ['stale=true'] : []),
			].join(', '),
		);
	}

	async check(presented: Presented): Promise<SignedIn | Refused> {
		const given = readParameters(presented.credentials);
		if (!given) return { reason: 'malformed Digest header' };
		const algorithm = this.#algorithms.find(
			(one) => one.toLowerCase() === (given.get('algorithm') ?? 'MD5').toLowerCase(),
		);
		const wrong = this.#wrong(given, algorithm, presented.request.url ?? '');
		if (wrong !== undefined || !algorithm) return { reason: wrong ?? 'unknown algorithm' };
		const nonce = given.get('nonce') ?? '';
		const state = this.#nonces.state(nonce);
		if (state === 'unknown') return { reason: 'this nonce was never given out' };
		const account = this.#account(given, algorithm);
		if (!account) return { reason: 'unknown user' };
		const secret = this.#secret(account, given, algorithm);
		const qop = given.get('qop') ?? '';
		const entity = qop === 'auth-int' ? hash(algorithm, await presented.body()) : undefined;
		const response = (method: string) => respond(given, algorithm, secret, method, entity);
		if (given.get('response') !== response(presented.request.method ?? '')) {
			return { reason: 'wrong password' };
		}
		if (state === 'stale') return { reason: 'stale nonce', challenges: this.offers(true) };
		if (qop && !this.#nonces.count(nonce, given.get('nc') ?? '')) {
			return { reason: 'this nonce count came before' };
		}
		// The server's own proof covers its method-less A2; auth-int would cover an answer not yet known.
		const proof = qop === 'auth' ? response('') : undefined;
		return { account, headers: { 'Authentication-Info': this.#info(given, nonce, proof) } };
	}

	#wrong(
		given: Parameters,
		algorithm: DigestAlgorithm | undefined,
		target: string,
	): string | undefined {
		const { opaque } = this.options;
		const qop = given.get('qop');
		if (!algorithm) return 'an algorithm that was not offered';
		if (fromHeader(given.get('realm') ?? '') !== this.#realm) return 'another realm';
		if (given.get('uri') !== target) return 'a digest of another address';
		if (given.get('opaque') !== opaque) return 'opaque did not come back';
		if (qop === undefined ? this.#qop.length > 0 : !this.#qop.includes(qop)) {
			return 'a quality of protection that was not offered';
		}
		if (qop !== undefined && !/^[0-9a-f]{8}$/i.test(given.get('nc') ?? '')) {
			return 'malformed nonce count';
		}
		return qop !== undefined && !given.get('cnonce') ? 'no nonce of the client' : undefined;
	}

	#account(given: Parameters, algorithm: DigestAlgorithm): Account | undefined {
		const name = given.get('username');
		if (given.get('userhash') === 'true') {
			const names = (account: Account): string[] => [
				account.user,
				account.principal,
				`${account.domain}\\${account.user}`,
			];
			return this.accounts().find((account) =>
				names(account).some((one) => hash(algorithm, `${one}:${this.#realm}`) === name),
			);
		}
		return findAccount(this.accounts(), this.#name(given));
	}

	/** Windows, which has sessions, knows no `username*` ([MS-DPSP] 2.2). */
	#name(given: Parameters): string {
		const isSession = given.get('algorithm')?.toLowerCase().endsWith('-sess') ?? false;
		const spelled = isSession ? undefined : extended(given.get('username*'));
		return spelled ?? fromHeader(given.get('username') ?? '');
	}

	/** H(A1). The name is part of it as the client spelt it. */
	#secret(account: Account, given: Parameters, algorithm: DigestAlgorithm): string {
		const isHashed = given.get('userhash') === 'true';
		const spellings = isHashed
			? [account.user, account.principal, `${account.domain}\\${account.user}`]
			: [this.#name(given)];
		const name =
			spellings.find(
				(one) => !isHashed || hash(algorithm, `${one}:${this.#realm}`) === given.get('username'),
			) ?? '';
		const plain = hash(algorithm, `${name}:${this.#realm}:${account.password}`);
		return algorithm.endsWith('-sess')
			? hash(algorithm, `${plain}:${given.get('nonce') ?? ''}:${given.get('cnonce') ?? ''}`)
			: plain;
	}

	#info(given: Parameters, nonce: string, proof: string | undefined): string {
		const { nextNonceAfter = Infinity } = this.options;
		const isNext = this.#nonces.usesOf(nonce) >= nextNonceAfter;
		return [
			...(proof === undefined
				? []
				: [
						`rspauth="${proof}"`,
						`cnonce=${quote(given.get('cnonce') ?? '')}`,
						`nc=${given.get('nc') ?? ''}`,
						`qop=${given.get('qop') ?? ''}`,
					]),
			...(isNext ? [`nextnonce="${this.#nonces.issue()}"`] : []),
		].join(', ');
	}
}

/** request-digest, RFC 7616, 3.4.1. */
function respond(
	given: Parameters,
	algorithm: DigestAlgorithm,
	secret: string,
	method: string,
	entity: string | undefined,
): string {
	const of = (name: string) => given.get(name) ?? '';
	const action = hash(
		algorithm,
		[method, of('uri'), ...(entity === undefined ? [] : [entity])].join(':'),
	);
	const middle = of('qop') ? [of('nc'), of('cnonce'), of('qop')] : [];
	return hash(algorithm, [secret, of('nonce'), ...middle, action].join(':'));
}
