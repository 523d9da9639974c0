import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Account } from '../account';
import { findAccount } from '../account';
import type { ChannelBindingMode, NtlmEvidence } from './ntlmVerifier';
import { verifyNtlm } from './ntlmVerifier';
import { fileTime, readNegotiate, writeChallenge } from './ntlmMessage';

export type Scheme = 'NTLM' | 'Negotiate' | 'Basic';

export interface SignInOptions {
	readonly accounts: () => readonly Account[];
	/** Offered in this order; none: everybody is the first account. */
	readonly schemes: readonly Scheme[];
	readonly channelBinding: ChannelBindingMode;
	/** Token that a client on a TLS socket has to send. */
	readonly channelBindingToken?: Buffer;
	/** `connection`: the identity sticks to the socket, as IIS does; `request`: each request signs in. */
	readonly persistence: 'connection' | 'request';
}

export type SignInResult =
	| {
			readonly account: Account;
			readonly how: Scheme | 'connection' | 'none';
			/** Headers for the answer. */
			readonly headers: Readonly<Record<string, string>>;
			readonly evidence?: NtlmEvidence;
	  }
	| { readonly challenges: readonly string[]; readonly reason: string };

interface Pending {
	readonly scheme: Scheme;
	readonly negotiate: Buffer;
	readonly challengeMessage: Buffer;
	readonly challenge: Buffer;
	readonly timestamp: Buffer;
}

interface SocketState {
	pending?: Pending;
	account?: Account;
}

const NAMES = {
	domain: 'CONTOSO',
	computer: 'EXCHANGE',
	dnsDomain: 'contoso.example',
	dnsComputer: 'exchange.contoso.example',
};

/** Decides who sends a request. NTLM belongs to the socket, Basic to the request. */
export class SignIn {
	readonly #sockets = new WeakMap<Socket, SocketState>();

	constructor(private readonly options: SignInOptions) {}

	/** Forgets who signed in on a socket, so that its next request is asked again. */
	forget(socket: Socket): void {
		this.#sockets.delete(socket);
	}

	check(request: Pick<IncomingMessage, 'headers' | 'socket'>): SignInResult {
		const { schemes } = this.options;
		const [first] = this.options.accounts();
		if (schemes.length === 0 && first !== undefined) {
			return { account: first, how: 'none', headers: {} };
		}
		const state = this.#stateOf(request.socket);
		const { authorization } = request.headers;
		if (authorization === undefined) {
			if (state.account !== undefined) {
				return { account: state.account, how: 'connection', headers: {} };
			}
			return this.#refuse('no credentials');
		}
		const [name = '', token = ''] = authorization.trim().split(/\s+/, 2);
		const scheme = schemes.find((offered) => offered.toLowerCase() === name.toLowerCase());
		if (scheme === undefined) return this.#refuse(`${name} is not offered`);
		const bytes = Buffer.from(token, 'base64');
		return scheme === 'Basic'
			? this.#basic(bytes)
			: this.#ntlm(scheme, bytes, state, request.socket);
	}

	#stateOf(socket: Socket): SocketState {
		const known = this.#sockets.get(socket);
		if (known !== undefined) return known;
		const state: SocketState = {};
		this.#sockets.set(socket, state);
		return state;
	}

	#basic(bytes: Buffer): SignInResult {
		// RFC 7617 leaves the charset open: new clients send UTF-8, old ones Latin-1.
		for (const encoding of ['utf8', 'latin1'] as const) {
			const text = bytes.toString(encoding);
			const colon = text.indexOf(':');
			const account = findAccount(this.options.accounts(), text.slice(0, Math.max(colon, 0)));
			if (account !== undefined && account.password === text.slice(colon + 1)) {
				return { account, how: 'Basic', headers: {} };
			}
		}
		return this.#refuse('unknown user or wrong password');
	}

	#ntlm(scheme: Scheme, token: Buffer, state: SocketState, socket: Socket): SignInResult {
		const negotiate = readNegotiate(token);
		if (negotiate !== undefined) {
			const challenge = randomBytes(8);
			const timestamp = fileTime(Date.now());
			const challengeMessage = writeChallenge(negotiate.flags, challenge, NAMES, timestamp);
			state.account = undefined;
			state.pending = { scheme, negotiate: token, challengeMessage, challenge, timestamp };
			return {
				challenges: [`${scheme} ${challengeMessage.toString('base64')}`],
				reason: 'negotiating',
			};
		}
		const { pending } = state;
		state.pending = undefined;
		state.account = undefined;
		if (pending === undefined || pending.scheme !== scheme) {
			return this.#refuse('no challenge was given on this connection');
		}
		const verdict = verifyNtlm(this.options.accounts(), {
			...pending,
			authenticate: token,
			mode: this.options.channelBinding,
			channelBinding: 'encrypted' in socket ? this.options.channelBindingToken : undefined,
		});
		if ('refused' in verdict) return this.#refuse(verdict.refused);
		if (this.options.persistence === 'connection') state.account = verdict.account;
		return {
			account: verdict.account,
			how: scheme,
			evidence: verdict.evidence,
			headers: {
				'Persistent-Auth': this.options.persistence === 'connection' ? 'true' : 'false',
			},
		};
	}

	/** Values of `WWW-Authenticate` for who has not signed in. */
	offers(): string[] {
		return this.options.schemes.map((scheme) =>
			scheme === 'Basic' ? 'Basic realm="exchange.contoso.example"' : scheme,
		);
	}

	#refuse(reason: string): SignInResult {
		return { challenges: this.offers(), reason };
	}
}
