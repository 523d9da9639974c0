import { parseDirectorySettings } from '../connection/directoryParse';
import type { DirectorySettings } from '../connection/directorySettings';
import type { TestStep } from '../connection/testStep';
import { ExchangeError } from '../errors';
import type { CredentialData } from '../session';
import { Directory } from './directory';
import type { DirectorySession } from './session';
import { testSettings } from './test';

/**
 * A session for one `microsoftActiveDirectoryApi` credential. Nothing is sent before the first call.
 * @throws InputError that names the credential's field.
 */
export async function openDirectory(credential: CredentialData): Promise<DirectorySession> {
	return new Directory(parseDirectorySettings(credential));
}

/**
 * Walks from the name of the server to the base DN and tells at each step what was found and what to
 * try; within 30 s, secrets masked.
 */
export async function testDirectory(
	credential: CredentialData,
	options: { readonly signal?: AbortSignal } = {},
): Promise<TestStep[]> {
	let settings: DirectorySettings;
	try {
		settings = parseDirectorySettings(credential);
	} catch (error) {
		if (!(error instanceof ExchangeError)) throw error;
		const { message, advice } = error;
		return [{ step: 'settings', ok: false, message, ...(advice ? { advice } : {}) }];
	}
	return await testSettings(settings, { timeZone: 'UTC', ...options });
}
