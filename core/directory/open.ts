import { parseDirectorySettings } from '../connection/directoryParse';
import type { CredentialData } from '../session';
import { Directory } from './directory';
import type { DirectorySession } from './session';

/**
 * A session for one `microsoftActiveDirectoryApi` credential. Nothing is sent before the first call.
 * @throws InputError that names the credential's field.
 */
export async function openDirectory(credential: CredentialData): Promise<DirectorySession> {
	return new Directory(parseDirectorySettings(credential)) as unknown as DirectorySession;
}
