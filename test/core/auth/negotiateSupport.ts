import { readFile } from 'node:fs/promises';
import type { Identity, KerberosIdentity } from '../../../core/auth/identity';
import { createAuthenticator } from '../../../core/auth/registry';
import type { AuthServices } from '../../../core/auth/services';
import { ExchangeError } from '../../../core/errors';
import { createHttpClient } from '../../../core/http/client';
import type { HttpClient } from '../../../core/http/message';
import type { Running } from '../../servers/listen';

export const services: AuthServices = {
	http: () => {
		throw new Error('tickets are not asked for by HTTP');
	},
	files: {
		read: (path) => readFile(path),
		writable: (path) => Promise.resolve(path),
		ownFolder: () => Promise.resolve(undefined),
	},
	connectionKey: 'test',
};

export interface Wanted extends Partial<Omit<Identity, 'kerberos'>> {
	readonly scheme?: 'Negotiate' | 'Kerberos';
	readonly kerberos?: Partial<KerberosIdentity>;
	/** PEM of the authority that the server's certificate is checked by. */
	readonly ca?: string;
}

/** A client as a connection makes it, and the requests of tests. */
export interface Caller {
	readonly http: HttpClient;
	post(server: Running, body?: string): Promise<{ readonly status: number; readonly text: string }>;
	close(): Promise<void>;
}

export function caller({ scheme = 'Negotiate', kerberos, ca, ...identity }: Wanted): Caller {
	const authenticator = createAuthenticator(
		scheme,
		{
			allowPlainHttp: true,
			channelBinding: true,
			kerberos: { kdcs: [], serviceKdcs: [], allowRc4: false, timeoutMs: 2000, ...kerberos },
			...identity,
		},
		services,
	);
	const http = createHttpClient(
		{
			tls: { rejectUnauthorized: true, legacy: false, ca },
			proxy: { mode: 'none' },
			retry: { attempts: 1 },
		},
		authenticator,
	);
	return {
		http,
		post: async (server, body = 'x'.repeat(1000)) => {
			const url = `${ca ? 'https' : 'http'}://localhost:${server.port}/`;
			const answer = await http.send({ method: 'POST', url, body, safe: false });
			return { status: answer.status, text: await answer.text() };
		},
		close: async () => {
			await http.close();
			await authenticator.close?.();
		},
	};
}

/** The error that a promise ends in, for what it says. */
export async function refusal(promise: Promise<unknown>): Promise<ExchangeError> {
	try {
		await promise;
	} catch (error) {
		if (error instanceof ExchangeError) return error;
		throw error;
	}
	throw new Error('nothing was refused');
}
