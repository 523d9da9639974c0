import {
	CancelledError,
	ExchangeError,
	FatalError,
	InputError,
	PermissionError,
	RetriableError,
} from '../../../errors';

/**
 * What an error that stands for a whole batch says about its records:
 * - `lost`: the server can have taken them; only a look into the mailbox tells
 * - `split`: the server took none because of one of them; halves find out which
 * - `refused`: the server took none
 * - `stop`: it will take none of the further ones either
 */
export type Verdict = 'lost' | 'split' | 'refused' | 'stop';

/** Refused before any record was touched, because one record cannot be understood or is too large. */
const ONE_OF_THEM: ReadonlySet<string> = new Set([
	'ErrorSchemaValidation',
	'ErrorInvalidRequest',
	'ErrorInvalidPropertyRequest',
	'ErrorInvalidPropertySet',
	'ErrorInvalidExtendedProperty',
	'ErrorInvalidExtendedPropertyValue',
	'ErrorInvalidPropertyDelete',
	'ErrorInvalidPropertyForOperation',
	'ErrorInvalidIdMalformed',
	'ErrorInvalidIdEmpty',
	'ErrorIncorrectUpdatePropertyCount',
	'ErrorMessageSizeExceeded',
	'ErrorRequestStreamTooBig',
	'HTTP_413',
	'HTTP_400',
]);

/** The answer cannot be read, or says nothing about what was done. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
	'XML_SYNTAX',
	'XML_LIMIT',
	'XML_ENDS_EARLY',
	'HTML_ANSWER',
	'EMPTY_ANSWER',
	'ANSWER_TOO_LARGE',
	'ANSWER_COUNT',
	'UNEXPECTED_ANSWER',
	'ErrorInternalServerError',
	'ErrorInternalServerTransientError',
	'ErrorTimeoutExpired',
	'ErrorMailboxStoreUnavailable',
]);

/** The server may still be at work on the request: what is not there yet can come. */
const STILL_AT_WORK: ReadonlySet<string> = new Set([
	'TIMEOUT',
	'ETIMEDOUT',
	'ErrorTimeoutExpired',
	'HTTP_408',
	'HTTP_502',
	'HTTP_504',
]);

export function verdict(error: ExchangeError): Verdict {
	const code = error.code ?? '';
	if (error instanceof InputError || ONE_OF_THEM.has(code)) return 'split';
	if (SAYS_NOTHING.has(code)) return 'lost';
	if (error instanceof RetriableError) return error.delivered === 'no' ? 'refused' : 'lost';
	if (error instanceof PermissionError || error instanceof FatalError) return 'stop';
	return 'refused';
}

/** An answer about one record that may be different in a moment. */
export function isUnsettled(error: ExchangeError): boolean {
	return (
		error instanceof RetriableError ||
		SAYS_NOTHING.has(error.code ?? '') ||
		error.code === 'ErrorBatchProcessingStopped'
	);
}

export function isStillAtWork(error: ExchangeError): boolean {
	return STILL_AT_WORK.has(error.code ?? '');
}

/** Anything thrown, as an error of ours; a cancelled run is passed on. */
export function asExchangeError(error: unknown): ExchangeError {
	if (error instanceof CancelledError) throw error;
	if (error instanceof ExchangeError) return error;
	return new RetriableError('The answer could not be evaluated', {
		code: 'UNEXPECTED',
		delivered: 'unknown',
		cause: error,
	});
}
