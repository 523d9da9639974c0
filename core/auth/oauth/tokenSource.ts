/** An access token as the schemes pass it on; never logged. */
export interface AccessToken {
	readonly value: string;
	/** When it ends, milliseconds since 1970; absent: not known. */
	readonly expiresAt?: number;
}

/** Where a connection's access tokens come from: a token file, Entra, a managed identity, n8n. */
export interface TokenSource {
	/**
	 * A token that is good for at least the next minutes. One request to the issuer at a time, however many ask.
	 * @throws ExchangeError in plain words, never with a token or secret in it.
	 */
	token(request?: TokenRequest): Promise<AccessToken>;
	close?(): void | Promise<void>;
}

export interface TokenRequest {
	/** The server refused this token: another one is wanted. */
	readonly rejected?: string;
	/** Claims that the server demands (`claims` of its challenge), JSON. */
	readonly claims?: string;
	readonly signal?: AbortSignal;
}
