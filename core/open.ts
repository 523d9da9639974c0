import { EwsBackend } from './backends/ews/backend';
import { EwsChannel } from './backends/ews/channel';
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
	const backend = new EwsBackend(new EwsChannel(http, settings), settings);
	return new Records(backend, settings, () => http.close());
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
