import { scenario } from '../../scenario';
import { at, first, text, type Node } from '../../xml';
import {
	APPOINTMENT,
	byOrganizer,
	create,
	daily,
	deleteXml,
	find,
	get,
	idOf,
	idXml,
	meeting,
	must,
	occurrenceXml,
	R,
	shows,
	START,
	updateXml,
	type Wanted,
} from './meeting';

const remindersXml = (begin: string, end: string) =>
	`<m:GetReminders><m:BeginTime>${begin}</m:BeginTime><m:EndTime>${end}</m:EndTime><m:MaxItems>1</m:MaxItems><m:ReminderType>All</m:ReminderType></m:GetReminders>`;

const WITH_REMINDER = { ReminderIsSet: 'true', ReminderMinutesBeforeStart: '15' };

export const reminders = scenario(
	'MSOXWSMTGS_S01_TC27_CreateSingleCalendarItemWithReminders',
	R(2198, 2032, 2033, 2055, 2072, 2077, 2079, 2081, 2083, 2085, 2087, 2091, 20911, 2099, 2093),
	async (trial) => {
		const uid = 'reminder';
		await create(trial, meeting(uid, WITH_REMINDER), 'SendToAllAndSaveCopy');
		const event = await must(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
		const time = text(event, 'ReminderNextTime');
		const reply = await trial.call(remindersXml(time ?? '', START), byOrganizer);
		const [message] = reply.messages;
		trial.equal(R(2032), message?.attributes['ResponseClass'], 'Success', 'the class');
		trial.equal(R(2033), reply.codes, ['NoError'], 'the code');
		const reminder = reply.first('Reminder');
		const found = reply.first('Reminders') !== undefined && reminder !== undefined;
		trial.check(R(2198, 2055, 2072), found, 'there are no reminders');
		const wanted: Wanted = [
			['Subject', text(event, 'Subject'), 2077],
			['Location', 'Room 1', 2079],
			['ReminderTime', time, 2081],
			['StartDate', text(event, 'Start'), 2083],
			['EndDate', text(event, 'End'), 2085],
			['ReminderGroup', 'Calendar', 2091, 20911, 2099],
			['UID', uid, 2093],
		];
		shows(trial, reminder, wanted, 'the reminder');
		trial.equal(R(2087), idOf(reminder), idOf(event), 'the id');
	},
);

export const seriesReminder = scenario(
	'MSOXWSMTGS_S01_TC28_CreateRecurringCalendarItemWithReminders',
	R(2089, 2077),
	async (trial) => {
		const { id } = await create(trial, {
			...meeting('series', { ...WITH_REMINDER, Recurrence: daily() }),
		});
		const occurrence = await get(trial, occurrenceXml(id, 1));
		const reply = await trial.ok(remindersXml('2027-02-01T00:00:00Z', START), byOrganizer);
		const reminder = reply.first('Reminder');
		trial.equal(R(2089), idOf(reminder, 'RecurringMasterItemId'), id, 'the id of the master');
		trial.equal(R(2077), text(reminder, 'Subject'), text(occurrence, 'Subject'), 'the subject');
	},
);

export const taskReminder = scenario(
	'MSOXWSMTGS_S01_TC29_CreateTaskItemWithReminders',
	R(20912, 2100),
	async (trial) => {
		const made = await trial.ok(
			`<m:CreateItem><m:Items><t:Task><t:Subject>Task 1</t:Subject><t:ReminderDueBy>${START}</t:ReminderDueBy><t:ReminderIsSet>true</t:ReminderIsSet><t:DueDate>2027-03-02T00:00:00Z</t:DueDate><t:StartDate>2027-03-01T00:00:00Z</t:StartDate></t:Task></m:Items></m:CreateItem>`,
			byOrganizer,
		);
		const task = await get(trial, idXml(made.id().id));
		const begin = text(task, 'ReminderNextTime') ?? '';
		const reply = await trial.ok(remindersXml(begin, START), byOrganizer);
		trial.equal(R(20912, 2100), reply.text('ReminderGroup'), 'Task', 'the group');
	},
);

export const dismissed = scenario(
	'MSOXWSMTGS_S01_TC35_CreateSingleCalendarItemWithPerformReminderAction',
	R(2200, 2124, 2125, 2145),
	async (trial) => {
		const uid = 'dismissed';
		const { id } = await create(trial, meeting(uid, WITH_REMINDER), 'SendToAllAndSaveCopy');
		const reply = await trial.call(
			`<m:PerformReminderAction><m:ReminderItemActions><t:ReminderItemAction><t:ActionType>Dismiss</t:ActionType>${idXml(id)}<t:NewReminderTime>${START}</t:NewReminderTime></t:ReminderItemAction></m:ReminderItemActions></m:PerformReminderAction>`,
			byOrganizer,
		);
		const [message] = reply.messages;
		trial.equal(R(2124), message?.attributes['ResponseClass'], 'Success', 'the class');
		trial.equal(R(2125), reply.codes, ['NoError'], 'the code');
		trial.equal(R(2145), idOf(reply.first('UpdatedItemIds')), id, 'the updated item');
		const left = await trial.ok('<m:GetReminders/>', byOrganizer);
		trial.check(R(2200), left.first('Reminder') === undefined, 'the reminder is still there');
	},
	{ witnesses: ['reminder-is-dismissed'] },
);

/** One reminder by mail; its elements in the order of the schema. */
const inbox = (more: Readonly<Record<string, string>> = {}) => {
	const fields = { ReminderOffset: '5', Message: 'This is a reminder', ...more };
	return ['ReminderOffset', 'Message', 'IsOrganizerReminder', 'OccurrenceChange', 'SendOption']
		.flatMap((name) => {
			const value = (fields as Record<string, string>)[name];
			return value === undefined ? [] : [`<t:${name}>${value}</t:${name}>`];
		})
		.join('');
};
const inboxXml = (more?: Readonly<Record<string, string>>) =>
	`<t:InboxReminder>${inbox(more)}</t:InboxReminder>`;

const shown = (event: Node | undefined) => first(at(event, 'InboxReminders'), 'InboxReminder');

export const inboxReminder = scenario(
	'MSOXWSMTGS_S01_TC26_CreateCalendarItemWithInboxReminders',
	R(2004001, 2177, 1061, 1063, 1065, 1067, 1340),
	async (trial) => {
		const uid = 'inbox';
		const { id } = await create(
			trial,
			meeting(uid, { InboxReminders: inboxXml() }),
			'SendToAllAndSaveCopy',
		);
		const reminder = shown(await must(trial, byOrganizer, 'calendar', APPOINTMENT, uid));
		trial.check(R(2004001, 2177), reminder !== undefined, 'there is no reminder');
		trial.check(R(1061), /^[\da-f-]{36}$/i.test(text(reminder, 'Id') ?? ''), 'it has no id');
		const wanted: Wanted = [
			['ReminderOffset', '5', 1063],
			['Message', 'This is a reminder', 1065],
			['IsOrganizerReminder', 'false', 1067, 1340],
		];
		shows(trial, reminder, wanted, 'the reminder');
		await trial.ok(deleteXml('SendToNone', idXml(id)), byOrganizer);
		const left = await find(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
		if (left !== undefined) throw new Error('The meeting was not deleted');
	},
);

export const inboxChanges = scenario(
	'MSOXWSMTGS_S01_TC32_VerifyEmailReminderChangeTypeOfInboxReminders',
	R(1164, 1170, 1339, 1165, 1171, 1163, 1166),
	async (trial) => {
		const organizers = { IsOrganizerReminder: 'true' };
		const { id } = await create(
			trial,
			meeting('changes', {
				InboxReminders: inboxXml({
					...organizers,
					OccurrenceChange: 'Added',
					SendOption: 'User',
				}),
			}),
			'SendToAllAndSaveCopy',
		);
		const look = async (wanted: Wanted) =>
			shows(trial, shown(await get(trial, idXml(id))), wanted, 'the reminder');
		await look([
			['OccurrenceChange', 'Added', 1164],
			['SendOption', 'User', 1170],
		]);
		const change = async (kind: string, ...wanted: Wanted) => {
			const reminder = inboxXml({
				...organizers,
				OccurrenceChange: kind,
				SendOption: 'AllAttendees',
			});
			await trial.ok(
				updateXml(idXml(id), 'SendOnlyToAll', 'calendar:InboxReminders', {
					InboxReminders: reminder,
				}),
				byOrganizer,
			);
			await look(wanted);
		};
		await change(
			'Override',
			['IsOrganizerReminder', 'true', 1339],
			['OccurrenceChange', 'Override', 1165],
			['SendOption', 'AllAttendees', 1171],
		);
		await change('None', ['OccurrenceChange', 'None', 1163]);
		await change('Deleted', ['OccurrenceChange', 'Deleted', 1166]);
	},
);

export const toAllAttendees = scenario(
	'MSOXWSMTGS_S01_TC33_VerifyInboxReminderWithEmailReminderSendOptionIsAllAttendees',
	R(1171),
	async (trial) => {
		const { id } = await create(
			trial,
			meeting('all', { InboxReminders: inboxXml({ SendOption: 'AllAttendees' }) }),
			'SendToAllAndSaveCopy',
		);
		const wanted: Wanted = [['SendOption', 'AllAttendees', 1171]];
		shows(trial, shown(await get(trial, idXml(id))), wanted, 'the reminder');
	},
);

export const sendOptionNotSet = scenario(
	'MSOXWSMTGS_S01_TC34_VerifyInboxReminderWithEmailReminderSendOptionIsNotSet',
	R(116902, 116903),
	async (trial) => {
		const notSet = (organizers: string) =>
			inboxXml({ IsOrganizerReminder: organizers, SendOption: 'NotSet' });
		const { id } = await create(
			trial,
			meeting('option', { InboxReminders: notSet('true') }),
			'SendToAllAndSaveCopy',
		);
		const look = async (wanted: Wanted) =>
			shows(trial, shown(await get(trial, idXml(id))), wanted, 'the reminder');
		await look([['SendOption', 'AllAttendees', 116902]]);
		await trial.ok(
			updateXml(idXml(id), 'SendOnlyToAll', 'calendar:InboxReminders', {
				InboxReminders: notSet('false'),
			}),
			byOrganizer,
		);
		await look([['SendOption', 'User', 116903]]);
	},
);
