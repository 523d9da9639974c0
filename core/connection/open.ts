import { createAuthenticator } from '../auth/registry';
import { createHttpClient } from '../http/client';
import type { HttpClient } from '../http/message';
import { Pool } from '../http/pool';
import type { Settings } from './settings';

/** One client per set of settings in this process, so that sockets stay signed in between runs. */
const clients = new Pool<HttpClient>((client) => client.close());

/** The HTTP client of a connection. `close()` gives it back; its sockets are kept for a while. */
export function openHttp(settings: Settings): HttpClient {
	// Everything that forms a socket or who is signed in on it; nothing else, so that a page size does not open another pool.
	const { server, authScheme, user, password, tls, proxy } = settings;
	const { allowPlainHttp, channelBinding, concurrency, customHeaders, timeoutMs } = settings;
	const { idleTimeoutMs, connectionLifetimeMs } = settings;
	const effective = {
		server: new URL(server).origin,
		authScheme,
		user,
		password,
		tls,
		proxy,
		environment: proxy.mode === 'environment' ? proxyEnvironment() : undefined,
		allowPlainHttp,
		channelBinding,
		concurrency,
		customHeaders,
		timeoutMs,
		idleTimeoutMs,
		connectionLifetimeMs,
	};
	const lease = clients.acquire(effective, () =>
		createHttpClient(
			{
				origin: effective.server,
				tls,
				proxy,
				headers: customHeaders,
				concurrency,
				timeoutMs,
				idleMs: idleTimeoutMs,
				lifetimeMs: connectionLifetimeMs,
			},
			createAuthenticator(authScheme, { user, password, allowPlainHttp, channelBinding }),
		),
	);
	return {
		send: (request) => lease.value.send(request),
		busy: (account, waitMs) => lease.value.busy?.(account, waitMs),
		close: async () => lease.release(),
	};
}

function proxyEnvironment(): Record<string, string | undefined> {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => /^(?:https?|all|no)_proxy$/i.test(name)),
	);
}
