import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const root = dirname(dirname(import.meta.dirname));

/** Starts the Exchange sandbox as its own process; options are its command-line options. */
export async function startSandboxProcess(options) {
	const args = Object.entries({ port: 0, ...options }).flatMap(([name, value]) => [
		`--${name}`,
		String(value),
	]);
	const child = spawn(process.execPath, [join(root, 'scripts/sandbox.mjs'), '--json', ...args], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const started = await new Promise((resolve, reject) => {
		child.on('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
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
