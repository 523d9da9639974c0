import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { escapeRdn, ldifEntry, type LdifAttributes } from './directory/ldif';
import {
	configure,
	databaseOf,
	DOMAIN,
	HOST,
	load,
	modify,
	ownAddress,
	provision,
	REALM,
	run,
	smbConfOf,
	startController,
	whyNoController,
} from './domainController';
import { registerKeys } from './keytabKeys';
import { writeKrb5Conf } from './krb5Conf';
import { packed } from './pack';

export const BASE = 'DC=ad,DC=example,DC=test';
export const DNS_DOMAIN = 'ad.example.test';
/** Five wrong passwords in 30 minutes lock an account. */
export const LOCKOUT_THRESHOLD = 5;

/** A Samba AD DC on a loopback address of its own, with the accounts given. */
export interface ActiveDirectory {
	readonly domain: string;
	readonly realm: string;
	readonly address: string;
	/** `dc1.ad.example.test`; no DNS knows it. */
	readonly host: string;
	/** `address:88`, by TCP and UDP. */
	readonly kdc: string;
	readonly folder: string;
	readonly smbConf: string;
	/** Path of a krb5.conf that leads to this domain. */
	readonly krb5Conf: string;
	/** Environment in which `ntlm_auth` finds this domain's winbind, and MIT's tools its KDC. */
	readonly env: NodeJS.ProcessEnv;
	/**
	 * A keytab with all keys of a user (`anna`) or a service (`HTTP/exchange.ad.example.test`).
	 * @returns its path; gone after `stop`
	 */
	exportKeytab(principal: string): string;
	/** objectSid, `S-1-5-21-…`. */
	sidOf(name: string): string;
	/** Also while it runs. */
	setPassword(name: string, password: string): void;
	/** Attributes that take the place of what the account has. */
	change(name: string, attributes: LdifAttributes): void;
	stop(): Promise<void>;
}

export interface DirectoryAccount {
	/** sAMAccountName. */
	readonly name: string;
	readonly password: string;
	/** userPrincipalName; default `name@ad.example.test`. */
	readonly principal?: string;
	readonly disabled?: boolean;
	/** The account's own end is over. */
	readonly expired?: boolean;
	/** Too many wrong passwords, a moment ago. */
	readonly locked?: boolean;
	/** The password has to be changed before it is good for anything. */
	readonly mustChange?: boolean;
	/** sAMAccountName at the time of the last password: what its Kerberos keys are salted with. */
	readonly renamedFrom?: string;
	/** servicePrincipalName. */
	readonly services?: readonly string[];
	/** msDS-SupportedEncryptionTypes; see ENCRYPTION. */
	readonly encryption?: number;
}

/** Values of msDS-SupportedEncryptionTypes ([MS-KILE] 2.2.7). */
export const ENCRYPTION = { rc4: 4, aes128: 8, aes256: 16, aes: 24 } as const;

/** What keeps the directory from running on this machine; undefined when nothing does. */
export const whyNoActiveDirectory = () =>
	whyNoController(['samba', 'samba-tool', 'ntlm_auth', 'ldbadd', 'ldbmodify', 'tar']);

/** An empty domain from the cache, filled and started in some 2 s; the first time ever some 8 s more. */
export async function startActiveDirectory(
	accounts: readonly DirectoryAccount[],
): Promise<ActiveDirectory> {
	const pack = await packed({
		name: 'samba-empty',
		madeBy: ['activeDirectory.ts', 'domainController.ts'],
		build,
	});
	const folder = mkdtempSync(path.join(tmpdir(), 'ad-'));
	const address = ownAddress();
	try {
		run('tar', '-C', folder, '-xzf', pack);
		configure({ folder, address });
		const file = ldifFiles(folder);
		load(folder, file(accounts.map(entry).join('')));
		const after = accounts.map(laterChange).join('');
		if (after) modify(folder, file(after));
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
	const { stop } = await startController({ folder, address });
	return running(folder, address, accounts, stop);
}

function running(
	folder: string,
	address: string,
	accounts: readonly DirectoryAccount[],
	stop: () => Promise<void>,
): ActiveDirectory {
	const kdc = `${address}:88`;
	const krb5Conf = writeKrb5Conf(path.join(folder, 'krb5.conf'), {
		defaultRealm: REALM,
		realms: { [REALM]: { kdcs: [kdc], kpasswd: `${address}:464` } },
	});
	const file = ldifFiles(folder);
	const change = (name: string, attributes: LdifAttributes) => {
		const account = accounts.find((one) => one.name === name);
		if (!account) throw new Error(`the directory was not started with an account ${name}`);
		modify(folder, file(replacement(dnOf(account), attributes)));
	};
	let keytabs = 0;
	return {
		domain: DOMAIN,
		realm: REALM,
		address,
		host: HOST,
		kdc,
		folder,
		smbConf: smbConfOf(folder),
		krb5Conf,
		env: {
			// libwbclient has its socket's folder compiled in; this is the one way to another.
			LD_PRELOAD: 'libnss_wrapper.so',
			NSS_WRAPPER_PASSWD: '/etc/passwd',
			NSS_WRAPPER_GROUP: '/etc/group',
			SELFTEST_WINBINDD_SOCKET_DIR: path.join(folder, 'winbindd'),
			KRB5_CONFIG: krb5Conf,
		},
		exportKeytab: (principal) => {
			keytabs += 1;
			const keytab = path.join(folder, `${keytabs}.keytab`);
			run(
				'samba-tool',
				...['domain', 'exportkeytab', keytab, `--principal=${principal}`],
				...['-s', smbConfOf(folder)],
			);
			return registerKeys(keytab);
		},
		sidOf: (name) => {
			const filter = `(sAMAccountName=${name})`;
			const from = ['-H', databaseOf(folder), `--configfile=${smbConfOf(folder)}`];
			const [, sid] =
				/^objectSid: (.*)$/m.exec(run('ldbsearch', ...from, filter, 'objectSid')) ?? [];
			if (!sid) throw new Error(`the directory has no ${name}`);
			return sid;
		},
		setPassword: (name, password) => change(name, { unicodePwd: quoted(password) }),
		change,
		stop,
	};
}

/** An archive of an empty domain whose passwords never get too old. */
function build(pack: string): void {
	const folder = mkdtempSync(path.join(tmpdir(), 'ad-build-'));
	try {
		const controller = { folder, address: ownAddress() };
		configure(controller);
		provision(controller);
		run(
			'samba-tool',
			...['domain', 'passwordsettings', 'set', '--max-pwd-age=0', '--min-pwd-age=0'],
			...['--history-length=0', '--complexity=off', '--min-pwd-length=1'],
			`--account-lockout-threshold=${LOCKOUT_THRESHOLD}`,
			...['-H', databaseOf(folder), '-s', smbConfOf(folder)],
		);
		run('tar', '-C', folder, '-czf', pack, 'private', 'state', 'bind-dns');
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Gives what it is told a file of its own. */
function ldifFiles(folder: string): (text: string) => string {
	return (text) => {
		const file = path.join(mkdtempSync(path.join(folder, 'ldif-')), 'changes.ldif');
		writeFileSync(file, text, { mode: 0o600 });
		return file;
	};
}

const dnOf = ({ name }: DirectoryAccount) => `CN=${escapeRdn(name)},CN=Users,${BASE}`;
const quoted = (password: string) => Buffer.from(`"${password}"`, 'utf16le');
const fileTime = (milliseconds: number) =>
	((BigInt(Math.floor(milliseconds)) + 11_644_473_600_000n) * 10_000n).toString();

/** A normal account (512) whose password does not expire (65536), disabled (2) if told to be. */
function entry(account: DirectoryAccount): string {
	const { name, password, principal = `${name}@${DNS_DOMAIN}`, renamedFrom } = account;
	return ldifEntry(dnOf(account), {
		objectClass: 'user',
		sAMAccountName: renamedFrom ?? name,
		userPrincipalName: renamedFrom ? `${renamedFrom}@${DNS_DOMAIN}` : principal,
		userAccountControl: 512 + (account.mustChange ? 0 : 65_536) + (account.disabled ? 2 : 0),
		unicodePwd: quoted(password),
		pwdLastSet: account.mustChange ? 0 : undefined,
		accountExpires: account.expired ? fileTime(Date.UTC(2020, 0)) : undefined,
		servicePrincipalName: account.services,
		'msDS-SupportedEncryptionTypes': account.encryption,
	});
}

function laterChange(account: DirectoryAccount): string {
	const { name, principal = `${name}@${DNS_DOMAIN}`, renamedFrom, locked } = account;
	const attributes: LdifAttributes = {
		...(renamedFrom ? { sAMAccountName: name, userPrincipalName: principal } : {}),
		...(locked ? { lockoutTime: fileTime(Date.now() - 1000), badPwdCount: LOCKOUT_THRESHOLD } : {}),
	};
	return Object.keys(attributes).length > 0 ? replacement(dnOf(account), attributes) : '';
}

function replacement(dn: string, attributes: LdifAttributes): string {
	return Object.entries(attributes)
		.map(([name, value]) =>
			ldifEntry(dn, { changetype: 'modify', replace: name, [name]: value }).replace(
				/\n\n$/,
				'\n-\n\n',
			),
		)
		.join('');
}
