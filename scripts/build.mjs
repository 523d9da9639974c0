// Builds dist/: node and credential files one by one, all of core with its libraries as dist/core.js
// (large ones beside it), icons and codex files (gulp), start-up metadata, third-party notice.
import { readdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { writeMetadata } from './lib/metadata.mjs';
import { thirdPartyNotice } from './lib/notice.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

const typescriptIn = (folder) =>
	readdirSync(join(root, folder), { recursive: true })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(root, folder, file));

const options = {
	absWorkingDir: root,
	platform: 'node',
	target: 'node20',
	format: 'cjs',
	logLevel: 'warning',
};

await rm(dist, { recursive: true, force: true });
await build({
	...options,
	entryPoints: [...typescriptIn('nodes'), ...typescriptIn('credentials')],
	outbase: root,
	outdir: dist,
});
const bundle = {
	...options,
	bundle: true,
	keepNames: true,
	minifyWhitespace: true,
	legalComments: 'none',
	metafile: true,
};
// Files of their own, each read when it is first needed: they are most of all code, and n8n loads every node at start.
const APART = {
	undici: "export { Client } from 'undici';",
	asn1js: "export * from 'asn1js';",
	'@azure/msal-node':
		"export { ConfidentialClientApplication, ManagedIdentityApplication, PublicClientApplication } from '@azure/msal-node';",
	// Its index would bring all of it, which is five times as much.
	'node-forge':
		"import forge from 'node-forge/lib/forge.js'; import 'node-forge/lib/pkcs12.js'; export const { asn1, pkcs12, pki } = forge;",
	'simple-oauth2':
		"export { AuthorizationCode, ClientCredentials, ResourceOwnerPassword } from 'simple-oauth2';",
};
const fileOf = (library) => `${library.replace(/^.*\//, '')}.js`;
const apart = await Promise.all(
	Object.entries(APART).map(([library, contents]) =>
		build({
			...bundle,
			stdin: { contents, resolveDir: root },
			outfile: join(dist, fileOf(library)),
		}),
	),
);
const core = await build({
	...bundle,
	entryPoints: [join(root, 'core/index.ts')],
	outfile: join(dist, 'core.js'),
	plugins: [
		{
			name: 'libraries apart',
			setup({ onResolve }) {
				onResolve({ filter: /^[@\w]/ }, ({ path }) =>
					path in APART ? { path: `./${fileOf(path)}`, external: true } : undefined,
				);
			},
		},
	],
});

const gulp = join(root, 'node_modules/gulp/bin/gulp.js');
const icons = spawnSync(process.execPath, [gulp, 'build:icons', '--silent'], {
	cwd: root,
	stdio: 'inherit',
});
if (icons.status !== 0) throw new Error('gulp could not copy the icons');

await writeFile(
	join(dist, 'THIRD-PARTY-NOTICES.txt'),
	await thirdPartyNotice(
		root,
		[core, ...apart].map(({ metafile }) => metafile),
	),
);
await writeMetadata(root, manifest);
const { length } = await readFile(join(dist, 'core.js'));
console.log(`built dist/, core.js has ${Math.round(length / 1024)} kB`);
