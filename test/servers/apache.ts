import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	chownSync,
	copyFileSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { certificate } from './certificates';
import { isOpen, run, which } from './domainController';
import { serveHttp, serveTcp } from './listen';

const MODULES = '/usr/lib/apache2/modules';
const OWNER = 'www-data';

/** What keeps Apache from running here; undefined when nothing does. */
export function whyNoApache({ gssapi = false } = {}): string | undefined {
	if (!which('apache2')) return 'Debian package apache2 is missing';
	if (gssapi && !existsSync(`${MODULES}/mod_auth_gssapi.so`)) {
		return 'Debian package libapache2-mod-auth-gssapi is missing';
	}
	return undefined;
}

/**
 * An Apache httpd that asks who is there and passes requests on to `backend`. Paths: `/basic`,
 * `/digest`, `/digest-page` (a page of its own, since it proves itself only where it passes nothing on), and with a keytab `/negotiate` (each request for itself), `/negotiate-connection`
 * (once per connection), `/negotiate-or-basic`.
 */
export interface Apache {
	readonly url: string;
	readonly httpsUrl: string;
	/** PEM of the authority that signed its certificate. */
	readonly ca: string;
	/** How many requests came to the backend, and from whom. */
	readonly served: string[];
	/**
	 * Its lines of the access log: `status path?query "user" connection-request-number`. A line is written when its
	 * answer is gone, so this waits until no more come.
	 */
	accessLog(): Promise<string[]>;
	errorLog(): string;
	stop(): Promise<void>;
}

export interface ApacheOptions {
	/** Those that Basic and Digest know. */
	readonly users?: ReadonlyArray<{ readonly name: string; readonly password: string }>;
	/** Names in the certificate besides 127.0.0.1. */
	readonly names?: readonly string[];
	readonly digest?: {
		/** Default `Test, realm=1`. Apache itself refuses answers where it has quotes in it. */
		readonly realm?: string;
		/** Seconds, default 300; 0: a nonce is good once. */
		readonly nonceLifetime?: number;
	};
	/**
	 * PEM of the authority of client certificates: `/certificate` asks for one, after the request as IIS does
	 * for a folder, and so by TLS 1.2 alone.
	 */
	readonly clientCa?: string;
	/** Keytab with the service's key, and the krb5.conf of its realm. */
	readonly gssapi?: {
		readonly keytab: string;
		readonly krb5Conf: string;
		/** Directives that further paths have beside those of Kerberos: `{ sessions: ['GssapiUseSessions On'] }`. */
		readonly paths?: Readonly<Record<string, readonly string[]>>;
	};
	/** Where requests go; default a server that answers with `{ user, method, body }` as JSON. */
	readonly backend?: string;
}

/** Starts in some 0.2 s. */
export async function startApache(options: ApacheOptions = {}): Promise<Apache> {
	const folder = mkdtempSync(path.join(tmpdir(), 'apache-'));
	const file = (name: string) => path.join(folder, name);
	// Its workers are not root.
	chmodSync(folder, 0o755);
	const served: string[] = [];
	const echo = options.backend === undefined ? await serveHttp(answer(served)) : undefined;
	const backend = options.backend ?? `http://127.0.0.1:${echo!.port}`;
	const ca = await certificate({ isCa: true });
	const keys = await certificate({ names: [...(options.names ?? ['localhost']), '127.0.0.1'], ca });
	writeFileSync(file('page'), 'page');
	writeFileSync(file('cert.pem'), keys.cert);
	writeFileSync(file('key.pem'), keys.key, { mode: 0o600 });
	const { users = [], gssapi, clientCa } = options;
	if (clientCa) writeFileSync(file('clients.pem'), clientCa);
	const realm = options.digest?.realm ?? 'Test, realm=1';
	writeFileSync(file('digest'), users.map((user) => digestLine(user, realm)).join(''));
	writeFileSync(file('basic'), users.map(basicLine).join(''));
	if (gssapi) {
		copyFileSync(gssapi.keytab, file('keytab'));
		giveAway(file('keytab'));
	}
	const [port, httpsPort] = [await freePort(), await freePort()];
	writeFileSync(
		file('httpd.conf'),
		configuration(folder, options, realm, backend, port, httpsPort),
	);
	const child = spawn('apache2', ['-f', file('httpd.conf'), '-DFOREGROUND'], {
		stdio: 'ignore',
		env: {
			...process.env,
			PATH: `${process.env.PATH ?? ''}:/usr/sbin`,
			...(gssapi ? { KRB5_CONFIG: copyOf(gssapi.krb5Conf, file('krb5.conf')) } : {}),
		},
	});
	const orphan = () => child.kill();
	process.once('exit', orphan);
	const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
	const stop = async () => {
		process.removeListener('exit', orphan);
		if (child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			await ended;
		}
		await echo?.close();
		rmSync(folder, { recursive: true, force: true });
	};
	for (const until = Date.now() + 20_000; !(await isOpen(httpsPort, '127.0.0.1'));) {
		if (child.exitCode !== null || Date.now() > until) {
			let said = read('error.log');
			try {
				run('apache2', '-t', '-f', file('httpd.conf'));
			} catch (error) {
				said += String((error as { stderr: string }).stderr);
			}
			await stop();
			throw new Error(`Apache did not come up: ${said}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return {
		url: `http://127.0.0.1:${port}`,
		httpsUrl: `https://127.0.0.1:${httpsPort}`,
		ca: ca.cert,
		served,
		accessLog: async () => {
			let text = read('access.log');
			for (let quiet = 0; quiet < 6; quiet++) {
				await new Promise((resolve) => setTimeout(resolve, 25));
				const now = read('access.log');
				if (now !== text) quiet = -1;
				text = now;
			}
			return text.split('\n').filter(Boolean);
		},
		errorLog: () => read('error.log'),
		stop,
	};
}

/** Gives a port back that was free a moment ago. */
async function freePort(): Promise<number> {
	const probe = await serveTcp(() => undefined);
	const { port } = probe.server.address() as AddressInfo;
	await probe.close();
	return port;
}

function answer(served: string[]): http.RequestListener {
	return (request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const user = String(request.headers['x-remote-user'] ?? '');
			served.push(user);
			const body = Buffer.concat(parts).toString();
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ user, method: request.method, body }));
		});
	};
}

function copyOf(from: string, to: string): string {
	copyFileSync(from, to);
	chmodSync(to, 0o644);
	return to;
}

/** To Apache's workers, who become another user where this is root. */
function giveAway(file: string): void {
	chmodSync(file, 0o600);
	if (process.getuid?.() !== 0) return;
	const [uid, gid] = ['-u', '-g'].map((flag) => Number(run('id', flag, OWNER)));
	chownSync(file, uid!, gid!);
}

interface User {
	readonly name: string;
	readonly password: string;
}

const hash = (algorithm: string, text: string) => createHash(algorithm).update(text);

const digestLine = ({ name, password }: User, realm: string) =>
	`${name}:${realm}:${hash('md5', `${name}:${realm}:${password}`).digest('hex')}\n`;

const basicLine = ({ name, password }: User) =>
	`${name}:{SHA}${hash('sha1', password).digest('base64')}\n`;

const LOADED = [
	...['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic'],
	...['alias', 'auth_digest', 'headers', 'proxy', 'proxy_http', 'ssl', 'socache_shmcb'],
	...['session', 'session_cookie'],
];

function configuration(
	folder: string,
	{ clientCa, digest, gssapi }: ApacheOptions,
	realm: string,
	backend: string,
	port: number,
	httpsPort: number,
): string {
	const location = (name: string, ...lines: string[]) =>
		[
			`<Location /${name}>`,
			...lines,
			'Require valid-user',
			`ProxyPass ${backend}`,
			'RequestHeader set X-Remote-User "expr=%{REMOTE_USER}"',
			'</Location>',
		].join('\n');
	const kerberos = [
		'AuthType GSSAPI',
		`AuthName "Kerberos"`,
		`GssapiCredStore keytab:${folder}/keytab`,
		'GssapiAllowedMech krb5',
		'GssapiNegotiateOnce Off',
	];
	const askByDigest = [
		'AuthType Digest',
		`AuthName "${realm}"`,
		'AuthDigestProvider file',
		`AuthUserFile ${folder}/digest`,
		'AuthDigestQop auth',
		`AuthDigestNonceLifetime ${digest?.nonceLifetime ?? 300}`,
	];
	return [
		`ServerRoot ${folder}`,
		'ServerName 127.0.0.1',
		...[...LOADED, ...(gssapi ? ['auth_gssapi'] : [])].map(
			(name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`,
		),
		...(process.getuid?.() === 0 ? [`User ${OWNER}`, `Group ${OWNER}`] : []),
		`PidFile ${folder}/pid`,
		`DefaultRuntimeDir ${folder}`,
		'Mutex pthread',
		`ErrorLog ${folder}/error.log`,
		'LogLevel warn',
		'LogFormat "%>s %U%q \\"%u\\" %k" short',
		`CustomLog ${folder}/access.log short`,
		'StartServers 1',
		'ServerLimit 2',
		'ThreadsPerChild 16',
		'MaxRequestWorkers 32',
		'MinSpareThreads 4',
		'MaxSpareThreads 32',
		'KeepAlive On',
		'MaxKeepAliveRequests 0',
		'KeepAliveTimeout 30',
		`Listen 127.0.0.1:${port}`,
		`Listen 127.0.0.1:${httpsPort}`,
		`<VirtualHost 127.0.0.1:${httpsPort}>`,
		'SSLEngine on',
		`SSLCertificateFile ${folder}/cert.pem`,
		`SSLCertificateKeyFile ${folder}/key.pem`,
		...(clientCa
			? [
					'SSLProtocol -all +TLSv1.2',
					`SSLCACertificateFile ${folder}/clients.pem`,
					'<Location /certificate>',
					'SSLVerifyClient require',
					`ProxyPass ${backend}`,
					'RequestHeader set X-Remote-User "expr=%{SSL_CLIENT_S_DN_CN}"',
					'</Location>',
				]
			: []),
		'</VirtualHost>',
		location(
			'basic',
			'AuthType Basic',
			'AuthName "Basic"',
			'AuthBasicProvider file',
			`AuthUserFile ${folder}/basic`,
		),
		location('digest', ...askByDigest, 'AuthDigestDomain /digest'),
		`Alias /digest-page ${folder}/page`,
		'<Location /digest-page>',
		...askByDigest,
		'Require valid-user',
		'</Location>',
		...(gssapi
			? [
					location('negotiate', ...kerberos),
					location('negotiate-connection', ...kerberos, 'GssapiConnectionBound On'),
					location(
						'negotiate-or-basic',
						...kerberos,
						'GssapiBasicAuth On',
						'GssapiBasicAuthMech krb5',
					),
					...Object.entries(gssapi.paths ?? {}).map(([name, lines]) =>
						location(name, ...kerberos, ...lines),
					),
				]
			: []),
		'',
	].join('\n');
}
