import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	copyFileSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { ownProcess } from '../../../../core/auth/oauth/processIdentity';
import { openTokenStore, requireTokenStore } from '../../../../core/auth/oauth/tokenStore';
import { ExchangeError } from '../../../../core/errors';
import { bundleRefresher } from './children';
import { folderOfOwn, servicesIn } from './connection';

const isRoot = process.getuid?.() === 0;
const SECRET = 'Secret-Of-A-Token-1';

describe('token file', () => {
	let folder: string;
	let path: string;
	beforeEach(() => {
		folder = folderOfOwn();
		path = join(folder, 'tokens.json');
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const open = async (key?: string, location = path) => {
		const services = servicesIn(folder, key ? { connectionKey: key } : {});
		return await requireTokenStore({ settingsLocation: location }, services);
	};
	const save = async (store: Awaited<ReturnType<typeof open>>, accessToken = SECRET) =>
		await store.update(async (_current, keep) => await keep({ accessToken }));
	/** What happens to somebody who reads and then writes. */
	const refusalOf = async (location = path): Promise<ExchangeError> => {
		try {
			const store = await open(undefined, location);
			await store.read();
			await save(store);
		} catch (error) {
			expect(error).toBeInstanceOf(ExchangeError);
			return error as ExchangeError;
		}
		throw new Error('nothing was refused');
	};

	it('keeps what was saved, readable by its owner only, with nothing beside it', async () => {
		await save(await open());
		expect(await (await open()).read()).toEqual({ accessToken: SECRET });
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(readdirSync(folder)).toEqual(['tokens.json']);
	});

	it('is closed again to others who were let in', async () => {
		await save(await open());
		chmodSync(path, 0o644);
		await (await open()).read();
		expect(statSync(path).mode & 0o777).toBe(0o600);
	});

	it('of no location: each connection has its own, in the folder of the program', async () => {
		const first = await openTokenStore({}, servicesIn(folder, { connectionKey: 'a' }));
		const second = await openTokenStore({}, servicesIn(folder, { connectionKey: 'b' }));
		await first!.update(async (_current, keep) => await keep({ accessToken: 'a' }));
		await second!.update(async (_current, keep) => await keep({ accessToken: 'b' }));
		expect([await first!.read(), await second!.read()]).toEqual([
			{ accessToken: 'a' },
			{ accessToken: 'b' },
		]);
		expect(first!.name).not.toBe(second!.name);
		const own = await servicesIn(folder).files.ownFolder();
		expect(statSync(own!).mode & 0o777).toBe(0o700);
		expect(readdirSync(own!).sort()).toEqual([first!.name, second!.name].sort());
	});

	it('of no location and no folder: says how to give one', async () => {
		const files = { ...servicesIn(folder).files, ownFolder: async () => undefined };
		await expect(requireTokenStore({}, { files, connectionKey: 'a' } as never)).rejects.toThrow(
			expect.objectContaining({
				code: 'NO_TOKEN_FILE',
				advice: expect.stringContaining("'OAuth Settings Location'"),
			}),
		);
	});

	it('in memory: lives with the process, one for each connection', async () => {
		const location = `memory://${basename(folder)}`;
		await save(await open('a', location), 'a');
		expect(await (await open('a', location)).read()).toEqual({ accessToken: 'a' });
		expect(await (await open('b', location)).read()).toBeUndefined();
		expect(readdirSync(folder)).toEqual([]);
	});

	const killed = (): string => {
		const { machine } = ownProcess();
		return `${machine}.${2 ** 22 + 1}.x.0123456789abcdef`;
	};
	const written = (generation: number, accessToken: string): string =>
		JSON.stringify({
			...(JSON.parse(readFileSync(path, 'utf8')) as object),
			generation,
			content: { accessToken },
		});

	it.each([
		['whole and newer', () => written(9, 'newer'), 'newer'],
		['whole and older', () => written(1, 'older'), SECRET],
		['half', () => written(9, 'newer').slice(0, -20), SECRET],
		['nothing', () => '', SECRET],
		[
			'of another connection',
			() => written(9, 'newer').replace(/"connection":"[^"]*"/, '"connection":"x"'),
			SECRET,
		],
	])(
		'is put right by the next renewal when a process was killed before it renamed what it wrote: %s',
		async (_what, content, accessToken) => {
			const store = await open();
			await save(store, 'first');
			await save(store);
			writeFileSync(`${path}.new-${killed()}`, content());
			expect(await store.read()).toEqual({ accessToken: SECRET });
			await store.update(async (current) => expect(current).toEqual({ accessToken }));
			expect(readdirSync(folder)).toEqual(['tokens.json']);
		},
	);

	it('what a process that lives is writing is left to it', async () => {
		const store = await open();
		await save(store);
		const { machine, pid, began } = ownProcess();
		const name = `tokens.json.new-${machine}.${pid}.${began || 'x'}.0123456789abcdef`;
		writeFileSync(join(folder, name), written(9, 'newer'));
		await store.update(async (current) => expect(current).toEqual({ accessToken: SECRET }));
		expect(readdirSync(folder).sort()).toEqual(['tokens.json', name]);
	});

	it('of another connection is refused and stays', async () => {
		await save(await open('tenant a'));
		const before = readFileSync(path, 'utf8');
		const other = await open('tenant b');
		await expect(other.read()).rejects.toThrow(/another connection/);
		await expect(save(other)).rejects.toThrow(/another connection/);
		expect(readFileSync(path, 'utf8')).toBe(before);
		expect(before).not.toContain('tenant a');
	});

	it.each([
		['no JSON', `{"access_token":"${SECRET}"`, /no JSON/],
		['the JSON of another program', `{"access_token":"${SECRET}"}`, /another program/],
		['a list', '[1]', /another program/],
		['null', 'null', /another program/],
		['empty', '', /empty/],
		['larger than any of ours', `"${'x'.repeat(1024 * 1024)}"`, /too large/],
		[
			'written by a newer version',
			'{"format":"n8n-nodes-microsoft-exchange/tokens","version":2,"kind":"tokens"}',
			/newer version/,
		],
		[
			'marked as ours and of another shape',
			'{"format":"n8n-nodes-microsoft-exchange/tokens","version":1,"kind":"tokens","content":5}',
			/another connection/,
		],
	])('that is %s is refused, not quoted and left as it is', async (_what, content, message) => {
		writeFileSync(path, content);
		const error = await refusalOf();
		expect(error.message).toMatch(message);
		expect(error.message).toContain(path);
		expect(`${error.message} ${error.advice} ${error.stack}`).not.toContain(SECRET);
		expect(error.field).toBe('oauthSettingsLocation');
		expect(readFileSync(path, 'utf8')).toBe(content);
		expect(readdirSync(folder)).toEqual(['tokens.json']);
	});

	it('behind a symbolic link is refused, also one that is put there later', async () => {
		const target = join(folder, 'elsewhere.json');
		writeFileSync(target, 'untouched');
		const store = await open();
		symlinkSync(target, path);
		await expect(store.read()).rejects.toThrow(/symbolic link/);
		await expect(save(store)).rejects.toThrow(/symbolic link/);
		expect((await refusalOf()).message).toMatch(/symbolic link/);
		expect(readFileSync(target, 'utf8')).toBe('untouched');
	});

	it('in a folder that is missing, or goes missing, says so', async () => {
		expect((await refusalOf(join(folder, 'none', 'tokens.json'))).message).toMatch(
			/not exist|missing|does not/i,
		);
		mkdirSync(join(folder, 'short'));
		const store = await open(undefined, join(folder, 'short', 'tokens.json'));
		rmSync(join(folder, 'short'), { recursive: true });
		await expect(store.read()).rejects.toThrow(/folder that does not exist/);
	});

	it('that is a folder is refused', async () => {
		mkdirSync(path);
		expect((await refusalOf()).message).toContain(path);
		expect(readdirSync(folder)).toEqual(['tokens.json']);
	});

	it('that turns into a folder is refused', async () => {
		const store = await open();
		mkdirSync(path);
		await expect(store.read()).rejects.toThrow(/is no file|is a folder/);
	});

	it('whose lock is something else than ours says so and takes nothing away', async () => {
		writeFileSync(`${path}.lock`, 'a file of somebody');
		await expect(save(await open())).rejects.toBeInstanceOf(ExchangeError);
		expect(readFileSync(`${path}.lock`, 'utf8')).toBe('a file of somebody');
	});

	it('of another user of the machine is refused', async () => {
		if (!isRoot) return expect(isRoot).toBe(false);
		await save(await open());
		chownSync(path, 65534, 65534);
		const error = await refusalOf();
		expect(error.message).toMatch(/another user/);
		expect(statSync(path).uid).toBe(65534);
	});

	it.each([
		['nobody may read', 0o000, 0o777],
		['nobody may replace', 0o600, 0o555],
	])('that %s says so in plain words', async (_what, mode, folderMode) => {
		const script = bundleRefresher(folder);
		const closed = join(folder, 'closed');
		const file = join(closed, 'tokens.json');
		mkdirSync(closed);
		const store = await open('tenant client user server', file);
		await save(store);
		const nobody = 65534;
		chmodSync(file, mode);
		if (isRoot) [folder, closed, file].forEach((one) => chownSync(one, nobody, nobody));
		chmodSync(closed, folderMode);
		const task = JSON.stringify({
			folder,
			settingsLocation: file,
			accessTokenUrl: 'http://127.0.0.1:9/token',
			refreshToken: 'refresh-1',
		});
		// Nobody may not go where root keeps its Node.
		const node = join(folder, 'node');
		copyFileSync(process.execPath, node);
		chmodSync(node, 0o755);
		const { stdout, stderr } = spawnSync(node, [script, task], {
			input: '\n',
			encoding: 'utf8',
			...(isRoot ? { uid: nobody, gid: nobody } : {}),
			env: { PATH: process.env.PATH },
		});
		chmodSync(closed, 0o700);
		expect(stdout).toMatch(
			/^!EACCES The file .* in 'OAuth Settings Location'.* (?:may not be opened|has no right)/m,
		);
		expect(`${stdout}${stderr}`).not.toContain(SECRET);
		expect(stdout).not.toContain('access-');
	});
});
