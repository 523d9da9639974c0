/** Restrictions, views, shapes and paths to properties. See model.ts for the notation; MS-OXWSCDATA and MS-OXWSCORE for the meaning. */
export const SEARCH: Readonly<Record<string, string>> = {
	AggregateOnType: `(FieldURI:PathToUnindexedFieldType | IndexedFieldURI:PathToIndexedFieldType |
		ExtendedFieldURI:PathToExtendedFieldType) @Aggregate:AggregateType`,
	AggregateType: 'enum Minimum Maximum',
	AndType: '<MultipleOperandBooleanExpressionType',
	BaseGroupByType: '@Order:SortDirectionType',
	BasePagingType: '@MaxEntriesReturned:int?',
	BasePathToElementType: '',
	CalendarViewType: '<BasePagingType @StartDate:dateTime @EndDate:dateTime',
	ConstantValueType: '@Value:string',
	ContactsViewType: '<BasePagingType @InitialName:string? @FinalName:string?',
	ContainmentComparisonType: `enum Exact IgnoreCase IgnoreNonSpacingCharacters Loose
		IgnoreCaseAndNonSpacingCharacters LooseAndIgnoreCase LooseAndIgnoreNonSpace
		LooseAndIgnoreCaseAndIgnoreNonSpace`,
	ContainmentModeType: 'enum FullString Prefixed Substring PrefixOnWords ExactPhrase',
	ContainsExpressionType: `<SearchExpressionType (FieldURI:PathToUnindexedFieldType |
		IndexedFieldURI:PathToIndexedFieldType | ExtendedFieldURI:PathToExtendedFieldType)
		Constant:ConstantValueType @ContainmentMode:ContainmentModeType?
		@ContainmentComparison:ContainmentComparisonType?`,
	DefaultShapeNamesType: 'enum IdOnly Default AllProperties PcxPeopleSearch',
	DictionaryURIType: `enum item:InternetMessageHeader contacts:ImAddress contacts:PhysicalAddress:Street
		contacts:PhysicalAddress:City contacts:PhysicalAddress:State
		contacts:PhysicalAddress:CountryOrRegion contacts:PhysicalAddress:PostalCode
		contacts:PhoneNumber contacts:EmailAddress distributionlist:Members:Member`,
	DistinguishedGroupByType: '<BaseGroupByType StandardGroupBy:StandardGroupByType',
	DistinguishedPropertySetType: `enum Meeting Appointment Common PublicStrings Address InternetHeaders CalendarAssistant
		UnifiedMessaging Task Sharing`,
	ExcludesAttributeType: 'simple xs:string pattern=((0x|0X)[0-9A-Fa-f]*)|([0-9]*)',
	ExcludesType: `<SearchExpressionType (FieldURI:PathToUnindexedFieldType |
		IndexedFieldURI:PathToIndexedFieldType | ExtendedFieldURI:PathToExtendedFieldType)
		Bitmask:ExcludesValueType`,
	ExcludesValueType: '@Value:ExcludesAttributeType',
	ExistsType: `<SearchExpressionType (FieldURI:PathToUnindexedFieldType |
		IndexedFieldURI:PathToIndexedFieldType | ExtendedFieldURI:PathToExtendedFieldType)`,
	FieldOrderType: `(FieldURI:PathToUnindexedFieldType | IndexedFieldURI:PathToIndexedFieldType |
		ExtendedFieldURI:PathToExtendedFieldType) @Order:SortDirectionType`,
	FieldURIOrConstantType: `((FieldURI:PathToUnindexedFieldType | IndexedFieldURI:PathToIndexedFieldType |
		ExtendedFieldURI:PathToExtendedFieldType) | Constant:ConstantValueType)`,
	FolderQueryTraversalType: 'enum Shallow Deep SoftDeleted',
	FolderResponseShapeType:
		'BaseShape:DefaultShapeNamesType AdditionalProperties:NonEmptyArrayOfPathsToElementType?',
	FractionalPageViewType: '<BasePagingType @Numerator:int @Denominator:int',
	GroupByType: `<BaseGroupByType (FieldURI:PathToUnindexedFieldType |
		IndexedFieldURI:PathToIndexedFieldType | ExtendedFieldURI:PathToExtendedFieldType)
		AggregateOn:AggregateOnType UseCollapsibleGroups:boolean?
		ItemsPerGroup:nonNegativeInteger? MaxItemsPerGroup:nonNegativeInteger?
		GroupsToExpand:ArrayOfGroupIdType?`,
	IndexBasePointType: 'enum Beginning End',
	IndexedPageViewType: '<BasePagingType @Offset:int @BasePoint:IndexBasePointType',
	IsEqualToType: '<TwoOperandExpressionType',
	IsGreaterThanOrEqualToType: '<TwoOperandExpressionType',
	IsGreaterThanType: '<TwoOperandExpressionType',
	IsLessThanOrEqualToType: '<TwoOperandExpressionType',
	IsLessThanType: '<TwoOperandExpressionType',
	IsNotEqualToType: '<TwoOperandExpressionType',
	ItemQueryTraversalType: 'enum Shallow SoftDeleted Associated',
	ItemResponseShapeType: `BaseShape:DefaultShapeNamesType IncludeMimeContent:boolean?
		BodyType:BodyTypeResponseType? UniqueBodyType:BodyTypeResponseType?
		NormalizedBodyType:BodyTypeResponseType? FilterHtmlContent:boolean?
		ConvertHtmlCodePageToUTF8:boolean? InlineImageUrlTemplate:string?
		BlockExternalImages:boolean? AddBlankTargetToLinks:boolean? MaximumBodySize:int?
		AdditionalProperties:NonEmptyArrayOfPathsToElementType?`,
	MapiPropertyTypeType: `enum ApplicationTime ApplicationTimeArray Binary BinaryArray Boolean CLSID CLSIDArray
		Currency CurrencyArray Double DoubleArray Error Float FloatArray Integer IntegerArray
		Long LongArray Null Object ObjectArray Short ShortArray SystemTime SystemTimeArray
		String StringArray`,
	MultipleOperandBooleanExpressionType: `<SearchExpressionType (Exists:ExistsType | Excludes:ExcludesType |
		IsEqualTo:IsEqualToType | IsNotEqualTo:IsNotEqualToType |
		IsGreaterThan:IsGreaterThanType | IsGreaterThanOrEqualTo:IsGreaterThanOrEqualToType |
		IsLessThan:IsLessThanType | IsLessThanOrEqualTo:IsLessThanOrEqualToType |
		Contains:ContainsExpressionType | Not:NotType | And:AndType | Or:OrType |
		Near:NearType)+`,
	NearType: '<MultipleOperandBooleanExpressionType Distance:unsignedInt Ordered:boolean',
	NonEmptyArrayOfFieldOrdersType: 'FieldOrder:FieldOrderType+',
	NotType: `<SearchExpressionType (Exists:ExistsType | Excludes:ExcludesType |
		IsEqualTo:IsEqualToType | IsNotEqualTo:IsNotEqualToType |
		IsGreaterThan:IsGreaterThanType | IsGreaterThanOrEqualTo:IsGreaterThanOrEqualToType |
		IsLessThan:IsLessThanType | IsLessThanOrEqualTo:IsLessThanOrEqualToType |
		Contains:ContainsExpressionType | Not:NotType | And:AndType | Or:OrType |
		Near:NearType)`,
	OrType: '<MultipleOperandBooleanExpressionType',
	PathToExtendedFieldType: `<BasePathToElementType @DistinguishedPropertySetId:DistinguishedPropertySetType?
		@PropertySetId:GuidType? @PropertyTag:PropertyTagType? @PropertyName:string?
		@PropertyId:int? @PropertyType:MapiPropertyTypeType`,
	PathToIndexedFieldType: '<BasePathToElementType @FieldURI:DictionaryURIType @FieldIndex:string',
	PathToUnindexedFieldType: '<BasePathToElementType @FieldURI:UnindexedFieldURIType',
	PropertyTagType: 'string',
	QueryStringType: `text string @ResetCache:boolean? @ReturnHighlightTerms:boolean?
		@ReturnDeletedItems:boolean?`,
	RestrictionType: `(Exists:ExistsType | Excludes:ExcludesType | IsEqualTo:IsEqualToType |
		IsNotEqualTo:IsNotEqualToType | IsGreaterThan:IsGreaterThanType |
		IsGreaterThanOrEqualTo:IsGreaterThanOrEqualToType | IsLessThan:IsLessThanType |
		IsLessThanOrEqualTo:IsLessThanOrEqualToType | Contains:ContainsExpressionType |
		Not:NotType | And:AndType | Or:OrType | Near:NearType)`,
	SearchExpressionType: '',
	SeekToConditionPageViewType:
		'<BasePagingType Condition:RestrictionType @BasePoint:IndexBasePointType',
	SortDirectionType: 'enum Ascending Descending',
	StandardGroupByType: 'enum ConversationTopic',
	TwoOperandExpressionType: `<SearchExpressionType (FieldURI:PathToUnindexedFieldType |
		IndexedFieldURI:PathToIndexedFieldType | ExtendedFieldURI:PathToExtendedFieldType)
		FieldURIOrConstant:FieldURIOrConstantType`,
};
