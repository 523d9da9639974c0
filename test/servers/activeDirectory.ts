import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { debianPackages } from './packages';

/** A Samba AD DC on a loopback address of its own, with the accounts given. */
export interface ActiveDirectory {
	readonly domain: string;
	readonly realm: string;
	readonly address: string;
	readonly smbConf: string;
	/** Environment in which `ntlm_auth` finds this domain's winbind. */
	readonly env: NodeJS.ProcessEnv;
	stop(): Promise<void>;
}

export interface DirectoryAccount {
	readonly name: string;
	readonly password: string;
	readonly disabled?: boolean;
}

const REALM = 'AD.EXAMPLE.TEST';
const DOMAIN = 'EXAMPLE';
/** LDAP's ports are fixed in Samba, so the address is the domain's own. */
const ADDRESS = '127.77.0.9';

/** What keeps the directory from running on this machine; undefined when nothing does. */
export function whyNoActiveDirectory(): string | undefined {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) {
		return 'a domain controller needs Linux and root for ports 88, 389 and 445';
	}
	const missing = ['samba', 'samba-tool', 'ntlm_auth', 'ldbadd'].filter((name) => !which(name));
	const wrapper = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'].some((folder) =>
		existsSync(`${folder}/libnss_wrapper.so`),
	);
	if (missing.length === 0 && wrapper && existsSync('/usr/share/samba/setup')) return undefined;
	return `packages are missing: apt-get install --no-install-recommends ${debianPackages.join(' ')}`;
}

/** Provisions in a new folder, adds the accounts and waits until sign-in works; some 10 s. */
export async function startActiveDirectory(
	accounts: readonly DirectoryAccount[],
): Promise<ActiveDirectory> {
	const folder = mkdtempSync(path.join(tmpdir(), 'ad-'));
	const smbConf = path.join(folder, 'etc', 'smb.conf');
	for (const name of ['etc', 'run', 'log', 'cache', 'state', 'private', 'ncalrpc', 'signd']) {
		mkdirSync(path.join(folder, name));
	}
	writeFileSync(smbConf, configuration(folder));
	const run = (command: string, ...parameters: string[]) =>
		execFileSync(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
	let child: ChildProcess | undefined;
	const stop = async () => {
		if (child && child.exitCode === null) {
			const ended = new Promise((resolve) => child!.once('exit', resolve));
			process.kill(-child.pid!, 'SIGTERM');
			await ended;
		}
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		run(
			'samba-tool',
			...['domain', 'provision', '-s', smbConf, `--realm=${REALM}`, `--domain=${DOMAIN}`],
			...['--host-name=dc1', `--host-ip=${ADDRESS}`, '--adminpass=Passw0rd!Admin'],
			...['--server-role=dc', '--dns-backend=NONE'],
			...[`--option=interfaces=${ADDRESS}/8`, '--option=bind interfaces only=yes'],
		);
		const ldif = path.join(folder, 'accounts.ldif');
		writeFileSync(ldif, accounts.map(entry).join('\n'));
		run('ldbadd', '-H', `${folder}/private/sam.ldb`, `--configfile=${smbConf}`, ldif);
		child = spawn('samba', ['-F', '--no-process-group', '-s', smbConf, '-M', 'single'], {
			stdio: 'ignore',
			detached: true,
		});
		await ready(folder, child);
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		domain: DOMAIN,
		realm: REALM,
		address: ADDRESS,
		smbConf,
		env: {
			// libwbclient has its socket's folder compiled in; this is the one way to another.
			LD_PRELOAD: 'libnss_wrapper.so',
			NSS_WRAPPER_PASSWD: '/etc/passwd',
			NSS_WRAPPER_GROUP: '/etc/group',
			SELFTEST_WINBINDD_SOCKET_DIR: path.join(folder, 'winbindd'),
		},
		stop,
	};
}

async function ready(folder: string, child: ChildProcess): Promise<void> {
	for (const until = Date.now() + 30_000; Date.now() < until;) {
		if (child.exitCode !== null) {
			const log = path.join(folder, 'log', 'log.samba');
			throw new Error(
				`samba ended: ${existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : ''}`,
			);
		}
		if (existsSync(path.join(folder, 'winbindd', 'pipe')) && (await isOpen(389))) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error('samba did not come up within 30 s');
}

function isOpen(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect(port, ADDRESS);
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}

function entry({ name, password, disabled }: DirectoryAccount): string {
	const base64 = (text: string, encoding: BufferEncoding = 'utf8') =>
		Buffer.from(text, encoding).toString('base64');
	return [
		`dn:: ${base64(`CN=${name},CN=Users,DC=ad,DC=example,DC=test`)}`,
		'objectClass: user',
		`sAMAccountName:: ${base64(name)}`,
		`userPrincipalName:: ${base64(`${name}@ad.example.test`)}`,
		`userAccountControl: ${disabled ? 66050 : 66048}`,
		`unicodePwd:: ${base64(`"${password}"`, 'utf16le')}`,
		'',
	].join('\n');
}

const configuration = (folder: string) => `[global]
	workgroup = ${DOMAIN}
	realm = ${REALM}
	netbios name = DC1
	server role = active directory domain controller
	interfaces = ${ADDRESS}/8
	bind interfaces only = yes
	private dir = ${folder}/private
	lock directory = ${folder}
	state directory = ${folder}/state
	cache directory = ${folder}/cache
	pid directory = ${folder}/run
	ncalrpc dir = ${folder}/ncalrpc
	ntp signd socket directory = ${folder}/signd
	winbindd socket directory = ${folder}/winbindd
	binddns dir = ${folder}/bind-dns
	log file = ${folder}/log/log.%m
	max log size = 0
	log level = 0
	server services = ldap, cldap, kdc, rpc, winbindd
	disable netbios = yes
	load printers = no
	printing = bsd
	ntlm auth = ntlmv2-only
	tls enabled = no
[sysvol]
	path = ${folder}/state/sysvol
	read only = no
[netlogon]
	path = ${folder}/state/sysvol/ad.example.test/scripts
	read only = no
`;

function which(name: string): boolean {
	return (process.env.PATH ?? '')
		.split(':')
		.concat('/usr/sbin', '/sbin')
		.some((folder) => existsSync(path.join(folder, name)));
}
