import type { ExchangeError } from '../../core/errors';

/** The error that a promise ends with; one that does not end so is a failed test. */
export async function caught(promise: Promise<unknown>): Promise<ExchangeError> {
	try {
		await promise;
	} catch (error) {
		return error as ExchangeError;
	}
	throw new Error('resolved');
}
