/** Small types that several others use. See model.ts for the notation; MS-OXWSCDATA and MS-OXWSCORE for the meaning. */
export const COMMON: Readonly<Record<string, string>> = {
	AddressListIdType: '<BaseFolderIdType @Id:string',
	ArrayOfBinaryType: 'Base64Binary:base64Binary*',
	ArrayOfGroupIdType: '(GroupId:base64Binary)*',
	ArrayOfRecipientsType: '(Mailbox:EmailAddressType)*',
	ArrayOfStringsType: 'String:string*',
	ArrayOfUnknownEntriesType: '(UnknownEntry:string)*',
	AttendeeType: `Mailbox:EmailAddressType ResponseType:ResponseTypeType? LastResponseTime:dateTime?
		ProposedStart:dateTime? ProposedEnd:dateTime?`,
	BaseEmailAddressType: '',
	BaseFolderIdType: '',
	BodyType: 'text string @BodyType:BodyTypeType @IsTruncated:boolean?',
	BodyTypeResponseType: 'enum Best HTML Text',
	BodyTypeType: 'enum HTML Text',
	ChangeDescriptionType: `(FieldURI:PathToUnindexedFieldType | IndexedFieldURI:PathToIndexedFieldType |
		ExtendedFieldURI:PathToExtendedFieldType)`,
	DistinguishedUserType: 'enum Default Anonymous',
	EffectiveRightsType: `CreateAssociated:boolean CreateContents:boolean CreateHierarchy:boolean Delete:boolean
		Modify:boolean Read:boolean ViewPrivateItems:boolean?`,
	EmailAddressExtendedType:
		'<EmailAddressType ExternalObjectId:string? PrimaryEmailAddress:NonEmptyStringType?',
	EmailAddressType: `<BaseEmailAddressType Name:string? EmailAddress:NonEmptyStringType?
		RoutingType:NonEmptyStringType? MailboxType:MailboxTypeType? ItemId:ItemIdType?
		OriginalDisplayName:string?`,
	ExtendedPropertyType: `ExtendedFieldURI:PathToExtendedFieldType (Value:string |
		Values:NonEmptyArrayOfPropertyValuesType)`,
	GuidType: `simple xs:string
		pattern=[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}`,
	InferenceClassificationType: 'enum Focused Other',
	InternetHeaderType: 'text string @HeaderName:string',
	LegacyFreeBusyType: 'enum Free Tentative Busy OOF WorkingElsewhere NoData',
	LikeType: `Id:string CreatedBy:EmailAddressExtendedType CreatedDateTime:string?
		ServerCreatedDateTime:string? DeepLink:string? Application:string?`,
	MailboxTypeType: `enum Unknown OneOff Mailbox PublicDL PrivateDL Contact PublicFolder GroupMailbox
		ImplicitContact`,
	MemberStatusType: 'enum Unrecognized Normal Demoted',
	MemberType: 'Mailbox:EmailAddressType? Status:MemberStatusType? @Key:string?',
	MimeContentType: 'text string @CharacterSet:string?',
	NonEmptyArrayOfAlternateIdsType: `(AlternateId:AlternateIdType | AlternatePublicFolderId:AlternatePublicFolderIdType |
		AlternatePublicFolderItemId:AlternatePublicFolderItemIdType)+`,
	NonEmptyArrayOfAttendeesType: 'Attendee:AttendeeType+',
	NonEmptyArrayOfInternetHeadersType: 'InternetMessageHeader:InternetHeaderType+',
	NonEmptyArrayOfLikeType: 'Like:LikeType+',
	NonEmptyArrayOfPathsToElementType: `((FieldURI:PathToUnindexedFieldType | IndexedFieldURI:PathToIndexedFieldType |
		ExtendedFieldURI:PathToExtendedFieldType))+`,
	NonEmptyArrayOfPropertyValuesType: '(Value:string+)',
	NonEmptyStringType: 'simple xs:string minLength=1',
	ReminderMinutesBeforeStartType: 'simple xs:string',
	ResponseTypeType: 'enum Unknown Organizer Tentative Accept Decline NoResponseReceived',
	RetentionTagType: 'text GuidType @IsExplicit:boolean',
	SingleRecipientType: '(Mailbox:EmailAddressType)',
	UserIdType: `SID:string? PrimarySmtpAddress:string? DisplayName:string?
		DistinguishedUser:DistinguishedUserType? ExternalUserIdentity:string?`,
};
