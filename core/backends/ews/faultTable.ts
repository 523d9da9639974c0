/** What the caller can do; `busy`: the server did nothing yet, `retriable`: it may have. */
export type FaultKind =
	'fatal' | 'input' | 'skippable' | 'conflict' | 'permission' | 'busy' | 'retriable';

/** What a ResponseCode means to the person. */
export interface FaultEntry {
	readonly kind: FaultKind;
	readonly message: string;
	readonly advice: string;
	/** The server's text says more than the code: it is added to the message. */
	readonly quote?: true;
}

const FULL_ACCESS =
	'Add-MailboxPermission -Identity MAILBOX -User ACCOUNT -AccessRights FullAccess -InheritanceType All';
const FOLDER_ACCESS =
	'Add-MailboxFolderPermission -Identity MAILBOX:\\FOLDER -User ACCOUNT -AccessRights Editor';
const IMPERSONATION =
	'New-ManagementRoleAssignment -Name "EWS impersonation" -Role ApplicationImpersonation -User ACCOUNT';
const SEND_AS =
	'Add-ADPermission -Identity MAILBOX -User ACCOUNT -ExtendedRights "Send As" (Exchange Online: Add-RecipientPermission MAILBOX -Trustee ACCOUNT -AccessRights SendAs)';

const grant = (command: string): string =>
	`Ask the Exchange administrator to run: ${command}. It can take up to two hours until it works.`;
const LATER =
	'Try again later; with less load if it stays so (fewer parallel runs, smaller pages and batches).';
const READ_AGAIN = 'Read the record again and repeat the change with its new change key.';
const CHECK_ID =
	'Take the ID from a fresh query: an EWS ID changes when the item moves, and is valid in its own mailbox only.';
const CHECK_VALUE = 'Check the values of this record against the column descriptions.';
const SIMPLER =
	'Use fewer or simpler conditions; Disable Server Side Filtering in the credential evaluates them here.';

const entry = (kind: FaultKind, message: string, advice: string, quote?: true): FaultEntry => ({
	kind,
	message,
	advice,
	...(quote ? { quote } : {}),
});

/** ResponseCodes of the operations that this product calls. */
export const FAULTS: Readonly<Record<string, FaultEntry>> = {
	// Rights
	ErrorAccessDenied: entry(
		'permission',
		'The account may not do this in that mailbox or folder',
		`${grant(FULL_ACCESS)} For one folder only: ${FOLDER_ACCESS}.`,
	),
	ErrorAccountDisabled: entry(
		'permission',
		'The account is disabled',
		'Ask the administrator to enable the account, or use another one.',
	),
	ErrorCreateItemAccessDenied: entry(
		'permission',
		'The account may not create items in that folder',
		grant(FOLDER_ACCESS),
	),
	ErrorCreateSubfolderAccessDenied: entry(
		'permission',
		'The account may not create folders there',
		grant(FOLDER_ACCESS.replace('Editor', 'PublishingEditor')),
	),
	ErrorImpersonateUserDenied: entry(
		'permission',
		'The account may not impersonate that mailbox',
		grant(IMPERSONATION),
	),
	ErrorImpersonationDenied: entry(
		'permission',
		'The account has no right to impersonate',
		grant(IMPERSONATION),
	),
	ErrorImpersonationFailed: entry(
		'permission',
		'Impersonation of that mailbox did not work',
		`Check the mailbox address and Impersonation Type. ${grant(IMPERSONATION)}`,
		true,
	),
	ErrorSendAsDenied: entry('permission', 'The account may not send as that sender', grant(SEND_AS)),
	ErrorNotDelegate: entry(
		'permission',
		'The account is no delegate of that mailbox',
		grant(FULL_ACCESS),
	),
	ErrorSubscriptionAccessDenied: entry(
		'permission',
		'The account may not use that subscription',
		grant(FULL_ACCESS),
	),
	ErrorOrganizationAccessBlocked: entry(
		'permission',
		'The organization blocks EWS',
		'Ask the administrator to run: Set-OrganizationConfig -EwsEnabled $true.',
	),
	ErrorTokenSerializationDenied: entry(
		'permission',
		'The account may not pass its identity on to another Exchange server',
		'Ask the administrator to check the proxy settings between the Exchange sites, or use the server of the mailbox.',
	),
	ErrorPasswordExpired: entry(
		'permission',
		'The password of the account has expired',
		'Change the password and enter the new one in the credential.',
	),
	ErrorPasswordChangeRequired: entry(
		'permission',
		'The account must change its password before it can be used',
		'Change the password and enter the new one in the credential.',
	),
	ErrorMailboxLogonFailed: entry(
		'permission',
		'The mailbox could not be opened for the account',
		grant(FULL_ACCESS),
		true,
	),

	// Busy and broken for now
	ErrorServerBusy: entry('busy', 'The Exchange server is busy and asked to wait', LATER),
	ErrorExceededConnectionCount: entry(
		'busy',
		'The account has too many connections open at the Exchange server',
		'Lower Concurrency in the credential, or ask the administrator to raise EwsMaxConcurrency in the throttling policy.',
	),
	ErrorBatchProcessingStopped: entry(
		'busy',
		'The server stopped the batch before it came to this record',
		'Run the record again, in a smaller batch.',
	),
	ErrorMailboxMoveInProgress: entry(
		'busy',
		'The mailbox is being moved to another database',
		'Try again when the move has finished.',
	),
	ErrorMailboxStoreUnavailable: entry('retriable', 'The mailbox database is not reachable', LATER),
	ErrorMailboxFailover: entry('retriable', 'The mailbox is changing to another server', LATER),
	ErrorTimeoutExpired: entry('retriable', 'The server did not finish in time', LATER),
	ErrorInternalServerTransientError: entry('retriable', 'The server has a passing trouble', LATER),
	ErrorInternalServerError: entry(
		'retriable',
		'The server could not process the request',
		`${LATER} Tell the administrator the request id if it stays so.`,
		true,
	),
	ErrorADUnavailable: entry('retriable', 'Exchange cannot reach Active Directory', LATER),
	ErrorADOperation: entry(
		'retriable',
		'Active Directory did not answer Exchange as expected',
		LATER,
		true,
	),
	ErrorServiceUnavailable: entry('retriable', 'The service is not available', LATER),
	ErrorConnectionFailed: entry('retriable', 'Exchange lost its connection to the mailbox', LATER),
	ErrorClientDisconnected: entry('retriable', 'The server saw the connection close', LATER),
	ErrorRequestAborted: entry('retriable', 'The server gave up the request', LATER),
	ErrorInsufficientResources: entry('busy', 'The server has no resources left', LATER),
	ErrorNotEnoughMemory: entry('retriable', 'The server has no memory left', LATER),
	ErrorTooManyObjectsOpened: entry('busy', 'The account has too many objects open', LATER),
	ErrorExceededFindCountLimit: entry(
		'busy',
		'The account runs too many searches at once',
		'Lower Concurrency in the credential.',
	),
	ErrorProxyCallFailed: entry(
		'retriable',
		'The server could not reach the server of the mailbox',
		LATER,
	),
	ErrorProxyRequestProcessingFailed: entry(
		'retriable',
		'The server of the mailbox did not answer as expected',
		LATER,
	),
	ErrorNoRespondingCASInDestinationSite: entry(
		'retriable',
		'No server answers in the site of the mailbox',
		LATER,
	),
	ErrorNoApplicableProxyCASServersAvailable: entry(
		'retriable',
		'No server can take the request on to the mailbox',
		LATER,
	),
	ErrorContentIndexingNotEnabled: entry(
		'fatal',
		'The mailbox has no search index',
		'Ask the administrator to enable content indexing of the database.',
	),

	// Version
	ErrorInvalidServerVersion: entry(
		'fatal',
		'The server does not know the version that was asked for',
		'Set Platform in the credential to auto or to the version of the server.',
	),
	ErrorIncorrectSchemaVersion: entry(
		'fatal',
		'The request does not fit the version that was asked for',
		'Set Platform in the credential to auto or to the version of the server.',
		true,
	),
	ErrorInvalidSchemaVersionForMailboxVersion: entry(
		'fatal',
		'The mailbox lives on an older server than the request asks for',
		'Set Platform in the credential to the version of the mailbox server.',
	),
	ErrorWrongServerVersion: entry(
		'fatal',
		'This server cannot open mailboxes of another Exchange version',
		'Use the EWS address of the server that holds the mailbox.',
	),
	ErrorWrongServerVersionDelegate: entry(
		'fatal',
		'This server cannot open that mailbox as a delegate',
		'Use the EWS address of the server that holds the mailbox, or impersonation.',
	),
	ErrorCrossSiteRequest: entry(
		'fatal',
		'The mailbox is in another site',
		'Use the EWS address of the site that holds the mailbox.',
	),

	// Mailboxes and folders
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

	// Records
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

	// Conflicts
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

	// Writes
	ErrorItemSave: entry('skippable', 'The record could not be saved', CHECK_VALUE, true),
	ErrorItemSavePropertyError: entry(
		'skippable',
		'The record could not be saved',
		CHECK_VALUE,
		true,
	),
	ErrorPropertyUpdate: entry('skippable', 'A property could not be changed', CHECK_VALUE, true),
	ErrorPropertyValidationFailure: entry('input', 'The server refuses a value', CHECK_VALUE, true),
	ErrorInvalidPropertySet: entry(
		'input',
		'A property cannot be set',
		'Leave the column out.',
		true,
	),
	ErrorInvalidPropertyDelete: entry(
		'input',
		'A property cannot be cleared',
		'Leave the column out.',
		true,
	),
	ErrorInvalidPropertyAppend: entry(
		'input',
		'A property cannot be appended to',
		'Leave the column out.',
		true,
	),
	ErrorInvalidPropertyRequest: entry(
		'input',
		'A property cannot be read for this kind of record',
		'Leave the column out.',
		true,
	),
	ErrorInvalidPropertyForOperation: entry(
		'input',
		'A property cannot be used here',
		'Leave the column out.',
		true,
	),
	ErrorInvalidPropertyUpdateSentMessage: entry(
		'input',
		'That property of a sent message cannot be changed',
		'Change drafts only, or leave the column out.',
	),
	ErrorUpdatePropertyMismatch: entry(
		'input',
		'A property does not fit the kind of record',
		CHECK_VALUE,
		true,
	),
	ErrorIncorrectUpdatePropertyCount: entry(
		'input',
		'A property stands twice in the change',
		CHECK_VALUE,
	),
	ErrorInvalidExtendedProperty: entry(
		'input',
		'An extended property is not valid',
		CHECK_VALUE,
		true,
	),
	ErrorInvalidExtendedPropertyValue: entry(
		'input',
		'The value of an extended property is not valid',
		CHECK_VALUE,
		true,
	),
	ErrorUnsupportedMapiPropertyType: entry(
		'input',
		'The type of an extended property is not supported',
		CHECK_VALUE,
	),
	ErrorUnsupportedPropertyDefinition: entry(
		'input',
		'The server does not know a property',
		'Leave the column out.',
		true,
	),
	ErrorInvalidValueForProperty: entry('input', 'The server refuses a value', CHECK_VALUE, true),
	ErrorValueOutOfRange: entry('input', 'A value is out of range', CHECK_VALUE, true),
	ErrorRequiredPropertyMissing: entry('input', 'A required property is missing', CHECK_VALUE, true),
	ErrorInvalidContactEmailAddress: entry(
		'input',
		'An email address of the contact is not valid',
		CHECK_VALUE,
	),
	ErrorInvalidContactEmailIndex: entry(
		'input',
		'An email slot of the contact is not valid',
		CHECK_VALUE,
	),
	ErrorInvalidPercentCompleteValue: entry(
		'input',
		'Percent complete must be 0 to 100',
		CHECK_VALUE,
	),
	ErrorInvalidCompleteDate: entry('input', 'The completion date lies in the future', CHECK_VALUE),
	ErrorInvalidItemForOperationCreateItem: entry(
		'input',
		'That kind of record cannot be created',
		CHECK_VALUE,
	),
	ErrorInvalidItemForOperationSendItem: entry(
		'input',
		'That kind of record cannot be sent',
		'Send messages only.',
	),
	ErrorUnsupportedCulture: entry(
		'input',
		'The server does not know the language of Culture',
		CHECK_VALUE,
	),
	ErrorMimeContentInvalid: entry('input', 'The MIME content is not valid', CHECK_VALUE),
	ErrorMimeContentInvalidBase64String: entry(
		'input',
		'The MIME content is not Base64',
		CHECK_VALUE,
	),
	ErrorMimeContentConversionFailed: entry(
		'skippable',
		'The MIME content could not be converted',
		CHECK_VALUE,
	),
	ErrorQuotaExceeded: entry(
		'skippable',
		'The mailbox is full',
		'Free space, or ask the administrator to raise the quota: Set-Mailbox MAILBOX -ProhibitSendReceiveQuota SIZE.',
	),
	ErrorDataSizeLimitExceeded: entry(
		'input',
		'The record is larger than the server takes',
		'Shorten the body, or ask the administrator to raise the limit.',
	),
	ErrorMessageSizeExceeded: entry(
		'input',
		'The message is larger than the server takes',
		'Shorten it, or ask the administrator: Set-TransportConfig -MaxSendSize SIZE.',
	),
	ErrorRequestStreamTooBig: entry(
		'input',
		'The request is larger than the server takes',
		'Use a smaller batch size.',
	),
	ErrorVirusDetected: entry(
		'skippable',
		'The server found a virus in the record',
		'Look at the record before you try again.',
	),
	ErrorVirusMessageDeleted: entry(
		'skippable',
		'The server deleted the message because of a virus',
		'Look at the message before you try again.',
	),

	// Sending
	ErrorMissingRecipients: entry('input', 'The message has no recipients', 'Fill in To, Cc or Bcc.'),
	ErrorInvalidRecipients: entry(
		'input',
		'A recipient is not valid',
		'Check the addresses of To, Cc and Bcc.',
		true,
	),
	ErrorInvalidRoutingType: entry('input', 'An address type is not valid', 'Use SMTP addresses.'),
	ErrorSubmissionQuotaExceeded: entry(
		'skippable',
		'The mailbox has sent as much as it may today',
		LATER,
	),
	ErrorMessageSubmissionBlocked: entry(
		'permission',
		'The account may not send messages',
		'Ask the administrator to lift the block on sending.',
	),
	ErrorInvalidSendItemSaveSettings: entry(
		'input',
		'A folder for the copy was given although none is kept',
		'Leave the folder out.',
	),
	ErrorMessageDispositionRequired: entry(
		'fatal',
		'The request lacks what to do with the message',
		'Report this with the workflow that shows it.',
	),
	ErrorSendMeetingInvitationsRequired: entry(
		'input',
		'It must be said whether invitations are sent',
		'Set the option Send Invitations.',
	),
	ErrorSendMeetingInvitationsOrCancellationsRequired: entry(
		'input',
		'It must be said whether invitations are sent',
		'Set the option Send Invitations.',
	),
	ErrorSendMeetingCancellationsRequired: entry(
		'input',
		'It must be said whether cancellations are sent',
		'Set the option Send Cancellations.',
	),
	ErrorAffectedTaskOccurrencesRequired: entry(
		'input',
		'It must be said which occurrences of the task are meant',
		'Set the option Task Occurrences.',
	),

	// Events
	ErrorCalendarEndDateIsEarlierThanStartDate: entry(
		'input',
		'The event ends before it starts',
		CHECK_VALUE,
	),
	ErrorCalendarDurationIsTooLong: entry(
		'input',
		'The event is longer than five years',
		CHECK_VALUE,
	),
	ErrorCalendarInvalidRecurrence: entry('input', 'The recurrence is not valid', CHECK_VALUE, true),
	ErrorCalendarInvalidTimeZone: entry(
		'input',
		'The server does not know the time zone',
		'Use a Windows time zone name such as W. Europe Standard Time.',
	),
	ErrorTimeZone: entry(
		'input',
		'The server does not know the time zone',
		'Use a Windows time zone name such as W. Europe Standard Time.',
	),
	ErrorCalendarInvalidPropertyValue: entry(
		'input',
		'A value of the event is not valid',
		CHECK_VALUE,
		true,
	),
	ErrorCalendarInvalidPropertyState: entry(
		'input',
		'The properties of the event contradict each other',
		CHECK_VALUE,
		true,
	),
	ErrorCalendarInvalidAttributeValue: entry(
		'input',
		'A value of the event is not valid',
		CHECK_VALUE,
		true,
	),
	ErrorCalendarInvalidDayForWeeklyRecurrence: entry(
		'input',
		'Weekly recurrence takes days from Sunday to Saturday',
		CHECK_VALUE,
	),
	ErrorCalendarOutOfRange: entry('input', 'The time of the event is out of range', CHECK_VALUE),
	ErrorCalendarCannotUpdateDeletedItem: entry(
		'skippable',
		'The event is in the Deleted Items folder',
		'Move it back before you change it.',
	),
	ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange: entry(
		'input',
		'The series has no such occurrence',
		CHECK_ID,
	),
	ErrorCalendarOccurrenceIsDeletedFromRecurrence: entry(
		'skippable',
		'The occurrence was deleted',
		CHECK_ID,
	),
	ErrorCalendarViewRangeTooBig: entry(
		'input',
		'The range of Expand Series is longer than two years',
		'Use a shorter range.',
	),
	ErrorOccurrenceCrossingBoundary: entry(
		'input',
		'An occurrence would overlap its neighbour',
		CHECK_VALUE,
	),
	ErrorOccurrenceTimeSpanTooBig: entry(
		'input',
		'An occurrence would overlap the next one',
		CHECK_VALUE,
	),
	ErrorRecurrenceEndDateTooBig: entry('input', 'The recurrence ends too late', CHECK_VALUE),
	ErrorRecurrenceHasNoOccurrence: entry('input', 'The recurrence has no occurrence', CHECK_VALUE),
	ErrorUnsupportedRecurrence: entry(
		'input',
		'The server does not support that recurrence',
		CHECK_VALUE,
	),
	ErrorSentMeetingRequestUpdate: entry(
		'skippable',
		'The invitation was sent but the event could not be updated',
		READ_AGAIN,
	),

	// Searches
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

	// The request itself
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
