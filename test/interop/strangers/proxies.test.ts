import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAuthenticator } from '../../../core/auth/registry';
import { createHttpClient } from '../../../core/http/client';
import type { ProxyOptions } from '../../../core/http/proxy';
import { which } from '../../servers/domainController';
import { readBody, serveHttp, type Running } from '../../servers/listen';
import { freePort, startProgram, type Program } from '../../servers/program';
import { runCommand } from '../../support/command';

const USER = 'proxy user';
const PASSWORD = 'Pr0xy-Pass:1';
const identity = { user: 'anna', password: 'pw', allowPlainHttp: true, channelBinding: true };

let folder: string;
let server: Running;
const programs: Program[] = [];
beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'proxies-'));
	chmodSync(folder, 0o755);
	server = await serveHttp(async (request, response) => {
		const authorization = request.headers.authorization ?? 'none';
		const hasProxy = 'proxy-authorization' in request.headers;
		response.end(`${(await readBody(request)).toString()} ${authorization} ${hasProxy}`);
	});
});
afterAll(async () => {
	await Promise.all(programs.map((program) => program.stop()));
	await server.close();
	rmSync(folder, { recursive: true, force: true });
});
async function run(command: string, args: readonly string[], port: number): Promise<Program> {
	const program = await startProgram(command, args, port);
	programs.push(program);
	return program;
}
const file = (name: string, text: string, mode = 0o644): string => {
	const at = path.join(folder, name);
	writeFileSync(at, text, { mode });
	return at;
};

async function send(
	proxyUrl: string,
	proxy: Partial<Extract<ProxyOptions, { mode: 'custom' }>> = {},
	url = `http://127.0.0.1:${server.port}/`,
): Promise<string[]> {
	const http = createHttpClient(
		{
			tls: { rejectUnauthorized: true, legacy: false },
			proxy: { mode: 'custom', url: proxyUrl, exceptions: [], ...proxy },
			retry: { attempts: 1 },
			connectTimeoutMs: 5_000,
		},
		createAuthenticator('Basic', identity),
	);
	try {
		const texts: string[] = [];
		for (let call = 0; call < 2; call++) {
			const answer = await http.send({ method: 'POST', url, body: 'ping', safe: false });
			texts.push(await answer.text());
		}
		return texts;
	} finally {
		await http.close();
	}
}
const ANSWER = `ping Basic ${Buffer.from('anna:pw').toString('base64')} false`;

function suite(program: string, debianPackage: string): jest.Describe {
	if (which(program)) return describe;
	console.warn(`LEFT OUT: the proxy of ${debianPackage}, which is missing`);
	return describe.skip;
}

suite('tinyproxy', 'tinyproxy')('tinyproxy', () => {
	it('by Basic', async () => {
		const port = await freePort();
		const user = 'proxyuser';
		const config = file(
			'tinyproxy.conf',
			[`Port ${port}`, 'Listen 127.0.0.1', `BasicAuth ${user} Pr0xy-Pass-1`, ''].join('\n'),
		);
		await run('tinyproxy', ['-d', '-c', config], port);
		const url = `http://127.0.0.1:${port}`;
		expect(await send(url, { user, password: 'Pr0xy-Pass-1' })).toEqual([ANSWER, ANSWER]);
		await expect(send(url, { user, password: 'wrong' })).rejects.toThrow(
			/refused the sign-in \(401\)/,
		);
		await expect(send(url)).rejects.toThrow(/asks for a sign-in \(407\); it offers Basic/);
		const closed = `http://127.0.0.1:${await freePort()}/`;
		const refused = send(url, { user, password: 'Pr0xy-Pass-1' }, closed);
		await expect(refused).rejects.toThrow(/did not connect to 127\.0\.0\.1:\d+ \(5\d\d\)/);
	});
});

suite('microsocks', 'microsocks')('microsocks', () => {
	it.each(['socks5', 'socks5h'])('by user and password, %s', async (scheme) => {
		const port = await freePort();
		const args = ['-i', '127.0.0.1', '-p', String(port), '-u', USER, '-P', PASSWORD];
		await run('microsocks', args, port);
		const url = `${scheme}://127.0.0.1:${port}`;
		const target = `http://localhost:${server.port}/`;
		expect(await send(url, { user: USER, password: PASSWORD }, target)).toEqual([ANSWER, ANSWER]);
		const signIn = (password: string) => send(url, { user: USER, password }, target);
		await expect(signIn('wrong')).rejects.toThrow(/refused the sign-in/);
		await expect(send(url, {}, target)).rejects.toThrow(/takes no sign-in that is known here/);
	});
});

suite('sshd', 'openssh-server')('ssh -D', () => {
	it('by SOCKS 4, 4a and 5', async () => {
		if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
		for (const name of ['host', 'own']) {
			const made = await runCommand('ssh-keygen', [
				...['-q', '-t', 'ed25519', '-N', '', '-f', path.join(folder, name)],
			]);
			expect(made.stderr).toBe('');
		}
		const [sshPort, port] = [await freePort(), await freePort()];
		const config = file(
			'sshd_config',
			[
				`Port ${sshPort}`,
				'ListenAddress 127.0.0.1',
				`HostKey ${folder}/host`,
				`AuthorizedKeysFile ${folder}/own.pub`,
				'PasswordAuthentication no',
				'PermitRootLogin prohibit-password',
				'StrictModes no',
				'UsePAM no',
				`PidFile ${folder}/sshd.pid`,
				'',
			].join('\n'),
		);
		await run('/usr/sbin/sshd', ['-D', '-e', '-f', config], sshPort);
		await run(
			'ssh',
			[
				...['-N', '-F', '/dev/null', '-D', `127.0.0.1:${port}`, '-p', String(sshPort)],
				...['-i', path.join(folder, 'own'), '-o', 'StrictHostKeyChecking=no'],
				...['-o', `UserKnownHostsFile=${folder}/known`, '-o', 'LogLevel=ERROR', '127.0.0.1'],
			],
			port,
		);
		for (const scheme of ['socks4', 'socks4a', 'socks5', 'socks5h', 'socks']) {
			expect(await send(`${scheme}://127.0.0.1:${port}`)).toEqual([ANSWER, ANSWER]);
		}
		const closed = `http://127.0.0.1:${await freePort()}/`;
		await expect(send(`socks5://127.0.0.1:${port}`, {}, closed)).rejects.toThrow();
	});
});

suite('apache2', 'apache2')('Apache as a forward proxy', () => {
	let url: string;
	const modules = '/usr/lib/apache2/modules';
	beforeAll(async () => {
		const port = await freePort();
		url = `http://127.0.0.1:${port}`;
		const hash = (algorithm: string, text: string) => createHash(algorithm).update(text);
		const digest = hash('md5', `${USER}:Proxy:${PASSWORD}`).digest('hex');
		const lines = (scheme: string) => [
			`AuthType ${scheme}`,
			'AuthName Proxy',
			`Auth${scheme}Provider file`,
			`AuthUserFile ${file(scheme, scheme === 'Digest' ? `${USER}:Proxy:${digest}\n` : `${USER}:{SHA}${hash('sha1', PASSWORD).digest('base64')}\n`)}`,
			'Require valid-user',
		];
		const digestPort = await freePort();
		const config = file(
			'apache.conf',
			[
				`ServerRoot ${folder}`,
				'ServerName 127.0.0.1',
				...['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic']
					.concat('auth_digest', 'proxy', 'proxy_http', 'proxy_connect')
					.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`),
				...(process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : []),
				`PidFile ${folder}/apache.pid`,
				`DefaultRuntimeDir ${folder}`,
				'Mutex pthread',
				`ErrorLog ${folder}/apache.log`,
				'ProxyRequests On',
				`AllowCONNECT ${server.port}`,
				...[
					['Basic', port],
					['Digest', digestPort],
				].flatMap(([scheme, at]) => [
					`Listen 127.0.0.1:${at}`,
					`<VirtualHost 127.0.0.1:${at}>`,
					'<Proxy *>',
					...lines(String(scheme)),
					'</Proxy>',
					'</VirtualHost>',
				]),
				'',
			].join('\n'),
		);
		await run('apache2', ['-f', config, '-DFOREGROUND'], port);
		urls = { Basic: url, Digest: `http://127.0.0.1:${digestPort}` };
	}, 30_000);
	let urls: Record<string, string>;

	it.each(['Basic', 'Digest'])('by %s', async (scheme) => {
		const by = (password: string) => ({
			authenticator: createAuthenticator(scheme, { ...identity, user: USER, password }),
		});
		expect(await send(urls[scheme]!, by(PASSWORD))).toEqual([ANSWER, ANSWER]);
		await expect(send(urls[scheme]!, by('wrong'))).rejects.toThrow(/refused the sign-in/);
	});
});
