/** exchangelib, an Exchange client in Python that this project did not write, looks at the sandbox. */
import { join } from 'node:path';
import { ensurePackages } from '../scripts/lib/debian.mjs';
import { run } from '../scripts/lib/child.mjs';
import { say } from '../scripts/lib/progress.mjs';

/** Debian's own Python: another one on the PATH does not see Debian's modules. */
const PYTHON = process.env.PYTHON ?? '/usr/bin/python3';

export async function ensureExchangelib() {
	const { code } = await run(PYTHON, ['-c', 'import exchangelib'], { check: false }).catch(() => ({
		code: 1,
	}));
	if (code === 0) return true;
	return ensurePackages(['python3-exchangelib'], 'to look at the sandbox with another client', say);
}

/**
 * @param {'digest' | 'contacts' | 'events'} view
 * @param where { server, user, password, mailbox }
 */
export async function look(view, where) {
	const script = join(import.meta.dirname, 'exchangelib/mailbox.py');
	const { stdout } = await run(PYTHON, [script, view], {
		input: JSON.stringify(where),
		timeoutMs: 120_000,
	});
	return JSON.parse(stdout);
}
