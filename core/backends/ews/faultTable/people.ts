import { LATER, entry, type Faults } from './entry';

const CHECK_ADDRESS = 'Check the address: no mailbox, group or room of the organization has it.';

/** Availability, absences, and what is known of people. */
export const people: Faults = {
	ErrorNoFreeBusyAccess: entry(
		'permission',
		'Free and busy times of this person may not be read',
		'The owner can share the calendar, or the administrator can set the default permission: Set-MailboxFolderPermission MAILBOX:\\Calendar -User Default -AccessRights AvailabilityOnly.',
	),
	ErrorFreeBusyDLLimitReached: entry(
		'input',
		'The group has more than 100 members',
		'Expand the group, and ask for its members.',
	),
	ErrorFreeBusyGenerationFailed: entry(
		'retriable',
		'The server could not work out free and busy times',
		LATER,
		true,
	),
	ErrorAvailabilityConfigNotFound: entry(
		'skippable',
		'The server does not know how to reach the calendars of that domain',
		'The administrator can set it up: Add-AvailabilityAddressSpace.',
	),
	ErrorServiceDiscoveryFailed: entry(
		'skippable',
		'The server found no other server for that mailbox',
		'Ask the administrator to test Autodiscover of that domain: Test-OutlookWebServices.',
	),
	ErrorProxyRequestNotAllowed: entry(
		'skippable',
		'Another server would have to be asked, and that is not allowed',
		'Ask the administrator of the Exchange organization.',
	),
	ErrorInvalidTimeInterval: entry(
		'input',
		'The end of the time is not after its start',
		'Change start or end.',
	),
	ErrorTimeIntervalTooBig: entry(
		'input',
		'The server does not look so far at once',
		'Ask for a shorter time.',
	),
	ErrorInvalidMergedFreeBusyInterval: entry(
		'input',
		'The interval does not fit the time that is asked for',
		'Use an interval of 5 to 1440 minutes that is not longer than the time.',
	),
	ErrorInvalidFreeBusyViewType: entry(
		'input',
		'The server does not have this view of free and busy times',
		'Ask for another result.',
	),
	ErrorMailboxDataArrayEmpty: entry(
		'input',
		'There is nobody to look for',
		'Give at least one address.',
	),
	ErrorMailboxDataArrayTooBig: entry(
		'input',
		'These are too many people at once',
		'Ask for at most 100.',
	),
	ErrorInvalidScheduledOofDuration: entry(
		'input',
		'The time of the absence is not valid',
		'The end must be after the start, and in the future.',
	),
	ErrorInvalidUserOofSettings: entry(
		'input',
		'The out of office settings are not valid',
		'Check state, audience and replies; a reply may have 128 kB.',
		true,
	),
	ErrorMailTipsDisabled: entry(
		'skippable',
		'Mail tips are switched off in this organization',
		'The administrator can switch them on: Set-OrganizationConfig -MailTipsAllTipsEnabled $true.',
	),
	ErrorInvalidPhotoSize: entry('input', 'There is no photo of this size', 'Choose another size.'),
	ErrorInvalidItemForOperationExpandDL: entry(
		'input',
		'The record is no distribution list',
		'Give the ID of a distribution list, or the address of a group.',
	),
	ErrorMissingInformationEmailAddress: entry('input', 'The address is missing', CHECK_ADDRESS),
};
