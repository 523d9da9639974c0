import type { LookupFunction } from 'node:net';
import { createNone } from '../auth/none';
import type { Settings } from '../connection/settings';
import { CancelledError, ExchangeError } from '../errors';
import type { Authenticator } from '../http/authenticator';
import { createHttpClient } from '../http/client';
import { RedirectError, SignInError } from '../http/errors';
import type { HttpClient, HttpResponse } from '../http/message';
import type { HttpOptions } from '../http/options';
import type { ProxyOptions } from '../http/proxy';
import { version } from '../../package.json';
import type { Answer, Form } from './answer';
import { MOST_BYTES } from './document';

const CONNECT_MS = 8_000;
const ANSWER_MS = 20_000;

/** What came of asking one place. */
export type Outcome =
	| Answer
	/** The web server itself sends the caller elsewhere. */
	| { readonly kind: 'moved'; readonly url: string }
	/** Somebody is there, but the sign-in was refused. */
	| { readonly kind: 'refused'; readonly message: string }
	| { readonly kind: 'nothing'; readonly message: string }
	/** Nobody answers there, or nobody who proves to be the host. */
	| { readonly kind: 'unreachable'; readonly message: string };

/** How places are asked: by whom, and by which way. */
export interface Asking {
	readonly settings: Settings;
	readonly authenticator: Authenticator;
	/** Absent: as the settings say. */
	readonly proxy?: ProxyOptions;
	/** Look-up of names under the program's policy. */
	readonly lookup?: LookupFunction;
	readonly signal?: AbortSignal;
}

function options(
	{ settings, proxy, lookup }: Omit<Asking, 'authenticator'>,
	url: URL,
): HttpOptions {
	return {
		origin: url.origin,
		// Whatever the credential says: a host that was only guessed has to prove who it is before it is
		// given credentials. A pinned certificate is that of the server, not of these hosts.
		tls: { ...settings.tls, rejectUnauthorized: true, pins: undefined },
		proxy: proxy ?? settings.proxy,
		lookup,
		connectTimeoutMs: CONNECT_MS,
		timeoutMs: ANSWER_MS,
		retry: { attempts: 1 },
	};
}

async function over<T>(client: HttpClient, use: (client: HttpClient) => Promise<T>): Promise<T> {
	try {
		return await use(client);
	} finally {
		await client.close();
	}
}

const agent = `n8n-nodes-microsoft-exchange/${version}`;

/** Sends the request of a form to an https place, signed in. */
export async function ask(asking: Asking, form: Form, url: URL, address: string): Promise<Outcome> {
	const { signal } = asking;
	const client = createHttpClient(options(asking, url), asking.authenticator);
	return await outcomeOf(signal, (seen) =>
		over(client, async () => {
			const response = await client.send({
				method: 'POST',
				url: url.href,
				headers: {
					...form.headers,
					'Content-Type': 'text/xml; charset=utf-8',
					Accept: 'text/xml',
					'User-Agent': agent,
					'X-AnchorMailbox': address,
				},
				body: form.compose(address, url.href),
				safe: true,
				signal,
				timeoutMs: ANSWER_MS,
			});
			seen.answered = true;
			return await read(form, response);
		}),
	);
}

async function read(form: Form, response: HttpResponse): Promise<Outcome> {
	const { status } = response;
	// A fault of SOAP comes with 500.
	const isXml = /xml/i.test(response.headers['content-type'] ?? '');
	if (!isXml || (status !== 200 && status !== 500)) {
		await response.discard();
		return {
			kind: 'nothing',
			message: isXml ? `HTTP ${status}` : `no Autodiscover (HTTP ${status})`,
		};
	}
	return form.read(await response.text(MOST_BYTES));
}

/** Where a plain HTTP place sends its callers; no credentials go there. */
export async function lookPlain(asking: Omit<Asking, 'authenticator'>, url: URL): Promise<Outcome> {
	const { signal } = asking;
	const client = createHttpClient(options(asking, url), createNone());
	return await outcomeOf(signal, () =>
		over(client, async () => {
			const response = await client.send({
				method: 'GET',
				url: url.href,
				headers: { 'User-Agent': agent },
				safe: true,
				signal,
				timeoutMs: ANSWER_MS,
			});
			await response.discard();
			return { kind: 'nothing', message: `no redirection (HTTP ${response.status})` };
		}),
	);
}

async function outcomeOf(
	signal: AbortSignal | undefined,
	run: (seen: { answered: boolean }) => Promise<Outcome>,
): Promise<Outcome> {
	const seen = { answered: false };
	try {
		return await run(seen);
	} catch (error) {
		if (signal?.aborted) throw new CancelledError();
		if (error instanceof RedirectError) return { kind: 'moved', url: error.location };
		if (error instanceof SignInError) return { kind: 'refused', message: error.message };
		if (error instanceof ExchangeError) {
			return { kind: seen.answered ? 'nothing' : 'unreachable', message: error.message };
		}
		throw error;
	}
}
