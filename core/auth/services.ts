import type { LookupFunction } from 'node:net';
import type { Files } from '../files/files';
import type { HttpClient } from '../http/message';

/** What schemes use of the world besides the socket that they sign in on; made where http and auth meet. */
export interface AuthServices {
	/**
	 * A client without sign-in for endpoints that issue tokens. `tokens`: by the connection's proxy and
	 * authorities, TLS always verified, never with its pins and client certificate. `metadata`: never by a proxy, for
	 * the addresses of a machine's own identity (IMDS, App Service, Arc). The caller closes it.
	 */
	http(kind: 'tokens' | 'metadata'): HttpClient;
	readonly files: Files;
	/** Finds addresses of hosts that are asked by other protocols than HTTP (KDCs); absent: the system. */
	readonly lookup?: LookupFunction;
	/** Names the connection in the default token file's name: tenant, client, user and server. */
	readonly connectionKey: string;
	/**
	 * Asks the host program for a new token, where it keeps them (credential with n8n's Connect button);
	 * returns the access token. Absent: the host keeps none.
	 */
	refreshHostToken?(): Promise<string>;
}
