/** Rules of meetings, tasks and availability. */
export const MEETING_RULES = {
	'request-enters-calendar': "A meeting request puts the meeting into each attendee's calendar.",
	'answer-is-tracked': "An attendee's answer is noted in the organizer's event.",
	'declined-leaves-calendar': "A declined meeting leaves the attendee's calendar.",
	'only-organizer-cancels': 'Nobody but the organizer cancels a meeting.',
	'copy-is-saved': 'AndSaveCopy keeps a copy of what was sent in Sent Items.',
	'none-are-told': 'SendToNone tells nobody.',
	'organizer-is-required': 'Attendees see the organizer first among those who have to come.',
	'neighbours-are-found': 'Meetings before and after are adjacent.',
	'old-requests-are-outdated':
		'A request is out of date when there were later news of the meeting.',
	'occurrence-news-stay-apart': 'News of one occurrence change that occurrence alone.',
	'update-to-changed-only':
		'SendOnlyToChanged tells those attendees alone that were added or removed.',
	'cancelled-shows': 'A cancelled meeting says so in the calendars of its attendees.',
	'answered-get-information': 'News that move nothing are information for those who had accepted.',
	'delegates-get-requests': 'Delegates that want meeting requests of the owner get them.',
	'reminder-is-dismissed': 'A dismissed reminder is no longer among the reminders.',
	'task-status-decides':
		'Status, percentage and completion date of a task follow each other, the last one written first.',
	'task-moves-to-next-occurrence':
		'A recurring task without its current occurrence goes on with the next one.',
} as const;
