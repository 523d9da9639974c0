import { startSandbox } from '../../sandbox';
import type { Sandbox, SandboxOptions } from '../../sandbox';

/**
 * A sandbox for the tests of one file or `describe` block: started before them, back to its seed
 * before each, closed after them. What our client sends it is judged by the schema hook (test/hook).
 */
export function useSandbox(options: SandboxOptions = {}): { readonly sandbox: Sandbox } {
	let sandbox: Sandbox | undefined;
	beforeAll(async () => {
		sandbox = await startSandbox(options);
	});
	beforeEach(() => sandbox?.reset());
	afterAll(async () => await sandbox?.close());
	return {
		get sandbox() {
			if (sandbox === undefined) throw new Error('The sandbox runs inside tests only');
			return sandbox;
		},
	};
}
