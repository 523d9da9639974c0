// Builds dist/: one file for each node and credential, core with its libraries in a few (the first one is dist/core.js),
// icons and codex files (gulp), start-up metadata, third-party notice.
import { readdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { build, transform } from 'esbuild';
import { writeMetadata } from './lib/metadata.mjs';
import { thirdPartyNotice } from './lib/notice.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

const options = {
	absWorkingDir: root,
	platform: 'node',
	target: 'node20',
	format: 'cjs',
	logLevel: 'warning',
};

await rm(dist, { recursive: true, force: true });
// A file for each node and credential: n8n reads them all at start, and sixty small files take longer than three.
await build({
	...options,
	entryPoints: [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((path) =>
		join(root, path.replace(/^dist\//, '').replace(/\.js$/, '.ts')),
	),
	outbase: root,
	outdir: dist,
	bundle: true,
	packages: 'external',
	plugins: [
		{
			name: 'one core for all nodes',
			setup({ onResolve }) {
				onResolve({ filter: /^\.\.\/\.\.\/core$/ }, ({ path }) => ({
					path: `${path}.js`,
					external: true,
				}));
			},
		},
	],
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
		"export { ConfidentialClientApplication, ManagedIdentityApplication } from '@azure/msal-node';",
	// Its index would bring all of it, which is five times as much.
	'node-forge':
		"import forge from 'node-forge/lib/forge.js'; import 'node-forge/lib/pkcs12.js'; export const { asn1, pkcs12, pki } = forge;",
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
// Core in pieces that share each module: what describes the nodes first, the rest when a connection is opened. esbuild
// cuts ECMAScript modules only, so they are made CommonJS afterwards.
const core = await build({
	...bundle,
	format: 'esm',
	splitting: true,
	write: false,
	entryPoints: { core: join(root, 'core/index.ts') },
	outdir: dist,
	chunkNames: 'core-[name]-[hash]',
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
for (const { path, text } of core.outputFiles) {
	const { code } = await transform(text, {
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		minifyWhitespace: true,
		// `require`, as everything else here is read.
		supported: { 'dynamic-import': false },
	});
	await writeFile(path, code);
}

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
/** kB of a piece of core and of all that it needs before it runs. */
function sizeWithImports(file, seen = new Set()) {
	if (seen.has(file)) return 0;
	seen.add(file);
	const { bytes, imports } = core.metafile.outputs[file];
	return imports
		.filter(({ kind, external }) => kind === 'import-statement' && !external)
		.reduce((sum, { path }) => sum + sizeWithImports(path, seen), bytes / 1024);
}
const all = Object.values(core.metafile.outputs).reduce((sum, { bytes }) => sum + bytes / 1024, 0);
console.log(
	`built dist/, n8n reads ${Math.round(sizeWithImports('dist/core.js'))} of ${Math.round(all)} kB of core when it loads the nodes`,
);
