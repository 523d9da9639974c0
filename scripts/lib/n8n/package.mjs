/** This package as a tarball, and the tarball as n8n's Settings > Community nodes installs it. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from '../child.mjs';

const json = async (file) => JSON.parse(await readFile(file, 'utf8'));

/** Packs the built package in `folder`; returns the tarball's path. */
export async function pack(folder, destination) {
	await mkdir(destination, { recursive: true });
	const { stdout } = await run(
		'npm',
		['pack', '--ignore-scripts', '--quiet', '--pack-destination', destination],
		{ cwd: folder },
	);
	return join(destination, stdout.trim().split('\n').at(-1));
}

/**
 * Repeats the steps of n8n's installer: unpack, drop what it drops from package.json, npm install
 * without scripts and without a lockfile, list the package in the folder's package.json.
 */
export async function installCommunityPackage({ tarball, userFolder, path }) {
	const nodes = join(userFolder, '.n8n/nodes');
	const manifest = JSON.parse(
		(await run('tar', ['-xzOf', tarball, 'package/package.json'])).stdout,
	);
	const target = join(nodes, 'node_modules', manifest.name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	await run('tar', ['-xzf', resolve(tarball), '-C', target, '--strip-components=1']);
	const { devDependencies, peerDependencies, optionalDependencies, ...kept } = manifest;
	await writeFile(join(target, 'package.json'), JSON.stringify(kept, null, 2));
	await run(
		'npm',
		[
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
			'--loglevel=error',
		],
		{ cwd: target, env: { PATH: path } },
	);
	const list = join(nodes, 'package.json');
	const before = await json(list).catch(() => ({ name: 'installed-nodes', private: true }));
	before.dependencies = { ...before.dependencies, [manifest.name]: manifest.version };
	await writeFile(list, JSON.stringify(before, null, 2));
	return {
		folder: target,
		name: manifest.name,
		version: manifest.version,
		dropped: Object.keys({ ...devDependencies, ...peerDependencies, ...optionalDependencies }),
	};
}
