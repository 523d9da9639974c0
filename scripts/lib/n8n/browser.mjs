/** Chromium, driven by the playwright-core that the pinned n8n is installed with. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../cache.mjs';
import { root } from '../checkout.mjs';
import { run } from '../child.mjs';
import { ensurePackages } from '../debian.mjs';
import { say, step } from '../progress.mjs';

const BINARIES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Nothing but the pages of n8n is to be talked to. */
const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** playwright-core of an installation, or of the cache folder where a reused one has none. */
async function findPlaywright(installation) {
	const name = 'playwright-core';
	if (existsSync(join(installation.folder, 'node_modules', name))) {
		return createRequire(join(installation.folder, 'package.json'))(name);
	}
	const { dependencies } = JSON.parse(await readFile(join(root, 'e2e/package.json'), 'utf8'));
	const version = dependencies[name];
	const folder = join(cacheFolder, `${name}-${version}`);
	if (!existsSync(join(folder, 'node_modules', name))) {
		await mkdir(folder, { recursive: true });
		await writeFile(join(folder, 'package.json'), '{"private":true}');
		await step(`Downloading ${name} ${version} (3 MB)`, () =>
			run('npm', ['install', `${name}@${version}`, '--ignore-scripts', '--no-audit', '--no-fund'], {
				cwd: folder,
			}),
		);
	}
	return createRequire(join(folder, 'package.json'))(name);
}

/** Path of a browser; undefined where there is none and none can be installed. */
export async function ensureChromium() {
	const found = () => [process.env.CHROMIUM, ...BINARIES].find((path) => path && existsSync(path));
	if (!found()) {
		await ensurePackages(['chromium', 'fonts-dejavu-core'], 'to open the canvas in a browser', say);
	}
	return found();
}

export async function launchBrowser(installation, executablePath) {
	const { chromium } = await findPlaywright(installation);
	return chromium.launch({ executablePath, args: ARGUMENTS });
}
