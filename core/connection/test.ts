import { lookup } from 'node:dns/promises';
import { createAuthenticator } from '../auth/registry';
import { createNone } from '../auth/none';
import { CancelledError, ExchangeError, FatalError } from '../errors';
import { createHttpClient } from '../http/client';
import { RedirectError, SignInError } from '../http/errors';
import type { HttpClient, HttpResponse } from '../http/message';
import type { HttpOptions } from '../http/options';
import { proxyFor } from '../http/proxy';
import { openSocket } from '../http/socket';
import { tlsOptions } from '../http/tls';
import type { TestStep } from './testStep';
import { accessAdvice } from './rights';
import { mask, secretsOf } from './secrets';
import type { Settings } from './settings';

/** What the test cannot do by itself. */
export interface TestDependencies {
	/**
	 * Opens the default mailbox (GetFolder of msgfolderroot) over the given client and tells the
	 * server's version, such as `15.2.2562.17`, where the answer names it.
	 */
	openMailbox(
		http: HttpClient,
		signal: AbortSignal,
	): Promise<{ readonly version?: string; readonly mailbox?: string } | void>;
	/** Milliseconds for all steps together; default 30,000. */
	readonly budgetMs?: number;
	readonly signal?: AbortSignal;
}

interface Finding {
	readonly message: string;
	readonly advice?: string;
}

class Finished extends Error {
	constructor(readonly finding: Finding) {
		super(finding.message);
	}
}

/**
 * Walks from the host name to the opened mailbox and tells at each step what was found. Stops at the
 * first step that cannot be passed. Secrets are masked.
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
	const budgetMs = dependencies.budgetMs ?? 30_000;
	const endsAt = Date.now() + budgetMs;
	const deadline = AbortSignal.timeout(budgetMs);
	const signal = dependencies.signal ? AbortSignal.any([dependencies.signal, deadline]) : deadline;
	const secrets = secretsOf(settings);
	const tidy = ({ message, advice }: Finding) => ({
		message: mask(message, secrets),
		...(advice ? { advice: mask(advice, secrets) } : {}),
	});
	for (const [step, run] of stepsOf(settings, dependencies, signal, () => endsAt - Date.now())) {
		try {
			const message = await run();
			if (message !== undefined) yield { step, ok: true, ...tidy({ message }) };
		} catch (error) {
			if (dependencies.signal?.aborted) throw new CancelledError();
			const at = error instanceof Misplaced ? error.step : step;
			const cause = error instanceof Misplaced ? error.cause : error;
			const finding = deadline.aborted
				? {
						message: `The server did not answer within ${Math.round(budgetMs / 1000)} s`,
						advice: 'It may be overloaded; try again, and look at firewalls on the way.',
					}
				: findingOf(cause);
			yield { step: at, ok: false, ...tidy(finding) };
			return;
		}
	}
}

/** An error that belongs to another step than the one in which it came up. */
class Misplaced extends Error {
	constructor(
		readonly step: string,
		override readonly cause: unknown,
	) {
		super(step);
	}
}

type Step = readonly [step: string, run: () => Promise<string | undefined>];

function stepsOf(
	settings: Settings,
	dependencies: TestDependencies,
	signal: AbortSignal,
	left: () => number,
): Step[] {
	const url = new URL(settings.server);
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const port = url.port || (url.protocol === 'https:' ? '443' : '80');
	const proxy = proxyFor(url, settings.proxy);
	const options: HttpOptions = {
		origin: url.origin,
		tls: settings.tls,
		proxy: settings.proxy,
		headers: settings.customHeaders,
		retry: { attempts: 1 },
	};
	const socket = (target: URL) =>
		openSocket(target, {
			proxy: settings.proxy,
			secure: target.protocol === 'https:' ? tlsOptions(settings.tls) : {},
			pins: settings.tls.pins,
			legacy: settings.tls.legacy,
			timeoutMs: Math.max(1, Math.min(10_000, left())),
			signal,
		});
	let version: string | undefined;

	return [
		[
			'resolve',
			async () => {
				if (proxy) return `The proxy '${proxy.url.host}' resolves the host '${host}'`;
				const addresses = await lookup(host, { all: true }).catch((error: unknown) => {
					throw hostUnknown(host, error);
				});
				return `The host '${host}' has the address ${addresses.map(({ address }) => address).join(', ')}`;
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
				const trust = settings.tls.rejectUnauthorized ? 'is trusted' : 'was not checked';
				return `The connection is encrypted (${opened.protocol}) and the certificate ${trust}`;
			},
		],
		[
			'scheme',
			async () => {
				const offers = await offersOf(url, options, signal, left());
				if (offers === undefined) return 'The server asks for no sign-in';
				const list = offers.join(', ') || 'no scheme at all';
				const wanted = settings.authScheme.toLowerCase();
				if (offers.some((offer) => offer.toLowerCase() === wanted)) {
					return `The server offers ${list}`;
				}
				throw new Finished({
					message:
						wanted === 'none'
							? `The server asks for a sign-in (401); it offers ${list}`
							: `The server does not offer ${settings.authScheme} (401); it offers ${list}`,
					advice: `Choose a scheme that it offers as 'Auth Scheme', or enable ${settings.authScheme} on the server: Set-WebServicesVirtualDirectory.`,
				});
			},
		],
		[
			'identity',
			async () => {
				const client = createHttpClient(
					options,
					createAuthenticator(settings.authScheme, settings),
				);
				const seen: Seen = {};
				try {
					const opened = await dependencies.openMailbox(observe(client, seen), signal);
					version = opened ? opened.version : undefined;
				} catch (error) {
					throw placed(error, seen, settings);
				} finally {
					await client.close();
				}
				return settings.user
					? `The sign-in of '${settings.user}' by ${settings.authScheme} was accepted`
					: 'The server lets this client in without sign-in';
			},
		],
		['endpoint', async () => `An Exchange web service answers at ${url.pathname}`],
		[
			'mailbox',
			async () =>
				settings.defaultMailbox
					? `The mailbox '${settings.defaultMailbox}' was opened`
					: 'The own mailbox was opened',
		],
		[
			'version',
			async () =>
				version
					? `Connected; Exchange ${version}`
					: 'Connected; the server does not tell its version',
		],
	];
}

interface Seen {
	answer?: Pick<HttpResponse, 'status' | 'headers'>;
}

/** The same client, remembering the last answer: it tells a web page from a service. */
function observe(client: HttpClient, seen: Seen): HttpClient {
	return {
		send: async (request) => {
			seen.answer = undefined;
			const answer = await client.send(request);
			seen.answer = answer;
			return answer;
		},
		busy: (account, waitMs) => client.busy?.(account, waitMs),
		close: async () => undefined,
	};
}

/** Schemes of the 401 that an empty request without sign-in meets; undefined when there is none. */
async function offersOf(
	url: URL,
	options: HttpOptions,
	signal: AbortSignal,
	timeoutMs: number,
): Promise<string[] | undefined> {
	const client = createHttpClient(options, createNone());
	try {
		const answer = await client.send({
			method: 'POST',
			url: url.href,
			headers: { 'content-type': 'text/xml; charset=utf-8' },
			body: '',
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

/** Which step an error of opening the mailbox belongs to. */
function placed(error: unknown, seen: Seen, settings: Settings): unknown {
	if (error instanceof SignInError) return error;
	if (error instanceof RedirectError) return new Misplaced('endpoint', error);
	// Exchange Online refuses the protocol itself, whoever signs in.
	if (error instanceof ExchangeError && error.field === 'schema') {
		return new Misplaced('identity', new Finished(findingOf(error)));
	}
	const { status, headers } = seen.answer ?? {};
	const isPage = /html/i.test(headers?.['content-type'] ?? '');
	if (status === 403 && isPage) {
		return new Misplaced(
			'identity',
			new Finished({
				message: `The server forbids '${settings.user ?? 'this client'}' the access (403)`,
				advice:
					'EWS may be switched off for the mailbox or the organisation: Get-CASMailbox <mailbox> | Format-List EwsEnabled,EwsApplicationAccessPolicy.',
			}),
		);
	}
	if (isPage || status === 404 || status === 405 || status === 400) {
		const what = isPage ? 'a web page' : 'no web service';
		return new Misplaced(
			'endpoint',
			new Finished({
				message: `${what === 'a web page' ? 'A web page' : 'No web service'} answers at ${new URL(settings.server).pathname} (${status})`,
				advice:
					"This is not the address of Exchange web services: 'Server' usually ends in /EWS/Exchange.asmx (Get-WebServicesVirtualDirectory | Format-List ExternalUrl).",
			}),
		);
	}
	if (seen.answer === undefined) return error;
	const found = findingOf(error);
	const advice = accessAdvice(error, settings) ?? found.advice;
	return new Misplaced('mailbox', new Finished({ message: found.message, advice }));
}

function hostUnknown(host: string, cause: unknown): FatalError {
	const { code } = cause as NodeJS.ErrnoException;
	return new FatalError(
		code === 'EAI_AGAIN'
			? `The name of the host '${host}' could not be resolved just now`
			: `The host '${host}' is unknown`,
		{
			code,
			field: 'server',
			advice:
				"Check the spelling of 'Server', and that the machine that runs n8n can resolve this name.",
		},
	);
}

function findingOf(error: unknown): Finding {
	if (error instanceof Finished) return error.finding;
	if (error instanceof ExchangeError) return { message: error.message, advice: error.advice };
	return { message: error instanceof Error ? error.message : String(error) };
}
