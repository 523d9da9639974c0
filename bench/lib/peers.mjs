import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

function run(command, args, options = {}) {
	return spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
}

/** Builds dist/: benchmarks measure what is shipped. */
export async function buildPackage(say) {
	say('building the package');
	const built = run(process.execPath, ['scripts/build.mjs']);
	if (built.status !== 0) throw new Error(`the build ended with ${built.status}: ${built.stderr}`);
}

/** The python that has exchangelib, installed from Debian when that is possible; undefined: missing. */
export async function installExchangelib(say) {
	const python = '/usr/bin/python3';
	const has = () => run(python, ['-c', 'import exchangelib']).status === 0;
	if (has()) return python;
	if (process.getuid?.() === 0 && run('apt-get', ['--version']).status === 0) {
		say('installing python3-exchangelib');
		run('apt-get', ['update', '-qq']);
		run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'python3-exchangelib'], {
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	}
	if (has()) return python;
	say('exchangelib is missing: apt-get install python3-exchangelib');
	return undefined;
}
