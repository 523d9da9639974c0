/** What the rest of core knows of HTTP. */
export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
	/** A read: may be sent again whatever happened. A write is sent again only when the server provably never took it. */
	readonly safe: boolean;
	/** Account that the server charges for the call; concurrency is counted per account. */
	readonly account?: string;
	readonly signal?: AbortSignal;
	/** Milliseconds until the whole answer must have arrived; default 60,000. */
	readonly timeoutMs?: number;
	/** Called when the request is held back because the server asked the account to wait. */
	readonly onHeld?: (waitMs: number) => void;
}

export interface HttpResponse {
	readonly status: number;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string>>;
	/** Bytes as they arrive. Must be read to the end or cancelled with `discard()`. */
	readonly body: AsyncIterable<Uint8Array>;
	/** The body as UTF-8 text, at most `limit` bytes (default 10 MiB), else FatalError. */
	text(limit?: number): Promise<string>;
	discard(): Promise<void>;
}

/**
 * One pool of sockets for one set of effective settings. Sends, signs in, retries, throttles.
 * Throws RetriableError (transport; `delivered` says whether the server can have taken it),
 * PermissionError (401 after sign-in), FatalError (TLS, host, proxy), CancelledError.
 * Any other HTTP status is returned, not thrown.
 */
export interface HttpClient {
	send(request: HttpRequest): Promise<HttpResponse>;
	close(): Promise<void>;
	/**
	 * The server asked for patience in its own protocol (EWS: ErrorServerBusy with BackOffMilliseconds):
	 * halves the concurrency of the account and holds its next call back for `waitMs`.
	 */
	busy?(account: string | undefined, waitMs?: number): void;
}
