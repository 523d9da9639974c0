import { discover } from './autodiscover/discover';
import { EwsBackend } from './backends/ews/backend';
import { EwsChannel } from './backends/ews/channel';
import type { ConnectionServices } from './backends/ews/context';
import { getFolder } from './backends/ews/operations/getFolder';
import { reach } from './backends/ews/reach';
import { openHttp } from './connection/open';
import { parseSettings } from './connection/parse';
import type { Settings } from './connection/settings';
import { testConnection as walkConnection } from './connection/test';
import { ExchangeError } from './errors';
import type { HttpClient } from './http/message';
import { Records } from './records/records';
import type { TestStep } from './connection/testStep';
import type { CredentialData, Session } from './session';

/**
 * A session for one credential. Sessions with equal settings share their sockets; `close()` gives them back.
 * @throws InputError that names the credential's field.
 */
export async function openSession(credential: CredentialData): Promise<Session> {
	const settings = parseSettings(credential);
	const http = openHttp(settings);
	const channel = new EwsChannel(http, settings);
	const backend = new EwsBackend(channel, settings, { services: servicesOf(settings) });
	return new Records(backend, settings, () => http.close());
}

/** What procedures ask of the connection itself. */
function servicesOf(settings: Settings): ConnectionServices {
	return {
		autodiscover: async (request, signal) => {
			const found = await discover(settings, request, { signal });
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
		testConnection: (signal) => walk(settings, { signal }),
	};
}

/**
 * Walks from the host name to the opened mailbox and tells at each step what was found and what to try;
 * within 30 s, secrets masked.
 */
export async function testConnection(
	credential: CredentialData,
	options: { readonly signal?: AbortSignal; readonly budgetMs?: number } = {},
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

async function walk(
	settings: Settings,
	options: { readonly signal?: AbortSignal; readonly budgetMs?: number },
): Promise<TestStep[]> {
	return await walkConnection(settings, {
		...options,
		openMailbox: (http, signal) => openMailbox(settings, http, signal),
	});
}

/** GetFolder of the default mailbox's root, as every call of the connection would reach it. */
async function openMailbox(
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
