import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	copyFileSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ActiveDirectory } from './activeDirectory';
import { isOpen, run, which } from './domainController';
import { serveTcp } from './listen';

const HELPERS = '/usr/lib/squid';
const OWNER = 'proxy';
const REALM = 'Proxy, with comma';

/** What keeps Squid from running here; undefined when nothing does. */
export function whyNoSquid(): string | undefined {
	return which('squid') && existsSync(`${HELPERS}/digest_file_auth`)
		? undefined
		: 'Debian package squid is missing';
}

/** A Squid that connects to any port for those who sign in. */
export interface Squid {
	/** `http://127.0.0.1:port` */
	readonly url: string;
	/** Lines of the access log: `status user method target`. */
	log(): string[];
	stop(): Promise<void>;
}

export interface SquidOptions {
	/** Those that Basic and Digest know. */
	readonly users?: ReadonlyArray<{ readonly name: string; readonly password: string }>;
	readonly schemes: ReadonlyArray<'Basic' | 'Digest' | 'NTLM' | 'Negotiate'>;
	/** Judges NTLM; with `keytab` absent it judges Negotiate as well (NTLM inside it). */
	readonly directory?: ActiveDirectory;
	/** Judges Negotiate by Kerberos: keytab with the key of the service, and its realm's krb5.conf. */
	readonly kerberos?: { readonly keytab: string; readonly krb5Conf: string };
}

export async function startSquid(options: SquidOptions): Promise<Squid> {
	const folder = mkdtempSync(path.join(tmpdir(), 'squid-'));
	const file = (name: string) => path.join(folder, name);
	const probe = await serveTcp(() => undefined);
	const { port } = probe;
	await probe.close();
	writeFileSync(file('squid.conf'), configuration(folder, port, options));
	// It becomes another user where this is root.
	run('chown', '-R', OWNER, folder);
	const child = spawn('squid', ['-N', '-f', file('squid.conf')], { stdio: 'ignore' });
	const orphan = () => child.kill('SIGKILL');
	process.once('exit', orphan);
	const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
	const stop = async () => {
		process.removeListener('exit', orphan);
		if (child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGINT');
			const timer = setTimeout(orphan, 3_000);
			await ended;
			clearTimeout(timer);
		}
		rmSync(folder, { recursive: true, force: true });
	};
	for (const until = Date.now() + 20_000; !(await isOpen(port, '127.0.0.1'));) {
		if (child.exitCode !== null || Date.now() > until) {
			const said = read('cache.log').slice(-2000);
			await stop();
			throw new Error(`Squid did not come up: ${said}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return {
		url: `http://127.0.0.1:${port}`,
		log: () => read('access.log').split('\n').filter(Boolean),
		stop,
	};
}

function configuration(folder: string, port: number, options: SquidOptions): string {
	const { users = [], directory, kerberos } = options;
	const file = (name: string) => path.join(folder, name);
	const md5 = (text: string) => createHash('md5').update(text).digest('hex');
	writeFileSync(
		file('digest'),
		users.map((u) => `${u.name}:${REALM}:${md5(`${u.name}:${REALM}:${u.password}`)}\n`).join(''),
	);
	writeFileSync(file('basic'), users.map((u) => basicLine(u)).join(''));
	const samba = (protocol: string) => {
		if (!directory) throw new Error('NTLM needs a directory');
		// The helper is not root and still has to come to winbind's privileged pipe.
		const root = path.dirname(path.dirname(directory.smbConf));
		chmodSync(root, 0o755);
		for (const name of ['state', 'winbindd_privileged', 'state/winbindd_privileged']) {
			if (existsSync(path.join(root, name))) run('chgrp', OWNER, path.join(root, name));
		}
		const env = Object.entries(directory.env).map(([name, value]) => `${name}=${value}`);
		return `/usr/bin/env ${env.join(' ')} ntlm_auth --helper-protocol=${protocol} --configfile=${directory.smbConf}`;
	};
	if (kerberos) {
		copyFileSync(kerberos.keytab, file('keytab'));
		copyFileSync(kerberos.krb5Conf, file('krb5.conf'));
	}
	const programs: Record<SquidOptions['schemes'][number], () => string[]> = {
		Basic: () => [
			`auth_param basic program ${HELPERS}/basic_ncsa_auth ${file('basic')}`,
			`auth_param basic realm ${REALM}`,
			'auth_param basic utf8 on',
			'auth_param basic casesensitive on',
			'auth_param basic children 1',
		],
		Digest: () => [
			`auth_param digest program ${HELPERS}/digest_file_auth -c ${file('digest')}`,
			`auth_param digest realm ${REALM}`,
			'auth_param digest children 1',
		],
		NTLM: () => [
			`auth_param ntlm program ${samba('squid-2.5-ntlmssp')}`,
			'auth_param ntlm children 4 startup=1 idle=1',
		],
		Negotiate: () => [
			kerberos
				? `auth_param negotiate program /usr/bin/env KRB5_CONFIG=${file('krb5.conf')} ${HELPERS}/negotiate_kerberos_auth -k ${file('keytab')} -s GSS_C_NO_NAME`
				: `auth_param negotiate program ${samba('gss-spnego')}`,
			'auth_param negotiate children 4 startup=1 idle=1',
		],
	};
	return [
		`http_port 127.0.0.1:${port}`,
		`pid_filename ${file('pid')}`,
		`cache_log ${file('cache.log')}`,
		`coredump_dir ${folder}`,
		'logformat short %>Hs %un %rm %ru',
		`access_log stdio:${file('access.log')} short`,
		'cache deny all',
		'shutdown_lifetime 0 seconds',
		'visible_hostname proxy.example.test',
		...options.schemes.flatMap((scheme) => programs[scheme]()),
		'acl known proxy_auth REQUIRED',
		'http_access allow known',
		'http_access deny all',
		'',
	].join('\n');
}

/** As htpasswd writes it; NCSA's helper knows MD5 of Apache and crypt. */
function basicLine({ name, password }: { name: string; password: string }): string {
	return `${name}:${run('openssl', 'passwd', '-apr1', password).trim()}\n`;
}
