import {
	all,
	ALL_PROPERTIES,
	call,
	find,
	get,
	idOf,
	OWNER,
	sandbox,
	texts,
	validateAll,
	type CallOptions,
} from './support';
import type { EwsAnswer } from '../../../sandbox/ews';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const OTHER = 'other@contoso.example';
const V: CallOptions = { version: 'Exchange2013_SP1' };
const AS_OTHER: CallOptions = { ...V, user: OTHER };
const WHEN = '<t:Start>2026-02-02T10:00:00Z</t:Start><t:End>2026-02-02T11:00:00Z</t:End>';
const SERIES =
	'<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NumberedRecurrence><t:StartDate>2026-02-02</t:StartDate><t:NumberOfOccurrences>5</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>';

const attendee = (address: string) =>
	`<t:Attendee><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:Attendee>`;
const required = (...addresses: string[]) =>
	`<t:RequiredAttendees>${addresses.map(attendee).join('')}</t:RequiredAttendees>`;

function invite(store: Store, sending: string, more = required(OTHER), times = WHEN): EwsAnswer {
	return call(
		store,
		`<m:CreateItem SendMeetingInvitations="${sending}"><m:Items><t:CalendarItem><t:Subject>Plan</t:Subject><t:Body BodyType="Text">Agenda</t:Body>${times}<t:Location>Hall</t:Location>${more}</t:CalendarItem></m:Items></m:CreateItem>`,
		V,
	);
}

function inFolder(store: Store, folder: string, options: CallOptions): EwsAnswer {
	return find(
		store,
		{
			folder: `<t:DistinguishedFolderId Id="${folder}"/>`,
			shape:
				'<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:Subject"/><t:FieldURI FieldURI="item:ItemClass"/></t:AdditionalProperties>',
		},
		options,
	);
}

const classes = (store: Store, folder: string, options: CallOptions = AS_OTHER) =>
	texts(inFolder(store, folder, options), 'ItemClass');
const only = (store: Store, folder: string, options: CallOptions = AS_OTHER) =>
	idOf(inFolder(store, folder, options));
const whole = (store: Store, folder: string, options: CallOptions = AS_OTHER) =>
	get(store, only(store, folder, options).id, ALL_PROPERTIES, options);

function respond(
	store: Store,
	name: string,
	id: string,
	{
		inner = '',
		sending = 'SendAndSaveCopy',
		...options
	}: CallOptions & { inner?: string; sending?: string } = AS_OTHER,
): EwsAnswer {
	const before = name === 'CancelCalendarItem' || inner.includes('Proposed') ? '' : inner;
	const after = before === '' ? inner : '';
	const disposition = sending === '' ? '' : ` MessageDisposition="${sending}"`;
	return call(
		store,
		`<m:CreateItem${disposition}><m:Items><t:${name}>${before}<t:ReferenceItemId Id="${id}"/>${after}</t:${name}></m:Items></m:CreateItem>`,
		options,
	);
}

function update(
	store: Store,
	id: string,
	sending: string,
	field: string,
	element: string,
): EwsAnswer {
	return call(
		store,
		`<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="${sending}"><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="${field}"/><t:CalendarItem>${element}</t:CalendarItem></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
		V,
	);
}

test.each([
	['SendToNone', [], [], []],
	['SendOnlyToAll', ['IPM.Schedule.Meeting.Request'], ['IPM.Appointment'], []],
	[
		'SendToAllAndSaveCopy',
		['IPM.Schedule.Meeting.Request'],
		['IPM.Appointment'],
		['IPM.Schedule.Meeting.Request'],
	],
])('a new meeting with %s', (sending, inbox, calendar, sent) => {
	const store = sandbox();
	expect(invite(store, sending).codes).toEqual(['NoError']);
	expect(classes(store, 'inbox')).toEqual(inbox);
	expect(classes(store, 'calendar')).toEqual(calendar);
	expect(classes(store, 'sentitems', V)).toEqual(sent);
});

test('the request and the tentative event say what attendees may know', () => {
	const store = sandbox();
	invite(store, 'SendOnlyToAll', `<t:When>Monday</t:When>${required(OTHER, OWNER)}`);
	const request = whole(store, 'inbox');
	expect(texts(request, 'MeetingRequestType')).toEqual(['NewMeetingRequest']);
	expect(texts(request, 'IntendedFreeBusyStatus')).toEqual(['Busy']);
	expect(texts(request, 'When')).toEqual([]);
	expect(texts(all(request, 'RequiredAttendees')[0]!, 'EmailAddress')).toEqual([OWNER, OTHER]);
	expect(all(request, 'ResponseObjects')[0]?.children.map((one) => one.name)).toEqual([
		'AcceptItem',
		'TentativelyAcceptItem',
		'DeclineItem',
		'ReplyToItem',
		'ReplyAllToItem',
		'ForwardItem',
		'ProposeNewTime',
	]);
	const event = whole(store, 'calendar');
	expect(all(request, 'AssociatedCalendarItemId')[0]?.attributes['Id']).toBe(idOf(event).id);
	expect(texts(event, 'MyResponseType')).toEqual(['NoResponseReceived']);
	expect(texts(event, 'LegacyFreeBusyStatus')).toEqual(['Tentative']);
	expect(texts(event, 'AppointmentState')).toEqual(['3']);
	expect(texts(event, 'IsOrganizer')).toEqual(['false']);
	expect(texts(whole(store, 'calendar', V), 'MeetingRequestWasSent')).toEqual(['true']);
	const old = get(store, only(store, 'inbox').id, ALL_PROPERTIES, { user: OTHER });
	expect(texts(old, 'StartWallClock')).toEqual([]);
});

test.each([
	['AcceptItem', 'Accept', 'IPM.Schedule.Meeting.Resp.Pos', 'Accepted: Plan', 'Busy'],
	[
		'TentativelyAcceptItem',
		'Tentative',
		'IPM.Schedule.Meeting.Resp.Tent',
		'Tentative: Plan',
		'Tentative',
	],
	['DeclineItem', 'Decline', 'IPM.Schedule.Meeting.Resp.Neg', 'Declined: Plan', undefined],
])(
	'%s tells the organizer and settles the calendar',
	(name, response, itemClass, subject, status) => {
		const store = sandbox();
		invite(store, 'SendOnlyToAll');
		const answered = respond(store, name, only(store, 'inbox').id, {
			...AS_OTHER,
			inner: '<t:Body BodyType="Text">See you</t:Body>',
		});
		expect(answered.codes).toEqual(['NoError']);
		expect(classes(store, 'inbox')).toEqual([]);
		expect(classes(store, 'sentitems')).toEqual([itemClass]);
		const event = status === undefined ? undefined : whole(store, 'calendar');
		expect(event && texts(event, 'LegacyFreeBusyStatus')).toEqual(status && [status]);
		expect(event && texts(event, 'MyResponseType')).toEqual(status && [response]);
		expect(classes(store, 'calendar')).toHaveLength(status === undefined ? 0 : 1);
		const received = whole(store, 'inbox', V);
		expect(texts(received, 'ItemClass')).toEqual([itemClass]);
		expect(texts(received, 'Subject')).toEqual([subject]);
		expect(texts(received, 'Body').at(-1)).toBe('See you');
		const mine = whole(store, 'calendar', V);
		expect(texts(mine, 'ResponseType')).toEqual([response]);
		expect(texts(mine, 'LastResponseTime')).toEqual(['2026-01-15T09:00:00Z']);
		expect(all(received, 'AssociatedCalendarItemId')[0]?.attributes['Id']).toBe(idOf(mine).id);
	},
);

test('a new time is proposed, since Exchange 2013', () => {
	const store = sandbox();
	invite(store, 'SendOnlyToAll');
	const inner =
		'<t:ProposedStart>2026-02-02T14:00:00Z</t:ProposedStart><t:ProposedEnd>2026-02-02T15:00:00Z</t:ProposedEnd>';
	const { id } = only(store, 'inbox');
	const old = respond(store, 'TentativelyAcceptItem', id, { user: OTHER, build: '14.2', inner });
	expect(old.codes).toEqual(['ErrorSchemaValidation']);
	expect(respond(store, 'TentativelyAcceptItem', id, { ...AS_OTHER, inner }).codes).toEqual([
		'NoError',
	]);
	expect(texts(whole(store, 'inbox', V), 'ProposedStart')).toEqual(['2026-02-02T14:00:00Z']);
	expect(texts(whole(store, 'calendar', V), 'ProposedEnd')).toEqual(['2026-02-02T15:00:00Z']);
});

test('an answer without a message changes the calendar alone', () => {
	const store = sandbox();
	invite(store, 'SendOnlyToAll');
	const { id } = only(store, 'inbox');
	respond(store, 'AcceptItem', id, { ...AS_OTHER, sending: 'SaveOnly' });
	expect(texts(whole(store, 'calendar'), 'MyResponseType')).toEqual(['Accept']);
	expect(classes(store, 'inbox', V)).toEqual([]);
	expect(texts(whole(store, 'calendar', V), 'ResponseType')).toEqual(['Unknown']);
});

test('what cannot be answered', () => {
	const store = sandbox();
	invite(store, 'SendOnlyToAll');
	const { id } = only(store, 'inbox');
	const mine = only(store, 'calendar', V).id;
	expect(respond(store, 'AcceptItem', id, { ...AS_OTHER, sending: '' }).codes).toEqual([
		'ErrorMessageDispositionRequired',
	]);
	for (const [name, verb] of [
		['AcceptItem', 'Accept'],
		['TentativelyAcceptItem', 'Tentative'],
		['DeclineItem', 'Decline'],
	] as const) {
		expect(respond(store, name, mine, V).codes).toEqual([`ErrorCalendarIsOrganizerFor${verb}`]);
	}
	const theirs = only(store, 'calendar').id;
	expect(respond(store, 'CancelCalendarItem', theirs).codes).toEqual([
		'ErrorCalendarIsNotOrganizer',
	]);
	expect(respond(store, 'RemoveItem', theirs).codes).toEqual(['ErrorInvalidReferenceItem']);
	const none = call(
		store,
		'<m:CreateItem MessageDisposition="SendOnly"><m:Items><t:AcceptItem/></m:Items></m:CreateItem>',
		AS_OTHER,
	);
	expect(none.codes).toEqual(['ErrorMissingInformationReferenceItemId']);
	respond(store, 'CancelCalendarItem', mine, V);
	expect(respond(store, 'AcceptItem', theirs).codes).toEqual(['ErrorCalendarIsCancelledForAccept']);
});

test('the organizer cancels with a text; the attendee removes what is left', () => {
	const store = sandbox();
	invite(store, 'SendOnlyToAll');
	const cancelled = respond(store, 'CancelCalendarItem', only(store, 'calendar', V).id, {
		...V,
		inner: '<t:NewBodyContent BodyType="Text">No room</t:NewBodyContent>',
	});
	expect(cancelled.codes).toEqual(['NoError']);
	expect(classes(store, 'calendar', V)).toEqual([]);
	expect(classes(store, 'deleteditems', V)).toEqual(['IPM.Appointment']);
	expect(classes(store, 'sentitems', V)).toEqual(['IPM.Schedule.Meeting.Canceled']);
	const event = whole(store, 'calendar');
	expect(texts(event, 'AppointmentState')).toEqual(['7']);
	expect(texts(event, 'IsCancelled')).toEqual(['true']);
	expect(texts(event, 'Subject')).toEqual(['Canceled: Plan']);
	const message = all(inFolder(store, 'inbox', AS_OTHER), 'MeetingCancellation')[0]!;
	const id = all(message, 'ItemId')[0]!.attributes['Id']!;
	expect(texts(get(store, id, ALL_PROPERTIES, AS_OTHER), 'Body').at(-1)).toBe('No room');
	expect(respond(store, 'RemoveItem', id).codes).toEqual(['NoError']);
	expect(classes(store, 'calendar')).toEqual([]);
	expect(classes(store, 'inbox')).toEqual(['IPM.Schedule.Meeting.Request']);
});

test.each([
	['SendToNone', 0, 0],
	['SendOnlyToAll', 1, 0],
	['SendToAllAndSaveCopy', 1, 1],
])('DeleteItem with %s', (sending, received, saved) => {
	const store = sandbox();
	invite(store, 'SendOnlyToAll');
	const { id } = only(store, 'calendar', V);
	call(
		store,
		`<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="${sending}"><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:DeleteItem>`,
		V,
	);
	const count = (list: string[]) => list.filter((one) => one.endsWith('Canceled')).length;
	expect(count(classes(store, 'inbox'))).toBe(received);
	expect(count(classes(store, 'sentitems', V))).toBe(saved);
});

test('news keep an answer that still holds, and ask again when the time changed', () => {
	const store = sandbox();
	invite(store, 'SendOnlyToAll');
	const first = only(store, 'inbox').id;
	respond(store, 'AcceptItem', first);
	const mine = only(store, 'calendar', V).id;
	update(store, mine, 'SendOnlyToAll', 'calendar:Location', '<t:Location>Yard</t:Location>');
	expect(texts(whole(store, 'inbox'), 'MeetingRequestType')).toEqual(['InformationalUpdate']);
	let event = whole(store, 'calendar');
	expect(texts(event, 'Location')).toEqual(['Yard']);
	expect(texts(event, 'MyResponseType')).toEqual(['Accept']);
	update(
		store,
		mine,
		'SendToAllAndSaveCopy',
		'calendar:End',
		'<t:End>2026-02-02T12:00:00Z</t:End>',
	);
	event = whole(store, 'calendar');
	expect(texts(event, 'MyResponseType')).toEqual(['NoResponseReceived']);
	const organizers = whole(store, 'calendar', V);
	expect(texts(organizers, 'AppointmentSequenceNumber')).toEqual(['1']);
	expect(texts(organizers, 'ResponseType')).toEqual(['Unknown']);
	const requests = all(inFolder(store, 'inbox', AS_OTHER), 'ItemId').map((node) =>
		get(store, node.attributes['Id']!, ALL_PROPERTIES, AS_OTHER),
	);
	expect(requests.map((one) => texts(one, 'MeetingRequestType')[0]).sort()).toEqual([
		'FullUpdate',
		'Outdated',
	]);
	const outdated = requests.find((one) => texts(one, 'IsOutOfDate')[0] === 'true')!;
	expect(respond(store, 'AcceptItem', idOf(outdated).id).codes).toEqual([
		'ErrorCalendarMeetingRequestIsOutOfDate',
	]);
});

test('SendOnlyToChanged asks who was added and tells who was removed', () => {
	const store = sandbox();
	const third = 'service@contoso.example';
	invite(store, 'SendOnlyToAll', required(OTHER));
	const mine = only(store, 'calendar', V).id;
	update(store, mine, 'SendOnlyToChanged', 'calendar:RequiredAttendees', required(OTHER, third));
	expect(classes(store, 'inbox', { ...V, user: third })).toEqual(['IPM.Schedule.Meeting.Request']);
	expect(classes(store, 'inbox')).toHaveLength(1);
	update(store, mine, 'SendOnlyToChanged', 'calendar:RequiredAttendees', required(third));
	expect(classes(store, 'inbox').sort()).toEqual([
		'IPM.Schedule.Meeting.Canceled',
		'IPM.Schedule.Meeting.Request',
	]);
	expect(classes(store, 'inbox', { ...V, user: third })).toHaveLength(1);
});

test('one occurrence of a series is changed, declined and cancelled', () => {
	const store = sandbox();
	invite(store, 'SendOnlyToAll', required(OTHER) + SERIES);
	const master = only(store, 'calendar', V).id;
	const theirs = only(store, 'calendar').id;
	const occurrence = (of: string, index: number, options: CallOptions) =>
		call(
			store,
			`<m:GetItem><m:ItemShape>${ALL_PROPERTIES}</m:ItemShape><m:ItemIds><t:OccurrenceItemId RecurringMasterId="${of}" InstanceIndex="${index}"/></m:ItemIds></m:GetItem>`,
			options,
		);
	const second = idOf(occurrence(master, 2, V)).id;
	expect(
		update(store, second, 'SendOnlyToAll', 'calendar:Location', '<t:Location>Roof</t:Location>')
			.codes,
	).toEqual(['NoError']);
	const changed = occurrence(theirs, 2, AS_OTHER);
	expect(texts(changed, 'Location')).toEqual(['Roof']);
	expect(texts(changed, 'CalendarItemType')).toEqual(['Exception']);
	expect(texts(occurrence(theirs, 3, AS_OTHER), 'Location')).toEqual(['Hall']);
	respond(store, 'DeclineItem', idOf(occurrence(theirs, 3, AS_OTHER)).id);
	expect(occurrence(theirs, 3, AS_OTHER).codes).toEqual([
		'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
	]);
	expect(texts(occurrence(master, 3, V), 'ResponseType')).toEqual(['Decline']);
	expect(texts(occurrence(master, 4, V), 'ResponseType')).toEqual(['Unknown']);
	respond(store, 'CancelCalendarItem', idOf(occurrence(master, 4, V)).id, V);
	expect(texts(occurrence(theirs, 4, AS_OTHER), 'IsCancelled')).toEqual(['true']);
	expect(texts(occurrence(theirs, 5, AS_OTHER), 'IsCancelled')).toEqual(['false']);
	expect(occurrence(master, 4, V).codes).toEqual([
		'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
	]);
	expect(occurrence(master, 6, V).codes).toEqual([
		'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
	]);
});

test('conflicting and adjacent meetings', () => {
	const store = sandbox();
	const busy = (subject: string, from: string, to: string) =>
		call(
			store,
			`<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem><t:Subject>${subject}</t:Subject><t:Start>2026-02-02T${from}:00Z</t:Start><t:End>2026-02-02T${to}:00Z</t:End></t:CalendarItem></m:Items></m:CreateItem>`,
			AS_OTHER,
		);
	busy('Before', '09:00', '10:00');
	busy('Meanwhile', '10:30', '12:00');
	busy('Later', '13:00', '14:00');
	invite(store, 'SendOnlyToAll');
	const request = whole(store, 'inbox');
	expect(texts(request, 'ConflictingMeetingCount')).toEqual(['1']);
	expect(texts(all(request, 'ConflictingMeetings')[0]!, 'Subject')).toEqual(['Meanwhile']);
	expect(texts(all(request, 'AdjacentMeetings')[0]!, 'Subject')).toEqual(['Before']);
});

test('a room answers for itself', () => {
	const store = sandbox();
	const room = 'room@contoso.example';
	store.addMailbox({ primarySmtp: room, displayName: 'Room', type: 'room' });
	const resource = `<t:Resources>${attendee(room)}</t:Resources>`;
	invite(store, 'SendOnlyToAll', resource);
	invite(store, 'SendOnlyToAll', resource);
	const subjects = texts(inFolder(store, 'inbox', V), 'Subject');
	expect(subjects.sort()).toEqual(['Accepted: Plan', 'Declined: Plan']);
});

test('a delegate answers what came for somebody else', () => {
	const store = sandbox();
	const user = 'service@contoso.example';
	const AS_DELEGATE: CallOptions = { ...V, user };
	const permissions =
		'<t:DelegatePermissions><t:CalendarFolderPermissionLevel>Editor</t:CalendarFolderPermissionLevel></t:DelegatePermissions><t:ReceiveCopiesOfMeetingMessages>true</t:ReceiveCopiesOfMeetingMessages>';
	call(
		store,
		`<m:AddDelegate><m:Mailbox><t:EmailAddress>${OTHER}</t:EmailAddress></m:Mailbox><m:DelegateUsers><t:DelegateUser><t:UserId><t:PrimarySmtpAddress>${user}</t:PrimarySmtpAddress></t:UserId>${permissions}</t:DelegateUser></m:DelegateUsers><m:DeliverMeetingRequests>DelegatesOnly</m:DeliverMeetingRequests></m:AddDelegate>`,
		AS_OTHER,
	);
	invite(store, 'SendOnlyToAll');
	expect(classes(store, 'inbox')).toEqual([]);
	const request = whole(store, 'inbox', AS_DELEGATE);
	const theirs = only(store, 'calendar').id;
	expect(texts(request, 'IsDelegated')).toEqual(['true']);
	expect(all(request, 'AssociatedCalendarItemId')[0]?.attributes['Id']).toBe(theirs);
	const { id } = only(store, 'inbox', AS_DELEGATE);
	expect(respond(store, 'AcceptItem', id, AS_DELEGATE).codes).toEqual(['NoError']);
	expect(texts(whole(store, 'calendar'), 'MyResponseType')).toEqual(['Accept']);
	expect(texts(whole(store, 'calendar', V), 'ResponseType')).toEqual(['Accept']);
	expect(texts(all(whole(store, 'inbox', V), 'From')[0]!, 'EmailAddress')).toEqual([OTHER]);
	expect(classes(store, 'calendar', AS_DELEGATE)).toEqual([]);
	expect(classes(store, 'sentitems', AS_DELEGATE)).toEqual(['IPM.Schedule.Meeting.Resp.Pos']);
});
