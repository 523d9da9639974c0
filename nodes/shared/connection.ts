import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { DirectorySession } from '../../core/directory/session';
import type { Dialect } from '../../core/schema/table';
import type { Session } from '../../core/session';
import { core } from './core';
import { hostOf } from './host';
import { text } from './values';

/** An open connection; `S` is what its kind of server can be asked. */
export interface Connection<S = Session> {
	readonly session: S;
	readonly dialect: Dialect;
}

export const EXCHANGE_CREDENTIAL = 'microsoftExchangeApi';

/** The type of credential that `authentication` names; workflows from before there was a choice name none. */
export const chosenCredential = (authentication: unknown): string =>
	text(authentication) || EXCHANGE_CREDENTIAL;

/** Opens the connection that the node's credential describes. The caller closes its session. */
export async function connect(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	credentialType: string,
): Promise<Connection> {
	const credential = await context.getCredentials(credentialType);
	const session = await core().openSession(credential, hostOf(context, credentialType, credential));
	return { session, dialect: dialectOf(credential) };
}

/** The dialect of the credential that the panel shows; undefined where none is chosen yet. */
export async function chosenDialect(
	context: ILoadOptionsFunctions,
	credentialType: string,
): Promise<Dialect | undefined> {
	if (!context.getNode().credentials?.[credentialType]) return undefined;
	return dialectOf(await context.getCredentials(credentialType));
}

const dialectOf = (credential: { schema?: unknown }): Dialect =>
	String(credential.schema ?? 'EWS').toLowerCase() === 'msgraph' ? 'graph' : 'ews';

export const DIRECTORY_CREDENTIAL = 'microsoftActiveDirectoryApi';

/** Opens the directory that the node's credential describes. The caller closes its session. */
export async function connectDirectory(
	context: IExecuteFunctions | ILoadOptionsFunctions,
): Promise<Connection<DirectorySession>> {
	const credential = await context.getCredentials(DIRECTORY_CREDENTIAL);
	return { session: await core().openDirectory(credential), dialect: 'ldap' };
}
