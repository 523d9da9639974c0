import { CHECK_ID, CHECK_VALUE, entry, type Faults } from './entry';

/** Mailboxes and folders. */
export const folders: Faults = {
	ErrorNonExistentMailbox: entry(
		'input',
		'There is no mailbox with that address',
		'Check the address; an address of a group or mail contact has no mailbox.',
	),
	ErrorMissingEmailAddress: entry(
		'input',
		'The account has no mailbox',
		"Fill in the mailbox's address, or use an account with a mailbox.",
	),
	ErrorNonPrimarySmtpAddress: entry(
		'input',
		'The address is not the primary one of the mailbox',
		'Use the primary address, or Impersonation Type SmtpAddress.',
	),
	ErrorInvalidSmtpAddress: entry(
		'input',
		'The mailbox address is not an SMTP address',
		'Check the address.',
	),
	ErrorInvalidUserSid: entry(
		'input',
		'The security identifier is not valid',
		'Check the SID, S-1-5-21-….',
	),
	ErrorInvalidUserPrincipalName: entry(
		'input',
		'The user principal name is not valid',
		'Check the name, user@domain.',
	),
	ErrorInvalidExchangeImpersonationHeaderData: entry(
		'input',
		'The mailbox to impersonate is not valid',
		'Check the mailbox and Impersonation Type.',
	),
	ErrorCannotFindUser: entry('input', 'No such user', 'Check the mailbox address.'),
	ErrorMailRecipientNotFound: entry('input', 'No such recipient', 'Check the address.'),
	ErrorAutoDiscoverFailed: entry(
		'input',
		'Exchange could not find the mailbox',
		'Check the address.',
	),
	ErrorFolderNotFound: entry(
		'input',
		'The folder does not exist',
		'Choose the folder again from the list.',
	),
	ErrorParentFolderNotFound: entry(
		'input',
		'The parent folder does not exist',
		'Choose the folder again from the list.',
	),
	ErrorToFolderNotFound: entry(
		'input',
		'The target folder does not exist',
		'Choose the folder again from the list.',
	),
	ErrorSavedItemFolderNotFound: entry(
		'input',
		'The folder to save in does not exist',
		'Choose the folder again from the list.',
	),
	ErrorNoCalendar: entry('input', 'The mailbox has no calendar', 'Choose another mailbox.'),
	ErrorFolderExists: entry(
		'conflict',
		'A folder of that name exists there already',
		'Use another name, or the folder that exists.',
	),
	ErrorDeleteDistinguishedFolder: entry(
		'input',
		'A well-known folder cannot be deleted',
		'Choose a folder that was created by a person.',
	),
	ErrorMoveDistinguishedFolder: entry(
		'input',
		'A well-known folder cannot be moved',
		'Choose a folder that was created by a person.',
	),
	ErrorInvalidFolderId: entry('input', 'The folder ID is not valid', CHECK_ID),
	ErrorInvalidParentFolder: entry(
		'input',
		'The parent folder cannot hold that',
		'Choose another folder.',
	),
	ErrorInvalidFolderTypeForOperation: entry(
		'input',
		'The folder is of another kind',
		'Choose a folder for this kind of record.',
	),
	ErrorFolderSave: entry('skippable', 'The folder could not be saved', CHECK_VALUE, true),
	ErrorFolderSavePropertyError: entry(
		'skippable',
		'The folder could not be saved',
		CHECK_VALUE,
		true,
	),
	ErrorFolderCorrupt: entry(
		'skippable',
		'The folder is damaged',
		'Ask the administrator to run New-MailboxRepairRequest.',
	),
	ErrorNoFolderClassOverride: entry(
		'input',
		'The class of that folder cannot be changed',
		'Create a folder of the wanted kind.',
	),
	ErrorCannotCreateContactInNonContactFolder: entry(
		'input',
		'Contacts can only be created in a contacts folder',
		'Choose a contacts folder.',
	),
	ErrorCannotCreateCalendarItemInNonCalendarFolder: entry(
		'input',
		'Events can only be created in a calendar',
		'Choose a calendar.',
	),
	ErrorCannotCreateTaskInNonTaskFolder: entry(
		'input',
		'Tasks can only be created in a tasks folder',
		'Choose a tasks folder.',
	),
	ErrorCannotCreatePostItemInNonMailFolder: entry(
		'input',
		'Posts can only be created in a mail folder',
		'Choose a mail folder.',
	),
	ErrorCalendarFolderIsInvalidForCalendarView: entry(
		'input',
		'Expand Series works in calendars only',
		'Choose a calendar, or turn Expand Series off.',
	),
};
