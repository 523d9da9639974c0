import dns from 'node:dns';
import { CancelledError, FatalError, RetriableError } from '../../errors';
import type { DirectorySettings } from '../../connection/directorySettings';
import type { Wait } from './connection';
import type { Endpoint } from './socket';

const TRIES = 2;
const MOST_WAIT_MS = 5000;
/** Domain controllers that are kept of an answer. */
const MOST = 100;
/** What a name server answers when it knows of none. */
const NONE = new Set(['ENOTFOUND', 'ENODATA']);

/** The servers to try, in order: those of the credential, or those that DNS names for the domain. */
export async function endpointsOf(
	settings: DirectorySettings,
	wait: Wait,
): Promise<readonly Endpoint[]> {
	const { domain, port } = settings;
	if (domain === undefined) return settings.hosts;
	const records = await ask(`_ldap._tcp.dc._msdcs.${domain}`, domain, settings, wait);
	// The records' own port is the one without implicit TLS; the credential's port decides.
	return inOrder(records)
		.slice(0, MOST)
		.map(({ name }) => ({ host: name, port }));
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

async function ask(
	name: string,
	domain: string,
	{ connectTimeoutMs }: DirectorySettings,
	{ signal }: Wait,
): Promise<dns.SrvRecord[]> {
	if (signal?.aborted) throw new CancelledError();
	const timeout = Math.min(connectTimeoutMs, MOST_WAIT_MS);
	const resolver = new dns.promises.Resolver({ timeout, tries: TRIES });
	// The servers of the process: a resolver of its own knows those of the system alone.
	resolver.setServers(dns.getServers());
	const cancel = () => resolver.cancel();
	signal?.addEventListener('abort', cancel, { once: true });
	const advice = `The machine that runs n8n has to use the DNS server of the domain: 'nslookup -type=SRV ${name}' shows what it finds. Or enter the names of domain controllers as 'Hosts'.`;
	try {
		const records = await resolver.resolveSrv(name);
		// A single dot says that there is no such service (RFC 2782).
		const real = records.filter((record) => record.name !== '' && record.name !== '.');
		if (real.length > 0) return real;
	} catch (cause) {
		if (signal?.aborted) throw new CancelledError();
		const { code } = cause as NodeJS.ErrnoException;
		if (!NONE.has(code ?? '')) {
			throw new RetriableError(
				`No DNS server told the domain controllers of the domain '${domain}'`,
				{ code, field: 'Domain', advice, cause },
			);
		}
	} finally {
		signal?.removeEventListener('abort', cancel);
	}
	throw new FatalError(`DNS names no domain controller of the domain '${domain}'`, {
		code: 'ENOTFOUND',
		field: 'Domain',
		advice,
	});
}
