import { LATER, entry, type Faults } from './entry';

/** Sending. */
export const sending: Faults = {
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
};
