import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isOpen, run, which } from './domainController';
import { serveTcp } from './listen';
import { debianPackages } from './packages';

/** An OpenLDAP server over a database of its own: LDAP without any of Active Directory. */
export interface Slapd {
	readonly port: number;
	readonly base: string;
	readonly admin: { readonly user: string; readonly password: string };
	stop(): Promise<void>;
}

export interface SlapdOptions {
	/** Path of a file that slapadd reads. */
	readonly ldif: (folder: string) => string;
	readonly base?: string;
	/** Besides core, cosine and inetOrgPerson: paths of further schema files. */
	readonly schemas?: readonly string[];
	/** `attributetype` and `objectclass` lines. */
	readonly definitions?: string;
	/** A name of another tree that may sign in as well, and its password. */
	readonly guest?: { readonly dn: string; readonly password: string };
	/** Entries that one answer may have; default unlimited. */
	readonly sizeLimit?: number;
}

export const SLAPD_BASE = 'dc=plain,dc=example';

export function whyNoSlapd(): string | undefined {
	const missing = ['slapd', 'slapadd', 'ldapsearch'].filter((name) => !which(name));
	if (missing.length === 0 && existsSync('/etc/ldap/schema/core.schema')) return undefined;
	return `packages are missing: apt-get install --no-install-recommends ${debianPackages.join(' ')}`;
}

export async function startSlapd(options: SlapdOptions): Promise<Slapd> {
	const { base = SLAPD_BASE, sizeLimit } = options;
	const folder = mkdtempSync(path.join(tmpdir(), 'slapd-'));
	mkdirSync(path.join(folder, 'data'));
	const schemas = ['core', 'cosine', 'inetorgperson'].map((n) => `/etc/ldap/schema/${n}.schema`);
	const config = path.join(folder, 'slapd.conf');
	writeFileSync(
		config,
		[
			...[...schemas, ...(options.schemas ?? [])].map((file) => `include ${file}`),
			options.definitions ?? '',
			'modulepath /usr/lib/ldap',
			'moduleload back_mdb',
			'moduleload sssvlv',
			'moduleload back_null',
			`pidfile ${folder}/pid`,
			'database mdb',
			'overlay sssvlv',
			`suffix "${base}"`,
			`rootdn "cn=admin,${base}"`,
			'rootpw secret',
			`directory ${folder}/data`,
			'maxsize 4294967296',
			`sizelimit ${sizeLimit ?? 'unlimited'}`,
			'index objectClass eq',
			...(options.guest
				? [
						'database null',
						`suffix "${options.guest.dn}"`,
						`rootdn "${options.guest.dn}"`,
						`rootpw ${options.guest.password}`,
					]
				: []),
			'',
		].join('\n'),
	);
	const free = await serveTcp(() => undefined);
	const { port } = free;
	await free.close();
	try {
		run('slapadd', '-q', '-f', config, '-l', options.ldif(folder));
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
	const child = spawn('slapd', ['-d', '0', '-f', config, '-h', `ldap://127.0.0.1:${port}/`], {
		stdio: 'ignore',
	});
	const orphan = () => child.kill();
	process.once('exit', orphan);
	const stop = async () => {
		process.removeListener('exit', orphan);
		if (child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			await ended;
		}
		rmSync(folder, { recursive: true, force: true });
	};
	for (const until = Date.now() + 20_000; !(await isOpen(port, '127.0.0.1'));) {
		if (child.exitCode !== null || Date.now() > until) {
			const text = readFileSync(config, 'utf8').slice(0, 500);
			await stop();
			throw new Error(`slapd did not come up with\n${text}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return { port, base, admin: { user: `cn=admin,${base}`, password: 'secret' }, stop };
}
