/** Names, people, lists and rooms of the directory. See model.ts for the notation; MS-OXWSRSLNM, MS-OXWSXPAND, MS-OXWSPERS, MS-OXWSGTRM for the meaning. */
export const DIRECTORY: Readonly<Record<string, string>> = {
	ArrayOfContextProperty: 'ContextProperty:ContextPropertyType+',
	ArrayOfPeopleQuerySource: 'Source:string+',
	ArrayOfServiceConfigurationType: '(ConfigurationName:ServiceConfigurationType)+',

	ContextPropertyType: 'Key:string Value:string',
	ExpandDLType: '<BaseRequestType Mailbox:EmailAddressType',
	FindPeopleType: `<BaseRequestType PersonaShape:PersonaResponseShapeType?
		IndexedPageItemView:IndexedPageViewType Restriction:RestrictionType?
		AggregationRestriction:RestrictionType? SortOrder:NonEmptyArrayOfFieldOrdersType?
		ParentFolderId:TargetFolderIdType? QueryString:string?
		SearchPeopleSuggestionIndex:boolean? TopicQueryString:string?
		Context:ArrayOfContextProperty? QuerySources:ArrayOfPeopleQuerySource?`,
	GetMailTipsType: `<BaseRequestType SendingAs:EmailAddressType Recipients:ArrayOfRecipientsType
		MailTipsRequested:MailTipTypes`,
	GetPasswordExpirationDateType: '<BaseRequestType MailboxSmtpAddress:string?',
	GetPersonaType: `<BaseRequestType PersonaId:ItemIdType? EmailAddress:EmailAddressType?
		ParentFolderId:TargetFolderIdType? ItemLinkId:string?
		AdditionalProperties:NonEmptyArrayOfPathsToElementType?`,
	GetRoomListsType: '<BaseRequestType',
	GetRoomsType: '<BaseRequestType RoomList:EmailAddressType',
	GetServiceConfigurationType: `<BaseRequestType ActingAs:EmailAddressType?
		RequestedConfiguration:ArrayOfServiceConfigurationType
		ConfigurationRequestDetails:any?`,
	GetUserPhotoType: `<BaseRequestType Email:string SizeRequested:UserPhotoSizeType
		TypeRequested:UserPhotoTypeType?`,
	MailTipTypes: 'list MailTipTypes.item',
	'MailTipTypes.item': `enum All OutOfOfficeMessage MailboxFullStatus CustomMailTip ExternalMemberCount
		TotalMemberCount MaxMessageSize DeliveryRestriction ModerationStatus InvalidRecipient
		Scope RecipientSuggestions PreferAccessibleContent`,
	PersonaResponseShapeType: `BaseShape:DefaultShapeNamesType AdditionalProperties:NonEmptyArrayOfPathsToElementType?`,
	ServiceConfigurationType: 'list ServiceConfigurationType.item',
	'ServiceConfigurationType.item': `enum MailTips UnifiedMessagingConfiguration ProtectionRules PolicyNudges SharePointURLs
		OfficeIntegrationConfiguration`,
	UserPhotoSizeType: `enum HR48x48 HR64x64 HR96x96 HR120x120 HR240x240 HR360x360 HR432x432 HR504x504 HR648x648
		HR1024xN HR1920xN`,
	UserPhotoTypeType: 'enum UserPhoto ProfileHeaderPhoto',
};
