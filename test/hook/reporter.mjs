import { rmSync } from 'node:fs';
import { validateTraces } from './validate.mjs';

const MAX_SHOWN = 20;

/**
 * The one schema hook: whatever test files ran, all that our client sent to a sandbox and all that
 * a sandbox composed is valid by Microsoft's schemas, or the run is red. With
 * `EXCHANGE_FULL_RUN=1` a run in which nothing was validated is red too.
 */
export default class SchemaHookReporter {
	#errors = [];

	async onRunComplete() {
		const trace = process.env.EXCHANGE_SANDBOX_TRACE;
		if (trace === undefined) return;
		try {
			const result = await validateTraces(trace);
			if (result !== undefined) this.#report(result);
		} catch (error) {
			this.#errors.push(error);
			console.error(error);
		} finally {
			rmSync(trace, { recursive: true, force: true });
		}
	}

	getLastError() {
		return this.#errors[0];
	}

	#report({ validated, tagged, foreign, invalid }) {
		for (const { where, errors, xml } of invalid.slice(0, MAX_SHOWN)) {
			console.error(`schema hook: ${where}\n  ${errors.join('\n  ')}\n  ${xml}\n`);
		}
		console.log(
			`schema hook: ${validated} validated, ${tagged} tagged, ${foreign} foreign, ${invalid.length} invalid`,
		);
		if (invalid.length > 0) {
			this.#errors.push(new Error(`${invalid.length} EWS messages break the schema`));
		}
		if (validated === 0 && process.env.EXCHANGE_FULL_RUN === '1') {
			this.#errors.push(new Error('The schema hook validated nothing in a full run'));
		}
	}
}
