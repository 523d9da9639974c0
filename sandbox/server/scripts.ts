import type { FaultMatch, FaultSubject } from './faults';

export interface ScriptSpec {
	readonly match?: Pick<FaultMatch, 'operation' | 'mailbox' | 'client'>;
	/** Run before the request is processed, or after its answer was composed; default `after`. */
	readonly when?: 'before' | 'after';
	/** Matching requests that run it; default 1. */
	readonly times?: number;
	/** Matching requests that pass before; default 0. */
	readonly skip?: number;
	/** `n` counts the runs from 1. */
	run(n: number): void | Promise<void>;
}

interface Armed {
	readonly spec: ScriptSpec;
	runs: number;
	passed: number;
}

/** Changes that happen on the server while a client is in the middle of something. */
export class Scripts {
	#armed: Armed[] = [];

	add(spec: ScriptSpec): void {
		this.#armed.push({ spec, runs: 0, passed: 0 });
	}

	clear(): void {
		this.#armed = [];
	}

	async run(when: 'before' | 'after', subject: FaultSubject): Promise<void> {
		for (const armed of this.#armed) {
			const { spec } = armed;
			if ((spec.when ?? 'after') !== when || armed.runs >= (spec.times ?? 1)) continue;
			const { operation, mailbox, client } = spec.match ?? {};
			if (operation !== undefined && operation !== subject.operation) continue;
			if (client !== undefined && client !== subject.client) continue;
			if (mailbox !== undefined && mailbox.toLowerCase() !== subject.mailbox?.toLowerCase()) {
				continue;
			}
			if (armed.passed < (spec.skip ?? 0)) {
				armed.passed += 1;
				continue;
			}
			armed.runs += 1;
			await spec.run(armed.runs);
		}
	}
}
