import { scenario, type Scenario } from '../../scenario';
import type { Rule } from '../../../../sandbox/rules';
import type { Trial } from '../../trial';
import { addresses } from './meeting';
import {
	APPOINTMENT,
	ATTENDEE,
	byAttendee,
	byOrganizer,
	CANCELED,
	create,
	deleteXml,
	find,
	get,
	idOf,
	idXml,
	meeting,
	ORGANIZER,
	R,
	REQUEST,
	setLocation,
	updateXml,
} from './meeting';
import { text } from '../../xml';

const has = async (...given: Parameters<typeof find>) => (await find(...given)) !== undefined;

/** Where messages of an item class are after a step: the attendee's inbox, the organizer's sent items. */
async function places(trial: Trial, itemClass: string, uid: string) {
	return {
		inbox: await has(trial, byAttendee, 'inbox', itemClass, uid),
		sent: await has(trial, byOrganizer, 'sentitems', itemClass, uid),
	};
}

/** A meeting is created and deleted; `sent` and `saved` say what happens to the messages. */
interface Life {
	readonly name: string;
	readonly sending: string;
	readonly sent: boolean;
	readonly saved: boolean | undefined;
	readonly created: readonly [calendar: number, inbox: number, theirs: number, copy?: number];
	readonly deleted: readonly [calendar: number, inbox: number, copy?: number];
	readonly witnesses: readonly Rule[];
}

const LIVES: readonly Life[] = [
	{
		name: 'MSOXWSMTGS_S01_TC05_CreateAndDeleteCalendarItemWithSendOnlyToAll',
		sending: 'SendOnlyToAll',
		sent: true,
		saved: false,
		created: [46, 4600, 4601, 4602],
		deleted: [47, 4700, 4701],
		witnesses: ['request-enters-calendar'],
	},
	{
		name: 'MSOXWSMTGS_S01_TC06_CreateAndDeleteCalendarItemWithSendToAllAndSaveCopy',
		sending: 'SendToAllAndSaveCopy',
		sent: true,
		saved: true,
		created: [48, 4800, 4801, 4802],
		deleted: [49, 4900, 4901],
		witnesses: ['copy-is-saved'],
	},
	{
		name: 'MSOXWSMTGS_S01_TC07_CreateAndDeleteCalendarItemWithSendToNone',
		sending: 'SendToNone',
		sent: false,
		saved: undefined,
		created: [44, 4400, 4401],
		deleted: [45, 4500],
		witnesses: ['none-are-told'],
	},
];

const life = ({ name, sending, sent, saved, created, deleted, witnesses }: Life) =>
	scenario(
		name,
		R(...[...created, ...deleted].filter((one) => one !== undefined)),
		async (trial) => {
			const uid = 'life';
			const { id } = await create(trial, meeting(uid, { OptionalAttendees: [ORGANIZER] }), sending);
			const mine = await has(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
			trial.check(R(created[0]), mine, 'the organizer has no event');
			const request = await places(trial, REQUEST, uid);
			trial.equal(R(created[1]), request.inbox, sent, 'a request in the inbox');
			const theirs = await has(trial, byAttendee, 'calendar', APPOINTMENT, uid);
			trial.equal(R(created[2]), theirs, sent, "an event in the attendee's calendar");
			if (created[3]) trial.equal(R(created[3]), request.sent, saved, 'a saved request');
			await trial.ok(deleteXml(sending, idXml(id)), byOrganizer);
			const left = await has(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
			trial.check(R(deleted[0]), !left, 'the organizer still has the event');
			const farewell = await places(trial, CANCELED, uid);
			trial.equal(R(deleted[1]), farewell.inbox, sent, 'a cancellation in the inbox');
			if (deleted[2]) trial.equal(R(deleted[2]), farewell.sent, saved, 'a saved cancellation');
		},
		{ witnesses },
	);

/** A meeting is updated; what is told, and what is kept of it. */
interface Update {
	readonly name: string;
	readonly sending: string;
	readonly updated: number;
	readonly inbox: number;
	readonly copy?: number;
}

const TO_ALL: readonly Update[] = [
	{
		name: 'MSOXWSMTGS_S02_TC04_UpdateMeetingWithSendOnlyToAll',
		sending: 'SendOnlyToAll',
		updated: 61,
		inbox: 6100,
		copy: 6101,
	},
	{
		name: 'MSOXWSMTGS_S02_TC05_UpdateMeetingWithSendToAllAndSaveCopy',
		sending: 'SendToAllAndSaveCopy',
		updated: 64,
		inbox: 6400,
		copy: 6401,
	},
	{
		name: 'MSOXWSMTGS_S02_TC06_UpdateMeetingWithSendToNone',
		sending: 'SendToNone',
		updated: 60,
		inbox: 6000,
	},
];

const toAll = ({ name, sending, updated, inbox, copy }: Update) =>
	scenario(
		name,
		R(updated, inbox, ...(copy === undefined ? [] : [copy])),
		async (trial) => {
			const uid = 'update';
			const { id } = await create(trial, meeting(uid, { OptionalAttendees: [ORGANIZER] }));
			await trial.ok(setLocation(id, sending), byOrganizer);
			trial.equal(
				R(updated),
				text(await get(trial, idXml(id)), 'Location'),
				'Room 2',
				'the location',
			);
			const told = text(await find(trial, byAttendee, 'inbox', REQUEST, uid), 'Location');
			trial.equal(
				R(inbox),
				told,
				sending === 'SendToNone' ? undefined : 'Room 2',
				'what the attendee was told',
			);
			const saved = text(await find(trial, byOrganizer, 'sentitems', REQUEST, uid), 'Location');
			if (copy !== undefined) {
				const wanted = sending.endsWith('Copy') ? 'Room 2' : undefined;
				trial.equal(R(copy), saved, wanted, 'what was saved');
			}
		},
		{ witnesses: sending === 'SendToNone' ? ['none-are-told'] : [] },
	);

const TO_CHANGED: readonly Update[] = [
	{
		name: 'MSOXWSMTGS_S02_TC07_UpdateMeetingWithSendOnlyToChanged',
		sending: 'SendOnlyToChanged',
		updated: 62,
		inbox: 6200,
	},
	{
		name: 'MSOXWSMTGS_S02_TC08_UpdateMeetingWithSendToChangedAndSaveCopy',
		sending: 'SendToChangedAndSaveCopy',
		updated: 65,
		inbox: 6500,
		copy: 6501,
	},
];

const THIRD = 'user3@contoso.example';

const toChanged = ({ name, sending, updated, inbox, copy }: Update) =>
	scenario(
		name,
		R(updated, inbox, ...(copy === undefined ? [] : [copy])),
		async (trial) => {
			const uid = 'changed';
			const { id } = await create(trial, meeting(uid, { RequiredAttendees: [THIRD] }));
			const required = { RequiredAttendees: [THIRD, ATTENDEE] };
			await trial.ok(
				updateXml(idXml(id), sending, 'calendar:RequiredAttendees', required),
				byOrganizer,
			);
			trial.equal(
				R(updated),
				addresses(await get(trial, idXml(id)), 'RequiredAttendees'),
				[THIRD, ATTENDEE],
				'who has to come',
			);
			const told = await find(trial, byAttendee, 'inbox', REQUEST, uid);
			const others = await has(trial, { user: THIRD }, 'inbox', REQUEST, uid);
			const added = addresses(told, 'RequiredAttendees').includes(ATTENDEE);
			trial.check(R(inbox), added && !others, 'not only who was added was told');
			const saved = await find(trial, byOrganizer, 'sentitems', REQUEST, uid);
			if (copy !== undefined) {
				const kept = addresses(saved, 'RequiredAttendees').includes(ATTENDEE);
				trial.check(R(copy), kept && idOf(saved) !== '', 'no copy was saved');
			}
		},
		{ witnesses: ['update-to-changed-only'] },
	);

export const sending: readonly Scenario[] = [
	...LIVES.map(life),
	...TO_ALL.map(toAll),
	...TO_CHANGED.map(toChanged),
];
