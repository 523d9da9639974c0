import { Worker } from 'node:worker_threads';
import { schemaFolder, shared } from './schemas.mjs';

/**
 * Validates all traces of a folder. Resolves to `{ validated, tagged, foreign, invalid }`, or to
 * `undefined`, with a loud remark, where the schemas are not at hand.
 */
export async function validateTraces(trace) {
	const schemas = { onPremises: schemaFolder('exchange-se'), online: schemaFolder('online') };
	if (schemas.onPremises === undefined || schemas.online === undefined) {
		console.warn(
			`LEFT OUT: schema validation of EWS messages, no schemas under ${shared} (set EXCHANGE_SHARED)`,
		);
		return undefined;
	}
	return await new Promise((resolve, reject) => {
		const worker = new Worker(new URL('validator.mjs', import.meta.url), {
			workerData: { trace, schemas },
			execArgv: [],
		});
		worker.once('message', resolve);
		worker.once('error', reject);
		worker.once('exit', (code) => {
			if (code !== 0) reject(new Error(`The schema validator ended with code ${code}`));
		});
	});
}
