import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	realpathSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InputError } from '../../../core/errors';
import { HostFiles, type HostFilesOptions } from '../../../core/files/hostFiles';

const FIELD = 'Kerberos Keytab File';
let home: string;
let allowed: string;

beforeEach(() => {
	home = realpathSync(mkdtempSync(path.join(tmpdir(), 'host-files-')));
	allowed = path.join(home, '.n8n-files');
	mkdirSync(allowed);
	mkdirSync(path.join(home, '.n8n'));
	writeFileSync(path.join(home, '.n8n/config'), 'the encryption key');
	writeFileSync(path.join(home, 'secret.txt'), 'somebody else');
	writeFileSync(path.join(allowed, 'a.keytab'), 'keys');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const files = (env: Record<string, string> = {}, more: HostFilesOptions = {}) =>
	new HostFiles({ env: { HOME: home, ...env }, ...more });
const inside = (name: string) => path.join(allowed, name);
const refused = async (run: Promise<unknown>): Promise<InputError> => {
	const error: unknown = await run.then(
		() => new Error('was allowed'),
		(cause: unknown) => cause,
	);
	expect(error).toBeInstanceOf(InputError);
	const { message, advice, field } = error as InputError;
	expect(advice).toBeTruthy();
	expect(field).toBe(FIELD);
	expect(`${message} ${advice}`).not.toMatch(/encryption key|somebody else/);
	return error as InputError;
};

describe('A file that is read', () => {
	it.each([
		['by its whole path', () => inside('a.keytab')],
		['from the home folder', () => '~/.n8n-files/a.keytab'],
		['with blanks around it', () => `  ${inside('a.keytab')}\n`],
		['by dots that stay inside', () => `${allowed}/x/../a.keytab`],
	])('is found %s', async (_, name) => {
		expect(String(await files().read(name(), FIELD))).toBe('keys');
	});

	it.each([
		['outside', () => path.join(home, 'secret.txt')],
		['by dots', () => `${allowed}/../secret.txt`],
		['among the files of n8n', () => path.join(home, '.n8n/config')],
		['that is not there, outside', () => '/nowhere/at/all'],
		['in a folder that only begins alike', () => `${allowed}-too/a.keytab`],
	])('is refused %s', async (_, name) => {
		mkdirSync(`${allowed}-too`);
		writeFileSync(`${allowed}-too/a.keytab`, 'keys');
		const error = await refused(files().read(name(), FIELD));
		expect(error.code).toBe('PATH_BLOCKED');
		expect(error.message).toMatch(/^n8n does not open the file '.*', named in 'Kerberos Keytab/);
		expect(error.advice).toContain(allowed);
		expect(error.advice).toContain('paste its content');
	});

	it('is judged by where a symbolic link leads', async () => {
		symlinkSync(path.join(home, 'secret.txt'), inside('link'));
		symlinkSync(home, inside('folder'));
		symlinkSync(inside('a.keytab'), inside('within'));
		expect((await refused(files().read(inside('link'), FIELD))).code).toBe('PATH_BLOCKED');
		expect((await refused(files().read(inside('folder/secret.txt'), FIELD))).code).toBe(
			'PATH_BLOCKED',
		);
		expect(String(await files().read(inside('within'), FIELD))).toBe('keys');
	});

	it('may lie in an allowed folder that is a symbolic link itself', async () => {
		mkdirSync(path.join(home, 'real'));
		writeFileSync(path.join(home, 'real/x'), 'x');
		symlinkSync(path.join(home, 'real'), path.join(home, 'linked'));
		const env = { N8N_RESTRICT_FILE_ACCESS_TO: path.join(home, 'linked') };
		expect(String(await files(env).read(path.join(home, 'linked/x'), FIELD))).toBe('x');
	});

	it.each([
		['a relative path', 'a.keytab', 'PATH'],
		['nothing', '  ', 'PATH'],
		['a null character', '/files/a\0b', 'PATH'],
		['a missing file', '{}/missing', 'ENOENT'],
		['a file as a folder', '{}/a.keytab/x', 'ENOTDIR'],
		['a folder', '{}', 'NOT_A_FILE'],
	])('is not %s', async (_, name, code) => {
		const error = await refused(files().read(name.replace('{}', allowed), FIELD));
		expect(error.code).toBe(code);
	});

	it('is never a named pipe, which would be waited for', async () => {
		execFileSync('mkfifo', [inside('pipe')]);
		expect((await refused(files().read(inside('pipe'), FIELD))).code).toBe('NOT_A_FILE');
	});

	it('is bounded', async () => {
		writeFileSync(inside('big'), 'x'.repeat(101));
		expect((await refused(files().read(inside('big'), FIELD, 100))).code).toBe('FILE_TOO_LARGE');
		expect(await files().read(inside('big'), FIELD, 101)).toHaveLength(101);
	});

	it('has to be readable by the account that runs n8n', async () => {
		chmodSync(inside('a.keytab'), 0);
		chmodSync(home, 0o755);
		const isRoot = process.getuid!() === 0;
		if (isRoot) process.seteuid!(65_534);
		try {
			expect((await refused(files().read(inside('a.keytab'), FIELD))).code).toBe('EACCES');
		} finally {
			if (isRoot) process.seteuid!(0);
		}
	});
});

describe('The rules of n8n', () => {
	const secret = () => path.join(home, 'secret.txt');

	it('open several folders, or all but those of n8n itself', async () => {
		const several = { N8N_RESTRICT_FILE_ACCESS_TO: `/nowhere; ${home}/ ;` };
		expect(String(await files(several).read(secret(), FIELD))).toBe('somebody else');
		const all = { N8N_RESTRICT_FILE_ACCESS_TO: '' };
		expect(String(await files(all).read(secret(), FIELD))).toBe('somebody else');
		const config = path.join(home, '.n8n/config');
		expect((await refused(files(all).read(config, FIELD))).code).toBe('PATH_BLOCKED');
		const unlocked = { ...all, N8N_BLOCK_FILE_ACCESS_TO_N8N_FILES: 'false' };
		expect(String(await files(unlocked).read(config, FIELD))).toBe('the encryption key');
	});

	it.each([
		['N8N_USER_FOLDER', '{}', '.n8n/x'],
		['N8N_CONFIG_FILES', '/nowhere,{}/x.json', 'x.json'],
		['N8N_CUSTOM_EXTENSIONS', '/nowhere;{}/nodes', 'nodes/x'],
		['N8N_BINARY_DATA_STORAGE_PATH', '{}/bin', 'bin/x'],
		['N8N_STORAGE_PATH', '{}/store', 'store/x'],
		['N8N_UM_EMAIL_TEMPLATES_INVITE', '{}/mail.html', 'mail.html'],
		['N8N_UM_EMAIL_TEMPLATES_PWRESET', '{}/reset.html', 'reset.html'],
	])('close what %s names', async (name, value, place) => {
		const other = path.join(home, 'other');
		const file = path.join(other, place);
		mkdirSync(path.dirname(file), { recursive: true });
		writeFileSync(file, 'own');
		const all = { N8N_RESTRICT_FILE_ACCESS_TO: '' };
		expect(String(await files(all).read(file, FIELD))).toBe('own');
		const env = { ...all, [name]: value.replace('{}', other) };
		expect((await refused(files(env).read(file, FIELD))).code).toBe('PATH_BLOCKED');
	});

	it('close names by pattern, those of git by default, and all by a pattern that is none', async () => {
		mkdirSync(inside('.git'));
		writeFileSync(inside('.git/config'), 'x');
		expect((await refused(files().read(inside('.git/config'), FIELD))).code).toBe('PATH_BLOCKED');
		const blocked = async (patterns: string) =>
			await refused(files({ N8N_BLOCK_FILE_PATTERNS: patterns }).read(inside('a.keytab'), FIELD));
		expect((await blocked('x$; \\.KEYTAB$')).code).toBe('PATH_BLOCKED');
		expect((await blocked('(')).code).toBe('PATH_BLOCKED');
		const others = files({ N8N_BLOCK_FILE_PATTERNS: '\\.pem$' });
		expect(String(await others.read(inside('a.keytab'), FIELD))).toBe('keys');
	});

	it("hold besides the host's own word", async () => {
		const asked: string[] = [];
		const host = (answer: boolean) => ({
			isPathBlocked: async (name: string) => {
				asked.push(name);
				return answer;
			},
		});
		expect((await refused(files({}, host(true)).read(inside('a.keytab'), FIELD))).code).toBe(
			'PATH_BLOCKED',
		);
		expect((await refused(files({}, host(false)).read(secret(), FIELD))).code).toBe('PATH_BLOCKED');
		expect(String(await files({}, host(false)).read(inside('a.keytab'), FIELD))).toBe('keys');
		expect(asked).toContain(inside('a.keytab'));
	});
});

describe('A file that is written', () => {
	it('gets its whole path, there or not', async () => {
		expect(await files().writable('~/.n8n-files/token.json', FIELD)).toBe(inside('token.json'));
		expect(await files().writable(inside('a.keytab'), FIELD)).toBe(inside('a.keytab'));
		expect(existsSync(inside('token.json'))).toBe(false);
	});

	it.each([
		['outside', () => path.join(home, 'token.json'), 'PATH_BLOCKED'],
		['by dots', () => `${allowed}/../token.json`, 'PATH_BLOCKED'],
		['among the files of n8n', () => path.join(home, '.n8n/token.json'), 'PATH_BLOCKED'],
		['through a folder that leads outside', () => inside('folder/token.json'), 'PATH_BLOCKED'],
		['onto a symbolic link', () => inside('link'), 'NOT_A_FILE'],
		['onto a link to nothing', () => inside('dangling'), 'NOT_A_FILE'],
		['onto a folder', () => inside('sub'), 'NOT_A_FILE'],
		['into a missing folder', () => inside('missing/token.json'), 'ENOENT'],
		['into a missing folder outside', () => '/nowhere/token.json', 'PATH_BLOCKED'],
		['by a relative path', () => 'token.json', 'PATH'],
	])('is refused %s', async (_, name, code) => {
		mkdirSync(inside('sub'));
		symlinkSync(home, inside('folder'));
		symlinkSync(inside('a.keytab'), inside('link'));
		symlinkSync(inside('nothing'), inside('dangling'));
		expect((await refused(files().writable(name(), FIELD))).code).toBe(code);
	});

	it('needs a folder that the account may write to', () => {
		chmodSync(home, 0o755);
		chmodSync(allowed, 0o555);
		// The system answers for the account of the process, so one asks that gives up its rights. It does so when all
		// is loaded: another account may not be let in where the project stands.
		const source = path.resolve(__dirname, '../../../core/files/hostFiles.ts');
		const code = `const { HostFiles } = require(${JSON.stringify(source)});
			if (process.getuid() === 0) {
				process.setgroups([65534]);
				process.setgid(65534);
				process.setuid(65534);
			}
			new HostFiles({ env: { HOME: ${JSON.stringify(home)} } })
				.writable(${JSON.stringify(inside('token.json'))}, ${JSON.stringify(FIELD)})
				.then(() => console.log('allowed'), (error) => console.log(error.name, error.code, error.message));`;
		const said = execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', code], {
			encoding: 'utf8',
			cwd: path.resolve(__dirname, '../../..'),
			env: { PATH: process.env.PATH, TMPDIR: tmpdir(), HOME: home },
		});
		expect(said).toMatch(
			/^InputError EACCES The folder '.*', named in 'Kerberos Keytab File', may not be opened/,
		);
	}, 30_000);
});

describe('The folder for files that nobody named', () => {
	const mode = (name: string) => statSync(name).mode & 0o777;

	it('is in the storage of n8n, for its owner alone', async () => {
		const folder = await files().ownFolder();
		expect(folder).toBe(path.join(home, '.n8n/storage/n8n-nodes-microsoft-exchange'));
		expect(mode(folder!)).toBe(0o700);
		chmodSync(folder!, 0o755);
		expect(await files().ownFolder()).toBe(folder);
		expect(mode(folder!)).toBe(0o700);
		const elsewhere = await files({ N8N_USER_FOLDER: path.join(home, 'data') }).ownFolder();
		expect(elsewhere).toBe(path.join(home, 'data/.n8n/storage/n8n-nodes-microsoft-exchange'));
	});

	it('is in an open folder where that of n8n cannot be written to, and nowhere where none can', async () => {
		rmSync(path.join(home, '.n8n'), { recursive: true });
		writeFileSync(path.join(home, '.n8n'), 'no folder');
		const folder = await files().ownFolder();
		expect(folder).toBe(inside('.n8n-nodes-microsoft-exchange'));
		expect(mode(folder!)).toBe(0o700);
		const env = { N8N_RESTRICT_FILE_ACCESS_TO: inside('a.keytab') };
		expect(await files(env).ownFolder()).toBeUndefined();
	});

	it('is no symbolic link that somebody has put there', async () => {
		mkdirSync(path.join(home, '.n8n/storage'));
		mkdirSync(path.join(home, 'trap'));
		symlinkSync(
			path.join(home, 'trap'),
			path.join(home, '.n8n/storage/n8n-nodes-microsoft-exchange'),
		);
		expect(await files().ownFolder()).toBe(inside('.n8n-nodes-microsoft-exchange'));
	});
});
