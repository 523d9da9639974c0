import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Dialect } from '../../core/schema/table';
import type { Session } from '../../core/session';
import { core } from './core';

export interface Connection {
	readonly session: Session;
	readonly dialect: Dialect;
}

/** Opens the connection that the node's credential describes. The caller closes its session. */
export async function connect(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	credentialType: string,
): Promise<Connection> {
	const credential = await context.getCredentials(credentialType);
	const session = await core().openSession(credential);
	return { session, dialect: dialectOf(credential) };
}

const dialectOf = (credential: { schema?: unknown }): Dialect =>
	String(credential.schema ?? 'EWS').toLowerCase() === 'msgraph' ? 'graph' : 'ews';
