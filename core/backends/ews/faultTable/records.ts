import { CHECK_ID, LATER, entry, type Faults } from './entry';

/** Records. */
export const records: Faults = {
	ErrorItemNotFound: entry('skippable', 'The record does not exist', CHECK_ID),
	ErrorInvalidId: entry('input', 'The ID is not valid', CHECK_ID),
	ErrorInvalidIdEmpty: entry('input', 'The ID is empty', CHECK_ID),
	ErrorInvalidIdMalformed: entry('input', 'The ID is not an EWS ID', CHECK_ID),
	ErrorInvalidIdMalformedEwsLegacyIdFormat: entry('input', 'The ID is of Exchange 2007', CHECK_ID),
	ErrorInvalidIdMonikerTooLong: entry('input', 'The ID is too long', CHECK_ID),
	ErrorInvalidIdStoreObjectIdTooLong: entry('input', 'The ID is too long', CHECK_ID),
	ErrorInvalidIdXml: entry('input', 'The ID is not an EWS ID', CHECK_ID),
	ErrorCannotUseFolderIdForItemId: entry('input', 'The ID is the one of a folder', CHECK_ID),
	ErrorCannotUseItemIdForFolderId: entry(
		'input',
		'The ID is the one of a record, not of a folder',
		CHECK_ID,
	),
	ErrorCalendarCannotUseIdForOccurrenceId: entry(
		'input',
		'The ID is not the one of a series',
		CHECK_ID,
	),
	ErrorCalendarCannotUseIdForRecurringMasterId: entry(
		'input',
		'The ID is not the one of an occurrence',
		CHECK_ID,
	),
	ErrorObjectTypeChanged: entry('skippable', 'The record is of another kind', CHECK_ID),
	ErrorItemCorrupt: entry(
		'skippable',
		'The record is damaged',
		'Delete it, or ask the administrator to run New-MailboxRepairRequest.',
	),
	ErrorCorruptData: entry(
		'skippable',
		'The record is damaged',
		'Delete it, or ask the administrator to run New-MailboxRepairRequest.',
	),
	ErrorItemPropertyRequestFailed: entry(
		'skippable',
		'A property could not be read',
		'Leave the column out.',
		true,
	),
	ErrorContentConversionFailed: entry(
		'skippable',
		'The content could not be converted',
		'Choose another Body Format, or leave the body out.',
	),
	ErrorCannotDeleteObject: entry(
		'skippable',
		'The record cannot be deleted',
		'Try the delete type Move to Deleted Items.',
	),
	ErrorCannotDeleteTaskOccurrence: entry(
		'input',
		'That occurrence of the task cannot be deleted alone',
		'Delete all occurrences.',
	),
	ErrorDeleteItemsFailed: entry('skippable', 'The record could not be deleted', LATER),
	ErrorMoveCopyFailed: entry(
		'skippable',
		'The record could not be moved',
		'Delete with type Hard Delete, or free space in the mailbox.',
	),
};
