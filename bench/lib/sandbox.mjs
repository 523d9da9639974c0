import { dirname, join } from 'node:path';
import { startServerProcess } from './server.mjs';

const script = join(dirname(dirname(import.meta.dirname)), 'scripts/sandbox.mjs');

/** Starts the Exchange sandbox as its own process; options are its command-line options. */
export function startSandboxProcess(options) {
	const args = Object.entries({ port: 0, ...options }).flatMap(([name, value]) => [
		`--${name}`,
		String(value),
	]);
	return startServerProcess(script, ['--json', ...args]);
}
