import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { FaultKind } from './faults';
import type { Client } from './client';

/** One call as it reached the server and as the server composed its answer, before any fault spoilt it. */
export interface TraceEntry {
	readonly client: Client;
	readonly operation: string;
	/** Build 15.20: judged by the schema of Exchange Online. */
	readonly online: boolean;
	readonly request?: string;
	readonly answer?: string;
	readonly fault?: FaultKind;
	/** Test that caused it, where there is one. */
	readonly test?: string;
}

type Jest = { getState(): { testPath?: string; currentTestName?: string } };

/** Under jest the assertion library knows which test is running. */
function currentTest(): string | undefined {
	const { expect } = globalThis as { expect?: Jest };
	if (typeof expect?.getState !== 'function') return undefined;
	const { testPath, currentTestName } = expect.getState();
	return `${path.basename(testPath ?? '')}: ${currentTestName ?? 'set-up'}`;
}

/**
 * Writes calls into a folder, one file per process and sandbox, one JSON object per line, so that a
 * judge can validate them later. Written at once: a process may be killed at any time.
 */
export class Trace {
	readonly #file: string;

	constructor(
		folder: string,
		private readonly label?: string,
	) {
		mkdirSync(folder, { recursive: true });
		this.#file = path.join(folder, `${process.pid}-${randomUUID()}.jsonl`);
	}

	write(entry: Omit<TraceEntry, 'test'>): void {
		const line: TraceEntry = { ...entry, test: this.label ?? currentTest() };
		appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
	}
}
