/** Recurrence patterns and time zone definitions. See model.ts for the notation; MS-OXWSCDATA and MS-OXWSCORE for the meaning. */
export const RECURRENCE: Readonly<Record<string, string>> = {
	AbsoluteDateTransitionType: '<TransitionType DateTime:dateTime',
	AbsoluteMonthlyRecurrencePatternType: '<IntervalRecurrencePatternBaseType DayOfMonth:int',
	AbsoluteYearlyRecurrencePatternType:
		'<RecurrencePatternBaseType DayOfMonth:int Month:MonthNamesType',
	AffectedTaskOccurrencesType: 'enum AllOccurrences SpecifiedOccurrenceOnly',
	ArrayOfOccurrenceRangesType: 'Range:OccurrencesRangeType+',
	ArrayOfTransitionsGroupsType: 'TransitionsGroup:ArrayOfTransitionsType+',
	ArrayOfTransitionsType: `(Transition:TransitionType | AbsoluteDateTransition:AbsoluteDateTransitionType |
		RecurringDayTransition:RecurringDayTransitionType |
		RecurringDateTransition:RecurringDateTransitionType)+ @Id:string?`,
	DailyRecurrencePatternType: '<IntervalRecurrencePatternBaseType',
	DailyRegeneratingPatternType: '<RegeneratingPatternBaseType',
	DayOfWeekIndexType: 'enum First Second Third Fourth Last',
	DayOfWeekType:
		'enum Sunday Monday Tuesday Wednesday Thursday Friday Saturday Day Weekday WeekendDay',
	DaysOfWeekType: 'list DayOfWeekType',
	DeletedOccurrenceInfoType: 'Start:dateTime',
	EndDateRecurrenceRangeType: '<RecurrenceRangeBaseType EndDate:date',
	GetServerTimeZonesType:
		'<BaseRequestType Ids:NonEmptyArrayOfTimeZoneIdType? @ReturnFullTimeZoneData:boolean?',
	IntervalRecurrencePatternBaseType: '<RecurrencePatternBaseType Interval:int',
	MonthNamesType: `enum January February March April May June July August September October November
		December`,
	MonthlyRegeneratingPatternType: '<RegeneratingPatternBaseType',
	NoEndRecurrenceRangeType: '<RecurrenceRangeBaseType',
	NonEmptyArrayOfDeletedOccurrencesType: 'DeletedOccurrence:DeletedOccurrenceInfoType+',
	NonEmptyArrayOfOccurrenceInfoType: 'Occurrence:OccurrenceInfoType+',
	NonEmptyArrayOfPeriodsType: 'Period:PeriodType+',
	NonEmptyArrayOfTimeZoneIdType: 'Id:string+',
	NumberedRecurrenceRangeType: '<RecurrenceRangeBaseType NumberOfOccurrences:int',
	OccurrenceInfoType: 'ItemId:ItemIdType Start:dateTime End:dateTime OriginalStart:dateTime',
	OccurrenceItemIdType: `<BaseItemIdType @RecurringMasterId:DerivedItemIdType @ChangeKey:string?
		@InstanceIndex:int`,
	OccurrencesRangeType:
		'@Start:dateTime? @End:dateTime? @Count:int? @CompareOriginalStartTime:boolean?',
	PeriodType: '@Bias:duration? @Name:string? @Id:string?',
	RecurrencePatternBaseType: '',
	RecurrenceRangeBaseType: 'StartDate:date',
	RecurrenceType: `(RelativeYearlyRecurrence:RelativeYearlyRecurrencePatternType |
		AbsoluteYearlyRecurrence:AbsoluteYearlyRecurrencePatternType |
		RelativeMonthlyRecurrence:RelativeMonthlyRecurrencePatternType |
		AbsoluteMonthlyRecurrence:AbsoluteMonthlyRecurrencePatternType |
		WeeklyRecurrence:WeeklyRecurrencePatternType |
		DailyRecurrence:DailyRecurrencePatternType) (NoEndRecurrence:NoEndRecurrenceRangeType |
		EndDateRecurrence:EndDateRecurrenceRangeType |
		NumberedRecurrence:NumberedRecurrenceRangeType)`,
	RecurringDateTransitionType: '<RecurringTimeTransitionType Day:int',
	RecurringDayTransitionType: '<RecurringTimeTransitionType DayOfWeek:DayOfWeekType Occurrence:int',
	RecurringMasterItemIdRangesType: '<ItemIdType Ranges:ArrayOfOccurrenceRangesType?',
	RecurringMasterItemIdType: '<BaseItemIdType @OccurrenceId:DerivedItemIdType @ChangeKey:string?',
	RecurringTimeTransitionType: '<TransitionType TimeOffset:duration Month:int',
	RegeneratingPatternBaseType: '<IntervalRecurrencePatternBaseType',
	RelativeMonthlyRecurrencePatternType: `<IntervalRecurrencePatternBaseType DaysOfWeek:DayOfWeekType
		DayOfWeekIndex:DayOfWeekIndexType`,
	RelativeYearlyRecurrencePatternType: `<RecurrencePatternBaseType DaysOfWeek:DayOfWeekType DayOfWeekIndex:DayOfWeekIndexType
		Month:MonthNamesType`,
	TaskRecurrenceType: `(RelativeYearlyRecurrence:RelativeYearlyRecurrencePatternType |
		AbsoluteYearlyRecurrence:AbsoluteYearlyRecurrencePatternType |
		RelativeMonthlyRecurrence:RelativeMonthlyRecurrencePatternType |
		AbsoluteMonthlyRecurrence:AbsoluteMonthlyRecurrencePatternType |
		WeeklyRecurrence:WeeklyRecurrencePatternType |
		DailyRecurrence:DailyRecurrencePatternType |
		DailyRegeneration:DailyRegeneratingPatternType |
		WeeklyRegeneration:WeeklyRegeneratingPatternType |
		MonthlyRegeneration:MonthlyRegeneratingPatternType |
		YearlyRegeneration:YearlyRegeneratingPatternType)
		(NoEndRecurrence:NoEndRecurrenceRangeType |
		EndDateRecurrence:EndDateRecurrenceRangeType |
		NumberedRecurrence:NumberedRecurrenceRangeType)`,
	TimeChangeType: `Offset:duration ((RelativeYearlyRecurrence:RelativeYearlyRecurrencePatternType |
		AbsoluteDate:date))? Time:time @TimeZoneName:string?`,
	TimeZoneContextType: 'TimeZoneDefinition:TimeZoneDefinitionType',
	TimeZoneDefinitionType: `(Periods:NonEmptyArrayOfPeriodsType TransitionsGroups:ArrayOfTransitionsGroupsType?
		Transitions:ArrayOfTransitionsType?)? @Id:string? @Name:string?`,
	TimeZoneType: `(BaseOffset:duration (Standard:TimeChangeType Daylight:TimeChangeType)?)?
		@TimeZoneName:string?`,
	TransitionTargetKindType: 'enum Period Group',
	TransitionTargetType: 'text string @Kind:TransitionTargetKindType',
	TransitionType: 'To:TransitionTargetType',
	WeeklyRecurrencePatternType: `<IntervalRecurrencePatternBaseType DaysOfWeek:DaysOfWeekType
		FirstDayOfWeek:DayOfWeekType?`,
	WeeklyRegeneratingPatternType: '<RegeneratingPatternBaseType',
	YearlyRegeneratingPatternType: '<RegeneratingPatternBaseType',
};
