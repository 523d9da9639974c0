/** Request elements of the implemented operations, and SOAP headers. See model.ts for the notation; MS-OXWSCDATA and MS-OXWSCORE for the meaning. */
export const REQUESTS: Readonly<Record<string, string>> = {
	AlternateIdBaseType: '@Format:IdFormatType',
	AlternateIdType:
		'<AlternateIdBaseType @Id:string @Mailbox:NonEmptyStringType @IsArchive:boolean?',
	AppendToItemFieldType: `<ItemChangeDescriptionType (Item:ItemType | Message:MessageType | SharingMessage:any |
		CalendarItem:CalendarItemType | Contact:ContactItemType |
		DistributionList:DistributionListType | MeetingMessage:MeetingMessageType |
		MeetingRequest:MeetingRequestMessageType | MeetingResponse:MeetingResponseMessageType |
		MeetingCancellation:MeetingCancellationMessageType | Task:TaskType |
		PostItem:PostItemType | RoleMember:any | Network:any | Person:AbchPersonItemType)`,
	BaseMoveCopyItemType: `<BaseRequestType ToFolderId:TargetFolderIdType ItemIds:NonEmptyArrayOfBaseItemIdsType
		ReturnNewItemIds:boolean?`,
	BaseRequestType: '',
	CalendarItemCreateOrDeleteOperationType: 'enum SendToNone SendOnlyToAll SendToAllAndSaveCopy',
	CalendarItemUpdateOperationType: `enum SendToNone SendOnlyToAll SendOnlyToChanged SendToAllAndSaveCopy
		SendToChangedAndSaveCopy`,
	ConflictResolutionType: 'enum NeverOverwrite AutoResolve AlwaysOverwrite',
	ConnectingSIDType: `(PrincipalName:PrincipalNameType | SID:SIDType |
		PrimarySmtpAddress:PrimarySmtpAddressType | SmtpAddress:SmtpAddressType)`,
	ConvertIdType: `<BaseRequestType SourceIds:NonEmptyArrayOfAlternateIdsType
		@DestinationFormat:IdFormatType`,
	CopyItemType: '<BaseMoveCopyItemType',
	CreateItemType: `<BaseRequestType SavedItemFolderId:TargetFolderIdType?
		Items:NonEmptyArrayOfAllItemsType @MessageDisposition:MessageDispositionType?
		@SendMeetingInvitations:CalendarItemCreateOrDeleteOperationType?`,
	DateTimePrecisionType: 'enum Seconds Milliseconds',
	DeleteItemFieldType: '<ItemChangeDescriptionType',
	DeleteItemType: `<BaseRequestType ItemIds:NonEmptyArrayOfBaseItemIdsType @DeleteType:DisposalType
		@SendMeetingCancellations:CalendarItemCreateOrDeleteOperationType?
		@AffectedTaskOccurrences:AffectedTaskOccurrencesType? @SuppressReadReceipts:boolean?`,
	DisposalType: 'enum HardDelete SoftDelete MoveToDeletedItems',
	ExchangeImpersonationType: 'ConnectingSID:ConnectingSIDType',
	ExchangeVersionType: `enum Exchange2007 Exchange2007_SP1 Exchange2009 Exchange2010 Exchange2010_SP1
		Exchange2010_SP2 Exchange2012 Exchange2013 Exchange2013_SP1 Exchange2015 Exchange2016
		V2015_10_05 V2016_01_06 V2016_04_13 V2016_07_13 V2016_10_10 V2017_01_07 V2017_04_14
		V2017_07_11`,
	FindItemType: `<BaseRequestType ItemShape:ItemResponseShapeType
		(IndexedPageItemView:IndexedPageViewType |
		FractionalPageItemView:FractionalPageViewType |
		SeekToConditionPageItemView:SeekToConditionPageViewType | CalendarView:CalendarViewType
		| ContactsView:ContactsViewType)? (GroupBy:GroupByType |
		DistinguishedGroupBy:DistinguishedGroupByType)? Restriction:RestrictionType?
		SortOrder:NonEmptyArrayOfFieldOrdersType?
		ParentFolderIds:NonEmptyArrayOfBaseFolderIdsType QueryString:QueryStringType?
		@Traversal:ItemQueryTraversalType`,
	GetItemType:
		'<BaseRequestType ItemShape:ItemResponseShapeType ItemIds:NonEmptyArrayOfBaseItemIdsType',
	IdFormatType: 'enum EwsLegacyId EwsId EntryId HexEntryId StoreId OwaId',
	ItemChangeDescriptionType: '<ChangeDescriptionType',
	ItemChangeType: `(ItemId:ItemIdType | OccurrenceItemId:OccurrenceItemIdType |
		RecurringMasterItemId:RecurringMasterItemIdType)
		Updates:NonEmptyArrayOfItemChangeDescriptionsType CalendarActivityData:any?`,
	MailboxCultureType: 'text language',
	MaxSyncChangesReturnedType: 'simple xs:int minInclusive=1 maxInclusive=512',
	MessageDispositionType: 'enum SaveOnly SendOnly SendAndSaveCopy',
	MoveItemType: '<BaseMoveCopyItemType',
	NonEmptyArrayOfItemChangeDescriptionsType: `(AppendToItemField:AppendToItemFieldType | SetItemField:SetItemFieldType |
		DeleteItemField:DeleteItemFieldType)+`,
	NonEmptyArrayOfItemChangesType: 'ItemChange:ItemChangeType+',
	PrimarySmtpAddressType: 'text NonEmptyStringType',
	PrincipalNameType: 'text NonEmptyStringType',
	'RequestServerVersion.el': '@Version:ExchangeVersionType',
	ResolveNamesSearchScopeType:
		'enum ActiveDirectory ActiveDirectoryContacts Contacts ContactsActiveDirectory',
	ResolveNamesType: `<BaseRequestType ParentFolderIds:NonEmptyArrayOfBaseFolderIdsType?
		UnresolvedEntry:NonEmptyStringType @ReturnFullContactData:boolean
		@SearchScope:ResolveNamesSearchScopeType? @ContactDataShape:DefaultShapeNamesType?`,
	SIDType: 'text NonEmptyStringType',
	SendItemType: `<BaseRequestType ItemIds:NonEmptyArrayOfBaseItemIdsType
		SavedItemFolderId:TargetFolderIdType? @SaveItemToFolder:boolean`,
	SetItemFieldType: `<ItemChangeDescriptionType (Item:ItemType | Message:MessageType | SharingMessage:any |
		CalendarItem:CalendarItemType | Contact:ContactItemType |
		DistributionList:DistributionListType | MeetingMessage:MeetingMessageType |
		MeetingRequest:MeetingRequestMessageType | MeetingResponse:MeetingResponseMessageType |
		MeetingCancellation:MeetingCancellationMessageType | Task:TaskType |
		PostItem:PostItemType | RoleMember:any | Network:any | Person:AbchPersonItemType)`,
	SmtpAddressType: 'text NonEmptyStringType',
	UpdateItemType: `<BaseRequestType SavedItemFolderId:TargetFolderIdType?
		ItemChanges:NonEmptyArrayOfItemChangesType @ConflictResolution:ConflictResolutionType
		@MessageDisposition:MessageDispositionType?
		@SendMeetingInvitationsOrCancellations:CalendarItemUpdateOperationType?
		@SuppressReadReceipts:boolean?`,
};

/** Request or header element -> its type. */
export const ROOTS: Readonly<Record<string, string>> = {
	FindItem: 'FindItemType',
	GetItem: 'GetItemType',
	CreateItem: 'CreateItemType',
	UpdateItem: 'UpdateItemType',
	DeleteItem: 'DeleteItemType',
	MoveItem: 'MoveItemType',
	CopyItem: 'CopyItemType',
	ArchiveItem: 'ArchiveItemType',
	MarkAllItemsAsRead: 'MarkAllItemsAsReadType',
	MarkAsJunk: 'MarkAsJunkType',
	ExportItems: 'ExportItemsType',
	UploadItems: 'UploadItemsType',
	SetUserPhoto: 'SetUserPhotoType',
	FindFolder: 'FindFolderType',
	GetFolder: 'GetFolderType',
	CopyFolder: 'CopyFolderType',
	CreateFolder: 'CreateFolderType',
	CreateFolderPath: 'CreateFolderPathType',
	CreateManagedFolder: 'CreateManagedFolderRequestType',
	UpdateFolder: 'UpdateFolderType',
	DeleteFolder: 'DeleteFolderType',
	EmptyFolder: 'EmptyFolderType',
	MoveFolder: 'MoveFolderType',
	SendItem: 'SendItemType',
	ResolveNames: 'ResolveNamesType',
	ConvertId: 'ConvertIdType',
	CreateAttachment: 'CreateAttachmentType',
	DeleteAttachment: 'DeleteAttachmentType',
	GetAttachment: 'GetAttachmentType',
	GetServerTimeZones: 'GetServerTimeZonesType',
	GetUserAvailabilityRequest: 'GetUserAvailabilityRequestType',
	GetUserOofSettingsRequest: 'GetUserOofSettingsRequest',
	SetUserOofSettingsRequest: 'SetUserOofSettingsRequest',
	GetReminders: 'GetRemindersType',
	PerformReminderAction: 'PerformReminderActionType',
	AddDelegate: 'AddDelegateType',
	ExpandDL: 'ExpandDLType',
	FindPeople: 'FindPeopleType',
	GetDelegate: 'GetDelegateType',
	GetMailTips: 'GetMailTipsType',
	GetPasswordExpirationDate: 'GetPasswordExpirationDateType',
	GetPersona: 'GetPersonaType',
	GetRoomLists: 'GetRoomListsType',
	GetRooms: 'GetRoomsType',
	GetServiceConfiguration: 'GetServiceConfigurationType',
	GetUserConfiguration: 'GetUserConfigurationType',
	CreateUserConfiguration: 'CreateUserConfigurationType',
	UpdateUserConfiguration: 'UpdateUserConfigurationType',
	DeleteUserConfiguration: 'DeleteUserConfigurationType',
	GetUserPhoto: 'GetUserPhotoType',
	RemoveDelegate: 'RemoveDelegateType',
	UpdateDelegate: 'UpdateDelegateType',
	GetInboxRules: 'GetInboxRulesRequestType',
	UpdateInboxRules: 'UpdateInboxRulesRequestType',
	SyncFolderItems: 'SyncFolderItemsType',
	SyncFolderHierarchy: 'SyncFolderHierarchyType',
	RequestServerVersion: 'RequestServerVersion.el',
	MailboxCulture: 'MailboxCultureType',
	ExchangeImpersonation: 'ExchangeImpersonationType',
	TimeZoneContext: 'TimeZoneContextType',
	DateTimePrecision: 'DateTimePrecisionType',
};
