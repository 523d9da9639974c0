import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

const root = dirname(dirname(import.meta.dirname));

/**
 * Starts a script as its own process: its CPU is nobody's who is measured. What it prints as a line of JSON when it is
 * ready is the result, with `close()`, which ends it by SIGTERM.
 */
export async function startServerProcess(script, args = []) {
	const child = spawn(process.execPath, [script, ...args], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const started = await new Promise((resolve, reject) => {
		child.on('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
		createInterface({ input: child.stdout }).on('line', (line) => {
			if (line.startsWith('{')) resolve(JSON.parse(line));
		});
	});
	return {
		...started,
		async close() {
			child.removeAllListeners('exit');
			const ended = new Promise((resolve) => child.on('exit', resolve));
			child.kill('SIGTERM');
			await ended;
		},
	};
}
