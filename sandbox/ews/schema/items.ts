/** Items, messages, calendar items and tasks. See model.ts for the notation; MS-OXWSCDATA and MS-OXWSCORE for the meaning. */
export const ITEMS: Readonly<Record<string, string>> = {
	ArrayOfBaseItemIdsType: '(ItemId:ItemIdType)*',
	BaseItemIdType: '',
	CalendarItemType: `<ItemType UID:string? RecurrenceId:dateTime? DateTimeStamp:dateTime? Start:dateTime?
		End:dateTime? OriginalStart:dateTime? IsAllDayEvent:boolean?
		LegacyFreeBusyStatus:LegacyFreeBusyType? Location:string? When:string?
		IsMeeting:boolean? IsCancelled:boolean? IsRecurring:boolean?
		MeetingRequestWasSent:boolean? IsResponseRequested:boolean?
		CalendarItemType:CalendarItemTypeType? MyResponseType:ResponseTypeType?
		Organizer:SingleRecipientType? RequiredAttendees:NonEmptyArrayOfAttendeesType?
		OptionalAttendees:NonEmptyArrayOfAttendeesType? Resources:NonEmptyArrayOfAttendeesType?
		InboxReminders:ArrayOfInboxReminderType? ConflictingMeetingCount:int? AdjacentMeetingCount:int?
		ConflictingMeetings:NonEmptyArrayOfAllItemsType?
		AdjacentMeetings:NonEmptyArrayOfAllItemsType? Duration:string? TimeZone:string?
		AppointmentReplyTime:dateTime? AppointmentSequenceNumber:int? AppointmentState:int?
		Recurrence:RecurrenceType? FirstOccurrence:OccurrenceInfoType?
		LastOccurrence:OccurrenceInfoType?
		ModifiedOccurrences:NonEmptyArrayOfOccurrenceInfoType?
		DeletedOccurrences:NonEmptyArrayOfDeletedOccurrencesType? MeetingTimeZone:TimeZoneType?
		StartTimeZone:TimeZoneDefinitionType? EndTimeZone:TimeZoneDefinitionType?
		ConferenceType:int? AllowNewTimeProposal:boolean? IsOnlineMeeting:boolean?
		MeetingWorkspaceUrl:string? NetShowUrl:string? EnhancedLocation:EnhancedLocationType?
		StartWallClock:dateTime? EndWallClock:dateTime? StartTimeZoneId:string?
		EndTimeZoneId:string? IntendedFreeBusyStatus:LegacyFreeBusyType?
		JoinOnlineMeetingUrl:string? OnlineMeetingSettings:any? IsOrganizer:boolean?
		CalendarActivityData:any? DoNotForwardMeeting:boolean?`,
	CalendarItemTypeType: 'enum Single Occurrence Exception RecurringMaster',
	DerivedItemIdType: 'simple xs:string',
	FlagStatusType: 'enum NotFlagged Flagged Complete',
	FlagType:
		'FlagStatus:FlagStatusType StartDate:dateTime? DueDate:dateTime? CompleteDate:dateTime?',
	IconIndexType: `enum Default PostItem MailRead MailUnread MailReplied MailForwarded MailEncrypted
		MailSmimeSigned MailEncryptedReplied MailSmimeSignedReplied MailEncryptedForwarded
		MailSmimeSignedForwarded MailEncryptedRead MailSmimeSignedRead MailIrm MailIrmForwarded
		MailIrmReplied SmsSubmitted SmsRoutedToDeliveryPoint SmsRoutedToExternalMessagingSystem
		SmsDelivered OutlookDefaultForContacts AppointmentItem AppointmentRecur AppointmentMeet
		AppointmentMeetRecur AppointmentMeetNY AppointmentMeetYes AppointmentMeetNo
		AppointmentMeetMaybe AppointmentMeetCancel AppointmentMeetInfo TaskItem TaskRecur
		TaskOwned TaskDelegated Public Private`,
	ImportanceChoicesType: 'enum Low Normal High',
	ItemClassType: 'simple xs:string',
	ItemIdType: '<BaseItemIdType @Id:string @ChangeKey:string?',
	ItemType: `MimeContent:MimeContentType? ItemId:ItemIdType? ParentFolderId:FolderIdType?
		ItemClass:ItemClassType? Subject:string? Sensitivity:SensitivityChoicesType?
		Body:BodyType? Attachments:NonEmptyArrayOfAttachmentsType? DateTimeReceived:dateTime? Size:int?
		Categories:ArrayOfStringsType? Importance:ImportanceChoicesType? InReplyTo:string?
		IsSubmitted:boolean? IsDraft:boolean? IsFromMe:boolean? IsResend:boolean?
		IsUnmodified:boolean? InternetMessageHeaders:NonEmptyArrayOfInternetHeadersType?
		DateTimeSent:dateTime? DateTimeCreated:dateTime? ResponseObjects:any?
		ReminderDueBy:dateTime? ReminderIsSet:boolean? ReminderNextTime:dateTime?
		ReminderMinutesBeforeStart:ReminderMinutesBeforeStartType? DisplayCc:string?
		DisplayTo:string? DisplayBcc:string? HasAttachments:boolean?
		ExtendedProperty:ExtendedPropertyType* Culture:language?
		EffectiveRights:EffectiveRightsType? LastModifiedName:string?
		LastModifiedTime:dateTime? IsAssociated:boolean? WebClientReadFormQueryString:string?
		WebClientEditFormQueryString:string? ConversationId:ItemIdType? UniqueBody:BodyType?
		Flag:FlagType? StoreEntryId:base64Binary? InstanceKey:base64Binary?
		NormalizedBody:BodyType? EntityExtractionResult:any? PolicyTag:RetentionTagType?
		ArchiveTag:RetentionTagType? RetentionDate:dateTime? Preview:string?
		RightsManagementLicenseData:any? PredictedActionReasons:any? IsClutter:boolean?
		BlockStatus:boolean? HasBlockedImages:boolean? TextBody:BodyType? IconIndex:IconIndexType?
		SearchKey:base64Binary? SortKey:long? Hashtags:ArrayOfStringsType?
		Mentions:ArrayOfRecipientsType? MentionedMe:boolean? MentionsPreview:any?
		MentionsEx:any? AppliedHashtags:any? AppliedHashtagsPreview:any?
		Likes:NonEmptyArrayOfLikeType? LikesPreview:any?
		PendingSocialActivityTagIds:ArrayOfStringsType? AtAllMention:boolean?
		CanDelete:boolean? InferenceClassification:InferenceClassificationType?`,
	MeetingCancellationMessageType: `<MeetingMessageType Start:dateTime? End:dateTime? Location:string?
		Recurrence:RecurrenceType? CalendarItemType:string? EnhancedLocation:EnhancedLocationType?
		DoNotForwardMeeting:boolean?`,
	MeetingMessageType: `<MessageType AssociatedCalendarItemId:ItemIdType? IsDelegated:boolean?
		IsOutOfDate:boolean? HasBeenProcessed:boolean? ResponseType:ResponseTypeType?
		UID:string? RecurrenceId:dateTime? DateTimeStamp:dateTime? IsOrganizer:boolean?`,
	MeetingRequestMessageType: `<MeetingMessageType MeetingRequestType:MeetingRequestTypeType?
		IntendedFreeBusyStatus:LegacyFreeBusyType? Start:dateTime? End:dateTime?
		OriginalStart:dateTime? IsAllDayEvent:boolean? LegacyFreeBusyStatus:LegacyFreeBusyType?
		Location:string? When:string? IsMeeting:boolean? IsCancelled:boolean?
		IsRecurring:boolean? MeetingRequestWasSent:boolean?
		CalendarItemType:CalendarItemTypeType? MyResponseType:ResponseTypeType?
		Organizer:SingleRecipientType? RequiredAttendees:NonEmptyArrayOfAttendeesType?
		OptionalAttendees:NonEmptyArrayOfAttendeesType? Resources:NonEmptyArrayOfAttendeesType?
		ConflictingMeetingCount:int? AdjacentMeetingCount:int?
		ConflictingMeetings:NonEmptyArrayOfAllItemsType?
		AdjacentMeetings:NonEmptyArrayOfAllItemsType? Duration:string? TimeZone:string?
		AppointmentReplyTime:dateTime? AppointmentSequenceNumber:int? AppointmentState:int?
		Recurrence:RecurrenceType? FirstOccurrence:OccurrenceInfoType?
		LastOccurrence:OccurrenceInfoType?
		ModifiedOccurrences:NonEmptyArrayOfOccurrenceInfoType?
		DeletedOccurrences:NonEmptyArrayOfDeletedOccurrencesType? MeetingTimeZone:TimeZoneType?
		StartTimeZone:TimeZoneDefinitionType? EndTimeZone:TimeZoneDefinitionType?
		ConferenceType:int? AllowNewTimeProposal:boolean? IsOnlineMeeting:boolean?
		MeetingWorkspaceUrl:string? NetShowUrl:string? EnhancedLocation:EnhancedLocationType?
		ChangeHighlights:any? StartWallClock:dateTime? EndWallClock:dateTime?
		StartTimeZoneId:string? EndTimeZoneId:string? DoNotForwardMeeting:boolean?`,
	MeetingRequestTypeType: `enum None FullUpdate InformationalUpdate NewMeetingRequest Outdated SilentUpdate
		PrincipalWantsCopy`,
	MeetingResponseMessageType: `<MeetingMessageType Start:dateTime? End:dateTime? Location:string?
		Recurrence:RecurrenceType? CalendarItemType:string? ProposedStart:dateTime?
		ProposedEnd:dateTime? EnhancedLocation:EnhancedLocationType?`,
	MessageType: `<ItemType Sender:SingleRecipientType? ToRecipients:ArrayOfRecipientsType?
		CcRecipients:ArrayOfRecipientsType? BccRecipients:ArrayOfRecipientsType?
		IsReadReceiptRequested:boolean? IsDeliveryReceiptRequested:boolean?
		ConversationIndex:base64Binary? ConversationTopic:string? From:SingleRecipientType?
		InternetMessageId:string? IsRead:boolean? IsResponseRequested:boolean?
		References:string? ReplyTo:ArrayOfRecipientsType? ReceivedBy:SingleRecipientType?
		ReceivedRepresenting:SingleRecipientType? ApprovalRequestData:any?
		VotingInformation:any? ReminderMessageData:any? MessageSafety:any?
		SenderSMTPAddress:SmtpAddressType? MailboxGuids:MessageType.MailboxGuids?
		PublishedCalendarItemIcs:string? PublishedCalendarItemName:string?`,
	'MessageType.MailboxGuids': 'MailboxGuid:GuidType+',
	NonEmptyArrayOfAllItemsType: `(Item:ItemType | Message:MessageType | SharingMessage:any |
		CalendarItem:CalendarItemType | Contact:ContactItemType |
		DistributionList:DistributionListType | MeetingMessage:MeetingMessageType |
		MeetingRequest:MeetingRequestMessageType | MeetingResponse:MeetingResponseMessageType |
		MeetingCancellation:MeetingCancellationMessageType | Task:TaskType |
		PostItem:PostItemType | ReplyToItem:ReplyToItemType | ForwardItem:ForwardItemType |
		ReplyAllToItem:ReplyAllToItemType | AcceptItem:AcceptItemType |
		TentativelyAcceptItem:TentativelyAcceptItemType | DeclineItem:DeclineItemType |
		CancelCalendarItem:CancelCalendarItemType | RemoveItem:RemoveItemType |
		SuppressReadReceipt:SuppressReadReceiptType | PostReplyItem:PostReplyItemType |
		AcceptSharingInvitation:AcceptSharingInvitationType | RoleMember:any | Network:any | Person:AbchPersonItemType)+`,
	NonEmptyArrayOfBaseItemIdsType: `(ItemId:ItemIdType | OccurrenceItemId:OccurrenceItemIdType |
		RecurringMasterItemId:RecurringMasterItemIdType |
		RecurringMasterItemIdRanges:RecurringMasterItemIdRangesType)+`,
	PostItemType: `<ItemType ConversationIndex:base64Binary? ConversationTopic:string?
		From:SingleRecipientType? InternetMessageId:string? IsRead:boolean?
		PostedTime:dateTime? References:string? Sender:SingleRecipientType?`,
	SensitivityChoicesType: 'enum Normal Personal Private Confidential',
	TaskDelegateStateType: 'enum NoMatch OwnNew Owned Accepted Declined Max',
	TaskStatusType: 'enum NotStarted InProgress Completed WaitingOnOthers Deferred',
	TaskType: `<ItemType ActualWork:int? AssignedTime:dateTime? BillingInformation:string?
		ChangeCount:int? Companies:ArrayOfStringsType? CompleteDate:dateTime?
		Contacts:ArrayOfStringsType? DelegationState:TaskDelegateStateType? Delegator:string?
		DueDate:dateTime? IsAssignmentEditable:int? IsComplete:boolean? IsRecurring:boolean?
		IsTeamTask:boolean? Mileage:string? Owner:string? PercentComplete:double?
		Recurrence:TaskRecurrenceType? StartDate:dateTime? Status:TaskStatusType?
		StatusDescription:string? TotalWork:int?`,
};
