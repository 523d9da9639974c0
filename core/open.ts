import { completeSignIn, startSignIn } from './auth/oauth/consent';
import { discover } from './autodiscover/discover';
import type { Backend } from './backends/backend';
import type { ConnectionServices } from './backends/connectionProcedures';
import { EwsBackend } from './backends/ews/backend';
import { EwsChannel } from './backends/ews/channel';
import { getFolder } from './backends/ews/operations/getFolder';
import { reach } from './backends/ews/reach';
import { GraphBackend } from './backends/graph/backend';
import { openMailbox as openGraphMailbox } from './backends/graph/openMailbox';
import { type Connection, openConnection } from './connection/open';
import { parseSettings } from './connection/parse';
import type { Settings } from './connection/settings';
import { testConnection as walkConnection } from './connection/test';
import type { TestStep } from './connection/testStep';
import { ExchangeError, FatalError } from './errors';
import type { HttpClient } from './http/message';
import { Records } from './records/records';
import type { CredentialData, Session, SessionHost } from './session';

/** What each schema is spoken by. */
interface Dialect {
	open(http: HttpClient, settings: Settings, services: ConnectionServices): Backend;
	/** Opens the default mailbox as every call of the connection would; the server's version, where it tells one. */
	openMailbox(
		settings: Settings,
		http: HttpClient,
		signal: AbortSignal,
	): Promise<{ version?: string } | void>;
}

const DIALECTS: Readonly<Record<Settings['schema'], Dialect>> = {
	EWS: {
		open: (http, settings, services) =>
			new EwsBackend(new EwsChannel(http, settings), settings, { services }),
		openMailbox: openEwsMailbox,
	},
	MSGraph: {
		open: (_http, settings, services) => new GraphBackend({ settings, services }),
		openMailbox: openGraphMailbox,
	},
};

/**
 * A session for one credential. Sessions with equal settings share sockets, tokens and tickets; `close()`
 * gives them back.
 * @param host what the program lends while the session is open
 * @throws InputError that names the credential's field.
 */
export async function openSession(
	credential: CredentialData,
	host: SessionHost = {},
): Promise<Session> {
	const settings = parseSettings(credential);
	const connection = openConnection(settings, host);
	const services = servicesOf(settings, connection, host);
	const backend = DIALECTS[settings.schema].open(connection.http, settings, services);
	return new Records(backend, settings, async () => await connection.close());
}

/** What procedures ask of the connection itself. */
function servicesOf(
	settings: Settings,
	{ signIn, services }: Connection,
	host: SessionHost,
): ConnectionServices {
	return {
		autodiscover: async (request, signal) => {
			const { proxy, lookup } = signIn;
			const found = await discover(settings, request, { signal, services, proxy, lookup });
			return {
				ewsUrl: found.ewsUrl,
				isForeignHost: found.isForeignHost,
				address: found.address ?? found.askedFor,
				displayName: found.displayName ?? null,
				externalEwsUrl: found.externalEwsUrl ?? null,
				internalEwsUrl: found.internalEwsUrl ?? null,
				server: found.server ?? null,
				version: found.version ?? null,
				place: found.place,
				over: found.over,
				tried: found.tried,
			};
		},
		testConnection: async (signal) => await walk(settings, { signal, host }),
		...(settings.hostToken ? { startSignIn: hostSignIn, completeSignIn: hostSignIn } : {}),
		...(settings.oauth
			? {
					startSignIn: async (request, signal) => ({
						...(await startSignIn(settings, services, request, signal)),
					}),
					completeSignIn: async (request, signal) => ({
						...(await completeSignIn(settings, services, request, signal)),
					}),
				}
			: {}),
	};
}

async function hostSignIn(): Promise<never> {
	throw new FatalError('The sign-in of this credential is begun by n8n', {
		field: 'authentication',
		code: 'HOST_SIGN_IN',
		advice: 'Open the credential and press Connect.',
	});
}

export interface TestOptions {
	readonly signal?: AbortSignal;
	readonly budgetMs?: number;
	readonly host?: SessionHost;
}

/**
 * Walks from the host name to the opened mailbox and tells at each step what was found and what to try;
 * within 30 s, secrets masked.
 */
export async function testConnection(
	credential: CredentialData,
	options: TestOptions = {},
): Promise<TestStep[]> {
	let settings: Settings;
	try {
		settings = parseSettings(credential);
	} catch (error) {
		if (!(error instanceof ExchangeError)) throw error;
		const { message, advice } = error;
		return [{ step: 'settings', ok: false, message, advice }];
	}
	return await walk(settings, options);
}

async function walk(settings: Settings, options: TestOptions): Promise<TestStep[]> {
	const { openMailbox } = DIALECTS[settings.schema];
	return await walkConnection(settings, {
		...options,
		openMailbox: async (http, signal) => await openMailbox(settings, http, signal),
	});
}

/** GetFolder of the default mailbox's root. */
async function openEwsMailbox(
	settings: Settings,
	http: HttpClient,
	signal: AbortSignal,
): Promise<{ version?: string }> {
	const channel = new EwsChannel(http, settings, { retryBudgetMs: 0 });
	const { call, mailbox } = reach(
		{ mailbox: settings.defaultMailbox },
		{ signal, timeZone: 'UTC' },
		settings,
	);
	const [folder] = await getFolder(
		channel,
		{ folders: [{ distinguished: 'msgfolderroot', mailbox }], columns: [] },
		call,
	);
	if (folder instanceof Error) throw folder;
	return { version: channel.serverVersion?.build };
}
