import { LATER, entry, type Faults } from './entry';

const CHECK_DELEGATE = 'Give the primary SMTP address of a user of the organisation.';

/** Inbox rules and delegates. */
export const services: Faults = {
	ErrorInboxRulesValidationError: entry(
		'input',
		'Exchange refused the rule',
		'Check the conditions, exceptions and actions of the rule.',
		true,
	),
	ErrorOutlookRuleBlobExists: entry(
		'skippable',
		'The mailbox has rules that only Outlook runs, and Exchange changes rules over EWS only if those are deleted',
		"Change the rules in Outlook, or switch on the option 'Remove Outlook Rules': it deletes rules that are switched off and rules that only Outlook runs.",
	),
	ErrorRulesOverQuota: entry(
		'skippable',
		'The rules of the mailbox take more space than it has for them',
		'Delete or shorten rules, or ask the administrator to run: Set-Mailbox MAILBOX -RulesQuota 256KB.',
	),
	ErrorDelegateAlreadyExists: entry(
		'conflict',
		'The person is a delegate of the mailbox already',
		'Use Update, or Create or Update.',
	),
	ErrorDelegateCannotAddOwner: entry(
		'input',
		'The owner of a mailbox cannot be its delegate',
		'Choose another person.',
	),
	ErrorDelegateNoUser: entry('input', 'Exchange knows no such person', CHECK_DELEGATE),
	ErrorInvalidDelegateUserId: entry(
		'input',
		'The address of the delegate is not valid',
		CHECK_DELEGATE,
	),
	ErrorInvalidDelegatePermission: entry(
		'input',
		'The permission cannot be given to a delegate',
		'Choose none, reviewer, author or editor.',
	),
	ErrorDelegateValidationFailed: entry(
		'skippable',
		'Exchange could not check the delegates of the mailbox',
		LATER,
	),
	ErrorDelegateMissingConfiguration: entry(
		'skippable',
		"The mailbox's list of delegates is damaged",
		'Open the delegate settings in Outlook once and save them.',
	),
	ErrorAddDelegatesFailed: entry('skippable', 'The delegate could not be added', LATER),
	ErrorUpdateDelegatesFailed: entry('skippable', 'The delegate could not be changed', LATER),
	ErrorRemoveDelegatesFailed: entry('skippable', 'The delegate could not be removed', LATER),
};
