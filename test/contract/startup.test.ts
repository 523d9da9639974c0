import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import manifest from '../../package.json';
import { credentials, nodes } from './package';

jest.mock('../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const root = join(__dirname, '../..');
const dist = join(root, 'dist');
const read = (path: string): never => JSON.parse(readFileSync(join(dist, path), 'utf8')) as never;
/** As JSON keeps it: keys without a value are gone. */
const stored = (value: unknown): IDataObject => JSON.parse(JSON.stringify(value)) as IDataObject;

/** With dist/known and dist/types n8n starts without running any code of the package. */
describe('Start-up metadata', () => {
	if (!existsSync(join(dist, 'types/nodes.json'))) {
		console.warn('LEFT OUT: comparison of the start-up metadata, since dist is not built');
		it.each(manifest.n8n.nodes)('the manifest names the built %s', (path) => {
			const source = path.replace(/^dist\//, '').replace(/\.js$/, '.ts');
			expect(existsSync(join(root, source))).toBe(true);
		});
		return;
	}

	const sourceOf = (path: string) => path.replace(/^dist\//, '').replace(/\.js$/, '');

	it('holds the live description of each node (after changes: npm run build)', () => {
		const types = read('types/nodes.json') as IDataObject[];
		expect(types).toHaveLength(nodes.length);
		for (const [index, { description }] of nodes.entries()) {
			const { iconUrl, codex, communityNodePackageVersion, ...described } = types[index]!;
			const { icon, ...live } = description;
			expect(described).toEqual(stored(live));
			expect(communityNodePackageVersion).toBe(manifest.version);
			const file = (url: string) => join(root, url.replace(`icons/${manifest.name}/`, ''));
			for (const theme of ['light', 'dark'] as const) {
				const url = (iconUrl as Record<string, string>)[theme] ?? '';
				expect(url.endsWith((icon as Record<string, string>)[theme]!.replace('file:', ''))).toBe(
					true,
				);
				expect(existsSync(file(url))).toBe(true);
			}
			const source = JSON.parse(
				readFileSync(join(root, `${sourceOf(manifest.n8n.nodes[index]!)}.json`), 'utf8'),
			) as IDataObject;
			expect(codex).toMatchObject({ categories: source.categories, alias: source.alias });
			expect(source.node).toBe(`${manifest.name}.${description.name}`);
		}
	});

	it('holds the live fields of each credential', () => {
		const types = read('types/credentials.json') as IDataObject[];
		expect(types).toHaveLength(credentials.length);
		for (const [index, credential] of credentials.entries()) {
			const { properties, name, displayName, documentationUrl } = credential;
			expect(types[index]).toMatchObject(
				stored({ properties, name, displayName, documentationUrl }),
			);
			const users = nodes
				.map(({ description }) => description)
				.filter((description) => description.credentials?.some((used) => used.name === name));
			expect(types[index]?.supportedNodes).toEqual(users.map((description) => description.name));
			expect(users).toHaveLength(1);
		}
	});

	it('says where each class lies', () => {
		const knownNodes = read('known/nodes.json') as Record<string, IDataObject>;
		const knownCredentials = read('known/credentials.json') as Record<string, IDataObject>;
		const all: Array<[IDataObject | undefined, string | undefined]> = [
			...nodes.map(({ description }, index): [IDataObject | undefined, string | undefined] => [
				knownNodes[description.name],
				manifest.n8n.nodes[index],
			]),
			...credentials.map(({ name }, index): [IDataObject | undefined, string | undefined] => [
				knownCredentials[name],
				manifest.n8n.credentials[index],
			]),
		];
		for (const [known, path] of all) {
			expect(known).toMatchObject({
				className: basename(path!).split('.')[0],
				sourcePath: path,
			});
			expect(existsSync(join(root, path!))).toBe(true);
			expect(posix.dirname(path!).startsWith('dist/')).toBe(true);
		}
	});

	it('reads a small part of core to describe the nodes, and all of it from one place', () => {
		const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		const script = `
			for (const file of ${JSON.stringify(files)}) {
				const [Type] = Object.values(require(require('path').join(${JSON.stringify(root)}, file)));
				new Type();
			}
			console.log(JSON.stringify(Object.keys(require.cache)));`;
		const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
			cwd: root,
			encoding: 'utf8',
		});
		expect(stderr).toBe('');
		const own = (JSON.parse(stdout) as string[]).filter((file) => file.startsWith(dist));
		expect(own).toEqual(expect.arrayContaining(files.map((file) => join(root, file))));
		expect(own).toContain(join(dist, 'core.js'));
		const bytes = own.reduce((sum, file) => sum + statSync(file).size, 0);
		const all = readdirSync(dist)
			.filter((file) => file.startsWith('core'))
			.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0);
		expect(bytes).toBeLessThan(600_000);
		expect(bytes).toBeLessThan(all / 2);
	});

	it('finds core beside the nodes', () => {
		expect(existsSync(join(dirname(dist), basename(dist), 'core.js'))).toBe(true);
	});
});
