// Start-up metadata: what n8n would find by loading every node and credential file. With dist/known and
// dist/types present n8n loads a node's code when it is first used.
import { createRequire } from 'node:module';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';

/** Describes all nodes and credentials that the manifest lists, from the built files below `root`. */
export function describePackage(root, manifest) {
	const require = createRequire(join(root, 'package.json'));
	const instances = (paths) =>
		paths.map((sourcePath) => {
			const className = basename(sourcePath).split('.')[0];
			return { className, sourcePath, type: new (require(join(root, sourcePath))[className])() };
		});

	const nodes = instances(manifest.n8n.nodes);
	const credentials = instances(manifest.n8n.credentials);
	const supportedNodes = (name) =>
		nodes
			.filter(({ type }) => (type.description.credentials ?? []).some((used) => used.name === name))
			.map(({ type }) => type.description.name);

	return {
		known: {
			nodes: Object.fromEntries(
				nodes.map(({ className, sourcePath, type }) => [
					type.description.name,
					{ className, sourcePath },
				]),
			),
			credentials: Object.fromEntries(
				credentials.map(({ className, sourcePath, type }) => [
					type.name,
					{
						className,
						sourcePath,
						extends: type.extends,
						supportedNodes: supportedNodes(type.name),
					},
				]),
			),
		},
		types: {
			nodes: nodes.map(({ sourcePath, type }) => ({
				...withIconUrl(type.description, sourcePath, manifest.name),
				codex: codexOf(require(join(root, `${sourcePath}on`))),
				communityNodePackageVersion: manifest.version,
			})),
			credentials: credentials.map(({ sourcePath, type }) => ({
				...withIconUrl({ ...type }, sourcePath, manifest.name),
				supportedNodes: supportedNodes(type.name),
			})),
		},
	};
}

export async function writeMetadata(root, manifest) {
	const described = describePackage(root, manifest);
	for (const [folder, files] of Object.entries(described)) {
		await mkdir(join(root, 'dist', folder), { recursive: true });
		for (const [kind, content] of Object.entries(files)) {
			await writeFile(join(root, 'dist', folder, `${kind}.json`), JSON.stringify(content));
		}
	}
}

function withIconUrl({ icon, ...described }, sourcePath, packageName) {
	const url = (file) =>
		`icons/${packageName}/${posix.join(dirname(sourcePath), file.replace('file:', ''))}`;
	if (icon === undefined) return described;
	const iconUrl =
		typeof icon === 'string' ? url(icon) : { light: url(icon.light), dark: url(icon.dark) };
	return { ...described, iconUrl };
}

function codexOf({ categories, subcategories, alias, resources }) {
	const { primaryDocumentation, credentialDocumentation } = resources;
	return {
		...(categories && { categories }),
		...(subcategories && { subcategories }),
		...(alias && { alias }),
		resources: { primaryDocumentation, credentialDocumentation },
	};
}
