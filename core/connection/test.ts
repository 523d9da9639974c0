import type { LookupFunction } from 'node:net';
import { lookup as systemLookup } from 'node:dns/promises';
import { createNone } from '../auth/none';
import { usesTokens } from '../auth/schemes';
import { CancelledError } from '../errors';
import { createHttpClient } from '../http/client';
import { RedirectError, SignInError } from '../http/errors';
import type { HttpClient } from '../http/message';
import type { HttpOptions } from '../http/options';
import { proxyFor } from '../http/proxy';
import { socketOptions } from '../http/reach';
import { openSocket } from '../http/socket';
import type { SessionHost } from '../session';
import {
	type Finding,
	findingOf,
	hostUnknown,
	Misplaced,
	observe,
	placed,
	type Seen,
} from './finding';
import { mask, secretsOf } from './secrets';
import type { Settings } from './settings';
import { SignIn } from './signIn';
import { accepted, allowed, offered, ticketStep, tokenStep } from './signInSteps';
import type { TestStep } from './testStep';

/** What the test cannot do by itself. */
export interface TestDependencies {
	/**
	 * Opens the default mailbox (the root of its folders) over the given client and tells the server's
	 * version, such as `15.2.2562.17`, where the answer names it.
	 */
	openMailbox(http: HttpClient, signal: AbortSignal): Promise<{ readonly version?: string } | void>;
	/** Milliseconds for all steps together; default 30,000. */
	readonly budgetMs?: number;
	readonly signal?: AbortSignal;
	readonly host?: SessionHost;
}

/**
 * Walks from the host name to the opened mailbox and tells at each step what was found. Stops at the
 * first step that cannot be passed. Secrets are masked. Signs in anew: no token or ticket of another run's
 * memory is used, so that a test says what is so now.
 */
export async function testConnection(
	settings: Settings,
	dependencies: TestDependencies,
): Promise<TestStep[]> {
	const steps: TestStep[] = [];
	for await (const step of walk(settings, dependencies)) steps.push(step);
	return steps;
}

/** One line: the first step that could not be passed and what to try, or what was reached. */
export function summary(steps: readonly TestStep[]): string {
	const failed = steps.find((step) => !step.ok);
	if (failed)
		return [failed.message, failed.advice].filter(Boolean).join('. ').replace(/\.\. /g, '. ');
	return steps.at(-1)?.message ?? 'Nothing was tested';
}

async function* walk(
	settings: Settings,
	dependencies: TestDependencies,
): AsyncGenerator<TestStep, void> {
	const { host = {} } = dependencies;
	const budgetMs = dependencies.budgetMs ?? 30_000;
	const endsAt = Date.now() + budgetMs;
	const deadline = AbortSignal.timeout(budgetMs);
	const signal = dependencies.signal ? AbortSignal.any([dependencies.signal, deadline]) : deadline;
	const secrets = secretsOf(settings);
	const tidy = ({ message, advice }: Finding) => ({
		message: mask(message, secrets),
		...(advice ? { advice: mask(advice, secrets) } : {}),
	});
	let signIn: SignIn | undefined;
	let step = 'settings';
	try {
		signIn = new SignIn(settings, host);
		signIn.lend(host);
		const walkers = { settings, dependencies, signIn, signal, left: () => endsAt - Date.now() };
		for (const [name, run] of stepsOf(walkers)) {
			step = name;
			const message = await within(run(), signal);
			if (message !== undefined) yield { step, ok: true, ...tidy({ message }) };
		}
	} catch (error) {
		if (dependencies.signal?.aborted) throw new CancelledError();
		const at = error instanceof Misplaced ? error.step : step;
		const finding = deadline.aborted
			? {
					message: `The server did not answer within ${Math.round(budgetMs / 1000)} s`,
					advice: 'It may be overloaded; try again, and look at firewalls on the way.',
				}
			: findingOf(error instanceof Misplaced ? error.cause : error);
		yield { step: at, ok: false, ...tidy(finding) };
	} finally {
		await signIn?.close();
	}
}

/** Not every scheme lets go of what it waits for when the time is over. */
async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	let stop!: () => void;
	const over = new Promise<never>((_, reject) => {
		stop = () => reject(new CancelledError());
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
	});
	try {
		return await Promise.race([work, over]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}

type Step = readonly [step: string, run: () => Promise<string | undefined>];

interface Walkers {
	readonly settings: Settings;
	readonly dependencies: TestDependencies;
	readonly signIn: SignIn;
	readonly signal: AbortSignal;
	readonly left: () => number;
}

function stepsOf({ settings, dependencies, signIn, signal, left }: Walkers): Step[] {
	const { tls, customHeaders, defaultMailbox, schema } = settings;
	const { lookup, proxy: proxyOptions } = signIn;
	const url = new URL(settings.server);
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const port = url.port || (url.protocol === 'https:' ? '443' : '80');
	const proxy = proxyFor(url, proxyOptions);
	const options: HttpOptions = {
		origin: url.origin,
		tls,
		proxy: proxyOptions,
		lookup,
		headers: customHeaders,
		retry: { attempts: 1 },
	};
	const optionsOf = socketOptions(options);
	const socket = (target: URL) =>
		openSocket(target, optionsOf(target, Math.max(1, Math.min(10_000, left())), signal));
	let version: string | undefined;

	return [
		[
			'resolve',
			async () => {
				if (proxy?.resolvesNames)
					return `The proxy '${proxy.url.host}' resolves the host '${host}'`;
				const addresses = await resolve(host, lookup).catch((error: unknown) => {
					throw hostUnknown(host, error);
				});
				return `The host '${host}' has the address ${addresses.join(', ')}`;
			},
		],
		[
			'connect',
			async () => {
				// http: the socket alone, so that TLS has a step of its own.
				const opened = await socket(new URL(`http://${url.hostname}:${port}`));
				opened.socket.destroy();
				return `Port ${port} is open${proxy ? ` through the proxy '${proxy.url.host}'` : ''}`;
			},
		],
		[
			'tls',
			async () => {
				if (url.protocol !== 'https:') return undefined;
				const opened = await socket(url);
				opened.socket.destroy();
				const isChecked = tls.rejectUnauthorized || tls.pins?.length;
				return `The connection is encrypted (${opened.protocol}) and the certificate ${isChecked ? 'is trusted' : 'was not checked'}`;
			},
		],
		['scheme', async () => offered(await offersOf(settings, options, signal, left()), settings)],
		['token', async () => await tokenStep(signIn, settings, signal)],
		['ticket', async () => await ticketStep(signIn, settings, signal)],
		[
			'identity',
			async () => {
				const client = createHttpClient(options, signIn.authenticator);
				const seen: Seen = {};
				try {
					const opened = await dependencies.openMailbox(observe(client, seen), signal);
					version = opened ? opened.version : undefined;
				} catch (error) {
					throw placed(error, seen, settings);
				} finally {
					await client.close();
				}
				return accepted(settings);
			},
		],
		[
			'endpoint',
			async () =>
				`${schema === 'EWS' ? 'An Exchange web service' : 'Microsoft Graph'} answers at ${url.pathname}`,
		],
		[
			'mailbox',
			async () =>
				defaultMailbox
					? `The mailbox '${defaultMailbox}' was opened`
					: 'The own mailbox was opened',
		],
		['access', async () => allowed(settings)],
		[
			'version',
			async () => {
				if (schema === 'MSGraph') return 'Connected; Microsoft Graph';
				return version
					? `Connected; Exchange ${version}`
					: 'Connected; the server does not tell its version';
			},
		],
	];
}

/** All addresses of a host, under the program's policy where it has one. */
async function resolve(host: string, lookup: LookupFunction | undefined): Promise<string[]> {
	if (!lookup) return (await systemLookup(host, { all: true })).map(({ address }) => address);
	return await new Promise((resolved, reject) => {
		lookup(host, { all: true }, (error, found) => {
			if (error) reject(error);
			else resolved(typeof found === 'string' ? [found] : found.map(({ address }) => address));
		});
	});
}

/** Schemes of the 401 that a request without sign-in meets; undefined when there is none. */
async function offersOf(
	{ server, schema, authScheme }: Settings,
	options: HttpOptions,
	signal: AbortSignal,
	timeoutMs: number,
): Promise<string[] | undefined> {
	const client = createHttpClient(options, createNone());
	const isEws = schema === 'EWS';
	try {
		const answer = await client.send({
			method: isEws ? 'POST' : 'GET',
			url: isEws ? server : `${server}/me`,
			headers: {
				...(isEws ? { 'content-type': 'text/xml; charset=utf-8' } : {}),
				// Exchange names Bearer among its offers to those who come with the word.
				...(usesTokens(authScheme) ? { authorization: 'Bearer' } : {}),
			},
			...(isEws ? { body: '' } : {}),
			safe: true,
			signal,
			timeoutMs: Math.max(1, timeoutMs),
		});
		await answer.discard();
		return undefined;
	} catch (error) {
		if (error instanceof SignInError) return [...error.offers];
		if (error instanceof RedirectError) throw new Misplaced('endpoint', error);
		throw error;
	} finally {
		await client.close();
	}
}
