import { AsyncLocalStorage } from 'node:async_hooks';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { ExchangeError, FatalError } from '../../errors';
import type { HttpClient, HttpRequest, HttpResponse } from '../../http/message';
import { retryAfterMs, sleep } from '../../http/retry';
import { explainNonsense, explainRefusal, readRefusal, type RefusalContext } from './explain';

/** Bytes of an answer of a token endpoint; real ones have a few thousand. */
const ANSWER_LIMIT = 256 * 1024;
/** Milliseconds for one answer. */
const TIMEOUT_MS = 30_000;
/** Milliseconds before each further try after a status that HTTP itself does not repeat. */
const AGAIN_MS = [1_000, 3_000];

/** One request for a token by way of MSAL. */
export interface MsalCall {
	readonly http: HttpClient;
	readonly signal?: AbortSignal;
	/** Asking twice does no harm: nothing is used up by being sent. */
	readonly safe: boolean;
	/** What the errors are about. */
	readonly context: RefusalContext;
	/** Parameters besides MSAL's own, or instead of them: `resource` of AD FS and of version 1 endpoints. */
	readonly parameters?: Readonly<Record<string, string>>;
	readonly timeoutMs?: number;
	/** Statuses that a further try may mend, besides those that HTTP itself repeats; default 500. */
	readonly againOn?: readonly number[];
	/** Refusals that MSAL itself goes on with; throws where it must not. */
	readonly goesOn?: (answer: HttpResponse) => Promise<boolean>;
}

interface Running extends MsalCall {
	/** Why it ended; MSAL would pass on a text of its own instead. */
	error?: unknown;
}

const running = new AsyncLocalStorage<Running>();

/**
 * The one network of all MSAL objects. It belongs to no connection, because MSAL keeps the first object of a managed
 * identity, and its network with it, for the whole process: each call finds its own HTTP client by the context
 * that it runs in.
 */
const network: INetworkModule = {
	sendGetRequestAsync: (url, options) => send('GET', url, options),
	sendPostRequestAsync: (url, options) => send('POST', url, options),
};

/** What every MSAL object is made with: no log, no retries besides those of our HTTP client. */
export const msalSystem = { networkClient: network, disableInternalRetries: true };

/**
 * Runs MSAL with a connection's HTTP client.
 * @throws ExchangeError in plain words
 */
export async function throughMsal<T>(call: MsalCall, run: () => Promise<T>): Promise<T> {
	const state: Running = { ...call };
	try {
		return await running.run(state, run);
	} catch (cause) {
		if (state.error !== undefined) throw state.error;
		throw explainLibrary(cause);
	}
}

async function send<T>(
	method: 'GET' | 'POST',
	url: string,
	options: NetworkRequestOptions = {},
): Promise<NetworkResponse<T>> {
	const call = running.getStore();
	if (call === undefined) throw new FatalError('A token was asked for outside a connection');
	try {
		return await exchange<T>(call, method, url, options);
	} catch (cause) {
		call.error = cause;
		throw cause;
	}
}

async function exchange<T>(
	call: Running,
	method: 'GET' | 'POST',
	url: string,
	{ headers, body = '' }: NetworkRequestOptions,
): Promise<NetworkResponse<T>> {
	const { signal, safe, timeoutMs = TIMEOUT_MS, againOn = [500] } = call;
	const form = new URLSearchParams(body);
	for (const [name, value] of Object.entries(call.parameters ?? {})) form.set(name, value);
	const request: HttpRequest = {
		method,
		url,
		headers,
		...(method === 'POST' ? { body: form.toString() } : {}),
		safe,
		signal,
		timeoutMs,
	};
	let answer = await call.http.send(request);
	for (const pause of AGAIN_MS) {
		if (!againOn.includes(answer.status) || !safe) break;
		await answer.discard();
		await sleep(pause, signal);
		answer = await call.http.send(request);
	}
	const { status } = answer;
	const { host } = new URL(url);
	const data = parse(await answer.text(ANSWER_LIMIT));
	const goesOn = status >= 400 && (await call.goesOn?.(answer)) === true;
	if (status >= 200 && status < 300 && data !== undefined) {
		return { status, headers: { ...answer.headers }, body: data as T };
	}
	if (goesOn) return { status, headers: { ...answer.headers }, body: (data ?? {}) as T };
	throw explainAnswer(data, answer, { host, ...call.context });
}

/** Why an answer holds no token. */
export function explainAnswer(
	data: Readonly<Record<string, unknown>> | undefined,
	{ status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
	context: RefusalContext,
): ExchangeError {
	const waitMs = retryAfterMs(headers['retry-after']);
	const refusal = readRefusal(data, status, waitMs);
	const isRefusal = refusal.error !== undefined || refusal.description !== undefined;
	if (isRefusal || status === 429 || status >= 500) return explainRefusal(refusal, context);
	return explainNonsense(context.host ?? '', status);
}

/** A JSON object, or undefined. */
export function parse(text: string): Record<string, unknown> | undefined {
	try {
		const data: unknown = JSON.parse(text);
		return typeof data === 'object' && data !== null && !Array.isArray(data)
			? (data as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}

/** MSAL's own objections carry a code; their texts may quote what was sent, so they are not shown. */
function explainLibrary(cause: unknown): ExchangeError {
	if (cause instanceof ExchangeError) return cause;
	const { errorCode } = cause as { errorCode?: unknown };
	const code =
		typeof errorCode === 'string' && /^[\w-]{1,60}$/.test(errorCode) ? errorCode : 'MSAL';
	return new FatalError(`The sign-in cannot be made with these settings (${code})`, {
		code,
		advice: "Check 'Azure Tenant', 'OAuth Client ID' and the secret or certificate.",
	});
}
