/** Child processes: run to the end, or keep in the background and stop as a group. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

const running = new Set();

/** Kills what is still running when this process ends in a hurry. */
process.on('exit', () => {
	for (const child of running) signalGroup(child, 'SIGKILL');
});

function signalGroup(child, signal) {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// the group has ended already
	}
}

/** A command that ended with another code than 0. */
export class CommandError extends Error {
	constructor(command, code, output) {
		const tail = output.trim().split('\n').slice(-15).join('\n');
		super(`${command} ended with ${code}${tail ? `:\n${tail}` : ''}`);
		this.name = 'CommandError';
		this.code = code;
		this.output = output;
	}
}

/**
 * Runs a command to its end.
 * @param {object} [options]
 * @param {(line: string) => void} [options.onLine] called for each line of either stream as it arrives
 * @param {boolean} [options.check] throw when the exit code is not 0; default true
 * @param {number} [options.timeoutMs] ends the command after this time; default none
 */
export function run(command, args, options = {}) {
	const { cwd, env, onLine, check = true, input, timeoutMs } = options;
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd,
			env: { ...process.env, ...env },
			stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
			detached: true,
		});
		running.add(child);
		const kept = { stdout: '', stderr: '' };
		for (const stream of ['stdout', 'stderr']) {
			let rest = '';
			child[stream].setEncoding('utf8').on('data', (text) => {
				kept[stream] += text;
				if (!onLine) return;
				const lines = (rest + text).split('\n');
				rest = lines.pop() ?? '';
				lines.forEach((line) => onLine(line));
			});
		}
		if (input !== undefined) child.stdin.end(input);
		const timer = timeoutMs && setTimeout(() => signalGroup(child, 'SIGKILL'), timeoutMs);
		child.on('error', (error) => {
			running.delete(child);
			clearTimeout(timer);
			reject(error);
		});
		child.on('close', (code, signal) => {
			running.delete(child);
			clearTimeout(timer);
			const result = { code: code ?? signal, ...kept };
			if (check && code !== 0) {
				reject(
					new CommandError([command, ...args].join(' '), result.code, kept.stderr + kept.stdout),
				);
			} else resolve(result);
		});
	});
}

/**
 * Starts a command in the background; its output goes to the file `log`, or to `onLine`.
 * `stop()` asks with SIGTERM, waits, and insists after `graceMs`.
 */
export function background(command, args, { cwd, env, log, onLine, graceMs = 20_000 } = {}) {
	const child = spawn(command, args, {
		cwd,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	running.add(child);
	const file = log && createWriteStream(log, { flags: 'a' });
	let tail = '';
	let rest = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => {
			tail = (tail + text).slice(-4000);
			file?.write(text);
			if (!onLine) return;
			const lines = (rest + text).split('\n');
			rest = lines.pop() ?? '';
			lines.forEach((line) => onLine(line));
		});
	}
	const exited = new Promise((resolve) => {
		const done = (code) => {
			running.delete(child);
			file?.end();
			resolve(code);
		};
		child.on('error', done);
		child.on('close', done);
	});
	return {
		pid: child.pid,
		exited,
		get alive() {
			return running.has(child);
		},
		/** The last lines that the command printed. */
		get tail() {
			return tail;
		},
		async stop() {
			if (!running.has(child)) return;
			signalGroup(child, 'SIGTERM');
			const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
			await exited;
			clearTimeout(timer);
		},
	};
}
