import { createHash, randomBytes } from 'node:crypto';
import { FatalError } from '../../errors';
import type { SignedRequest } from '../../http/authenticator';
import { isStreamed } from '../../http/message';
import { digest, digestOf } from './algorithm';
import type { DigestChallenge } from './challenge';

export interface Account {
	readonly user: string;
	readonly password: string;
}

/** What a signed request was made of: the server's proof is checked with it. */
export interface Signed {
	readonly header: string;
	/** What `rspauth` must be (RFC 7616, 3.5); absent where the whole answer would have to be hashed. */
	readonly proof?: string;
	readonly cnonce?: string;
	readonly count?: string;
}

/**
 * One nonce and how often it was used. Shared by all requests of a client: each takes the next count,
 * and so no two are alike to the server.
 */
export class DigestSession {
	private count = 0;
	/** H(A1). With `-sess` it is made of the first nonces and stays (RFC 7616, 3.4.2). */
	private readonly secret: string;
	/** With `-sess` the one of the first request serves all: servers that make A1 anew come to the same. */
	private readonly sessionCnonce?: string;

	constructor(
		private readonly challenge: DigestChallenge,
		private readonly account: Account,
		before?: DigestSession,
	) {
		const { algorithm, realm, nonce } = challenge;
		if (before) {
			this.secret = before.secret;
			this.sessionCnonce = before.sessionCnonce;
			return;
		}
		const { user, password } = account;
		const secret = digestOf(algorithm.hash, user, bytesOf(realm), password);
		this.sessionCnonce = algorithm.isSession ? newCnonce() : undefined;
		this.secret =
			this.sessionCnonce === undefined
				? secret
				: digestOf(algorithm.hash, secret, bytesOf(nonce), this.sessionCnonce);
	}

	/** Whether a challenge goes on with this nonce. */
	continues({ nonce, realm, algorithm }: DigestChallenge): boolean {
		const own = this.challenge;
		return nonce === own.nonce && realm === own.realm && algorithm === own.algorithm;
	}

	/** The same sign-in with the nonce that the server gave for the next request. */
	withNonce(nonce: string): DigestSession {
		return new DigestSession({ ...this.challenge, nonce }, this.account, this);
	}

	async sign({ method, target, body }: SignedRequest): Promise<Signed> {
		const { algorithm, algorithmName, nonce, opaque, qop, realm } = this.challenge;
		const { hash, isSession } = algorithm;
		// Before anything is waited for: requests that run at once must not share a count.
		const count = (++this.count).toString(16).padStart(8, '0');
		const cnonce = qop || isSession ? (this.sessionCnonce ?? newCnonce()) : undefined;
		const between = qop ? [bytesOf(nonce), count, cnonce!, qop] : [bytesOf(nonce)];
		const request = [method, target];
		if (qop === 'auth-int') request.push(await bodyHash(hash, body));
		const answer = (secondHash: string) => digestOf(hash, this.secret, ...between, secondHash);
		const parameters = [
			...this.userParameters(),
			`realm="${quotable(realm)}"`,
			`nonce="${quotable(nonce)}"`,
			`uri="${quoted(target)}"`,
			`response="${answer(digestOf(hash, ...request))}"`,
			...(algorithmName === undefined ? [] : [`algorithm=${algorithmName}`]),
			...(cnonce === undefined ? [] : [`cnonce="${cnonce}"`]),
			...(opaque === undefined ? [] : [`opaque="${quotable(opaque)}"`]),
			...(qop ? [`qop=${qop}`, `nc=${count}`] : []),
		];
		return {
			header: `Digest ${parameters.join(', ')}`,
			cnonce,
			...(qop ? { count } : {}),
			...(qop === 'auth' ? { proof: answer(digestOf(hash, '', target)) } : {}),
		};
	}

	/**
	 * Windows knows no `username*`: it reads UTF-8 in `username` from clients that say so ([MS-DPSP] 2.2; RFC 2831,
	 * 2.1.2), and is known by MD5-sess.
	 */
	private userParameters(): string[] {
		const { algorithm, hashesUser, isUtf8, realm } = this.challenge;
		const { user } = this.account;
		if (hashesUser) {
			return [`username="${digestOf(algorithm.hash, user, bytesOf(realm))}"`, 'userhash=true'];
		}
		const isWindows = isUtf8 && algorithm.isSession;
		if (isUtf8 && !isWindows && /[^\x20-\x7e]/.test(user)) {
			return [`username*=UTF-8''${extended(user)}`];
		}
		const plain = `username="${quoted(Buffer.from(user, 'utf8').toString('latin1'))}"`;
		return isWindows ? [plain, 'charset=utf-8'] : [plain];
	}
}

const newCnonce = () => randomBytes(24).toString('base64');

/**
 * What a quoted value of the server stands for, as bytes: a header has one in each character. A backslash that
 * escapes neither quote nor backslash was written by a server that escapes nothing (`CORP\exchange`).
 */
const bytesOf = (raw: string) => Buffer.from(raw.replace(/\\(["\\])/g, '$1'), 'latin1');

/** Text as the inside of a quoted-string (RFC 9110, 5.6.4). */
const quoted = (text: string) => quotable(text.replace(/["\\]/g, '\\$&'));

/** What stood between quotes can stand there again; a control character would have ended the header. */
function quotable(raw: string): string {
	if (/[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/.test(raw)) {
		throw new FatalError(
			'A value of the sign-in by Digest holds a character that no header carries',
		);
	}
	return raw;
}

/** RFC 8187, 3.2.1. */
const extended = (text: string) =>
	encodeURIComponent(text).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);

async function bodyHash(hash: string, body: SignedRequest['body']): Promise<string> {
	if (!isStreamed(body)) return digest(hash, body ?? '');
	if (body.once) {
		throw new FatalError(
			'The server wants the hash of the whole body in the sign-in (Digest with qop auth-int), and this file can be read only once',
			{
				code: 'AUTH_INT_ONCE',
				field: 'authScheme',
				advice:
					"Choose another 'Auth Scheme', or have the server offer qop auth. Binary data that n8n keeps in a file can be read twice.",
			},
		);
	}
	const made = createHash(hash);
	for await (const piece of body.open()) made.update(piece);
	return made.digest('hex');
}
