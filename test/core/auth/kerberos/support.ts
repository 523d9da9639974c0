import type { KerberosIdentity, Identity } from '../../../../core/auth/identity';
import { createTicketSource, type ClientOptions } from '../../../../core/auth/kerberos/client';
import type { TicketSource } from '../../../../core/auth/kerberos/types';
import type { AuthServices } from '../../../../core/auth/services';
import { ExchangeError } from '../../../../core/errors';
import { readFile } from 'node:fs/promises';

export interface Given extends Partial<KerberosIdentity> {
	readonly login?: string;
	readonly password?: string;
	readonly services?: Partial<AuthServices>;
	readonly options?: ClientOptions;
}

const open = new Set<TicketSource>();

/** A ticket source of one connection; closed after the test. */
export function source(given: Given): TicketSource {
	const { login, password, services, options, ...kerberos } = given;
	const identity: Identity = {
		user: login,
		password,
		allowPlainHttp: false,
		channelBinding: true,
		kerberos: { kdcs: [], serviceKdcs: [], allowRc4: false, timeoutMs: 3000, ...kerberos },
	};
	const made = createTicketSource(
		identity,
		{
			http: () => {
				throw new Error('tickets are not asked for by HTTP');
			},
			files: {
				read: (path) => readFile(path),
				writable: (path) => Promise.resolve(path),
				ownFolder: () => Promise.resolve(undefined),
			},
			connectionKey: 'test',
			...services,
		},
		options,
	);
	open.add(made);
	return made;
}

export function closeSources(): void {
	for (const made of open) made.close();
	open.clear();
}

/** The error that a promise ends in, for what it says. */
export async function refusal(promise: Promise<unknown>): Promise<ExchangeError> {
	try {
		await promise;
	} catch (error) {
		if (error instanceof ExchangeError) return error;
		throw error;
	}
	throw new Error('a ticket came');
}
