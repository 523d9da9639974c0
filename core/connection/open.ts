import type { AuthServices } from '../auth/services';
import { createHttpClient } from '../http/client';
import type { HttpClient } from '../http/message';
import { type Lease, Pool } from '../http/pool';
import type { SessionHost } from '../session';
import { SignIn } from './signIn';
import type { Settings } from './settings';

/** Tokens and tickets outlive the sockets: workflows that run by the hour use them again. */
const SIGN_IN_IDLE_MS = 65 * 60_000;

const signIns = new Pool<SignIn>((signIn) => signIn.close(), SIGN_IN_IDLE_MS);

interface Client {
	readonly http: HttpClient;
	readonly signIn: Lease<SignIn>;
}

/** One client per set of settings in this process, so that sockets stay signed in between runs. */
const clients = new Pool<Client>(async ({ http, signIn }) => {
	await http.close();
	signIn.release();
});

/** An open connection of one session. */
export interface Connection {
	readonly http: HttpClient;
	readonly services: AuthServices;
	readonly signIn: SignIn;
	/** Gives it back; sockets, tokens and tickets are kept for a while. */
	close(): Promise<void>;
}

/** A connection for one session. Sessions with equal settings share sockets, tokens and tickets. */
export function openConnection(settings: Settings, host: SessionHost = {}): Connection {
	const identity = identityOf(settings, host);
	const { tls, proxy, concurrency, customHeaders, timeoutMs } = settings;
	const { idleTimeoutMs, connectionLifetimeMs } = settings;
	// Everything that forms a socket or who is signed in on it; nothing else, so that a page size does not open another pool.
	const effective = {
		...identity,
		concurrency,
		customHeaders,
		timeoutMs,
		idleTimeoutMs,
		connectionLifetimeMs,
	};
	const lease = clients.acquire(effective, () => {
		const signIn = signIns.acquire(identity, () => new SignIn(settings, host));
		const http = createHttpClient(
			{
				origin: identity.server,
				tls,
				proxy: signIn.value.proxy,
				lookup: signIn.value.lookup,
				headers: customHeaders,
				concurrency,
				timeoutMs,
				idleMs: idleTimeoutMs,
				lifetimeMs: connectionLifetimeMs,
			},
			signIn.value.authenticator,
		);
		return { http, signIn };
	});
	const { http, signIn } = lease.value;
	const takeBack = signIn.value.lend(host);
	let isOpen = true;
	return {
		http: {
			send: async (request) => await http.send(request),
			busy: (account, waitMs) => http.busy?.(account, waitMs),
			close: async () => undefined,
		},
		services: signIn.value.services,
		signIn: signIn.value,
		close: async () => {
			if (!isOpen) return;
			isOpen = false;
			takeBack();
			lease.release();
		},
	};
}

/** The HTTP client of a connection. `close()` gives it back; its sockets are kept for a while. */
export function openHttp(settings: Settings): HttpClient {
	const connection = openConnection(settings);
	return { ...connection.http, close: async () => await connection.close() };
}

/** All that tells who signs in, how, where and by which way; a change of any of it is another sign-in. */
function identityOf(settings: Settings, host: SessionHost) {
	const { server, authScheme, user, password, tls, proxy, allowPlainHttp, channelBinding } =
		settings;
	const { allowNtlm, kerberos, oauth, azure, hostToken } = settings;
	return {
		server: new URL(server).origin,
		authScheme,
		user,
		password,
		allowPlainHttp,
		channelBinding,
		allowNtlm,
		kerberos,
		oauth,
		azure,
		hostToken,
		tls,
		proxy,
		environment: proxy.mode === 'environment' ? proxyEnvironment() : undefined,
		credentialId: host.credentialId,
		// A connection that obeys a policy never uses the sockets of one that does not.
		hasLookup: host.lookup !== undefined,
		refreshes: host.refreshToken !== undefined,
	};
}

function proxyEnvironment(): Record<string, string | undefined> {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => /^(?:https?|all|no)_proxy$/i.test(name)),
	);
}
