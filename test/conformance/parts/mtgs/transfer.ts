import { scenario } from '../../scenario';
import type { Trial } from '../../trial';
import { text, type Node } from '../../xml';
import {
	APPOINTMENT,
	byAttendee,
	byOrganizer,
	CANCELED,
	create,
	daily,
	deleteXml,
	eventXml,
	find,
	get,
	getXml,
	idOf,
	idXml,
	itemsXml,
	masterXml,
	meeting,
	must,
	occurrenceXml,
	R,
	REQUEST,
	respond,
	RESPONSE,
	transferXml,
	WITH_ALL,
} from './meeting';

const plain = (uid: string) => ({ UID: uid, Subject: `Appointment ${uid}` });

type Place = readonly [folder: string, itemClass: string];

const isIn = async (trial: Trial, folder: string, uid: string) =>
	(await find(trial, byOrganizer, folder, APPOINTMENT, uid)) !== undefined;

export const copyAppointment = scenario(
	'MSOXWSMTGS_S03_TC01_CopySingleCalendar',
	R(602),
	async (trial) => {
		const { id } = await create(trial, plain('copy'));
		const reply = await trial.call(transferXml('CopyItem', 'drafts', idXml(id)), byOrganizer);
		const both = (await isIn(trial, 'drafts', 'copy')) && (await isIn(trial, 'calendar', 'copy'));
		trial.check(R(602), reply.isSuccess && both, 'the appointment is not in both folders');
	},
	{ witnesses: ['copy-keeps-original'] },
);

export const moveAppointment = scenario(
	'MSOXWSMTGS_S04_TC01_MoveSingleCalendar',
	R(640),
	async (trial) => {
		const { id } = await create(trial, plain('move'));
		const reply = await trial.call(transferXml('MoveItem', 'inbox', idXml(id)), byOrganizer);
		const moved = (await isIn(trial, 'inbox', 'move')) && !(await isIn(trial, 'calendar', 'move'));
		trial.check(R(640), reply.isSuccess && moved, 'the appointment was not moved');
	},
);

/**
 * The life of a meeting, each item and message of it copied or moved on the way.
 * @param pass copies or moves what was found; gives what goes on
 */
async function through(
	trial: Trial,
	uid: string,
	pass: (options: typeof byAttendee, place: Place, target: string) => Promise<Node>,
) {
	await create(trial, meeting(uid, WITH_ALL), 'SendOnlyToAll');
	const event = await pass(byOrganizer, ['calendar', APPOINTMENT], 'inbox');
	const request = await pass(byAttendee, ['inbox', REQUEST], 'calendar');
	await respond(trial, 'AcceptItem', idOf(request));
	await pass(byOrganizer, ['inbox', RESPONSE], 'calendar');
	await trial.ok(deleteXml('SendOnlyToAll', idXml(idOf(event))), byOrganizer);
	const canceled = await pass(byAttendee, ['inbox', CANCELED], 'calendar');
	await respond(trial, 'RemoveItem', idOf(canceled));
}

export const copyMeeting = scenario(
	'MSOXWSMTGS_S03_TC02_CopySingleMeetingItem',
	R(1188, 1189),
	async (trial) => {
		const uid = 'copies';
		await through(trial, uid, async (options, [folder, itemClass]) => {
			const found = await must(trial, options, folder, itemClass, uid);
			const reply = await trial.call(
				transferXml('CopyItem', 'drafts', idXml(idOf(found))),
				options,
			);
			const classes = reply.messages.map((one) => one.attributes['ResponseClass']);
			trial.equal(R(1188), classes, ['Success'], 'the class');
			trial.equal(R(1189), reply.codes, ['NoError'], 'the code');
			await must(trial, options, 'drafts', itemClass, uid);
			return found;
		});
	},
);

export const moveMeeting = scenario(
	'MSOXWSMTGS_S04_TC02_MoveMeeting',
	R(1226, 1227),
	async (trial) => {
		const uid = 'moves';
		await through(trial, uid, async (options, [folder, itemClass], target) => {
			const found = await must(trial, options, folder, itemClass, uid);
			const reply = await trial.call(transferXml('MoveItem', target, idXml(idOf(found))), options);
			const classes = reply.messages.map((one) => one.attributes['ResponseClass']);
			trial.equal(R(1226), classes, ['Success'], 'the class');
			trial.equal(R(1227), reply.codes, ['NoError'], 'the code');
			return await must(trial, options, target, itemClass, uid);
		});
	},
);

const transferSeries = (
	name: string,
	requirement: number,
	operation: 'CopyItem' | 'MoveItem',
	folder: string,
) =>
	scenario(name, R(requirement), async (trial) => {
		const { id } = await create(trial, meeting('series', { Recurrence: daily() }));
		const occurrence = idOf(await get(trial, occurrenceXml(id, 2)));
		const reply = await trial.ok(
			transferXml(operation, folder, masterXml(occurrence)),
			byOrganizer,
		);
		const series = await get(trial, idXml(reply.id().id));
		trial.equal(R(requirement), text(series, 'CalendarItemType'), 'RecurringMaster', 'the type');
	});

export const copySeries = transferSeries(
	'MSOXWSMTGS_S03_TC03_CopyRecurringCalendar',
	806,
	'CopyItem',
	'drafts',
);
export const moveSeries = transferSeries(
	'MSOXWSMTGS_S04_TC03_MoveRecurringCalendar',
	808,
	'MoveItem',
	'inbox',
);

const UIDS = ['first', 'second'];

const two = async (trial: Trial) =>
	(await trial.ok(itemsXml(UIDS.map((uid) => eventXml(plain(uid))).join('')), byOrganizer))
		.ids()
		.map(({ id }) => idXml(id));

const where = async (trial: Trial, folder: string) =>
	await Promise.all(UIDS.map((uid) => isIn(trial, folder, uid)));

export const getTwo = scenario(
	'MSOXWSMTGS_S05_TC01_GetMultipleCalendarItems',
	R(1198, 1199, 1217, 1218, 1207, 1208),
	async (trial) => {
		const made = await trial.call(
			itemsXml(UIDS.map((uid) => eventXml(plain(uid))).join('')),
			byOrganizer,
		);
		const ids = made.ids().map(({ id }) => idXml(id));
		const read = await trial.call(getXml(...ids), byOrganizer);
		const gone = await trial.call(deleteXml('SendToNone', ...ids), byOrganizer);
		const steps = [
			[made, 1198, 1199],
			[read, 1217, 1218],
			[gone, 1207, 1208],
		] as const;
		for (const [reply, success, code] of steps) {
			const classes = reply.messages.map((one) => one.attributes['ResponseClass']);
			trial.equal(R(success), classes, ['Success', 'Success'], 'the classes');
			trial.equal(R(code), reply.codes, ['NoError', 'NoError'], 'the codes');
		}
	},
);

export const copyTwo = scenario(
	'MSOXWSMTGS_S05_TC03_CopyMultipleCalendarItems',
	R(602, 1189),
	async (trial) => {
		const ids = await two(trial);
		const reply = await trial.call(transferXml('CopyItem', 'drafts', ...ids), byOrganizer);
		trial.equal(R(1189), reply.codes, ['NoError', 'NoError'], 'the codes');
		const found = [...(await where(trial, 'drafts')), ...(await where(trial, 'calendar'))];
		trial.equal(R(602), found, [true, true, true, true], 'originals and copies');
	},
);

export const moveTwo = scenario(
	'MSOXWSMTGS_S05_TC04_MoveMultipleCalendarItems',
	R(640, 1227),
	async (trial) => {
		const ids = await two(trial);
		const reply = await trial.call(transferXml('MoveItem', 'inbox', ...ids), byOrganizer);
		trial.equal(R(1227), reply.codes, ['NoError', 'NoError'], 'the codes');
		const found = [...(await where(trial, 'inbox')), ...(await where(trial, 'calendar'))];
		trial.equal(R(640), found, [true, true, false, false], 'what is where');
	},
);
