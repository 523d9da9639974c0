import { CHECK_VALUE, SIMPLER, entry, type Faults } from './entry';

/** Searches. */
export const searches: Faults = {
	ErrorInvalidRestriction: entry('input', 'The server refuses the conditions', SIMPLER, true),
	ErrorRestrictionTooLong: entry('input', 'There are too many conditions for the server', SIMPLER),
	ErrorRestrictionTooComplex: entry('input', 'The conditions are too deep for the server', SIMPLER),
	ErrorQueryFilterTooLong: entry('input', 'The conditions are too long for the server', SIMPLER),
	ErrorUnsupportedQueryFilter: entry('input', 'The server cannot filter like that', SIMPLER),
	ErrorUnsupportedPathForQuery: entry(
		'input',
		'The server cannot filter by that column',
		SIMPLER,
		true,
	),
	ErrorUnsupportedPathForSortGroup: entry(
		'input',
		'The server cannot sort by that column',
		'Sort by another column.',
		true,
	),
	ErrorUnsupportedTypeForConversion: entry(
		'input',
		'The value of a condition does not fit its column',
		CHECK_VALUE,
	),
	ErrorContainsFilterWrongType: entry('input', 'Contains works on text columns only', SIMPLER),
	ErrorInvalidExcludesRestriction: entry(
		'input',
		'The bit mask of a condition is not valid',
		CHECK_VALUE,
	),
	ErrorInvalidPropertyForExists: entry('input', 'Is empty cannot be asked of that column', SIMPLER),
	ErrorInvalidIndexedPagingParameters: entry(
		'fatal',
		'The server refuses the page that was asked for',
		'Set Page Size to 0.',
	),
	ErrorInvalidPagingMaxRows: entry('input', 'The page size is not valid', 'Set Page Size to 0.'),
	ErrorResultSetTooBig: entry(
		'input',
		'The result is too big for the server',
		'Use a shorter range or more conditions.',
	),
	ErrorNameResolutionNoResults: entry(
		'skippable',
		'Nobody matches that name',
		'Check the spelling.',
	),
	ErrorNameResolutionNoMailbox: entry(
		'skippable',
		'The match has no mailbox',
		'Choose another one.',
	),
	ErrorNameResolutionMultipleResults: entry(
		'conflict',
		'Several people match that name',
		'Use the address instead of the name.',
	),
	ErrorInvalidNameForNameResolution: entry(
		'input',
		'That name cannot be searched for',
		'Use letters of the name or the address.',
	),
};
