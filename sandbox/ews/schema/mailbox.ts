/** Delegates, inbox rules and user configurations. See model.ts for the notation; MS-OXWSDLGM, MS-OXWSRULES, MS-OXWSCFG for the meaning. */
export const MAILBOX: Readonly<Record<string, string>> = {
	AddDelegateType: `<BaseDelegateType DelegateUsers:ArrayOfDelegateUserType
		DeliverMeetingRequests:DeliverMeetingRequestsType?`,
	ArrayOfDelegateUserType: 'DelegateUser:DelegateUserType+',
	ArrayOfEmailAddressesType: 'Address:EmailAddressType*',
	ArrayOfRuleOperationsType: `(CreateRuleOperation:CreateRuleOperationType | SetRuleOperation:SetRuleOperationType |
		DeleteRuleOperation:DeleteRuleOperationType)+`,
	ArrayOfUserIdType: 'UserId:UserIdType+',
	BaseDelegateType: '<BaseRequestType Mailbox:EmailAddressType',
	CreateRuleOperationType: '<RuleOperationType Rule:RuleType',
	CreateUserConfigurationType: '<BaseRequestType UserConfiguration:UserConfigurationType',
	DelegateFolderPermissionLevelType: 'enum None Editor Reviewer Author Custom',
	DelegatePermissionsType: `CalendarFolderPermissionLevel:DelegateFolderPermissionLevelType?
		TasksFolderPermissionLevel:DelegateFolderPermissionLevelType?
		InboxFolderPermissionLevel:DelegateFolderPermissionLevelType?
		ContactsFolderPermissionLevel:DelegateFolderPermissionLevelType?
		NotesFolderPermissionLevel:DelegateFolderPermissionLevelType?
		JournalFolderPermissionLevel:DelegateFolderPermissionLevelType?`,
	DelegateUserType: `UserId:UserIdType DelegatePermissions:DelegatePermissionsType?
		ReceiveCopiesOfMeetingMessages:boolean? ViewPrivateItems:boolean?`,
	DeleteRuleOperationType: '<RuleOperationType RuleId:string',
	DeleteUserConfigurationType: '<BaseRequestType UserConfigurationName:UserConfigurationNameType',
	DeliverMeetingRequestsType:
		'enum DelegatesOnly DelegatesAndMe DelegatesAndSendInformationToMe NoForward',
	FlaggedForActionType: `enum Any Call DoNotForward FollowUp FYI Forward NoResponseNecessary Read Reply ReplyToAll
		Review`,
	GetDelegateType: '<BaseDelegateType UserIds:ArrayOfUserIdType? @IncludePermissions:boolean',
	GetInboxRulesRequestType: '<BaseRequestType MailboxSmtpAddress:string?',
	GetUserConfigurationType: `<BaseRequestType UserConfigurationName:UserConfigurationNameType
		UserConfigurationProperties:UserConfigurationPropertyType`,
	RemoveDelegateType: '<BaseDelegateType UserIds:ArrayOfUserIdType',
	RuleActionsType: `AssignCategories:ArrayOfStringsType? CopyToFolder:TargetFolderIdType? Delete:boolean?
		ForwardAsAttachmentToRecipients:ArrayOfEmailAddressesType?
		ForwardToRecipients:ArrayOfEmailAddressesType? MarkImportance:ImportanceChoicesType?
		MarkAsRead:boolean? MoveToFolder:TargetFolderIdType? PermanentDelete:boolean?
		RedirectToRecipients:ArrayOfEmailAddressesType?
		SendSMSAlertToRecipients:ArrayOfEmailAddressesType? ServerReplyWithMessage:ItemIdType?
		StopProcessingRules:boolean?`,
	RuleOperationType: '',
	RulePredicateDateRangeType: 'StartDateTime:dateTime? EndDateTime:dateTime?',
	RulePredicateSizeRangeType: 'MinimumSize:int? MaximumSize:int?',
	RulePredicatesType: `Categories:ArrayOfStringsType? ContainsBodyStrings:ArrayOfStringsType?
		ContainsHeaderStrings:ArrayOfStringsType? ContainsRecipientStrings:ArrayOfStringsType?
		ContainsSenderStrings:ArrayOfStringsType? ContainsSubjectOrBodyStrings:ArrayOfStringsType?
		ContainsSubjectStrings:ArrayOfStringsType? FlaggedForAction:FlaggedForActionType?
		FromAddresses:ArrayOfEmailAddressesType? FromConnectedAccounts:ArrayOfStringsType?
		HasAttachments:boolean? Importance:ImportanceChoicesType? IsApprovalRequest:boolean?
		IsAutomaticForward:boolean? IsAutomaticReply:boolean? IsEncrypted:boolean?
		IsMeetingRequest:boolean? IsMeetingResponse:boolean? IsNDR:boolean?
		IsPermissionControlled:boolean? IsReadReceipt:boolean? IsSigned:boolean?
		IsVoicemail:boolean? ItemClasses:ArrayOfStringsType?
		MessageClassifications:ArrayOfStringsType? NotSentToMe:boolean? SentCcMe:boolean?
		SentOnlyToMe:boolean? SentToAddresses:ArrayOfEmailAddressesType? SentToMe:boolean?
		SentToOrCcMe:boolean? Sensitivity:SensitivityChoicesType?
		WithinDateRange:RulePredicateDateRangeType? WithinSizeRange:RulePredicateSizeRangeType?`,
	RuleType: `RuleId:string? DisplayName:string Priority:int IsEnabled:boolean IsNotSupported:boolean?
		IsInError:boolean? Conditions:RulePredicatesType? Exceptions:RulePredicatesType?
		Actions:RuleActionsType?`,
	SetRuleOperationType: '<RuleOperationType Rule:RuleType',
	UpdateDelegateType: `<BaseDelegateType DelegateUsers:ArrayOfDelegateUserType?
		DeliverMeetingRequests:DeliverMeetingRequestsType?`,
	UpdateInboxRulesRequestType: `<BaseRequestType MailboxSmtpAddress:string? RemoveOutlookRuleBlob:boolean?
		Operations:ArrayOfRuleOperationsType`,
	UpdateUserConfigurationType: '<BaseRequestType UserConfiguration:UserConfigurationType',
	UserConfigurationDictionaryEntryType: `DictionaryKey:UserConfigurationDictionaryObjectType
		DictionaryValue:UserConfigurationDictionaryValueType`,
	UserConfigurationDictionaryObjectType:
		'Type:UserConfigurationDictionaryObjectTypesType Value:string+',
	UserConfigurationDictionaryObjectTypesType: `enum DateTime Boolean Byte String Integer32 UnsignedInteger32 Integer64 UnsignedInteger64
		StringArray ByteArray`,
	UserConfigurationDictionaryValueType:
		'Type:UserConfigurationDictionaryObjectTypesType? Value:string*',
	UserConfigurationDictionaryType: 'DictionaryEntry:UserConfigurationDictionaryEntryType*',
	UserConfigurationNameType: '<TargetFolderIdType @Name:NonEmptyStringType',
	UserConfigurationPropertyType: 'list UserConfigurationPropertyType.item',
	'UserConfigurationPropertyType.item': 'enum Id Dictionary XmlData BinaryData All',
	UserConfigurationType: `UserConfigurationName:UserConfigurationNameType ItemId:ItemIdType?
		Dictionary:UserConfigurationDictionaryType? XmlData:base64Binary? BinaryData:base64Binary?`,
};
