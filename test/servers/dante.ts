import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isOpen, which } from './domainController';
import { serveTcp } from './listen';

/** What keeps Dante from running here; undefined when nothing does. */
export function whyNoDante(): string | undefined {
	return which('danted') ? undefined : 'Debian package dante-server is missing';
}

/** A SOCKS proxy of another house, for SOCKS4, 4a and 5 without sign-in; it refuses port 9. */
export interface Dante {
	readonly port: number;
	log(): string;
	stop(): Promise<void>;
}

export async function startDante(): Promise<Dante> {
	const folder = mkdtempSync(path.join(tmpdir(), 'dante-'));
	const probe = await serveTcp(() => undefined);
	const { port } = probe;
	await probe.close();
	const config = path.join(folder, 'danted.conf');
	const log = path.join(folder, 'log');
	writeFileSync(
		config,
		[
			`logoutput: ${log}`,
			`internal: 127.0.0.1 port = ${port}`,
			'external: 127.0.0.1',
			'external: ::1',
			'clientmethod: none',
			'socksmethod: none',
			'client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }',
			'socks block { from: 0.0.0.0/0 to: 0.0.0.0/0 port = 9\n}',
			'socks pass { from: 0.0.0.0/0 to: 0.0.0.0/0\nlog: connect error\n}',
			'',
		].join('\n'),
	);
	const child = spawn('danted', ['-f', config, '-p', path.join(folder, 'pid')], {
		stdio: 'ignore',
	});
	const orphan = () => child.kill('SIGTERM');
	process.once('exit', orphan);
	const stop = async () => {
		process.removeListener('exit', orphan);
		if (child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			await ended;
		}
		rmSync(folder, { recursive: true, force: true });
	};
	for (const until = Date.now() + 20_000; !(await isOpen(port, '127.0.0.1'));) {
		if (child.exitCode !== null || Date.now() > until) {
			const said = readFileSync(log, 'utf8').slice(-2000);
			await stop();
			throw new Error(`Dante did not come up: ${said}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return { port, log: () => readFileSync(log, 'utf8'), stop };
}
