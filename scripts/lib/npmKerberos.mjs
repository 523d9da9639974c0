/** The npm package `kerberos`, compiled once into the cache: what tests judge our tickets by, none of ours. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { run } from './child.mjs';

const VERSION = '7.0.0';

/** Folder with `node_modules/kerberos`; there or not. */
export const npmKerberosFolder = join(
	cacheFolder,
	`kerberos-${VERSION}-${process.platform}-${process.arch}`,
);

export const LEFT_OUT =
	'the npm package kerberos as acceptor and as source of the system’s tickets';

/** @param {(line: string) => void} say */
export async function ensureNpmKerberos(say) {
	if (existsSync(join(npmKerberosFolder, 'node_modules/kerberos/build/Release/kerberos.node')))
		return;
	say(
		`Compiling the npm package kerberos ${VERSION} (some 10 s, once) into\n  ${npmKerberosFolder}`,
	);
	const draft = `${npmKerberosFolder}.draft-${process.pid}`;
	await mkdir(draft, { recursive: true });
	try {
		// npm has node-gyp for the scripts that it runs, and the package's own one would ask GitHub first.
		await writeFile(
			join(draft, 'package.json'),
			'{"private":true,"scripts":{"compile":"cd node_modules/kerberos && node-gyp rebuild"}}',
		);
		const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
		await run('npm', ['install', `kerberos@${VERSION}`, '--ignore-scripts', ...quiet], {
			cwd: draft,
		});
		await run('npm', ['run', 'compile', '--ignore-scripts=false', '--loglevel=error'], {
			cwd: draft,
			env: headers(),
		});
		await rm(npmKerberosFolder, { recursive: true, force: true });
		await rename(draft, npmKerberosFolder);
	} finally {
		await rm(draft, { recursive: true, force: true });
	}
}

/** Node's own headers where they lie beside it; else node-gyp fetches them. */
function headers() {
	const prefix = dirname(dirname(process.execPath));
	return existsSync(join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
}
