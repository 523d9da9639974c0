import { writeFileSync } from 'node:fs';

export interface RealmPlace {
	/** `address:port` of each KDC. */
	readonly kdcs: readonly string[];
	/** Where passwords are changed. */
	readonly kpasswd?: string;
}

export interface Krb5Conf {
	readonly defaultRealm: string;
	readonly realms: Readonly<Record<string, RealmPlace>>;
	/** Further lines of [libdefaults]. */
	readonly defaults?: Readonly<Record<string, string>>;
	/** Realms of DNS domains, without a dot before them; default: each realm's own name. */
	readonly domainRealm?: Readonly<Record<string, string>>;
	/** Realms between two: `{ A: { C: 'B' } }`, `.` for none. */
	readonly capaths?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Writes a krb5.conf that asks no DNS, for tools of MIT Kerberos: `KRB5_CONFIG=file`. */
export function writeKrb5Conf(file: string, conf: Krb5Conf): string {
	const section = (name: string, lines: readonly string[]) => `[${name}]\n${lines.join('\n')}\n`;
	const block = (name: string, lines: readonly string[]) =>
		`\t${name} = {\n${lines.map((line) => `\t\t${line}\n`).join('')}\t}`;
	const defaults = {
		default_realm: conf.defaultRealm,
		dns_lookup_realm: 'false',
		dns_lookup_kdc: 'false',
		dns_canonicalize_hostname: 'false',
		rdns: 'false',
		forwardable: 'true',
		...conf.defaults,
	};
	const realms = Object.entries(conf.realms);
	const assignments = (values: Readonly<Record<string, string>>) =>
		Object.entries(values).map(([name, value]) => `${name} = ${value}`);
	writeFileSync(
		file,
		[
			section(
				'libdefaults',
				assignments(defaults).map((line) => `\t${line}`),
			),
			section(
				'realms',
				realms.map(([realm, { kdcs, kpasswd }]) =>
					block(realm, [
						...kdcs.map((kdc) => `kdc = ${kdc}`),
						...(kpasswd ? [`kpasswd_server = ${kpasswd}`] : []),
					]),
				),
			),
			section(
				'domain_realm',
				Object.entries({
					...Object.fromEntries(realms.map(([realm]) => [realm.toLowerCase(), realm])),
					...conf.domainRealm,
				}).flatMap(([domain, realm]) => [`\t.${domain} = ${realm}`, `\t${domain} = ${realm}`]),
			),
			section(
				'capaths',
				Object.entries(conf.capaths ?? {}).map(([from, to]) => block(from, assignments(to))),
			),
		].join('\n'),
	);
	return file;
}
