/** Contacts and what they hold. See model.ts for the notation; MS-OXWSCDATA and MS-OXWSCORE for the meaning. */
export const CONTACTS: Readonly<Record<string, string>> = {
	AbchPersonItemType: `<ItemType AntiLinkInfo:string? PersonId:GuidType? ContactHandles:any?
		ContactCategories:ArrayOfStringsType? RelevanceOrder1:string? RelevanceOrder2:string?
		TrustLevel:int? FavoriteOrder:int? ExchangePersonIdGuid:GuidType?`,
	CompleteNameType: `Title:string? FirstName:string? MiddleName:string? LastName:string? Suffix:string?
		Initials:string? FullName:string? Nickname:string? YomiFirstName:string?
		YomiLastName:string?`,
	ContactItemType: `<ItemType FileAs:string? FileAsMapping:FileAsMappingType? DisplayName:string?
		GivenName:string? Initials:string? MiddleName:string? Nickname:string?
		CompleteName:CompleteNameType? CompanyName:string?
		EmailAddresses:EmailAddressDictionaryType? AbchEmailAddresses:any?
		PhysicalAddresses:PhysicalAddressDictionaryType?
		PhoneNumbers:PhoneNumberDictionaryType? AssistantName:string? Birthday:dateTime?
		BusinessHomePage:anyURI? Children:ArrayOfStringsType? Companies:ArrayOfStringsType?
		ContactSource:ContactSourceType? Department:string? Generation:string?
		ImAddresses:ImAddressDictionaryType? JobTitle:string? Manager:string? Mileage:string?
		OfficeLocation:string? PostalAddressIndex:PhysicalAddressIndexType? Profession:string?
		SpouseName:string? Surname:string? WeddingAnniversary:dateTime? HasPicture:boolean?
		PhoneticFullName:string? PhoneticFirstName:string? PhoneticLastName:string?
		Alias:string? Notes:string? Photo:base64Binary? UserSMIMECertificate:ArrayOfBinaryType?
		MSExchangeCertificate:ArrayOfBinaryType? DirectoryId:string?
		ManagerMailbox:SingleRecipientType? DirectReports:ArrayOfRecipientsType?
		AccountName:string? IsAutoUpdateDisabled:boolean? IsMessengerEnabled:boolean?
		Comment:string? ContactShortId:int? ContactType:string? Gender:string?
		IsHidden:boolean? ObjectId:string? PassportId:long? IsPrivate:boolean? SourceId:string?
		TrustLevel:int? CreatedBy:string? Urls:ContactUrlDictionaryType? Cid:long? SkypeAuthCertificate:string?
		SkypeContext:string? SkypeId:string? SkypeRelationship:string? YomiNickname:string?
		XboxLiveTag:string? InviteFree:boolean? HidePresenceAndProfile:boolean?
		IsPendingOutbound:boolean? SupportGroupFeeds:boolean? UserTileHash:string?
		UnifiedInbox:boolean? Mris:ArrayOfStringsType? Wlid:string? AbchContactId:GuidType?
		NotInBirthdayCalendar:boolean? ShellContactType:string? ImMri:string?
		PresenceTrustLevel:int? OtherMri:string? ProfileLastChanged:string?
		MobileIMEnabled:boolean? PartnerNetworkProfilePhotoUrl:string?
		PartnerNetworkThumbnailPhotoUrl:string? PersonId:string? ConversationGuid:GuidType?`,
	ContactUrlDictionaryEntryType: 'Type:ContactUrlKeyType Name:string? Address:string?',
	ContactUrlDictionaryType: 'Url:ContactUrlDictionaryEntryType+',
	ContactUrlKeyType: `enum Personal Business Attachment EbcDisplayDefinition EbcFinalImage EbcLogo
		Feed Image InternalMarker Other`,
	ContactSourceType: 'enum ActiveDirectory Store',
	DistributionListType: `<ItemType DisplayName:string? FileAs:string? ContactSource:ContactSourceType?
		Members:MembersListType?`,
	EmailAddressDictionaryEntryType: `text string @Key:EmailAddressKeyType @Name:string? @RoutingType:string?
		@MailboxType:MailboxTypeType?`,
	EmailAddressDictionaryType: 'Entry:EmailAddressDictionaryEntryType+',
	EmailAddressKeyType: 'enum EmailAddress1 EmailAddress2 EmailAddress3',
	FileAsMappingType: `enum None LastCommaFirst FirstSpaceLast Company LastCommaFirstCompany CompanyLastFirst
		LastFirst LastFirstCompany CompanyLastCommaFirst LastFirstSuffix LastSpaceFirstCompany
		CompanyLastSpaceFirst LastSpaceFirst DisplayName FirstName LastFirstMiddleSuffix
		LastName Empty`,
	ImAddressDictionaryEntryType: 'text string @Key:ImAddressKeyType',
	ImAddressDictionaryType: 'Entry:ImAddressDictionaryEntryType+',
	ImAddressKeyType: 'enum ImAddress1 ImAddress2 ImAddress3',
	MembersListType: 'Member:MemberType*',
	PhoneNumberDictionaryEntryType: 'text string @Key:PhoneNumberKeyType',
	PhoneNumberDictionaryType: 'Entry:PhoneNumberDictionaryEntryType+',
	PhoneNumberKeyType: `enum AssistantPhone BusinessFax BusinessPhone BusinessPhone2 Callback CarPhone
		CompanyMainPhone HomeFax HomePhone HomePhone2 Isdn MobilePhone OtherFax OtherTelephone
		Pager PrimaryPhone RadioPhone Telex TtyTddPhone BusinessMobile IPPhone Mms Msn`,
	PhysicalAddressDictionaryEntryType: `Street:string? City:string? State:string? CountryOrRegion:string? PostalCode:string?
		@Key:PhysicalAddressKeyType`,
	PhysicalAddressDictionaryType: 'Entry:PhysicalAddressDictionaryEntryType+',
	PhysicalAddressIndexType: 'enum None Home Business Other',
	PhysicalAddressKeyType: 'enum Home Business Other',
};
