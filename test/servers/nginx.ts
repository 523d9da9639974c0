import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isOpen, which } from './domainController';
import { readBody, serveHttp, serveTcp } from './listen';

/** What keeps nginx from running here; undefined when nothing does. */
export function whyNoNginx(): string | undefined {
	return which('nginx') ? undefined : 'Debian package nginx is missing';
}

/** An nginx that asks by Basic in front of a server that answers with what it was sent. */
export interface Nginx {
	readonly url: string;
	stop(): Promise<void>;
}

export async function startNginx(
	users: ReadonlyArray<{ readonly name: string; readonly password: string }>,
): Promise<Nginx> {
	const folder = mkdtempSync(path.join(tmpdir(), 'nginx-'));
	// Its workers are not root.
	chmodSync(folder, 0o755);
	const file = (name: string) => path.join(folder, name);
	const backend = await serveHttp((request, response) => {
		void readBody(request).then((body) => response.end(body));
	});
	const probe = await serveTcp(() => undefined);
	const { port } = probe.server.address() as AddressInfo;
	await probe.close();
	const hash = (password: string) => createHash('sha1').update(password).digest('base64');
	writeFileSync(file('users'), users.map((u) => `${u.name}:{SHA}${hash(u.password)}\n`).join(''));
	writeFileSync(
		file('nginx.conf'),
		`pid ${file('pid')};
error_log ${file('error.log')};
daemon off;
worker_processes 1;
events {}
http {
	access_log off;
	${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${file(name)};`).join(' ')}
	server {
		listen 127.0.0.1:${port};
		location / {
			auth_basic "Test, realm";
			auth_basic_user_file ${file('users')};
			proxy_pass http://127.0.0.1:${backend.port};
		}
	}
}
`,
	);
	const child = spawn('nginx', ['-p', folder, '-c', file('nginx.conf')], {
		stdio: 'ignore',
		env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` },
	});
	const orphan = () => child.kill();
	process.once('exit', orphan);
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
			await stop();
			throw new Error('nginx did not come up');
		}
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return { url: `http://127.0.0.1:${port}`, stop };
}
