import { parseDn, splitDns } from '../schema/dn';
import type { DirectorySettings } from './directorySettings';
import { notUsable, readBoolean, readChoice, readInteger, readSecret, readText } from './values';

const DEFAULT_PORT = 636;
/** Names that ldapts takes for a SASL mechanism, not for an account. */
const MECHANISMS = ['EXTERNAL', 'PLAIN', 'DIGEST-MD5', 'SCRAM-SHA-1'];

/**
 * A credential as n8n hands it over, validated. Throws InputError that names the field as the form
 * labels it and never repeats a secret.
 */
export function parseDirectorySettings(
	credential: Readonly<Record<string, unknown>>,
): DirectorySettings {
	const or = (name: string, initial: unknown) => {
		const value = credential[name];
		return value === undefined || value === null || value === '' ? initial : value;
	};
	const discovery = readChoice(or('discovery', 'hosts'), 'Domain Controllers', ['hosts', 'dns']);
	const port = readInteger(or('port', DEFAULT_PORT), 'Port', 1, 65_535);
	const domain = discovery === 'dns' ? readDomain(credential.domain) : undefined;
	const hosts = domain === undefined ? readHosts(credential.hosts, port) : [];
	const user = readText(credential.user, 'User');
	const password = readSecret(credential.password, 'Password');
	if (!user) {
		throw notUsable(
			'User',
			'is empty',
			'Write it as DOMAIN\\user, user@domain, or as its distinguished name.',
		);
	}
	if (MECHANISMS.includes(user)) {
		throw notUsable(
			'User',
			`is '${user}', which names no account`,
			'Write it as DOMAIN\\user or user@domain.',
		);
	}
	if (!password) {
		// A server takes a name without password as an anonymous sign-in and calls it a success (RFC 4513, 5.1.2).
		throw notUsable('Password', 'is empty', 'Enter it. Nothing was sent to the server.');
	}
	const ca = readText(credential.caCertificate, 'CA Certificate');
	if (ca && !ca.includes('-----BEGIN CERTIFICATE-----')) {
		throw notUsable(
			'CA Certificate',
			'is not a PEM certificate',
			'Paste the text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
		);
	}
	const serverName = readText(credential.serverName, 'Server Name');
	const baseDns = splitDns(readText(credential.baseDn, 'Base DN'));
	for (const dn of baseDns) parseDn(dn, 'Base DN');
	return {
		hosts,
		...(domain === undefined ? {} : { domain }),
		port,
		security: readChoice(or('security', 'implicitTls'), 'Security', [
			'implicitTls',
			'startTls',
			'none',
		]),
		user,
		password,
		baseDns,
		tls: {
			rejectUnauthorized: !readBoolean(credential.allowUnauthorizedCerts, 'Ignore SSL Issues'),
			...(ca ? { ca } : {}),
			...(serverName ? { serverName } : {}),
		},
		pageSize: readInteger(or('pageSize', 1000), 'Page Size', 1, 100_000),
		connectTimeoutMs: readInteger(or('connectTimeout', 10), 'Connect Timeout', 1, 600) * 1000,
		timeoutMs: readInteger(or('timeout', 60), 'Timeout', 1, 3600) * 1000,
		readOnly: readBoolean(credential.readOnly, 'Read Only'),
	};
}

function readDomain(value: unknown): string {
	const domain = readText(value, 'Domain').replace(/\.$/, '');
	if (/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i.test(domain)) return domain.toLowerCase();
	throw notUsable(
		'Domain',
		domain ? `is '${domain.slice(0, 60)}', which is no DNS domain` : 'is empty',
		'Write the DNS name of the domain, such as ad.example.org.',
	);
}

function readHosts(value: unknown, port: number): DirectorySettings['hosts'] {
	const parts = readText(value, 'Hosts')
		.split(/[\s,;]+/)
		.filter(Boolean);
	if (parts.length === 0) {
		throw notUsable(
			'Hosts',
			'is empty',
			'Enter the name of a domain controller, such as dc1.ad.example.org, or look it up by DNS.',
		);
	}
	return parts.map((part) => {
		const match = /^(?:ldaps?:\/\/)?(\[[0-9a-f:.]+\]|[^\s/:[\]]+)(?::(\d{1,5}))?\/?$/i.exec(part);
		const own = match?.[2] === undefined ? port : Number(match[2]);
		if (!match?.[1] || own < 1 || own > 65_535) {
			throw notUsable(
				'Hosts',
				`holds '${part.slice(0, 60)}', which is no host name`,
				'Write names alone, or name:port: dc1.ad.example.org, dc2.ad.example.org:636.',
			);
		}
		return { host: match[1].replace(/^\[|\]$/g, ''), port: own };
	});
}
