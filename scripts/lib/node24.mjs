/** The Node that n8n needs, as a package of files from npm when the one that runs here is older. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { run } from './child.mjs';

const MAJOR = 24;
const VERSION = '24.21.0';

/**
 * Path of a `node` binary of version 24 or newer.
 * @param {(line: string) => void} say
 */
export async function ensureNode24(say) {
	if (Number(process.versions.node.split('.')[0]) >= MAJOR) return process.execPath;
	const name = `node-${process.platform}-${process.arch}`;
	const folder = join(cacheFolder, `node-${VERSION}`);
	const binary = join(folder, 'node_modules', name, 'bin/node');
	if (existsSync(binary)) return binary;
	say(
		`This is Node ${process.versions.node}; n8n needs ${MAJOR}. Downloading Node ${VERSION} from npm ` +
			`(60 MB, 200 MB on disk, under a minute, once) into\n  ${folder}`,
	);
	const draft = `${folder}.draft-${process.pid}`;
	await mkdir(draft, { recursive: true });
	await writeFile(join(draft, 'package.json'), '{"private":true}');
	await run(
		'npm',
		[
			'install',
			`${name}@${VERSION}`,
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			'--loglevel=error',
		],
		{ cwd: draft },
	);
	await rm(folder, { recursive: true, force: true });
	await rename(draft, folder);
	return binary;
}
