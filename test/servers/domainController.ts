import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { debianPackages } from './packages';

export const REALM = 'AD.EXAMPLE.TEST';
export const DOMAIN = 'EXAMPLE';
export const HOST = 'dc1.ad.example.test';
export const ADMIN_PASSWORD = 'Passw0rd!Admin';

/** Part of the configuration that tests differ in. */
export interface ControllerOptions {
	readonly folder: string;
	readonly address: string;
	/** PEM files; absent: no TLS. */
	readonly tls?: { readonly key: string; readonly cert: string; readonly ca: string };
	/** Whether a simple bind on an unencrypted link is refused; default true, as in Samba. */
	readonly strongAuth?: boolean;
}

/** What keeps a domain controller from running on this machine; undefined when nothing does. */
export function whyNoController(commands: readonly string[]): string | undefined {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) {
		return 'a domain controller needs Linux and root for ports 88, 389 and 445';
	}
	const missing = commands.filter((name) => !which(name));
	const wrapper = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'].some((folder) =>
		existsSync(`${folder}/libnss_wrapper.so`),
	);
	if (missing.length === 0 && wrapper && existsSync('/usr/share/samba/setup')) return undefined;
	return `packages are missing: apt-get install --no-install-recommends ${debianPackages.join(' ')}`;
}

/**
 * LDAP's ports are fixed in Samba, so the address is the domain's own: one per process and call, so
 * that test runs can stand beside each other.
 */
export function ownAddress(): string {
	taken += 1;
	return `127.${64 + (taken % 64)}.${(process.pid >> 8) & 255}.${Math.max(1, process.pid & 255)}`;
}
let taken = 0;

export const smbConfOf = (folder: string) => path.join(folder, 'etc', 'smb.conf');
export const databaseOf = (folder: string) => path.join(folder, 'private', 'sam.ldb');

export function run(command: string, ...parameters: string[]): string {
	return execFileSync(command, parameters, {
		stdio: ['ignore', 'pipe', 'pipe'],
		encoding: 'utf8',
		maxBuffer: 1 << 30,
	});
}

/** Folders and configuration; what the folder holds already is kept. */
export function configure(options: ControllerOptions): void {
	for (const name of ['etc', 'run', 'log', 'cache', 'state', 'private', 'ncalrpc', 'signd']) {
		mkdirSync(path.join(options.folder, name), { recursive: true });
	}
	writeFileSync(smbConfOf(options.folder), configuration(options));
}

/** An empty domain in a configured folder; some 5 s. */
export function provision({ folder, address }: ControllerOptions): void {
	run(
		'samba-tool',
		...['domain', 'provision', '-s', smbConfOf(folder)],
		...[`--realm=${REALM}`, `--domain=${DOMAIN}`],
		...['--host-name=dc1', `--host-ip=${address}`, `--adminpass=${ADMIN_PASSWORD}`],
		...['--server-role=dc', '--dns-backend=NONE'],
		...[`--option=interfaces=${address}/8`, '--option=bind interfaces only=yes'],
	);
}

/** Adds LDIF offline. One transaction: a record that cannot be added ends the whole load. */
export function load(folder: string, ldif: string, records = 0): void {
	run(
		'ldbadd',
		...['-o', 'batch_mode:1', '-o', `transaction_index_cache_size:${records * 10 + 200_000}`],
		...['-H', databaseOf(folder), `--configfile=${smbConfOf(folder)}`, ldif],
	);
}

/** Changes by LDIF, past all that a directory refuses its administrators; also while it runs. */
export function modify(folder: string, ldif: string): void {
	run(
		'ldbmodify',
		...['--relax', '-H', databaseOf(folder), `--configfile=${smbConfOf(folder)}`, ldif],
	);
}

/** Starts samba on a configured and provisioned folder; `stop` ends it and deletes the folder. */
export async function startController(
	options: ControllerOptions,
): Promise<{ stop(): Promise<void> }> {
	const { folder, address } = options;
	const child: ChildProcess = spawn(
		'samba',
		['-F', '--no-process-group', '-s', smbConfOf(folder), '-M', 'single'],
		{ stdio: 'ignore', detached: true },
	);
	const orphan = () => killGroup(child);
	process.once('exit', orphan);
	const stop = async () => {
		process.removeListener('exit', orphan);
		if (child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			killGroup(child);
			await ended;
		}
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		await ready(folder, child, [389, ...(options.tls ? [636, 3268, 3269] : [])], address);
	} catch (error) {
		await stop();
		throw error;
	}
	return { stop };
}

function killGroup(child: ChildProcess): void {
	try {
		process.kill(-child.pid!, 'SIGTERM');
	} catch {
		// It has ended by itself.
	}
}

async function ready(
	folder: string,
	child: ChildProcess,
	ports: readonly number[],
	address: string,
): Promise<void> {
	for (const until = Date.now() + 60_000; Date.now() < until;) {
		if (child.exitCode !== null) {
			const log = path.join(folder, 'log', 'log.samba');
			throw new Error(
				`samba ended: ${existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : ''}`,
			);
		}
		const open = async () =>
			(await Promise.all(ports.map((port) => isOpen(port, address)))).every(Boolean);
		if (existsSync(path.join(folder, 'winbindd', 'pipe')) && (await open())) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('samba did not come up within 60 s');
}

export function isOpen(port: number, address: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect(port, address);
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}

const configuration = ({ folder, address, tls, strongAuth = true }: ControllerOptions) => `[global]
	workgroup = ${DOMAIN}
	realm = ${REALM}
	netbios name = DC1
	server role = active directory domain controller
	interfaces = ${address}/8
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
	old password allowed period = 0
	ldap server require strong auth = ${strongAuth ? 'yes' : 'no'}
${
	tls
		? `	tls enabled = yes
	tls keyfile = ${tls.key}
	tls certfile = ${tls.cert}
	tls cafile = ${tls.ca}`
		: '	tls enabled = no'
}
[sysvol]
	path = ${folder}/state/sysvol
	read only = no
[netlogon]
	path = ${folder}/state/sysvol/ad.example.test/scripts
	read only = no
`;

export function which(name: string): boolean {
	return (process.env.PATH ?? '')
		.split(':')
		.concat('/usr/sbin', '/sbin')
		.some((folder) => existsSync(path.join(folder, name)));
}
