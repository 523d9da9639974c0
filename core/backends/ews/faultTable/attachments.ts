import { CHECK_ID, LATER, entry, type Faults } from './entry';

const NO_ARCHIVE =
	'Ask the Exchange administrator to run: Enable-Mailbox -Identity MAILBOX -Archive.';

/** Attachments, archiving, moving, emptying. */
export const attachments: Faults = {
	ErrorInvalidAttachmentId: entry('input', 'The ID is not the one of an attachment', CHECK_ID),
	ErrorCannotFindFileAttachment: entry('skippable', 'The attachment does not exist', CHECK_ID),
	ErrorCannotOpenFileAttachment: entry(
		'skippable',
		'The attachment could not be opened',
		'Look at it in Outlook; it may be damaged.',
	),
	ErrorAttachmentSizeLimitExceeded: entry(
		'input',
		'The attachment is larger than the server takes',
		'Ask the administrator: Set-TransportConfig -MaxReceiveSize SIZE -MaxSendSize SIZE.',
		true,
	),
	ErrorAttachmentNestLevelLimitExceeded: entry(
		'input',
		'Records are attached to each other too deeply',
		'Attach the inner record itself.',
	),
	ErrorInvalidIdTooManyAttachmentLevels: entry(
		'input',
		'Records are attached to each other too deeply',
		CHECK_ID,
	),
	ErrorInvalidIdNotAnItemAttachmentId: entry(
		'input',
		'The ID is the one of a file, not of an attached record',
		CHECK_ID,
	),
	ErrorInvalidItemForOperationCreateItemAttachment: entry(
		'input',
		'That kind of record cannot be attached',
		'Attach messages, contacts, events, tasks or posts.',
	),
	ErrorMissingItemForCreateItemAttachment: entry(
		'input',
		'The attached record is empty',
		'Give the ID of a record with content.',
	),
	ErrorUnsupportedMimeConversion: entry(
		'skippable',
		'The record has no MIME form on this server',
		'Export messages, or use Export Item.',
	),
	ErrorArchiveMailboxNotEnabled: entry('skippable', 'The mailbox has no archive', NO_ARCHIVE),
	ErrorArchiveFolderPathCreation: entry(
		'skippable',
		'The folder could not be made in the archive',
		LATER,
		true,
	),
	ErrorArchiveMailboxServiceDiscoveryFailed: entry(
		'retriable',
		'The archive of the mailbox could not be found',
		LATER,
	),
	ErrorCannotArchiveCalendarContactTaskFolderException: entry(
		'input',
		'Folders of events, contacts and tasks are not archived',
		'Archive messages.',
	),
	ErrorCannotArchiveItemsInArchiveMailbox: entry(
		'input',
		'The record is in the archive already',
		'Leave it out.',
	),
	ErrorCannotArchiveItemsInPublicFolders: entry(
		'input',
		'Records of public folders are not archived',
		'Move or copy them instead.',
	),
	ErrorInvalidItemForOperationArchiveItem: entry(
		'input',
		'That kind of record cannot be archived',
		'Archive messages.',
	),
	ErrorCannotEmptyFolder: entry(
		'input',
		'The folder cannot be emptied',
		'Search folders and folders of Exchange itself keep their content: delete the records instead.',
		true,
	),
	ErrorCrossMailboxMoveCopy: entry(
		'input',
		'Records are not moved between these mailboxes in one step',
		'Export the record and upload it into the other mailbox.',
	),
};
