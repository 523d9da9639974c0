import type { ExchangeError } from '../errors';
import type { HttpRequest } from './message';

/** The seam between http and auth: http knows no scheme, auth knows no socket. */
export interface AuthContext {
	/** Where the sign-in happens: the request's own address, or the proxy's. */
	readonly url: URL;
	/** DER of the server's certificate on this connection; absent over plain HTTP. */
	readonly peerCertificate?: Uint8Array;
	/** The request that will be signed; Digest hashes it. */
	readonly request: SignedRequest;
	/** A proxy asks: its name is in `url`, and what is wrong stands in the proxy's fields. */
	readonly isProxy?: boolean;
	/** Ends what the scheme asks other servers for: a KDC, a token endpoint. */
	readonly signal?: AbortSignal;
}

export interface SignedRequest {
	readonly method: string;
	/** As it stands in the request line: path and query, or host and port of CONNECT. */
	readonly target: string;
	readonly body?: HttpRequest['body'];
}

export interface Challenge {
	/** As the server spells it: `NTLM`, `Basic`. */
	readonly scheme: string;
	/** Base64 token of `NTLM xyz`, absent when the server only offers the scheme. */
	readonly token?: string;
	/** Parameters of `Basic realm="x"`, names in lower case. */
	readonly params: Readonly<Record<string, string>>;
	/** Quoted values as they stand between the quotes, where that differs from `params`: backslashes and what they escape. */
	readonly raw?: Readonly<Record<string, string>>;
}

/** The state of signing in on one connection. */
export interface Handshake {
	/**
	 * The header returned last only negotiates: it is sent without the request's body, and so is a
	 * request without a header. Absent: the header of a connection-bound scheme's `first()` negotiates,
	 * all others carry the request.
	 */
	readonly negotiating?: boolean;
	/** Authorization header to send before being asked; undefined: wait for a challenge. */
	first(): string | undefined | Promise<string | undefined>;
	/** Authorization header that answers a 401; undefined: the server's offers cannot be answered. */
	next(challenges: readonly Challenge[]): string | undefined | Promise<string | undefined>;
	/**
	 * Looks at the answer that ended the sign-in: the server's own proof (Negotiate), the next nonce
	 * (Digest). Throws an ExchangeError when that proof is wrong; the answer is then not used.
	 */
	accepted?(answer: AcceptedAnswer): void | Promise<void>;
	/** Why the sign-in ended in a refusal, where the scheme knows more than that it did. */
	refused?(challenges: readonly Challenge[]): ExchangeError | undefined;
}

export interface AcceptedAnswer {
	readonly status: number;
	/** Challenges that stand in an answer which is no 401: the last token of a Negotiate server. */
	readonly challenges: readonly Challenge[];
	/** Value of Authentication-Info, or Proxy-Authentication-Info (RFC 7615). */
	readonly info?: string;
}

export interface Authenticator {
	/** Name as the credential spells it: `NTLM`, `Basic`, `None`. */
	readonly scheme: string;
	/** The identity sticks to the socket: all legs use one socket and negotiating legs carry no body. */
	readonly connectionBound: boolean;
	/** Signs nobody in: an answer of 401 is an answer like any other (token endpoints). */
	readonly anonymous?: true;
	handshake(context: AuthContext): Handshake;
	/** Gives back what it holds: clients of token endpoints, tickets. */
	close?(): void | Promise<void>;
}
