import dns from 'node:dns';
import { CancelledError } from '../errors';

const TRIES = 2;
const MOST_WAIT_MS = 5000;
/** What a name server answers when it knows of none. */
const NONE = new Set(['ENOTFOUND', 'ENODATA']);
/** Servers that are kept of an answer. */
const MOST = 100;

export interface ServiceQuestion {
	/** Such as `_ldap._tcp.dc._msdcs.ad.example.org`. */
	readonly name: string;
	/** Milliseconds for one name server; never more than five seconds. */
	readonly timeoutMs: number;
	readonly signal?: AbortSignal;
	/** `address:port` of name servers; absent: those of the process. */
	readonly nameServers?: readonly string[];
}

/**
 * Servers that DNS names for a service, in the order to try; empty when it knows of none.
 * @throws the error of the resolver when no name server answers
 */
export async function findService(question: ServiceQuestion): Promise<readonly dns.SrvRecord[]> {
	const { name, timeoutMs, signal, nameServers } = question;
	if (signal?.aborted) throw new CancelledError();
	const resolver = new dns.promises.Resolver({
		timeout: Math.min(timeoutMs, MOST_WAIT_MS),
		tries: TRIES,
	});
	// The servers of the process: a resolver of its own knows those of the system alone.
	resolver.setServers(nameServers?.length ? nameServers : dns.getServers());
	const cancel = () => resolver.cancel();
	signal?.addEventListener('abort', cancel, { once: true });
	try {
		const records = await resolver.resolveSrv(name);
		// A single dot says that there is no such service (RFC 2782).
		return inOrder(records.filter((record) => !['', '.'].includes(record.name))).slice(0, MOST);
	} catch (cause) {
		if (signal?.aborted) throw new CancelledError();
		if (NONE.has((cause as NodeJS.ErrnoException).code ?? '')) return [];
		throw cause;
	} finally {
		signal?.removeEventListener('abort', cancel);
	}
}

/**
 * Lowest priority first; among equals by chance, as heavy as their weight. A key of `random^(1/weight)`
 * draws as RFC 2782 does, one after the other.
 */
export function inOrder(records: readonly dns.SrvRecord[]): dns.SrvRecord[] {
	return records
		.map((record) => ({ record, chance: Math.random() ** (1 / Math.max(record.weight, 0.01)) }))
		.sort((a, b) => a.record.priority - b.record.priority || b.chance - a.chance)
		.map(({ record }) => record);
}
