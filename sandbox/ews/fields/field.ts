import { typeModel } from '../schema/model';
import { atLeast, type Build } from '../version';
import type { ItemKind } from '../../store';

export type FieldType =
	| 'string'
	| 'int'
	| 'double'
	| 'boolean'
	| 'dateTime'
	| 'enum'
	| 'strings'
	| 'body'
	| 'recipient'
	| 'recipients'
	| 'attendees'
	| 'headers'
	| 'structure'
	| 'dictionary'
	| 'address'
	| 'binary'
	| 'computed';

/** One property as EWS names it: an element of an item type, reached by a FieldURI. */
export interface Field {
	/** `contacts:GivenName` */
	readonly uri: string;
	readonly element: string;
	readonly type: FieldType;
	/** Clients may not set it. */
	readonly readOnly: boolean;
	/** FindItem can return it. */
	readonly find: boolean;
	/** It can be in a restriction and a sort order. */
	readonly search: boolean;
	/** dictionary: prefix of IndexedFieldURI, such as `contacts:PhoneNumber`. */
	readonly entries?: string;
}

/** Schema type of each item element, and the prefixes of its FieldURIs from the root down. */
export const KINDS: Readonly<Record<ItemKind, { type: string; owners: readonly string[] }>> = {
	Item: { type: 'ItemType', owners: ['ItemType'] },
	Message: { type: 'MessageType', owners: ['ItemType', 'MessageType'] },
	CalendarItem: { type: 'CalendarItemType', owners: ['ItemType', 'CalendarItemType'] },
	Contact: { type: 'ContactItemType', owners: ['ItemType', 'ContactItemType'] },
	DistributionList: { type: 'DistributionListType', owners: ['ItemType', 'DistributionListType'] },
	Person: { type: 'AbchPersonItemType', owners: ['ItemType', 'AbchPersonItemType'] },
	Task: { type: 'TaskType', owners: ['ItemType', 'TaskType'] },
	PostItem: { type: 'PostItemType', owners: ['ItemType', 'PostItemType'] },
	MeetingRequest: {
		type: 'MeetingRequestMessageType',
		owners: ['ItemType', 'MessageType', 'MeetingMessageType', 'MeetingRequestMessageType'],
	},
	MeetingCancellation: {
		type: 'MeetingCancellationMessageType',
		owners: ['ItemType', 'MessageType', 'MeetingMessageType', 'MeetingCancellationMessageType'],
	},
	MeetingResponse: {
		type: 'MeetingResponseMessageType',
		owners: ['ItemType', 'MessageType', 'MeetingMessageType', 'MeetingResponseMessageType'],
	},
};

const PREFIXES: Readonly<Record<string, string>> = {
	ItemType: 'item',
	MessageType: 'message',
	CalendarItemType: 'calendar',
	ContactItemType: 'contacts',
	DistributionListType: 'contacts',
	AbchPersonItemType: 'abchperson',
	TaskType: 'task',
	PostItemType: 'message',
	MeetingMessageType: 'meeting',
	MeetingRequestMessageType: 'calendar',
	MeetingCancellationMessageType: 'calendar',
	MeetingResponseMessageType: 'calendar',
};

/** FieldURIs that do not begin with the prefix of their type. */
const OTHER_URIS: Readonly<Record<string, string>> = {
	'DistributionListType/Members': 'distributionlist:Members',
	'AbchPersonItemType/ContactCategories': 'abchperson:Categories',
	'PostItemType/PostedTime': 'postitem:PostedTime',
	'MeetingMessageType/UID': 'calendar:UID',
	'MeetingMessageType/RecurrenceId': 'calendar:RecurrenceId',
	'MeetingMessageType/DateTimeStamp': 'calendar:DateTimeStamp',
	'MeetingMessageType/IsOrganizer': 'calendar:IsOrganizer',
	'MeetingRequestMessageType/MeetingRequestType': 'meetingRequest:MeetingRequestType',
	'MeetingRequestMessageType/IntendedFreeBusyStatus': 'meetingRequest:IntendedFreeBusyStatus',
	'MeetingResponseMessageType/ProposedStart': 'meeting:ProposedStart',
	'MeetingResponseMessageType/ProposedEnd': 'meeting:ProposedEnd',
};

const TYPES: Readonly<Record<string, FieldType>> = {
	string: 'string',
	anyURI: 'string',
	language: 'string',
	NonEmptyStringType: 'string',
	ItemClassType: 'string',
	SmtpAddressType: 'string',
	DerivedItemIdType: 'string',
	int: 'int',
	ReminderMinutesBeforeStartType: 'int',
	long: 'string',
	double: 'double',
	boolean: 'boolean',
	dateTime: 'dateTime',
	ArrayOfStringsType: 'strings',
	BodyType: 'body',
	SingleRecipientType: 'recipient',
	ArrayOfRecipientsType: 'recipients',
	NonEmptyArrayOfAttendeesType: 'attendees',
	NonEmptyArrayOfInternetHeadersType: 'headers',
	RecurrenceType: 'structure',
	TaskRecurrenceType: 'structure',
	TimeZoneType: 'structure',
	TimeZoneDefinitionType: 'structure',
	FlagType: 'structure',
	MembersListType: 'structure',
	ContactUrlDictionaryType: 'structure',
	GuidType: 'string',
	EnhancedLocationType: 'structure',
	ArrayOfInboxReminderType: 'structure',
	EmailAddressDictionaryType: 'dictionary',
	PhoneNumberDictionaryType: 'dictionary',
	ImAddressDictionaryType: 'dictionary',
	PhysicalAddressDictionaryType: 'address',
	base64Binary: 'binary',
	MimeContentType: 'binary',
};

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const READ_ONLY = words(`
	item:ItemId item:ParentFolderId item:DateTimeReceived item:Size item:IsSubmitted item:IsDraft
	item:IsFromMe item:IsResend item:IsUnmodified item:InternetMessageHeaders item:DateTimeSent
	item:DateTimeCreated item:ResponseObjects item:DisplayCc item:DisplayTo item:DisplayBcc
	item:HasAttachments item:Attachments item:EffectiveRights item:LastModifiedName item:LastModifiedTime
	item:IsAssociated item:WebClientReadFormQueryString item:WebClientEditFormQueryString
	item:ConversationId item:UniqueBody item:StoreEntryId item:InstanceKey item:NormalizedBody
	item:BlockStatus item:HasBlockedImages item:IconIndex item:EntityExtractionResult
	item:Preview item:TextBody item:SearchKey item:ReminderNextTime message:ConversationIndex
	message:ConversationTopic message:SenderSMTPAddress message:ReceivedBy
	message:ReceivedRepresenting postitem:PostedTime
	calendar:IsMeeting calendar:IsRecurring calendar:MeetingRequestWasSent
	calendar:CalendarItemType calendar:MyResponseType calendar:Organizer
	calendar:ConflictingMeetingCount calendar:AdjacentMeetingCount calendar:ConflictingMeetings
	calendar:AdjacentMeetings calendar:Duration calendar:TimeZone calendar:AppointmentReplyTime
	calendar:AppointmentSequenceNumber calendar:AppointmentState calendar:FirstOccurrence
	calendar:LastOccurrence calendar:ModifiedOccurrences calendar:DeletedOccurrences
	calendar:OriginalStart calendar:RecurrenceId calendar:DateTimeStamp calendar:IsCancelled
	calendar:StartWallClock calendar:EndWallClock calendar:StartTimeZoneId calendar:EndTimeZoneId
	calendar:IsOrganizer calendar:JoinOnlineMeetingUrl calendar:IntendedFreeBusyStatus
	meeting:AssociatedCalendarItemId meeting:IsDelegated meeting:IsOutOfDate
	meeting:HasBeenProcessed meeting:ResponseType meeting:ProposedStart meeting:ProposedEnd
	meetingRequest:MeetingRequestType meetingRequest:IntendedFreeBusyStatus contacts:CompleteName
	contacts:ContactSource contacts:HasPicture contacts:Photo contacts:Notes contacts:Alias
	contacts:DirectoryId contacts:ManagerMailbox contacts:DirectReports
	contacts:PhoneticFullName contacts:PhoneticFirstName contacts:PhoneticLastName
	contacts:UserSMIMECertificate contacts:MSExchangeCertificate task:AssignedTime
	task:ChangeCount task:DelegationState task:Delegator task:IsAssignmentEditable
	task:IsComplete task:IsRecurring task:IsTeamTask task:Owner task:StatusDescription
`);

/** Fields that clients set on older servers alone. */
const READ_ONLY_SINCE: Readonly<Record<string, Build>> = { 'calendar:IsOnlineMeeting': '15.1' };

export function isReadOnly(field: Field, build: Build): boolean {
	const since = READ_ONLY_SINCE[field.uri];
	return field.readOnly || (since !== undefined && atLeast(build, since));
}

// What the contents table of a folder does not hold: GetItem alone returns it.
const ITEM_ONLY = words(`
	item:MimeContent item:Body item:Attachments item:InternetMessageHeaders item:ResponseObjects
	item:EntityExtractionResult item:UniqueBody item:NormalizedBody item:TextBody message:ToRecipients message:CcRecipients
	message:BccRecipients message:ReplyTo calendar:RequiredAttendees
	calendar:OptionalAttendees calendar:Resources calendar:ConflictingMeetingCount
	calendar:AdjacentMeetingCount calendar:ConflictingMeetings calendar:AdjacentMeetings
	calendar:Recurrence calendar:FirstOccurrence calendar:LastOccurrence
	calendar:ModifiedOccurrences calendar:DeletedOccurrences calendar:MeetingTimeZone
	contacts:Photo contacts:Notes contacts:UserSMIMECertificate contacts:MSExchangeCertificate
	contacts:Alias contacts:DirectoryId contacts:ManagerMailbox contacts:DirectReports
	contacts:PhoneticFullName contacts:PhoneticFirstName contacts:PhoneticLastName
	task:Recurrence distributionlist:Members
`);

const NOT_SEARCHED = words(`
	item:EffectiveRights item:ConversationId item:Flag item:StoreEntryId item:MimeContent
	item:ResponseObjects contacts:CompleteName contacts:HasPicture
	item:WebClientReadFormQueryString item:WebClientEditFormQueryString item:InstanceKey
	calendar:CalendarItemType calendar:StartTimeZone calendar:EndTimeZone calendar:When
	calendar:IsOrganizer meeting:AssociatedCalendarItemId
	calendar:Duration calendar:StartWallClock calendar:EndWallClock item:Preview
`);

const ENTRIES: Readonly<Record<string, string>> = {
	EmailAddresses: 'contacts:EmailAddress',
	PhoneNumbers: 'contacts:PhoneNumber',
	PhysicalAddresses: 'contacts:PhysicalAddress',
	ImAddresses: 'contacts:ImAddress',
};

/** Kept by the store itself or composed from other properties; see computed.ts. */
export const COMPUTED = words(`
	item:ItemId item:ParentFolderId item:Size item:DateTimeCreated item:LastModifiedTime
	item:LastModifiedName item:HasAttachments item:Attachments item:EffectiveRights item:ConversationId
	item:InstanceKey item:DisplayTo item:DisplayCc item:DisplayBcc item:IsAssociated
	item:TextBody item:UniqueBody item:Preview item:StoreEntryId item:MimeContent item:Flag
	message:ConversationTopic item:SearchKey item:BlockStatus item:HasBlockedImages item:EntityExtractionResult item:IconIndex
	item:WebClientReadFormQueryString item:NormalizedBody contacts:CompleteName contacts:ContactSource contacts:HasPicture
	calendar:CalendarItemType calendar:IsRecurring calendar:IsMeeting calendar:Duration
	calendar:FirstOccurrence calendar:LastOccurrence calendar:ModifiedOccurrences
	calendar:DeletedOccurrences calendar:StartWallClock calendar:EndWallClock
	calendar:StartTimeZoneId calendar:EndTimeZoneId calendar:TimeZone calendar:OriginalStart
	calendar:RecurrenceId calendar:IsOrganizer calendar:ConflictingMeetingCount
	calendar:AdjacentMeetingCount calendar:ConflictingMeetings calendar:AdjacentMeetings
	meeting:AssociatedCalendarItemId item:ResponseObjects task:IsComplete task:IsRecurring
	task:StatusDescription
`);

// Elements that a real server of these builds does not fill, or that need parts not built here.
const LEFT_OUT = words(`ExtendedProperty`);

function fieldsOf(owner: string): Field[] {
	const model = typeModel(owner);
	const own = model?.content.parts?.[model.content.parts.length - 1];
	const prefix = PREFIXES[owner] ?? 'item';
	const fields: Field[] = [];
	for (const particle of own?.parts ?? []) {
		const element = particle.name;
		if (element === undefined || LEFT_OUT.has(element)) continue;
		const uri = OTHER_URIS[`${owner}/${element}`] ?? `${prefix}:${element}`;
		const schema = typeModel(particle.type ?? '');
		const known = TYPES[particle.type ?? ''];
		const type: FieldType | undefined = COMPUTED.has(uri)
			? (known ?? (schema?.kind === 'enum' ? 'enum' : 'computed'))
			: (known ?? (schema?.kind === 'enum' ? 'enum' : undefined));
		if (type === undefined) continue;
		const entries = ENTRIES[element];
		fields.push({
			uri,
			element,
			type,
			readOnly: READ_ONLY.has(uri),
			find: !ITEM_ONLY.has(uri),
			search:
				!NOT_SEARCHED.has(uri) &&
				!['structure', 'dictionary', 'address', 'computed', 'headers'].includes(type),
			...(entries === undefined ? {} : { entries }),
		});
	}
	return fields;
}

function ordered(kind: ItemKind): ReadonlyMap<string, Field> {
	const byUri = new Map<string, Field>();
	for (const owner of KINDS[kind].owners) {
		for (const field of fieldsOf(owner)) byUri.set(field.uri, field);
	}
	return byUri;
}

const cache = new Map<ItemKind, ReadonlyMap<string, Field>>();

/** Fields of a kind of item in the order of the schema, by FieldURI. */
export function fieldsFor(kind: ItemKind): ReadonlyMap<string, Field> {
	let found = cache.get(kind);
	if (found === undefined) cache.set(kind, (found = ordered(kind)));
	return found;
}

let every: ReadonlyMap<string, Field> | undefined;

/** Any kind's field of that FieldURI. */
export function anyField(uri: string): Field | undefined {
	if (every === undefined) {
		const all = new Map<string, Field>();
		for (const kind of Object.keys(KINDS) as ItemKind[]) {
			for (const [key, field] of fieldsFor(kind)) if (!all.has(key)) all.set(key, field);
		}
		every = all;
	}
	return every.get(uri);
}
