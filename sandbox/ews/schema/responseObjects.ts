const SMART = `Subject:string? Body:BodyType? ToRecipients:ArrayOfRecipientsType?
	CcRecipients:ArrayOfRecipientsType? BccRecipients:ArrayOfRecipientsType?
	IsReadReceiptRequested:boolean? IsDeliveryReceiptRequested:boolean?
	From:SingleRecipientType? ReferenceItemId:ItemIdType?`;

/** What CreateItem answers another item with. See model.ts for the notation; MS-OXWSCDATA and MS-OXWSMTGS for the meaning. */
export const RESPONSE_OBJECTS: Readonly<Record<string, string>> = {
	AcceptItemType: '<MeetingRegistrationResponseObjectType',
	AcceptSharingInvitationType: '<ReferenceItemResponseType',
	CancelCalendarItemType: '<SmartResponseType',
	DeclineItemType: '<MeetingRegistrationResponseObjectType',
	ForwardItemType: '<SmartResponseType',
	MeetingRegistrationResponseObjectType:
		'<WellKnownResponseObjectType ProposedStart:dateTime? ProposedEnd:dateTime?',
	PostReplyItemType:
		'Subject:string? Body:BodyType? ReferenceItemId:ItemIdType? NewBodyContent:BodyType?',
	ReferenceItemResponseType: 'ReferenceItemId:ItemIdType?',
	RemoveItemType: '<MessageType ReferenceItemId:ItemIdType? @ObjectName:string?',
	ReplyAllToItemType: '<SmartResponseType IsSpecificMessageReply:boolean?',
	ReplyToItemType: '<SmartResponseType',
	SmartResponseType: `${SMART} NewBodyContent:BodyType?`,
	SuppressReadReceiptType: '<ReferenceItemResponseType',
	TentativelyAcceptItemType: '<MeetingRegistrationResponseObjectType',
	WellKnownResponseObjectType: `ItemClass:ItemClassType? Sensitivity:SensitivityChoicesType? Body:BodyType?
		Attachments:any? InternetMessageHeaders:NonEmptyArrayOfInternetHeadersType?
		Sender:SingleRecipientType? ToRecipients:ArrayOfRecipientsType?
		CcRecipients:ArrayOfRecipientsType? BccRecipients:ArrayOfRecipientsType?
		IsReadReceiptRequested:boolean? IsDeliveryReceiptRequested:boolean?
		From:SingleRecipientType? ReferenceItemId:ItemIdType?`,
};
