/** Availability, out of office, reminders, and what meetings carry. See model.ts for the notation; MS-OXWAVLS, MS-OXWOOF and MS-OXWSMTGS for the meaning. */
export const MEETINGS: Readonly<Record<string, string>> = {
	ArrayOfEventIDType: '(EventToDeleteID:string)*',
	ArrayOfInboxReminderType: 'InboxReminder:InboxReminderType*',
	ArrayOfMailboxData: 'MailboxData:MailboxData*',
	Duration: 'StartTime:dateTime EndTime:dateTime',
	EmailAddress: 'Name:string? Address:string RoutingType:string?',
	EmailReminderChangeType: 'enum None Added Override Deleted',
	EmailReminderSendOption: 'enum NotSet User AllAttendees Staff Customer',
	EnhancedLocationType:
		'DisplayName:string Annotation:string? PostalAddress:PersonaPostalAddressType?',
	ExternalAudience: 'enum None Known All',
	FreeBusyViewOptionsType: `TimeWindow:Duration MergedFreeBusyIntervalInMinutes:int? RequestedView:FreeBusyViewType?`,
	FreeBusyViewType: 'list FreeBusyViewType.item',
	'FreeBusyViewType.item': 'enum None MergedOnly FreeBusy FreeBusyMerged Detailed DetailedMerged',
	GetRemindersType: `<BaseRequestType BeginTime:dateTime? EndTime:dateTime? MaxItems:GetRemindersType.MaxItems?
		ReminderType:GetRemindersType.ReminderType?`,
	'GetRemindersType.MaxItems': 'simple xs:int minInclusive=0 maxInclusive=200',
	'GetRemindersType.ReminderType': 'enum All Current Old',
	GetUserAvailabilityRequestType: `<BaseRequestType TimeZone:SerializableTimeZone? MailboxDataArray:ArrayOfMailboxData
		FreeBusyViewOptions:FreeBusyViewOptionsType?
		SuggestionsViewOptions:SuggestionsViewOptionsType?`,
	GetUserOofSettingsRequest: '<BaseRequestType Mailbox:EmailAddress',
	InboxReminderType: `Id:GuidType? ReminderOffset:int? Message:string? IsOrganizerReminder:boolean?
		OccurrenceChange:EmailReminderChangeType? SendOption:EmailReminderSendOption?`,
	LocationSourceType: 'enum None LocationServices PhonebookServices Device Contact Resource',
	MailboxData: 'Email:EmailAddress AttendeeType:MeetingAttendeeType ExcludeConflicts:boolean?',
	MeetingAttendeeType: 'enum Organizer Required Optional Room Resource',
	NonEmptyArrayOfReminderItemActionType: 'ReminderItemAction:ReminderItemActionType+',
	OofState: 'enum Disabled Enabled Scheduled',
	PerformReminderActionType:
		'<BaseRequestType ReminderItemActions:NonEmptyArrayOfReminderItemActionType',
	PersonaPostalAddressType: `Street:string? City:string? State:string? Country:string? PostalCode:string?
		PostOfficeBox:string? Type:string? Latitude:double? Longitude:double? Accuracy:double?
		Altitude:double? AltitudeAccuracy:double? FormattedAddress:string? LocationUri:string?
		LocationSource:LocationSourceType?`,
	ReminderActionType: 'enum Dismiss Snooze',
	ReminderItemActionType: 'ActionType:ReminderActionType ItemId:ItemIdType NewReminderTime:string?',
	ReplyBody: 'Message:string?',
	SerializableTimeZone:
		'Bias:int StandardTime:SerializableTimeZoneTime DaylightTime:SerializableTimeZoneTime',
	SerializableTimeZoneTime:
		'Bias:int Time:string DayOrder:short Month:short DayOfWeek:DayOfWeekType Year:string?',
	SetUserOofSettingsRequest:
		'<BaseRequestType Mailbox:EmailAddress UserOofSettings:UserOofSettings',
	SuggestionQuality: 'enum Excellent Good Fair Poor',
	SuggestionsViewOptionsType: `GoodThreshold:int? MaximumResultsByDay:int? MaximumNonWorkHourResultsByDay:int?
		MeetingDurationInMinutes:int? MinimumSuggestionQuality:SuggestionQuality?
		DetailedSuggestionsWindow:Duration CurrentMeetingTime:dateTime? GlobalObjectId:string?`,
	UserOofSettings: `OofState:OofState ExternalAudience:ExternalAudience Duration:Duration?
		InternalReply:ReplyBody? ExternalReply:ReplyBody? DeclineMeetingReply:ReplyBody?
		DeclineEventsForScheduledOOF:boolean? DeclineAllEventsForScheduledOOF:boolean?
		CreateOOFEvent:boolean? OOFEventSubject:string? AutoDeclineFutureRequestsWhenOOF:boolean?
		OOFEventID:string? EventsToDeleteIDs:ArrayOfEventIDType?`,
};
