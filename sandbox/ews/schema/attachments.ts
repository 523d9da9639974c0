/** Attachments. See model.ts for the notation; MS-OXWSATT for the meaning. */
export const ATTACHMENTS: Readonly<Record<string, string>> = {
	AttachmentIdType: '<RequestAttachmentIdType @RootItemId:string? @RootItemChangeKey:string?',
	AttachmentResponseShapeType: `IncludeMimeContent:boolean? BodyType:BodyTypeResponseType?
		FilterHtmlContent:boolean? AdditionalProperties:NonEmptyArrayOfPathsToElementType?`,
	AttachmentType: `AttachmentId:AttachmentIdType? Name:string? ContentType:string? ContentId:string?
		ContentLocation:string? AttachmentOriginalUrl:string? Size:int? LastModifiedTime:dateTime?
		IsInline:boolean?`,
	CreateAttachmentType:
		'<BaseRequestType ParentItemId:ItemIdType Attachments:NonEmptyArrayOfAttachmentsType',
	DeleteAttachmentType: '<BaseRequestType AttachmentIds:NonEmptyArrayOfRequestAttachmentIdsType',
	FileAttachmentType: '<AttachmentType IsContactPhoto:boolean? Content:base64Binary?',
	GetAttachmentType: `<BaseRequestType AttachmentShape:AttachmentResponseShapeType?
		AttachmentIds:NonEmptyArrayOfRequestAttachmentIdsType`,
	ItemAttachmentType: `<AttachmentType (Item:ItemType | Message:MessageType | SharingMessage:any |
		CalendarItem:CalendarItemType | Contact:ContactItemType | MeetingMessage:MeetingMessageType |
		MeetingRequest:MeetingRequestMessageType | MeetingResponse:MeetingResponseMessageType |
		MeetingCancellation:MeetingCancellationMessageType | Task:TaskType | PostItem:PostItemType |
		RoleMember:any | Network:any | Person:any)?`,
	NonEmptyArrayOfAttachmentsType: `(ItemAttachment:ItemAttachmentType | FileAttachment:FileAttachmentType |
		ReferenceAttachment:ReferenceAttachmentType)+`,
	NonEmptyArrayOfRequestAttachmentIdsType: 'AttachmentId:RequestAttachmentIdType+',
	ReferenceAttachmentType: `<AttachmentType AttachLongPathName:string? ProviderType:string?
		ProviderEndpointUrl:string? AttachmentThumbnailUrl:string? AttachmentPreviewUrl:string?
		PermissionType:int? OriginalPermissionType:int? AttachmentIsFolder:boolean?`,
	RequestAttachmentIdType: '<BaseItemIdType @Id:string',
};
