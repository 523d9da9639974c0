import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { buildSync } from 'esbuild';

/** One file with all that a process of its own needs, so that it starts at once. */
export function bundleRefresher(folder: string): string {
	const outfile = join(folder, 'refresher.cjs');
	buildSync({
		entryPoints: [join(__dirname, 'refresher.ts')],
		outfile,
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		external: ['asn1js', '@azure/msal-node'],
		logLevel: 'error',
	});
	return outfile;
}

/** A process that answers lines with lines. */
export class Child {
	readonly process: ChildProcessWithoutNullStreams;
	readonly ended: Promise<void>;
	private readonly lines: AsyncIterator<string>;
	private readonly reader: Interface;
	private errors = '';

	/** @param before commands of the shell, such as limits that hold for the process */
	constructor(script: string, task: object, before = ':') {
		const command = [process.execPath, script, JSON.stringify(task)];
		this.process = spawn('sh', ['-c', `${before}; exec "$@"`, 'sh', ...command], {
			env: { PATH: process.env.PATH },
		});
		this.process.stdin.on('error', () => undefined);
		this.process.stderr.on('data', (chunk) => (this.errors += String(chunk)));
		this.reader = createInterface({ input: this.process.stdout });
		this.lines = this.reader[Symbol.asyncIterator]();
		this.ended = new Promise((resolve) => this.process.once('exit', () => resolve()));
	}

	async line(): Promise<string> {
		const next = await this.lines.next();
		if (next.done) throw new Error(`the process ended: ${this.errors}`);
		return next.value;
	}

	async ask(): Promise<string> {
		this.process.stdin.write('\n');
		return await this.line();
	}

	async kill(): Promise<void> {
		this.process.kill('SIGKILL');
		await this.ended;
		this.reader.close();
	}
}
