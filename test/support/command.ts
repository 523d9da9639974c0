import { spawn, spawnSync } from 'node:child_process';

export interface Output {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs a command without a shell; `input` goes to its stdin. Never rejects. */
export function runCommand(
	command: string,
	args: readonly string[],
	input = '',
	env: Readonly<Record<string, string>> = {},
): Promise<Output> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { env: { ...process.env, ...env } });
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
		child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
		child.stdin.on('error', () => undefined);
		child.stdin.end(input);
		child.once('error', (error) => resolve({ code: 127, stdout, stderr: error.message }));
		child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
	});
}

/** Whether a command starts and ends well. */
export function works(command: string, args: readonly string[]): boolean {
	return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Tests that need a program of the machine. Where it is missing they are left out, and the run says so. */
export function describeWithCommand(
	name: string,
	command: string,
	args: readonly string[],
	debianPackage: string,
	define: () => void,
): void {
	describe(name, () => {
		if (works(command, args)) {
			define();
			return;
		}
		it(`is left out without ${debianPackage}`, () => {
			console.warn(`LEFT OUT: ${name}, Debian package ${debianPackage} is not installed`);
			expect(works(command, args)).toBe(false);
		});
	});
}
