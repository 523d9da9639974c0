/** One n8n on disk: an existing folder, or the pinned version in the cache folder. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { cacheFolder } from '../cache.mjs';
import { run } from '../child.mjs';
import { ensurePackages } from '../debian.mjs';
import { ensureNode24 } from '../node24.mjs';
import { say, step } from '../progress.mjs';

const root = resolve(import.meta.dirname, '../../..');
const recipe = join(root, 'e2e/package.json');

/** The only native modules that n8n needs to start; everything else installs without scripts. */
const NATIVE = ['sqlite3', 'isolated-vm'];

const json = async (file) => JSON.parse(await readFile(file, 'utf8'));

async function describe(folder, node) {
	const { version, engines } = await json(join(folder, 'node_modules/n8n/package.json'));
	const nodeVersion = (await run(node, ['--version'])).stdout.trim();
	return {
		/** Folder whose node_modules holds n8n. */
		folder,
		version,
		/** Binary that runs it. */
		node,
		nodeVersion,
		bin: join(folder, 'node_modules/n8n/bin/n8n'),
		/** PATH on which `node` is that binary; npm and child processes of n8n follow it. */
		path: `${dirname(node)}:${process.env.PATH}`,
		engines: engines?.node,
	};
}

/** `--n8n FOLDER`: an installation that is there already, with a Node that can run it. */
async function existing(folder) {
	const path = resolve(folder);
	if (!existsSync(join(path, 'node_modules/n8n/bin/n8n'))) {
		throw new Error(
			`No n8n in ${path}: expected ${join(path, 'node_modules/n8n')}. ` +
				'Name the folder in which `npm install n8n` was run, or leave --n8n out to have it installed.',
		);
	}
	const own = join(path, 'node_modules/node/bin/node');
	const found = await describe(path, existsSync(own) ? own : await ensureNode24(say));
	say(`n8n ${found.version} in ${path}, running on Node ${found.nodeVersion}`);
	return found;
}

/** Headers beside the binary, so that node-gyp does not have to fetch them. */
function headersOf(node) {
	const prefix = dirname(dirname(node));
	return existsSync(join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
}

const onPath = (command) =>
	process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, command)));

async function install(folder, node) {
	const wanted = (await json(recipe)).dependencies.n8n;
	say(
		`n8n ${wanted} is not here yet. Downloading about 0.8 GB, 3 GB on disk, 4 to 8 minutes, once, into\n  ${folder}\n` +
			'  (--n8n FOLDER uses an installation that you have)',
	);
	// Debian's packages are called like their commands
	const missing = ['python3', 'make', 'g++'].filter((command) => !onPath(command));
	if (!(await ensurePackages(missing, 'to compile the SQLite module of n8n', say)))
		throw new Error('n8n cannot be installed without these packages.');
	const draft = `${folder}.draft-${process.pid}`;
	await mkdir(draft, { recursive: true });
	try {
		await copyFile(recipe, join(draft, 'package.json'));
		const env = {
			PATH: `${dirname(node)}:${process.env.PATH}`,
			...headersOf(node),
		};
		const lock = join(root, 'e2e/package-lock.json');
		if (existsSync(lock)) await copyFile(lock, join(draft, 'package-lock.json'));
		// without --ignore-scripts a Kafka client is compiled, which ends the whole installation
		await step(`Installing n8n ${wanted}`, (detail) =>
			run(
				'npm',
				[
					'install',
					'--ignore-scripts',
					'--prefer-offline',
					'--no-audit',
					'--no-fund',
					'--loglevel=http',
				],
				{ cwd: draft, env, onLine: (line) => /http fetch/.test(line) && detail(line) },
			),
		);
		await step(`Compiling ${NATIVE.join(' and ')}`, () =>
			run('npm', ['rebuild', ...NATIVE, '--loglevel=error', '--ignore-scripts=false'], {
				cwd: draft,
				env,
			}),
		);
		await writeFile(join(draft, '.installed'), '');
		await rm(folder, { recursive: true, force: true });
		await rename(draft, folder);
	} catch (error) {
		await rm(draft, { recursive: true, force: true });
		throw error;
	}
}

/**
 * The n8n that demo and e2e use.
 * @param {string} [folder] an existing installation; default: environment variable N8N_APP, else the cache folder
 */
export async function findN8n(folder = process.env.N8N_APP) {
	if (folder) return existing(folder);
	const recipeText = await readFile(recipe, 'utf8');
	const { dependencies } = JSON.parse(recipeText);
	const mark = createHash('sha256').update(recipeText).digest('hex').slice(0, 8);
	const target = join(cacheFolder, `n8n-${dependencies.n8n}-${mark}`);
	const node = await ensureNode24(say);
	if (!existsSync(join(target, '.installed'))) await install(target, node);
	const found = await describe(target, node);
	say(`n8n ${found.version} on Node ${found.nodeVersion}`);
	return found;
}
