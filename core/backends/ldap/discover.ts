import { promises as dns } from 'node:dns';
import { FatalError } from '../../errors';
import type { DirectorySettings } from '../../connection/directorySettings';
import type { Endpoint } from './socket';

/** The servers to try, in order: those of the credential, or those that DNS names for the domain. */
export async function endpointsOf(settings: DirectorySettings): Promise<readonly Endpoint[]> {
	if (settings.domain === undefined) return settings.hosts;
	const name = `_ldap._tcp.dc._msdcs.${settings.domain}`;
	let records;
	try {
		records = await dns.resolveSrv(name);
	} catch (cause) {
		const { code } = cause as NodeJS.ErrnoException;
		throw new FatalError(`DNS names no domain controller of the domain '${settings.domain}'`, {
			code,
			field: 'Domain',
			advice: `The machine that runs n8n has to use the DNS server of the domain: 'nslookup -type=SRV ${name}' shows what it finds. Or enter the names of domain controllers as 'Hosts'.`,
			cause,
		});
	}
	// The records' own port is the one without implicit TLS; the credential's port decides.
	return records
		.map((record) => ({ record, chance: Math.random() ** (1 / Math.max(record.weight, 0.01)) }))
		.sort((a, b) => a.record.priority - b.record.priority || b.chance - a.chance)
		.map(({ record }) => ({ host: record.name, port: settings.port }));
}
