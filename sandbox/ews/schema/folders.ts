/** Folders, folder ids and permissions. See model.ts for the notation; MS-OXWSCDATA and MS-OXWSCORE for the meaning. */
export const FOLDERS: Readonly<Record<string, string>> = {
	AlternatePublicFolderIdType: '<AlternateIdBaseType @FolderId:string',
	AlternatePublicFolderItemIdType: '<AlternatePublicFolderIdType @ItemId:string',
	AppendToFolderFieldType: `<FolderChangeDescriptionType (Folder:FolderType | CalendarFolder:CalendarFolderType |
		ContactsFolder:ContactsFolderType | SearchFolder:SearchFolderType | TasksFolder:TasksFolderType)`,
	ArrayOfCalendarPermissionsType: '(CalendarPermission:CalendarPermissionType)*',
	ArrayOfPermissionsType: '(Permission:PermissionType)*',
	BaseFolderType: `FolderId:FolderIdType? ParentFolderId:FolderIdType? FolderClass:string?
		DisplayName:string? TotalCount:int? ChildFolderCount:int?
		ExtendedProperty:ExtendedPropertyType* ManagedFolderInformation:ManagedFolderInformationType?
		EffectiveRights:EffectiveRightsType?
		DistinguishedFolderId:DistinguishedFolderIdNameType? PolicyTag:RetentionTagType?
		ArchiveTag:RetentionTagType? ReplicaList:ArrayOfStringsType?`,
	BaseMoveCopyFolderType: `<BaseRequestType ToFolderId:TargetFolderIdType
		FolderIds:NonEmptyArrayOfBaseFolderIdsType`,
	BasePermissionType: `UserId:UserIdType CanCreateItems:boolean? CanCreateSubFolders:boolean?
		IsFolderOwner:boolean? IsFolderVisible:boolean? IsFolderContact:boolean?
		EditItems:PermissionActionType? DeleteItems:PermissionActionType?`,
	CalendarFolderType: `<BaseFolderType SharingEffectiveRights:CalendarPermissionReadAccessType?
		PermissionSet:CalendarPermissionSetType?`,
	CalendarPermissionLevelType: `enum None Owner PublishingEditor Editor PublishingAuthor Author NoneditingAuthor
		Reviewer Contributor FreeBusyTimeOnly FreeBusyTimeAndSubjectAndLocation Custom`,
	CalendarPermissionReadAccessType: 'enum None TimeOnly TimeAndSubjectAndLocation FullDetails',
	CalendarPermissionSetType: `CalendarPermissions:ArrayOfCalendarPermissionsType
		UnknownEntries:ArrayOfUnknownEntriesType?`,
	CalendarPermissionType: `<BasePermissionType ReadItems:CalendarPermissionReadAccessType?
		CalendarPermissionLevel:CalendarPermissionLevelType`,
	ContactsFolderType: `<BaseFolderType SharingEffectiveRights:PermissionReadAccessType?
		PermissionSet:PermissionSetType? SourceId:string? AccountName:string?`,
	CopyFolderType: '<BaseMoveCopyFolderType',
	CreateFolderPathType: `<BaseRequestType ParentFolderId:TargetFolderIdType
		RelativeFolderPath:NonEmptyArrayOfFoldersType`,
	CreateFolderType:
		'<BaseRequestType ParentFolderId:TargetFolderIdType Folders:NonEmptyArrayOfFoldersType',
	CreateManagedFolderRequestType: `<BaseRequestType FolderNames:NonEmptyArrayOfFolderNamesType
		Mailbox:EmailAddressType?`,
	DeleteFolderFieldType: '<FolderChangeDescriptionType',
	DeleteFolderType:
		'<BaseRequestType FolderIds:NonEmptyArrayOfBaseFolderIdsType @DeleteType:DisposalType',
	DistinguishedFolderIdNameType: `enum calendar contacts deleteditems drafts inbox journal notes outbox sentitems tasks
		msgfolderroot publicfoldersroot root junkemail searchfolders voicemail
		recoverableitemsroot recoverableitemsdeletions recoverableitemsversions
		recoverableitemspurges recoverableitemsdiscoveryholds archiveroot archivemsgfolderroot
		archivedeleteditems archiveinbox archiverecoverableitemsroot
		archiverecoverableitemsdeletions archiverecoverableitemsversions
		archiverecoverableitemspurges archiverecoverableitemsdiscoveryholds syncissues
		conflicts localfailures serverfailures recipientcache quickcontacts conversationhistory
		adminauditlogs todosearch mycontacts directory imcontactlist peopleconnect favorites
		mecontact personmetadata teamspaceactivity teamspacemessaging teamspaceworkitems
		scheduled orionnotes tagitems alltaggeditems externalcontacts teamchat teamchathistory
		yammerroot yammerinbound yammeroutbound yammerfeeds onedriveroot onedriverecylebin
		onedrivesystem onedrivevolume important starred archive`,
	DistinguishedFolderIdType: `<BaseFolderIdType Mailbox:EmailAddressType? @Id:DistinguishedFolderIdNameType
		@ChangeKey:string?`,
	EmptyFolderType: `<BaseRequestType FolderIds:NonEmptyArrayOfBaseFolderIdsType @DeleteType:DisposalType
		@DeleteSubFolders:boolean`,
	FindFolderType: `<BaseRequestType FolderShape:FolderResponseShapeType
		(IndexedPageFolderView:IndexedPageViewType |
		FractionalPageFolderView:FractionalPageViewType)? Restriction:RestrictionType?
		ParentFolderIds:NonEmptyArrayOfBaseFolderIdsType @Traversal:FolderQueryTraversalType`,
	FolderChangeDescriptionType: '<ChangeDescriptionType',
	FolderChangeType: `(FolderId:FolderIdType | DistinguishedFolderId:DistinguishedFolderIdType)
		Updates:NonEmptyArrayOfFolderChangeDescriptionsType`,
	FolderIdType: '<BaseFolderIdType @Id:string @ChangeKey:string?',
	FolderType: '<BaseFolderType PermissionSet:PermissionSetType? UnreadCount:int?',
	GetFolderType: `<BaseRequestType FolderShape:FolderResponseShapeType
		FolderIds:NonEmptyArrayOfBaseFolderIdsType`,
	ManagedFolderInformationType: `CanDelete:boolean? CanRenameOrMove:boolean? MustDisplayComment:boolean?
		HasQuota:boolean? IsManagedFoldersRoot:boolean? ManagedFolderId:string? Comment:string?
		StorageQuota:int? FolderSize:int? HomePage:string?`,
	MoveFolderType: '<BaseMoveCopyFolderType',
	NonEmptyArrayOfBaseFolderIdsType:
		'(FolderId:FolderIdType | DistinguishedFolderId:DistinguishedFolderIdType)+',
	NonEmptyArrayOfFolderChangeDescriptionsType: `(AppendToFolderField:AppendToFolderFieldType | SetFolderField:SetFolderFieldType |
		DeleteFolderField:DeleteFolderFieldType)+`,
	NonEmptyArrayOfFolderChangesType: 'FolderChange:FolderChangeType+',
	NonEmptyArrayOfFolderNamesType: 'FolderName:string+',
	NonEmptyArrayOfFoldersType: `(Folder:FolderType | CalendarFolder:CalendarFolderType |
		ContactsFolder:ContactsFolderType | SearchFolder:SearchFolderType | TasksFolder:TasksFolderType)+`,
	PermissionActionType: 'enum None Owned All',
	PermissionLevelType: `enum None Owner PublishingEditor Editor PublishingAuthor Author NoneditingAuthor
		Reviewer Contributor Custom`,
	PermissionReadAccessType: 'enum None FullDetails',
	PermissionSetType: 'Permissions:ArrayOfPermissionsType UnknownEntries:ArrayOfUnknownEntriesType?',
	PermissionType: `<BasePermissionType ReadItems:PermissionReadAccessType?
		PermissionLevel:PermissionLevelType`,
	SearchFolderTraversalType: 'enum Shallow Deep',
	SearchFolderType: '<FolderType SearchParameters:SearchParametersType?',
	SearchParametersType: `Restriction:RestrictionType BaseFolderIds:NonEmptyArrayOfBaseFolderIdsType
		@Traversal:SearchFolderTraversalType?`,
	SetFolderFieldType: `<FolderChangeDescriptionType (Folder:FolderType | CalendarFolder:CalendarFolderType |
		ContactsFolder:ContactsFolderType | SearchFolder:SearchFolderType | TasksFolder:TasksFolderType)`,
	SyncFolderHierarchyType: `<BaseRequestType FolderShape:FolderResponseShapeType SyncFolderId:TargetFolderIdType?
		SyncState:string?`,
	SyncFolderItemsScopeType: 'enum NormalItems NormalAndAssociatedItems',
	SyncFolderItemsType: `<BaseRequestType ItemShape:ItemResponseShapeType SyncFolderId:TargetFolderIdType
		SyncState:string? Ignore:ArrayOfBaseItemIdsType?
		MaxChangesReturned:MaxSyncChangesReturnedType SyncScope:SyncFolderItemsScopeType?`,
	TargetFolderIdType: `(FolderId:FolderIdType | DistinguishedFolderId:DistinguishedFolderIdType |
		AddressListId:AddressListIdType)`,
	TasksFolderType: '<FolderType',
	UpdateFolderType: '<BaseRequestType FolderChanges:NonEmptyArrayOfFolderChangesType',
};
