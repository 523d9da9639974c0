/**
 * Order of child elements as the schema demands it: only what may be written or stands before it.
 * Types of types.xsd: ItemType, MessageType, ContactItemType, CalendarItemType, TaskType, BaseFolderType.
 */
const words = (text: string): string[] => text.trim().split(/\s+/);

const ITEM = words(`
	MimeContent ItemId ParentFolderId ItemClass Subject Sensitivity Body Attachments DateTimeReceived Size
	Categories Importance InReplyTo IsSubmitted IsDraft IsFromMe IsResend IsUnmodified
	InternetMessageHeaders DateTimeSent DateTimeCreated ResponseObjects ReminderDueBy ReminderIsSet
	ReminderNextTime ReminderMinutesBeforeStart DisplayCc DisplayTo DisplayBcc HasAttachments
	ExtendedProperty Culture EffectiveRights LastModifiedName LastModifiedTime IsAssociated
	WebClientReadFormQueryString WebClientEditFormQueryString ConversationId UniqueBody Flag StoreEntryId
	InstanceKey NormalizedBody EntityExtractionResult PolicyTag ArchiveTag RetentionDate Preview
`);

const MESSAGE = words(`
	Sender ToRecipients CcRecipients BccRecipients IsReadReceiptRequested IsDeliveryReceiptRequested
	ConversationIndex ConversationTopic From InternetMessageId IsRead IsResponseRequested References
	ReplyTo ReceivedBy ReceivedRepresenting ApprovalRequestData VotingInformation ReminderMessageData
`);

const CONTACT = words(`
	FileAs FileAsMapping DisplayName GivenName Initials MiddleName Nickname CompleteName CompanyName
	EmailAddresses AbchEmailAddresses PhysicalAddresses PhoneNumbers AssistantName Birthday
	BusinessHomePage Children Companies ContactSource Department Generation ImAddresses JobTitle Manager
	Mileage OfficeLocation PostalAddressIndex Profession SpouseName Surname WeddingAnniversary HasPicture
	PhoneticFullName PhoneticFirstName PhoneticLastName Alias Notes Photo UserSMIMECertificate
	MSExchangeCertificate DirectoryId ManagerMailbox DirectReports
`);

const LIST = words('DisplayName FileAs ContactSource Members');

const CALENDAR = words(`
	UID RecurrenceId DateTimeStamp Start End OriginalStart IsAllDayEvent LegacyFreeBusyStatus Location When
	IsMeeting IsCancelled IsRecurring MeetingRequestWasSent IsResponseRequested CalendarItemType
	MyResponseType Organizer RequiredAttendees OptionalAttendees Resources InboxReminders
	ConflictingMeetingCount AdjacentMeetingCount ConflictingMeetings AdjacentMeetings Duration TimeZone
	AppointmentReplyTime AppointmentSequenceNumber AppointmentState Recurrence FirstOccurrence
	LastOccurrence ModifiedOccurrences DeletedOccurrences MeetingTimeZone StartTimeZone EndTimeZone
	ConferenceType AllowNewTimeProposal IsOnlineMeeting MeetingWorkspaceUrl NetShowUrl EnhancedLocation
`);

const TASK = words(`
	ActualWork AssignedTime BillingInformation ChangeCount Companies CompleteDate Contacts DelegationState
	Delegator DueDate IsAssignmentEditable IsComplete IsRecurring IsTeamTask Mileage Owner PercentComplete
	Recurrence StartDate Status StatusDescription TotalWork
`);

const FOLDER = words(`
	FolderId ParentFolderId FolderClass DisplayName TotalCount ChildFolderCount ExtendedProperty
	ManagedFolderInformation EffectiveRights DistinguishedFolderId PolicyTag ArchiveTag
	SharingEffectiveRights PermissionSet UnreadCount
`);

const ADDRESS = words('Street City State CountryOrRegion PostalCode');

const ORDERS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
	Object.entries({
		Item: ITEM,
		Message: [...ITEM, ...MESSAGE],
		PostItem: [...ITEM, ...MESSAGE],
		Contact: [...ITEM, ...CONTACT],
		CalendarItem: [...ITEM, ...CALENDAR],
		DistributionList: [...ITEM, ...LIST],
		Task: [...ITEM, ...TASK],
		Folder: FOLDER,
		CalendarFolder: FOLDER,
		ContactsFolder: FOLDER,
		SearchFolder: FOLDER,
		TasksFolder: FOLDER,
		Entry: ADDRESS,
	}).map(([element, names]) => [element, new Map(names.map((name, index) => [name, index]))]),
);

/** Place of a child among its siblings; undefined when the schema's order is not known here. */
export function placeOf(parent: string, child: string): number | undefined {
	return ORDERS.get(parent)?.get(child);
}
