import { CHECK_ID, READ_AGAIN, entry, type Faults } from './entry';

const ASK_ORGANIZER = 'Only the organizer can change the meeting; ask the organizer.';
const NOT_A_MEETING = 'The ID must be that of a meeting in the calendar, or of a meeting request.';

const forEach = (
	verbs: readonly string[],
	prefix: string,
	make: () => Faults[string],
): Record<string, Faults[string]> =>
	Object.fromEntries(verbs.map((verb) => [`${prefix}${verb}`, make()]));

const ANSWERS = ['Accept', 'Tentative', 'Decline'];

/** Answers to meetings, and what calls them off. */
export const meetings: Faults = {
	...forEach(ANSWERS, 'ErrorCalendarIsOrganizerFor', () =>
		entry(
			'input',
			'The organizer of a meeting cannot respond to it',
			'Use Cancel to call the meeting off, or Update to change it.',
		),
	),
	...forEach([...ANSWERS, 'Remove'], 'ErrorCalendarIsCancelledFor', () =>
		entry('input', 'The meeting was cancelled', 'There is nothing left to respond to.'),
	),
	...forEach([...ANSWERS, 'Remove'], 'ErrorCalendarIsDelegatedFor', () =>
		entry(
			'permission',
			'The meeting request was delegated to somebody else',
			'Respond in the mailbox of the delegate, or to the event in the calendar of its owner.',
		),
	),
	...forEach([...ANSWERS, 'Remove'], 'ErrorCalendarIsGroupMailboxFor', () =>
		entry('input', 'A group cannot respond to a meeting', 'Respond as a member of the group.'),
	),
	ErrorCalendarIsNotOrganizer: entry(
		'permission',
		'The mailbox is not the organizer of the meeting',
		ASK_ORGANIZER,
	),
	ErrorCalendarMeetingRequestIsOutOfDate: entry(
		'conflict',
		'The meeting request is out of date: the organizer sent a newer one',
		'Respond to the newer request, or to the event in the calendar.',
	),
	ErrorCalendarMeetingIsOutOfDateResponseNotProcessed: entry(
		'conflict',
		'The meeting was changed after this response',
		READ_AGAIN,
	),
	ErrorInvalidReferenceItem: entry(
		'input',
		'The record is not one that this can be done with',
		NOT_A_MEETING,
	),
	ErrorInvalidItemForOperationAcceptItem: entry(
		'input',
		'The record is no meeting that can be accepted',
		NOT_A_MEETING,
	),
	ErrorInvalidItemForOperationDeclineItem: entry(
		'input',
		'The record is no meeting that can be declined',
		NOT_A_MEETING,
	),
	ErrorInvalidItemForOperationTentative: entry(
		'input',
		'The record is no meeting that can be accepted tentatively',
		NOT_A_MEETING,
	),
	ErrorInvalidItemForOperationCancelItem: entry(
		'input',
		'The record is no meeting that can be cancelled',
		CHECK_ID,
	),
};
