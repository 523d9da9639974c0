import { CHECK_ID, CHECK_VALUE, READ_AGAIN, entry, type Faults } from './entry';

/** Events. */
export const events: Faults = {
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
};
