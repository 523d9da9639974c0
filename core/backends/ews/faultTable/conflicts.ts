import { READ_AGAIN, entry, type Faults } from './entry';

/** Conflicts. */
export const conflicts: Faults = {
	ErrorIrresolvableConflict: entry(
		'conflict',
		'The record was changed since it was read',
		READ_AGAIN,
	),
	ErrorStaleObject: entry('conflict', 'The change key is not the current one', READ_AGAIN),
	ErrorChangeKeyRequired: entry('conflict', 'The change key is missing', READ_AGAIN),
	ErrorChangeKeyRequiredForWriteOperations: entry(
		'conflict',
		'The change key is missing',
		READ_AGAIN,
	),
	ErrorInvalidChangeKey: entry('conflict', 'The change key is not valid', READ_AGAIN),
};
