/** The seam between http and auth: http knows no scheme, auth knows no socket. */
export interface AuthContext {
	readonly url: URL;
	/** DER of the server's certificate on this connection; absent over plain HTTP. */
	readonly peerCertificate?: Uint8Array;
}

export interface Challenge {
	/** As the server spells it: `NTLM`, `Basic`. */
	readonly scheme: string;
	/** Base64 token of `NTLM xyz`, absent when the server only offers the scheme. */
	readonly token?: string;
	/** Parameters of `Basic realm="x"`. */
	readonly params: Readonly<Record<string, string>>;
}

/** The state of signing in on one connection. */
export interface Handshake {
	/**
	 * The header returned last only negotiates: it is sent without the request's body. Absent: the
	 * header of a connection-bound scheme's `first()` negotiates, all others carry the request.
	 */
	readonly negotiating?: boolean;
	/** Authorization header to send before being asked; undefined: wait for a challenge. */
	first(): string | undefined | Promise<string | undefined>;
	/** Authorization header that answers a 401; undefined: the server's offers cannot be answered. */
	next(challenges: readonly Challenge[]): string | undefined | Promise<string | undefined>;
}

export interface Authenticator {
	/** Name as the credential spells it: `NTLM`, `Basic`, `None`. */
	readonly scheme: string;
	/** The identity sticks to the socket: all legs use one socket and negotiating legs carry no body. */
	readonly connectionBound: boolean;
	handshake(context: AuthContext): Handshake;
}
