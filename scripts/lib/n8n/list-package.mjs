// node list-package.mjs PACKAGE_FOLDER DATABASE N8N_FOLDER: the database rows that make an installed
// package appear under Settings > Community nodes. Runs on the Node of n8n, which has node:sqlite;
// NODE_PATH has to name n8n's node_modules, as n8n itself sets it, so that n8n-workflow is found.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const [folder, database] = process.argv.slice(2).map((path) => resolve(path));
const manifest = join(folder, 'package.json');
const { name, version, author, n8n } = JSON.parse(readFileSync(manifest, 'utf8'));
const requirePackage = createRequire(manifest);

const db = new DatabaseSync(database);
db.exec('PRAGMA busy_timeout = 10000');
db.prepare('DELETE FROM installed_nodes WHERE package = ?').run(name);
db.prepare(
	`INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt)
	VALUES (?, ?, ?, ?, datetime('now'), datetime('now'))
	ON CONFLICT (packageName) DO UPDATE SET installedVersion = excluded.installedVersion, updatedAt = excluded.updatedAt`,
).run(name, version, author?.name ?? null, author?.email ?? null);
const insert = db.prepare(
	'INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)',
);
for (const path of n8n.nodes) {
	const [NodeClass] = Object.values(requirePackage(`./${path}`));
	const { description } = new NodeClass();
	const latest = description.defaultVersion ?? [description.version].flat().at(-1);
	insert.run(description.displayName, `${name}.${description.name}`, latest, name);
}
db.close();
