import type dns from 'node:dns';
import { CancelledError, FatalError, RetriableError } from '../../errors';
import type { DirectorySettings } from '../../connection/directorySettings';
import { findService } from '../../net/srv';
import type { Wait } from './connection';
import type { Endpoint } from './socket';

/** The servers to try, in order: those of the credential, or those that DNS names for the domain. */
export async function endpointsOf(
	settings: DirectorySettings,
	wait: Wait,
): Promise<readonly Endpoint[]> {
	const { domain, port } = settings;
	if (domain === undefined) return settings.hosts;
	const records = await ask(`_ldap._tcp.dc._msdcs.${domain}`, domain, settings, wait);
	// The records' own port is the one without implicit TLS; the credential's port decides.
	return records.map(({ name }) => ({ host: name, port }));
}

async function ask(
	name: string,
	domain: string,
	{ connectTimeoutMs }: DirectorySettings,
	{ signal }: Wait,
): Promise<readonly dns.SrvRecord[]> {
	const advice = `The machine that runs n8n has to use the DNS server of the domain: 'nslookup -type=SRV ${name}' shows what it finds. Or enter the names of domain controllers as 'Hosts'.`;
	try {
		const records = await findService({ name, timeoutMs: connectTimeoutMs, signal });
		if (records.length > 0) return records;
	} catch (cause) {
		if (cause instanceof CancelledError) throw cause;
		throw new RetriableError(
			`No DNS server told the domain controllers of the domain '${domain}'`,
			{ code: (cause as NodeJS.ErrnoException).code, field: 'Domain', advice, cause },
		);
	}
	throw new FatalError(`DNS names no domain controller of the domain '${domain}'`, {
		code: 'ENOTFOUND',
		field: 'Domain',
		advice,
	});
}
