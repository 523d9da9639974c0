/** A checkout made ready: development dependencies and dist/. Uses nothing but Node itself. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CommandError, run } from './child.mjs';
import { say, step } from './progress.mjs';

export const root = resolve(import.meta.dirname, '../..');

/** The locked dependencies, unless what is installed is at least as new as the lockfile. */
export async function ensureModules() {
	const installed = join(root, 'node_modules/.package-lock.json');
	const time = async (file) => (await stat(file)).mtimeMs;
	if (existsSync(installed)) {
		if ((await time(installed)) >= (await time(join(root, 'package-lock.json')))) return;
	}
	say(
		'Development dependencies are missing: about 60 MB to download, 250 MB on disk, half a minute',
	);
	await step('Installing them', async () => {
		const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
		const { code, stderr } = await run('npm', ['ci', ...quiet], { cwd: root, check: false });
		if (code === 0) return;
		// A registry without the packages of other platforms: npm ci insists on them, npm install does not,
		// and takes the locked versions too.
		if (!/EUSAGE/.test(stderr)) throw new CommandError('npm ci', code, stderr);
		await run('npm', ['install', '--no-save', ...quiet], { cwd: root });
	});
}

export async function buildPackage() {
	await step('Building the package', () => run('npm', ['run', 'build'], { cwd: root }));
}
