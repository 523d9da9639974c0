/**
 * Adds what is new to the frozen names: node test/contract/update.mjs
 * Refuses when something is gone or changed: that needs a new version of the node, and a credential has
 * no versions at all.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
require('tsx/cjs');
const { surfaces } = require('./surface.ts');
const { compare } = require('./compare.ts');
const { n8n } = require('../../package.json');

const folder = dirname(fileURLToPath(import.meta.url));
const instances = (paths) =>
	paths.map((path) => {
		const source = path.replace(/^dist\//, '../../').replace(/\.js$/, '.ts');
		return new (require(source)[basename(source).split('.')[0]])();
	});
const live = surfaces(instances(n8n.nodes), instances(n8n.credentials));
let refused = 0;
for (const [file, now] of Object.entries(live)) {
	const path = join(folder, file);
	const frozen = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
	const { broken, added } = compare(frozen, now);
	for (const difference of broken) console.error(`${file}: ${difference}`);
	refused += broken.length;
	if (broken.length > 0 || added.length === 0) continue;
	writeFileSync(path, `${JSON.stringify(now, null, 2)}\n`);
	console.log(`${file}: ${added.length} name(s) added`);
}
if (refused > 0) {
	console.error(
		`${refused} frozen name(s) are gone or changed; nothing of their files was written`,
	);
	process.exitCode = 1;
}
