/** Server builds that the sandbox can be. */
export type Build = '14.2' | '15.0' | '15.1' | '15.2';

interface BuildInfo {
	readonly numbers: readonly [number, number, number, number];
	/** What ServerVersionInfo/@Version says at most. */
	readonly schema: string;
	/** Schemas that a request may ask for. */
	readonly accepts: readonly string[];
}

const TO_2010 = [
	'Exchange2007',
	'Exchange2007_SP1',
	'Exchange2010',
	'Exchange2010_SP1',
	'Exchange2010_SP2',
];
const TO_2013 = [...TO_2010, 'Exchange2012', 'Exchange2013', 'Exchange2013_SP1'];
const TO_2016 = [...TO_2013, 'Exchange2015', 'Exchange2016', 'V2015_10_05', 'V2016_01_06'];
const TO_SE = [
	...TO_2016,
	'V2016_04_13',
	'V2016_07_13',
	'V2016_10_10',
	'V2017_01_07',
	'V2017_04_14',
	'V2017_07_11',
];

export const BUILDS: Readonly<Record<Build, BuildInfo>> = {
	'14.2': { numbers: [14, 2, 328, 9], schema: 'Exchange2010_SP2', accepts: TO_2010 },
	'15.0': { numbers: [15, 0, 1497, 2], schema: 'Exchange2013_SP1', accepts: TO_2013 },
	'15.1': { numbers: [15, 1, 2507, 6], schema: 'V2016_10_10', accepts: TO_SE.slice(0, -3) },
	'15.2': { numbers: [15, 2, 2562, 17], schema: 'V2017_07_11', accepts: TO_SE },
};

const NEWER: Readonly<Record<string, Build>> = {};
const newer = NEWER as Record<string, Build>;
const since = (build: Build, owner: string, names: string) => {
	for (const name of names.split(' ')) newer[`${owner}/${name}`] = build;
};
// Elements that came after Exchange 2010 SP2, by "Applies to" of their pages in the EWS reference.
since(
	'15.0',
	'item',
	`Flag InstanceKey NormalizedBody EntityExtractionResult PolicyTag ArchiveTag
	RetentionDate Preview RightsManagementLicenseData NextPredictedAction GroupingAction BlockStatus
	HasBlockedImages TextBody IconIndex IsClutter PredictedActionReasons ReminderNextTime`.replace(
		/\s+/g,
		' ',
	),
);
since(
	'15.0',
	'calendar',
	`StartWallClock EndWallClock StartTimeZoneId EndTimeZoneId IntendedFreeBusyStatus
	JoinOnlineMeetingUrl OnlineMeetingSettings IsOrganizer EnhancedLocation`.replace(/\s+/g, ' '),
);
since(
	'15.1',
	'item',
	`MimeContentUTF8 Mentions MentionedMe Hashtags AppliedHashtags AppliedHashtagsPreview Likes
	LikesPreview PendingSocialActivityTagIds AtAllMention CanDelete InferenceClassification
	FirstBody MentionsPreview MentionsEx`.replace(/\s+/g, ' '),
);
since('15.1', 'calendar', 'CalendarActivityData DoNotForwardMeeting InboxReminders');
since('15.1', 'message', 'MessageSafety');
since('15.2', 'all', 'Person');
since('15.1', 'contacts', 'Urls');
since('15.0', 'attachment', 'ReferenceAttachment');

since('15.0', 'meetingReply', 'ProposedStart ProposedEnd');
since('15.0', 'attendee', 'ProposedStart ProposedEnd');
since(
	'15.0',
	'meetingResult',
	'Start End Location Recurrence CalendarItemType ProposedStart ProposedEnd EnhancedLocation',
);
since(
	'15.1',
	'oof',
	'DeclineMeetingReply DeclineEventsForScheduledOOF DeclineAllEventsForScheduledOOF CreateOOFEvent OOFEventSubject AutoDeclineFutureRequestsWhenOOF OOFEventID EventsToDeleteIDs',
);

const OWNERS: Readonly<Record<string, string>> = {
	ItemType: 'item',
	MessageType: 'message',
	ContactItemType: 'contacts',
	CalendarItemType: 'calendar',
	TaskType: 'task',
	NonEmptyArrayOfAllItemsType: 'all',
	AttendeeType: 'attendee',
	AcceptItemType: 'meetingReply',
	DeclineItemType: 'meetingReply',
	TentativelyAcceptItemType: 'meetingReply',
	MeetingRequestMessageType: 'calendar',
	MeetingResponseMessageType: 'meetingResult',
	MeetingCancellationMessageType: 'meetingResult',
	UserOofSettings: 'oof',
	NonEmptyArrayOfAttachmentsType: 'attachment',
};

const ORDER: readonly Build[] = ['14.2', '15.0', '15.1', '15.2'];

export function atLeast(build: Build, wanted: Build): boolean {
	return ORDER.indexOf(build) >= ORDER.indexOf(wanted);
}

/** Whether this server knows an element of a schema type. */
export function isSince(type: string, element: string, build: Build): boolean {
	const own = OWNERS[type];
	const wanted = newer[`${own}/${element}`] ?? newer[`item/${element}`];
	return own === undefined || wanted === undefined || atLeast(build, wanted);
}

/** Whether this server knows a FieldURI such as `item:Flag`. */
export function knowsField(uri: string, build: Build): boolean {
	const wanted = newer[uri.replace(':', '/')];
	return wanted === undefined || atLeast(build, wanted);
}
