/**
 * n8n's lint rules see literals only, and the descriptions of this package are generated from the
 * tables and procedures of core. This prints each live description, with the columns and inputs that
 * the panel shows, as a literal into a temporary package and lints that with the same configuration.
 *
 *   node scripts/lint-descriptions.mjs                  the descriptions of this package
 *   node scripts/lint-descriptions.mjs FILE.json …      printed descriptions, for tests
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import config from '../eslint.config.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Where the sources of the nodes lie, from the paths of what is built of them. */
const sources = manifest.n8n.nodes.map((path) =>
	path.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
);

const isName = (key) => /^[A-Za-z_$][\w$]*$/.test(key);

/** JSON as a TypeScript literal: the rules look for keys without quotes. */
function literal(value, depth = 1) {
	const indent = '\t'.repeat(depth);
	const end = '\t'.repeat(depth - 1);
	if (Array.isArray(value)) {
		if (value.length === 0) return '[]';
		return `[\n${value.map((entry) => `${indent}${literal(entry, depth + 1)},\n`).join('')}${end}]`;
	}
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
	if (entries.length === 0) return '{}';
	const lines = entries.map(
		([key, entry]) =>
			`${indent}${isName(key) ? key : JSON.stringify(key)}: ${literal(entry, depth + 1)},\n`,
	);
	return `{\n${lines.join('')}${end}}`;
}

/** The description as a node file; inputs and outputs as in the sources. */
function nodeFile(className, { inputs, outputs, ...description }) {
	return `import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

const MAIN = [NodeConnectionTypes.Main];

export class ${className} implements INodeType {
	description: INodeTypeDescription = ${literal(description, 2).replace(
		/^\{/,
		`{\n\t\tinputs: MAIN,\n\t\toutputs: MAIN,`,
	)};
}
`;
}

/**
 * What the panel loads for each resource, as fields of a collection, so that the rules judge the labels
 * and descriptions that come from tables and procedures.
 */
async function loadedFields({ description, methods }) {
	const operations = description.properties.filter(({ name }) => name === 'operation');
	const loaded = [];
	for (const { options, displayOptions } of operations) {
		const [resource] = displayOptions.show.resource;
		for (const { value: operation } of options) {
			const panel = {
				getCurrentNodeParameter: (name) => ({ resource, operation })[name],
				// No credential is chosen: the columns of all protocols are shown.
				getNode: () => ({}),
			};
			const name = `${resource}${operation[0].toUpperCase()}${operation.slice(1)}`;
			if (operation === 'query') {
				const columns = await methods.loadOptions.getColumns.call(panel);
				loaded.push([`${name}Columns`, columns.map((entry) => [entry.value, entry])]);
			} else {
				const { fields } = ['create', 'update', 'upsert'].includes(operation)
					? await methods.resourceMapping.getMappingColumns.call(panel)
					: ['get', 'delete'].includes(operation)
						? { fields: [] }
						: ((await methods.resourceMapping.getProcedureInputs?.call(panel)) ?? { fields: [] });
				loaded.push([name, fields.map((field) => [field.id, { name: field.displayName }])]);
			}
		}
	}
	// A column's own name behind its label is no prose, which is what the rules judge.
	const label = (id, text) => text.replace(` (${id})`, '');
	return loaded.map(([name, fields]) => ({
		displayName: 'Additional Fields',
		name,
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: fields
			.map(([id, entry]) => ({
				displayName: label(id, entry.name),
				name: id,
				type: 'string',
				default: '',
				// Columns are no parameters: the mapper has no hidden input and no colour picker to ask for.
				...(id === 'password' && { typeOptions: { password: true } }),
				...(/color/i.test(id) && { type: 'color' }),
				description: entry.description,
			}))
			.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	}));
}

/** The live descriptions, read from the sources. */
async function liveDescriptions() {
	require('tsx/cjs');
	const live = [];
	for (const path of sources) {
		const node = new (require(join(root, path))[basename(path).split('.')[0]])();
		const properties = [...node.description.properties, ...(await loadedFields(node))];
		live.push({ path, description: { ...node.description, properties } });
	}
	return live;
}

function givenDescriptions(files) {
	return files.map((file) => {
		const description = JSON.parse(readFileSync(file, 'utf8'));
		const name = description.name.toLowerCase();
		const path = sources.find((source) => basename(source).split('.')[0].toLowerCase() === name);
		return { path, description };
	});
}

/** Lints one description in a package of its own; returns what the rules found. */
async function lint({ path, description }) {
	const folder = mkdtempSync(join(tmpdir(), 'descriptions-'));
	try {
		const file = join(folder, path);
		mkdirSync(dirname(file), { recursive: true });
		cpSync(join(root, 'credentials'), join(folder, 'credentials'), { recursive: true });
		cpSync(join(root, 'package.json'), join(folder, 'package.json'));
		cpSync(join(root, dirname(path)), dirname(file), {
			recursive: true,
			filter: (source) => !source.endsWith('.ts'),
		});
		writeFileSync(file, nodeFile(basename(path).split('.')[0], description));
		const eslint = new ESLint({
			cwd: folder,
			overrideConfigFile: true,
			overrideConfig: config,
		});
		const results = await eslint.lintFiles([path]);
		const lines = readFileSync(file, 'utf8').split('\n');
		return results.flatMap(({ messages }) =>
			messages.map(({ line, ruleId, message }) => ({
				rule: ruleId,
				message: message.length > 200 ? `${message.slice(0, 200)}…` : message,
				at: [lines[line - 1], lines[line]].map((text) => (text ?? '').trim()).join(' '),
			})),
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const files = process.argv.slice(2);
const descriptions = files.length > 0 ? givenDescriptions(files) : await liveDescriptions();
let findings = 0;
for (const described of descriptions) {
	for (const { rule, message, at } of await lint(described)) {
		findings++;
		console.log(`${rule}: ${message}\n    at ${at}`);
	}
}
console.log(`${descriptions.length} generated description(s) linted, ${findings} finding(s)`);
process.exitCode = findings > 0 ? 1 : 0;
