import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isOpen, which } from './domainController';
import { readBody, serveHttp, serveTcp } from './listen';

const MODULES = '/usr/lib/lighttpd';

/** What keeps lighttpd from running here; undefined when nothing does. */
export function whyNoLighttpd(): string | undefined {
	return which('lighttpd') ? undefined : 'Debian package lighttpd is missing';
}

export interface LighttpdOptions {
	readonly users: ReadonlyArray<{ readonly name: string; readonly password: string }>;
	/** Of Digest, `MD5`, `SHA-256` or both with a bar between them; default those. */
	readonly algorithm?: string;
	/** Whether Digest hides the user behind a hash. */
	readonly userhash?: boolean;
}

/** A lighttpd that asks who is there: `/basic` and `/digest`; it answers with `{ user, method, body }`. */
export interface Lighttpd {
	readonly url: string;
	/** `status path user`. */
	accessLog(): string[];
	errorLog(): string;
	stop(): Promise<void>;
}

const REALM = 'Test realm';

export async function startLighttpd(options: LighttpdOptions): Promise<Lighttpd> {
	const folder = mkdtempSync(path.join(tmpdir(), 'lighttpd-'));
	const file = (name: string) => path.join(folder, name);
	const backend = await serveHttp(answer);
	const probe = await serveTcp(() => undefined);
	const { port } = probe.server.address() as AddressInfo;
	await probe.close();
	const { users, algorithm = 'MD5|SHA-256', userhash = false } = options;
	const lines = users.flatMap(({ name, password }) =>
		['md5', 'sha256'].map((hash) => {
			const of = (text: string) => createHash(hash).update(text).digest('hex');
			const line = `${name}:${REALM}:${of(`${name}:${REALM}:${password}`)}`;
			return userhash ? `${line}:${of(`${name}:${REALM}`)}` : line;
		}),
	);
	writeFileSync(file('digest'), `${lines.join('\n')}\n`);
	writeFileSync(file('basic'), users.map((u) => `${u.name}:${u.password}\n`).join(''));
	const needs = (method: string, more: Record<string, string> = {}) =>
		`( ${Object.entries({ method, realm: REALM, require: 'valid-user', ...more })
			.map(([name, value]) => `"${name}" => "${value}"`)
			.join(', ')} )`;
	const conf = [
		`server.modules = ( ${['auth', 'authn_file', 'access', 'accesslog', 'proxy']
			.map((name) => `"mod_${name}"`)
			.join(', ')} )`,
		`server.port = ${port}`,
		'server.bind = "127.0.0.1"',
		`server.document-root = "${folder}"`,
		`server.errorlog = "${file('error.log')}"`,
		`accesslog.filename = "${file('access.log')}"`,
		'accesslog.format = "%s %U %u"',
		`auth.backend.htdigest.userfile = "${file('digest')}"`,
		`auth.backend.plain.userfile = "${file('basic')}"`,
		'$HTTP["url"] =~ "^/basic" {',
		'auth.backend = "plain"',
		`auth.require = ( "" => ${needs('basic')} )`,
		'}',
		'$HTTP["url"] =~ "^/digest" {',
		'auth.backend = "htdigest"',
		`auth.require = ( "" => ${needs('digest', { algorithm, ...(userhash ? { userhash: 'enable' } : {}) })} )`,
		'}',
		`proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => ${backend.port} )) )`,
		'proxy.forwarded = ( "remote_user" => 1 )',
		'',
	].join('\n');
	writeFileSync(file('lighttpd.conf'), conf);
	let said = '';
	const child = spawn('lighttpd', ['-D', '-f', file('lighttpd.conf'), '-m', MODULES], {
		stdio: ['ignore', 'ignore', 'pipe'],
		env: {
			...process.env,
			PATH: `${process.env.PATH ?? ''}:/usr/sbin`,
		},
	});
	child.stderr.on('data', (text: Buffer) => (said += String(text)));
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
		await backend.close();
		rmSync(folder, { recursive: true, force: true });
	};
	for (const until = Date.now() + 20_000; !(await isOpen(port, '127.0.0.1'));) {
		if (child.exitCode !== null || Date.now() > until) {
			said += read('error.log');
			await stop();
			throw new Error(`lighttpd did not come up: ${said}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return {
		url: `http://127.0.0.1:${port}`,
		accessLog: () => read('access.log').split('\n').filter(Boolean),
		errorLog: () => read('error.log'),
		stop,
	};
}

const answer: http.RequestListener = (request, response) =>
	void readBody(request).then((body) => {
		const forwarded = String(request.headers.forwarded ?? '');
		const user = /remote_user="?((?:[^";\\]|\\.)*)/.exec(forwarded)?.[1]?.replace(/\\(.)/g, '$1');
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ user, method: request.method, body: String(body) }));
	});
