import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { certificate, type KeyPair } from './certificates';
import * as directory from './directory/content';
import { schemaAttributes, schemaClasses } from './directory/schema';
import {
	ADMIN_PASSWORD,
	configure,
	databaseOf,
	DOMAIN,
	HOST,
	load,
	ownAddress,
	provision,
	run,
	smbConfOf,
	startController,
	whyNoController,
} from './domainController';
import { packed } from './pack';

/** A Samba AD DC that holds `directory/content.ts` over an extended schema. */
export interface PreparedDirectory {
	readonly address: string;
	/** Name in the controller's certificate beside the domain's; its address is not in it. */
	readonly host: string;
	readonly domain: string;
	readonly base: string;
	/** CA that signed the controller's certificate, PEM. */
	readonly ca: string;
	readonly keys: KeyPair;
	readonly admin: { readonly user: string; readonly password: string };
	stop(): Promise<void>;
}

export interface PreparedOptions {
	/** Default 2,500. */
	readonly users?: number;
	/** Refuse simple binds on an unencrypted link; default false. */
	readonly strongAuth?: boolean;
	readonly say?: (text: string) => void;
}

/** What keeps the prepared directory from running here; undefined when nothing does. */
export const whyNoPreparedDirectory = () =>
	whyNoController(['samba', 'samba-tool', 'ldbadd', 'ldbmodify', 'ldapsearch', 'tar']);

const MADE_BY = [
	...['content', 'schema', 'words', 'ldif'].map((name) => `directory/${name}.ts`),
	'domainController.ts',
	'preparedDirectory.ts',
];

/** Unpacked from the cache and started in some 2 s; the first time it is built, in some 15 s. */
export async function startPreparedDirectory(
	options: PreparedOptions = {},
): Promise<PreparedDirectory> {
	const { users = 2500, strongAuth = false, say } = options;
	const pack = await packed({
		name: `samba-${users}`,
		madeBy: MADE_BY,
		build: (file) => build(file, users),
		say,
	});
	const folder = mkdtempSync(path.join(tmpdir(), 'ad-'));
	const address = ownAddress();
	try {
		run('tar', '-C', folder, '-xzf', pack);
		const { tls, ca, keys } = await certificates(folder);
		const controller = { folder, address, tls, strongAuth };
		configure(controller);
		const { stop } = await startController(controller);
		return {
			address,
			host: HOST,
			domain: DOMAIN,
			base: directory.BASE,
			ca,
			keys,
			admin: { user: `Administrator@${directory.DNS_DOMAIN}`, password: ADMIN_PASSWORD },
			stop,
		};
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
}

async function certificates(folder: string) {
	const ca = await certificate({ isCa: true });
	const keys = await certificate({ names: [HOST, directory.DNS_DOMAIN], ca });
	const file = (name: string, text: string) => {
		const full = path.join(folder, 'private', name);
		// Samba refuses a key that others can read.
		writeFileSync(full, text, { mode: 0o600 });
		return full;
	};
	const tls = {
		key: file('dc.key', keys.key),
		cert: file('dc.pem', keys.cert),
		ca: file('ca.pem', ca.cert),
	};
	return { tls, ca: ca.cert, keys };
}

function build(pack: string, users: number): void {
	const folder = mkdtempSync(path.join(tmpdir(), 'ad-build-'));
	try {
		const controller = { folder, address: ownAddress() };
		const file = (name: string, text: string) => {
			const full = path.join(folder, name);
			writeFileSync(full, text);
			return full;
		};
		const offline = ['-H', databaseOf(folder), `--configfile=${smbConfOf(folder)}`];
		const tool = ['-H', databaseOf(folder), '-s', smbConfOf(folder)];
		configure(controller);
		provision(controller);
		run(
			'samba-tool',
			...['domain', 'passwordsettings', 'set', '--max-pwd-age=0', '--min-pwd-age=0'],
			...['--account-lockout-threshold=5', ...tool],
		);
		for (const [name, text] of Object.entries({
			attributes: schemaAttributes(directory.BASE),
			classes: schemaClasses(directory.BASE),
		})) {
			const ldif = file(`${name}.ldif`, text);
			run('ldbmodify', ...offline, '--option=dsdb:schema update allowed=true', ldif);
		}
		const content = file('content.ldif', '');
		const handle = openSync(content, 'a');
		for (const piece of directory.content(users)) writeFileSync(handle, piece);
		closeSync(handle);
		load(folder, content, users);
		run('ldbmodify', ...offline, file('cycle.ldif', directory.cycleChange()));
		grantReplication(tool);
		run('tar', '-C', folder, '-czf', pack, 'private', 'state', 'bind-dns');
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Replicating Directory Changes, which DirSync asks for, to the one account that has it. */
function grantReplication(tool: readonly string[]): void {
	const account = directory.accountDn(directory.ACCOUNTS.sync);
	run(
		'samba-tool',
		...['dsacl', 'set', ...tool, `--objectdn=${directory.BASE}`, '--action=allow'],
		...['--car=repl-sync', `--trusteedn=${account}`],
	);
}
