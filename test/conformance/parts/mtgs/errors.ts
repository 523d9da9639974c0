import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import { at } from '../../xml';
import {
	byAttendee,
	byOrganizer,
	create,
	daily,
	deleteXml,
	eventXml,
	get,
	getXml,
	idOf,
	idXml,
	itemsXml,
	masterXml,
	meeting,
	must,
	occurrenceXml,
	ORGANIZER,
	R,
	REQUEST,
	respondXml,
	START,
	transferXml,
	updateXml,
	type Fields,
} from './meeting';

/** A request that has to end in a code; `failed` are requirements about the class of the response. */
interface Refusal {
	readonly name: string;
	readonly code: string;
	readonly requirements: readonly number[];
	readonly failed?: readonly number[];
	/** The request, after whatever has to be there first. */
	readonly request: (trial: Trial) => Promise<string> | string;
}

const series = {
	Subject: 'Series',
	Start: START,
	End: '2027-03-01T11:00:00Z',
	Recurrence: daily(),
};

const madeOf = (fields: Fields) => itemsXml(eventXml(fields), 'SendToNone', 'SaveOnly');

/** The id of a meeting that does not recur. */
const single = async (trial: Trial) =>
	(await create(trial, meeting('single'), 'SendToAllAndSaveCopy')).id;

const weekdays = (days: string) =>
	`<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>${days}</t:DaysOfWeek></t:WeeklyRecurrence><t:NoEndRecurrence><t:StartDate>2027-03-01</t:StartDate></t:NoEndRecurrence>`;

const noSeries = async (trial: Trial) => {
	const id = await single(trial);
	await create(trial, series, 'SendToNone');
	return id;
};

/** Every request that ends in one code. */
const REFUSALS: readonly Refusal[] = [
	{
		name: 'MSOXWSMTGS_S01_TC18_CreateItemErrorCalendarDurationIsTooLong',
		code: 'ErrorCalendarDurationIsTooLong',
		requirements: [1203],
		failed: [1200],
		request: () => madeOf({ Subject: 'Long', Start: START, End: '2033-03-01T10:00:00Z' }),
	},
	{
		name: 'MSOXWSMTGS_S01_TC19_CreateItemErrorCalendarEndDateIsEarlierThanStartDate',
		code: 'ErrorCalendarEndDateIsEarlierThanStartDate',
		requirements: [1204],
		request: () => madeOf({ Subject: 'Early', Start: START, End: '2027-03-01T09:00:00Z' }),
	},
	{
		name: 'MSOXWSMTGS_S01_TC20_CreateItemErrorCalendarInvalidDayForWeeklyRecurrence',
		code: 'ErrorCalendarInvalidDayForWeeklyRecurrence',
		requirements: [12052],
		request: () => madeOf({ ...series, Recurrence: weekdays('Weekday') }),
	},
	{
		name: 'MSOXWSMTGS_S01_TC21_DeleteItemErrorSendMeetingCancellationsRequired',
		code: 'ErrorSendMeetingCancellationsRequired',
		requirements: [1213],
		failed: [1209],
		request: async (trial) => deleteXml('', occurrenceXml((await create(trial, series)).id, 2)),
	},
	{
		name: 'MSOXWSMTGS_S01_TC24_IsOnlineMeetingIsReadOnly',
		code: 'ErrorInvalidPropertySet',
		requirements: [2301],
		request: () => madeOf({ Subject: 'Online', IsOnlineMeeting: 'false' }),
	},
	{
		name: 'MSOXWSMTGS_S01_TC25_CreateItemErrorCalendarCannotUseIdForRecurringMasterId',
		code: 'ErrorCalendarCannotUseIdForRecurringMasterId',
		requirements: [1194],
		request: async (trial) => getXml(occurrenceXml(await noSeries(trial), 1)),
	},
	{
		name: 'MSOXWSMTGS_S01_TC30_GetItemErrorCalendarCannotUseIdForOccurrenceId',
		code: 'ErrorCalendarCannotUseIdForOccurrenceId',
		requirements: [1222],
		request: async (trial) => getXml(masterXml(await noSeries(trial))),
	},
	{
		name: 'MSOXWSMTGS_S01_TC31_DeleteItemErrorCalendarCannotUseIdForOccurrenceId',
		code: 'ErrorCalendarCannotUseIdForOccurrenceId',
		requirements: [1212],
		request: async (trial) => deleteXml('SendOnlyToAll', masterXml(await noSeries(trial))),
	},
	{
		name: 'MSOXWSMTGS_S02_TC12_UpdateItemErrorCalendarDurationIsTooLong',
		code: 'ErrorCalendarDurationIsTooLong',
		requirements: [1244],
		request: async (trial) =>
			updateXml(idXml(await single(trial)), 'SendToNone', 'calendar:End', {
				End: '2033-03-01T10:00:00Z',
			}),
	},
	{
		name: 'MSOXWSMTGS_S02_TC13_UpdateMeetingErrorCalendarEndDateIsEarlierThanStartDate',
		code: 'ErrorCalendarEndDateIsEarlierThanStartDate',
		requirements: [1233],
		request: async (trial) =>
			updateXml(idXml(await single(trial)), 'SendToNone', 'calendar:End', {
				End: '2027-03-01T09:00:00Z',
			}),
	},
	{
		name: 'MSOXWSMTGS_S03_TC04_CopyItemErrorCalendarCannotMoveOrCopyOccurrence',
		code: 'ErrorCalendarCannotMoveOrCopyOccurrence',
		requirements: [1193],
		failed: [1190],
		request: async (trial) =>
			transferXml('CopyItem', 'drafts', occurrenceXml((await create(trial, series)).id, 2)),
	},
	{
		name: 'MSOXWSMTGS_S03_TC05_CopyItemErrorCalendarCannotUseIdForRecurringMasterId',
		code: 'ErrorCalendarCannotUseIdForRecurringMasterId',
		requirements: [1194],
		request: async (trial) =>
			transferXml('CopyItem', 'drafts', occurrenceXml(await noSeries(trial), 1)),
	},
	{
		name: 'MSOXWSMTGS_S04_TC04_MoveItemErrorCalendarCannotMoveOrCopyOccurrence',
		code: 'ErrorCalendarCannotMoveOrCopyOccurrence',
		requirements: [1231],
		failed: [1228],
		request: async (trial) =>
			transferXml('MoveItem', 'drafts', occurrenceXml((await create(trial, series)).id, 2)),
	},
	{
		name: 'MSOXWSMTGS_S04_TC05_MoveItemErrorCalendarCannotUseIdForOccurrenceId',
		code: 'ErrorCalendarCannotUseIdForOccurrenceId',
		requirements: [1232],
		request: async (trial) => transferXml('MoveItem', 'inbox', masterXml(await noSeries(trial))),
	},
];

const refusal = ({ name, code, requirements, failed = [], request }: Refusal) =>
	scenario(name, R(...requirements, ...failed), async (trial) => {
		const reply = await trial.call(await request(trial), byOrganizer);
		trial.equal(R(...requirements), reply.codes, [code], 'the response code');
		const classes = reply.messages.map((message) => message.attributes['ResponseClass']);
		if (failed.length > 0) trial.equal(R(...failed), classes, ['Error'], 'the response class');
	});

const dispositionOfResponses = scenario(
	'MSOXWSMTGS_S01_TC23_CreateItemErrorMessageDispositionRequired',
	R(1342),
	async (trial) => {
		const uid = 'disposition';
		const { id } = await create(
			trial,
			meeting(uid, { OptionalAttendees: [ORGANIZER] }),
			'SendOnlyToAll',
		);
		const request = await must(trial, byAttendee, 'inbox', REQUEST, uid);
		const asked = async (name: string, of: string, options: typeof byAttendee) =>
			(await trial.call(respondXml(name, of, '', ''), options)).codes;
		const codes = [
			...(await asked('AcceptItem', idOf(request), byAttendee)),
			...(await asked('TentativelyAcceptItem', idOf(request), byAttendee)),
			...(await asked('DeclineItem', idOf(request), byAttendee)),
			...(await asked('CancelCalendarItem', id, byOrganizer)),
		];
		trial.equal(R(1342), codes, Array(4).fill('ErrorMessageDispositionRequired'), 'the codes');
	},
);

const dispositionOfMessages = scenario(
	'MSOXWSMTGS_S02_TC11_UpdateItemErrorMessageDispositionRequired',
	R(1241, 1237, 1240),
	async (trial) => {
		const message = (disposition: string) =>
			`<m:CreateItem${disposition}><m:Items><t:Message><t:Subject>Message 1</t:Subject></t:Message></m:Items></m:CreateItem>`;
		const refused = await trial.call(message(''));
		const made = await trial.ok(message(' MessageDisposition="SaveOnly"'));
		const update = await trial.call(
			`<m:UpdateItem ConflictResolution="AlwaysOverwrite"><m:ItemChanges><t:ItemChange>${idXml(made.id().id)}<t:Updates><t:SetItemField><t:FieldURI FieldURI="item:Subject"/><t:Message><t:Subject>Message 2</t:Subject></t:Message></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
		);
		const codes = [...refused.codes, ...update.codes];
		const expected = ['ErrorMessageDispositionRequired', 'ErrorMessageDispositionRequired'];
		trial.equal(R(1241), codes, expected, 'the codes of CreateItem and UpdateItem');
		trial.equal(R(1240), update.codes, expected.slice(1), 'the code of UpdateItem');
		const [answer] = update.messages;
		trial.equal(R(1237), answer?.attributes['ResponseClass'], 'Error', 'the response class');
	},
);

const PRINCIPAL = 'service@contoso.example';

const principal = scenario(
	'MSOXWSMTGS_S01_TC22_MeetingRequestTypePrincipalWantsCopy',
	R(7512),
	async (trial) => {
		const uid = 'principal';
		const byPrincipal = { user: PRINCIPAL };
		await trial.ok(
			`<m:AddDelegate><m:Mailbox><t:EmailAddress>${PRINCIPAL}</t:EmailAddress></m:Mailbox><m:DelegateUsers><t:DelegateUser><t:UserId><t:PrimarySmtpAddress>${byAttendee.user}</t:PrimarySmtpAddress></t:UserId><t:DelegatePermissions><t:CalendarFolderPermissionLevel>Editor</t:CalendarFolderPermissionLevel></t:DelegatePermissions><t:ReceiveCopiesOfMeetingMessages>true</t:ReceiveCopiesOfMeetingMessages></t:DelegateUser></m:DelegateUsers><m:DeliverMeetingRequests>DelegatesAndSendInformationToMe</m:DeliverMeetingRequests></m:AddDelegate>`,
			byPrincipal,
		);
		await create(trial, meeting(uid, { RequiredAttendees: [PRINCIPAL] }), 'SendOnlyToAll');
		const copy = await must(trial, byPrincipal, 'inbox', REQUEST, uid);
		const type = at(copy, 'MeetingRequestType')?.text;
		trial.equal(R(7512), type, 'PrincipalWantsCopy', 'the type of the copy');
		const delegates = await must(trial, byAttendee, 'inbox', REQUEST, uid);
		if (at(delegates, 'IsDelegated')?.text !== 'true') {
			throw new Error('The request did not reach the delegate as one');
		}
		await get(trial, idXml(idOf(copy)), byPrincipal);
	},
	{ witnesses: ['delegates-get-requests'] },
);

export const errors: readonly Scenario[] = [
	...REFUSALS.map(refusal),
	dispositionOfResponses,
	dispositionOfMessages,
	principal,
];
