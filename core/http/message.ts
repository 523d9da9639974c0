/** A body that is read while it is sent, never held whole. */
export interface StreamedBody {
	/** Bytes, where known: sent as Content-Length, else in chunks. */
	readonly size?: number;
	/** Opens only once: the request is never sent again, not even to sign in. */
	readonly once?: true;
	/** The bytes, from the start each time. */
	open(): AsyncIterable<Uint8Array>;
}

export const isStreamed = (body: HttpRequest['body']): body is StreamedBody =>
	typeof body === 'object' && 'open' in body;

/** What the rest of core knows of HTTP. */
export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array | StreamedBody;
	/** A read: may be sent again whatever happened. A write is sent again only when the server provably never took it. */
	readonly safe: boolean;
	/** Account that the server charges for the call; concurrency is counted per account. */
	readonly account?: string;
	readonly signal?: AbortSignal;
	/**
	 * Milliseconds until the whole answer must have arrived, the caller's own work left out; default
	 * 60,000. Each piece of a streamed body that the server takes starts them anew.
	 */
	readonly timeoutMs?: number;
	/** Each piece of the answer starts the timeout anew: for files, which take as long as they are. */
	readonly hasFile?: boolean;
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
