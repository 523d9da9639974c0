// Loads node and credential files as n8n does: eager (at install: every file, instantiated) or lazy (at
// start: the metadata files and the credential classes), or an empty package for comparison.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { input } from '../lib/child.mjs';

const { root, way } = await input();
const require = createRequire(join(root, 'package.json'));
require('n8n-workflow');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const instantiate = (path) => new (require(join(root, path))[basename(path).split('.')[0]])();
globalThis.gc();
const before = process.memoryUsage.rss();
const start = performance.now();
const kept = [];
if (way === 'eager')
	kept.push(...[...manifest.n8n.nodes, ...manifest.n8n.credentials].map(instantiate));
if (way === 'lazy') {
	for (const file of ['known/nodes', 'known/credentials', 'types/nodes', 'types/credentials']) {
		kept.push(JSON.parse(readFileSync(join(root, 'dist', `${file}.json`), 'utf8')));
	}
	kept.push(...manifest.n8n.credentials.map(instantiate));
}
const wall = performance.now() - start;
globalThis.gc();
const memory = (process.memoryUsage.rss() - before) / 1e6;
console.log(JSON.stringify({ wall, memory, kept: kept.length }));
