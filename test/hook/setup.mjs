import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Every sandbox that a test starts, in this process or another, writes what it received and
 * answered into the first folder; `reporter.mjs` validates it all when the run ends. The second one holds
 * what the run said and which secrets it made, for the scan of `secrets/reporter.mjs`.
 */
export default function setup() {
	process.env.EXCHANGE_SANDBOX_TRACE = mkdtempSync(path.join(tmpdir(), 'exchange-trace-'));
	process.env.EXCHANGE_SECRET_WATCH = mkdtempSync(path.join(tmpdir(), 'exchange-secrets-'));
}
