import { CHECK_VALUE, SIMPLER, entry, type Faults } from './entry';

/** The request itself. */
export const request: Faults = {
	ErrorSchemaValidation: entry(
		'fatal',
		'The server refuses the form of the request',
		'The server may be older than Platform says; set Platform to auto.',
	),
	ErrorInvalidRequest: entry(
		'fatal',
		'The server refuses the request',
		'Report this with the workflow that shows it.',
		true,
	),
	ErrorInvalidArgument: entry('input', 'The server refuses an argument', CHECK_VALUE, true),
	ErrorMissingArgument: entry(
		'fatal',
		'The request lacks an argument',
		'Report this with the workflow that shows it.',
		true,
	),
	ErrorInvalidOperation: entry(
		'input',
		'The server cannot do that with this record',
		CHECK_VALUE,
		true,
	),
	ErrorUnsupportedSubFilter: entry('input', 'The server cannot filter like that', SIMPLER),
	ErrorDuplicateSOAPHeader: entry(
		'fatal',
		'The request has a header twice',
		'Remove custom headers from the credential.',
	),
};
