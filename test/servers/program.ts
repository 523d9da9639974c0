import { spawn } from 'node:child_process';
import { isOpen } from './domainController';
import { serveTcp } from './listen';

/** A server of another house, in the foreground. */
export interface Program {
	readonly port: number;
	/** What it said on stdout and stderr. */
	said(): string;
	stop(): Promise<void>;
}

/** Gives a port back that was free a moment ago. */
export async function freePort(): Promise<number> {
	const probe = await serveTcp(() => undefined);
	const { port } = probe;
	await probe.close();
	return port;
}

/** Starts it and waits until `port` of 127.0.0.1 takes connections. */
export async function startProgram(
	command: string,
	args: readonly string[],
	port: number,
	env: Readonly<Record<string, string>> = {},
): Promise<Program> {
	let text = '';
	const child = spawn(command, args, {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin`, ...env },
	});
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (bytes: Buffer) => (text += String(bytes)));
	}
	let isOver = false;
	child.once('error', (error) => (text += String(error)));
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	void ended.then(() => (isOver = true));
	const orphan = () => child.kill('SIGKILL');
	process.once('exit', orphan);
	const stop = async () => {
		process.removeListener('exit', orphan);
		child.kill('SIGTERM');
		const timer = setTimeout(orphan, 3_000);
		await ended;
		clearTimeout(timer);
	};
	for (const until = Date.now() + 20_000; !(await isOpen(port, '127.0.0.1'));) {
		if (isOver || Date.now() > until) {
			await stop();
			throw new Error(`${command} did not come up: ${text.slice(-2000)}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return { port, said: () => text, stop };
}
