/** A checkout made ready: development dependencies and dist/. Uses nothing but Node itself. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from './child.mjs';
import { say, step } from './progress.mjs';

export const root = resolve(import.meta.dirname, '../..');

/** npm ci, unless what is installed is at least as new as the lockfile. */
export async function ensureModules() {
	const installed = join(root, 'node_modules/.package-lock.json');
	const time = async (file) => (await stat(file)).mtimeMs;
	if (existsSync(installed)) {
		if ((await time(installed)) >= (await time(join(root, 'package-lock.json')))) return;
	}
	say(
		'Development dependencies are missing: about 60 MB to download, 250 MB on disk, half a minute',
	);
	await step('npm ci', () => run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root }));
}

export async function buildPackage() {
	await step('Building the package', () => run('npm', ['run', 'build'], { cwd: root }));
}
