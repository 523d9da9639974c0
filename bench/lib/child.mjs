import { spawn } from 'node:child_process';

/**
 * Runs a client as its own process, so that its CPU and memory are its own. The last line of its
 * output is its result as JSON.
 */
export async function measure(command, args, input = {}) {
	const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
	child.stdin.end(JSON.stringify(input));
	let out = '';
	let err = '';
	child.stdout.on('data', (data) => (out += data));
	child.stderr.on('data', (data) => (err += data));
	const code = await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	});
	const last = out.trim().split('\n').at(-1) ?? '';
	if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err.slice(-2000)}`);
	return JSON.parse(last);
}

/** Reads what `measure` handed over. */
export async function input() {
	let text = '';
	for await (const chunk of process.stdin) text += chunk;
	return JSON.parse(text);
}
