import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Every sandbox that a test starts, in this process or another, writes what it received and
 * answered into this folder; `reporter.mjs` validates it all when the run ends.
 */
export default function setup() {
	process.env.EXCHANGE_SANDBOX_TRACE = mkdtempSync(path.join(tmpdir(), 'exchange-trace-'));
}
