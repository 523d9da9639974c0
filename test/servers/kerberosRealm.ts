import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clockThatIsOff, whyNoClock } from './clock';
import { isOpen, ownAddress, which } from './domainController';
import { registerKeys } from './keytabKeys';
import { writeKrb5Conf, type RealmPlace } from './krb5Conf';

/** A realm of MIT Kerberos: its KDC, over TCP and UDP, on a loopback address of its own. */
export interface KerberosRealm {
	readonly realm: string;
	readonly address: string;
	readonly port: number;
	/** `address:port`, by TCP and UDP. */
	readonly kdc: string;
	readonly folder: string;
	/** Path of a krb5.conf that leads to this realm, and to those of `knows`. */
	readonly krb5Conf: string;
	/** For tools of MIT Kerberos: its krb5.conf and a ticket cache of its own. */
	readonly env: NodeJS.ProcessEnv;
	/** Runs commands of kadmin.local, such as `modprinc -allow_tix anna`; also while the KDC runs. */
	kadmin(...commands: string[]): string;
	/** A keytab with the keys that the principal has; they are not changed. */
	exportKeytab(principal: string): string;
	setPassword(principal: string, password: string): void;
	/** What the KDC wrote into its log. */
	log(): string;
	stop(): Promise<void>;
}

export interface RealmPrincipal {
	/** `anna`, `HTTP/web.b.example.test`. */
	readonly name: string;
	/** Absent: random keys, as services have. */
	readonly password?: string;
	/** Names of MIT Kerberos with salt: `aes256-cts-hmac-sha384-192:normal`; default those of the realm. */
	readonly encryption?: readonly string[];
	/** Options of `addprinc`: `+needchange`, `-allow_tix`, `-expire yesterday`, `-maxlife 10sec`. */
	readonly options?: readonly string[];
}

export interface RealmOptions {
	readonly realm: string;
	readonly principals: readonly RealmPrincipal[];
	/** Secrets shared with other realms; each is written into both realms. */
	readonly trusts?: readonly Trust[];
	/** Default: AES-256 and AES-128, SHA-2 and SHA-1. */
	readonly encryption?: readonly string[];
	/** Whether the first request needs a proof of the password; default true. */
	readonly requiresPreauth?: boolean;
	/** Seconds that the KDC's clock is ahead of this machine's; needs Debian's libfaketime. */
	readonly clockOffset?: number;
	/** Other realms, for tools that use this realm's krb5.conf. */
	readonly knows?: Readonly<Record<string, RealmPlace>>;
	/** Realms between two: `{ A: { C: 'B' } }`; a KDC refuses tickets that came another way than these. */
	readonly capaths?: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** Realms of DNS domains, which the KDC refers to: `{ 'c.example.test': 'C.TEST' }`. */
	readonly domainRealm?: Readonly<Record<string, string>>;
	/** Further lines of [libdefaults], for the KDC and for tools: `permitted_enctypes`. */
	readonly defaults?: Readonly<Record<string, string>>;
	/** Default: one of its own. */
	readonly address?: string;
	/** Default 88, or 8888 where that needs root. */
	readonly port?: number;
}

/** Tickets of the realm `from` are good in the realm `to`: the principal `krbtgt/to@from`. */
export interface Trust {
	readonly from: string;
	readonly to: string;
	readonly password: string;
}

const DEFAULT_ENCRYPTION = [
	'aes256-cts-hmac-sha1-96:normal',
	'aes128-cts-hmac-sha1-96:normal',
	'aes256-cts-hmac-sha384-192:normal',
	'aes128-cts-hmac-sha256-128:normal',
];

/** What keeps such a realm from running here; undefined when nothing does. */
export function whyNoKerberosRealm({ clock = false } = {}): string | undefined {
	if (process.platform !== 'linux') return 'a KDC of MIT Kerberos is looked for on Linux alone';
	const missing = [
		...(['krb5kdc', 'kdb5_util'].every(which) ? [] : ['krb5-kdc']),
		...(which('kadmin.local') ? [] : ['krb5-admin-server']),
		...(which('kinit') ? [] : ['krb5-user']),
		...(!clock || !whyNoClock() ? [] : ['libfaketime']),
	];
	return missing.length === 0 ? undefined : `Debian packages are missing: ${missing.join(', ')}`;
}

/** Makes the realm's database and starts its KDC; some 0.3 s. */
export async function startKerberosRealm(options: RealmOptions): Promise<KerberosRealm> {
	const { realm, address = ownAddress(), port = defaultPort(), clockOffset = 0 } = options;
	const folder = mkdtempSync(path.join(tmpdir(), 'kdc-'));
	const file = (name: string) => path.join(folder, name);
	const kdc = `${address}:${port}`;
	const krb5Conf = writeKrb5Conf(file('krb5.conf'), {
		defaultRealm: realm,
		realms: { [realm]: { kdcs: [kdc] }, ...options.knows },
		domainRealm: options.domainRealm,
		capaths: options.capaths,
		defaults: options.defaults,
	});
	writeFileSync(file('kdc.conf'), configuration(folder, options, address, port));
	const env: NodeJS.ProcessEnv = {
		KRB5_CONFIG: krb5Conf,
		KRB5_KDC_PROFILE: file('kdc.conf'),
		KRB5CCNAME: file('tickets'),
	};
	const kadmin = (...commands: string[]): string =>
		execFileSync('kadmin.local', ['-r', realm], {
			env: { ...process.env, ...withSbin, ...env },
			input: `${commands.join('\n')}\n`,
			encoding: 'utf8',
			stdio: ['pipe', 'pipe', 'pipe'],
		});
	try {
		execFileSync('kdb5_util', ['create', '-s', '-r', realm, '-P', 'Master-Pass-1'], {
			env: { ...process.env, ...withSbin, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		kadmin(
			...options.principals.map((principal) => addition(principal, options)),
			...(options.trusts ?? []).map(
				({ from, to, password }) =>
					`addprinc -pw ${quoted(password)} -requires_preauth krbtgt/${to}@${from}`,
			),
		);
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
	const child = spawn('krb5kdc', ['-n', '-r', realm, '-P', file('pid')], {
		stdio: 'ignore',
		env: { ...process.env, ...withSbin, ...env, ...clockThatIsOff(clockOffset) },
	});
	const stop = stopper(child, folder);
	try {
		await ready(child, address, port, file('kdc.log'));
	} catch (error) {
		await stop();
		throw error;
	}
	let keytabs = 0;
	return {
		realm,
		address,
		port,
		kdc,
		folder,
		krb5Conf,
		env,
		kadmin,
		exportKeytab: (principal) => {
			keytabs += 1;
			const keytab = file(`${keytabs}.keytab`);
			const said = kadmin(`ktadd -norandkey -k ${keytab} ${principal}`);
			if (!existsSync(keytab)) throw new Error(`no keytab for ${principal}: ${said}`);
			return registerKeys(keytab);
		},
		setPassword: (principal, password) =>
			void kadmin(`change_password -pw ${quoted(password)} ${principal}`),
		log: () => (existsSync(file('kdc.log')) ? readFileSync(file('kdc.log'), 'utf8') : ''),
		stop,
	};
}

const defaultPort = () => (process.getuid?.() === 0 ? 88 : 8888);

const withSbin = { PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` };

/** As kadmin reads words: in double quotes, a quote by doubling it. */
const quoted = (word: string) => `"${word.replace(/"/g, '""')}"`;

function addition(principal: RealmPrincipal, { requiresPreauth = true }: RealmOptions): string {
	const { name, password, encryption, options = [] } = principal;
	return [
		'addprinc',
		password === undefined ? '-randkey' : `-pw ${quoted(password)}`,
		...(encryption ? [`-e ${encryption.join(',')}`] : []),
		...(password !== undefined && requiresPreauth ? ['+requires_preauth'] : []),
		...options,
		name,
	].join(' ');
}

const configuration = (
	folder: string,
	{ realm, encryption = DEFAULT_ENCRYPTION }: RealmOptions,
	address: string,
	port: number,
) => `[kdcdefaults]
	kdc_listen = ${address}:${port}
	kdc_tcp_listen = ${address}:${port}
[realms]
	${realm} = {
		database_name = ${folder}/principal
		key_stash_file = ${folder}/stash
		acl_file = ${folder}/kadm5.acl
		max_life = 10h 0m 0s
		max_renewable_life = 7d 0h 0m 0s
		default_principal_flags = +renewable, +forwardable
		supported_enctypes = ${encryption.join(' ')}
		encrypted_challenge_indicator = none
	}
[logging]
	kdc = FILE:${folder}/kdc.log
	admin_server = FILE:${folder}/kadmin.log
`;

function stopper(child: ChildProcess, folder: string): () => Promise<void> {
	const orphan = () => child.kill();
	process.once('exit', orphan);
	return async () => {
		process.removeListener('exit', orphan);
		if (child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			await ended;
		}
		rmSync(folder, { recursive: true, force: true });
	};
}

async function ready(
	child: ChildProcess,
	address: string,
	port: number,
	log: string,
): Promise<void> {
	for (const until = Date.now() + 20_000; !(await isOpen(port, address));) {
		if (child.exitCode !== null || Date.now() > until) {
			throw new Error(
				`krb5kdc did not come up: ${existsSync(log) ? readFileSync(log, 'utf8') : ''}`,
			);
		}
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
}

/** `from` and `to` trust each other: the two principals that both realms have to hold. */
export const mutualTrust = (from: string, to: string, password = 'Trust-Pass-1'): Trust[] => [
	{ from, to, password },
	{ from: to, to: from, password },
];
