import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { MicrosoftExchangeApi } from '../../credentials/MicrosoftExchangeApi.credentials';
import { MicrosoftExchange } from '../../nodes/MicrosoftExchange/MicrosoftExchange.node';
import manifest from '../../package.json';

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

	it('holds the live description of each node (after changes: npm run build)', () => {
		const [type, ...others] = read('types/nodes.json') as IDataObject[];
		expect(others).toEqual([]);
		const { iconUrl, codex, communityNodePackageVersion, ...described } = type as IDataObject;
		const { icon, ...live } = new MicrosoftExchange().description;
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
			readFileSync(join(root, 'nodes/MicrosoftExchange/MicrosoftExchange.node.json'), 'utf8'),
		) as IDataObject;
		expect(codex).toMatchObject({ categories: source.categories, alias: source.alias });
	});

	it('holds the live fields of each credential', () => {
		const [type, ...others] = read('types/credentials.json') as IDataObject[];
		expect(others).toEqual([]);
		const { properties, name, displayName, documentationUrl } = new MicrosoftExchangeApi();
		expect(type).toMatchObject(stored({ properties, name, displayName, documentationUrl }));
		expect(type?.supportedNodes).toEqual(['microsoftExchange']);
	});

	it('says where each class lies', () => {
		const { microsoftExchange } = read('known/nodes.json') as Record<string, IDataObject>;
		const { microsoftExchangeApi } = read('known/credentials.json') as Record<string, IDataObject>;
		for (const [known, path] of [
			[microsoftExchange, manifest.n8n.nodes[0]],
			[microsoftExchangeApi, manifest.n8n.credentials[0]],
		] as const) {
			expect(known).toMatchObject({
				className: basename(path!).split('.')[0],
				sourcePath: path,
			});
			expect(existsSync(join(root, path!))).toBe(true);
			expect(posix.dirname(path!).startsWith('dist/')).toBe(true);
		}
	});

	it('finds core beside the nodes', () => {
		expect(existsSync(join(dirname(dist), basename(dist), 'core.js'))).toBe(true);
	});
});
