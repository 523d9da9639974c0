import type { LookupFunction } from 'node:net';
import type { ProxyOptions } from './proxy';
import type { RetryPolicy } from './retry';
import type { TlsSettings } from './tls';

/** How one client reaches its server; the joint part of all requests. */
export interface HttpOptions {
	/** Only this origin (`https://mail.example.org`) is ever contacted. Absent: any, each with its own sockets. */
	readonly origin?: string;
	readonly tls: TlsSettings;
	readonly proxy: ProxyOptions;
	/** Headers of every request; those of a request win. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Concurrent requests per charged account; default 4. */
	readonly concurrency?: number;
	/** Milliseconds for one answer, where the request names none; default 60,000. */
	readonly timeoutMs?: number;
	/** Milliseconds until a socket (proxy and TLS included) must stand; default 15,000. */
	readonly connectTimeoutMs?: number;
	/** Milliseconds that an unused socket is kept; default 55,000. */
	readonly idleMs?: number;
	/** Milliseconds after which a socket takes no further request; default: no limit. */
	readonly lifetimeMs?: number;
	readonly retry?: Partial<RetryPolicy>;
	/** Resolves the names of servers and proxies in place of the system; may refuse addresses. */
	readonly lookup?: LookupFunction;
}
