/** Debian packages that a command needs: installed when this is root on Debian, otherwise named. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { run } from './child.mjs';

async function isInstalled(name) {
	const { code, stdout } = await run('dpkg-query', ['-W', '-f', '${Status}', name], {
		check: false,
	}).catch(() => ({ code: 1, stdout: '' }));
	return code === 0 && stdout.includes('install ok installed');
}

/** Those of the named packages that Debian does not have installed. */
export async function missingPackages(names) {
	const states = await Promise.all(names.map(isInstalled));
	return names.filter((_, i) => !states[i]);
}

/**
 * @param {string[]} names Debian packages
 * @param {string} why what they are for, as a clause: `to compile …`
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} false: they are missing and cannot be installed here; the line said so
 */
export async function ensurePackages(names, why, say) {
	const missing = await missingPackages(names);
	if (!missing.length) return true;
	const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
	if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
		say(`Needed ${why}: ${missing.join(', ')}. On Debian, as root:\n  ${command}`);
		return false;
	}
	say(`Installing from Debian, ${why}: ${missing.join(', ')}`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	const wait = ['-o', 'DPkg::Lock::Timeout=300'];
	await run('apt-get', ['update', '-qq', ...wait], { env });
	await withoutServices(() =>
		run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wait, ...missing], {
			env,
		}),
	);
	return true;
}

/** A server that Debian starts on its own would hold the ports that tests need. */
async function withoutServices(work) {
	const policy = '/usr/sbin/policy-rc.d';
	if (existsSync(policy)) return work();
	await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
	try {
		return await work();
	} finally {
		await rm(policy, { force: true });
	}
}
