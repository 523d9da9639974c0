import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import { text } from '../../xml';
import {
	additional,
	allProperties,
	create,
	deleteXml,
	EVENT,
	getXml,
	shape,
	subjectXml,
	TASK,
	setXml,
} from './kinds';

const daily = (start: string, count: number) =>
	`<t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NumberedRecurrence><t:StartDate>${start}</t:StartDate><t:NumberOfOccurrences>${count}</t:NumberOfOccurrences></t:NumberedRecurrence>`;

const SERIES = `${subjectXml('Series')}<t:Start>2026-03-02T09:00:00Z</t:Start><t:End>2026-03-02T10:00:00Z</t:End><t:Recurrence>${daily('2026-03-02', 5)}</t:Recurrence>`;

/** A series of five days, and the id of its first occurrence. */
async function createSeries(trial: Trial) {
	const master = await create(trial, EVENT, SERIES);
	const got = await trial.ok(getXml([master.id]));
	const first = got.first('FirstOccurrence')?.children.find((node) => node.name === 'ItemId');
	return { master, first: first?.attributes['Id'] ?? '' };
}

const occurrenceXml = (id: string, index: number) =>
	`<t:OccurrenceItemId RecurringMasterId="${id}" InstanceIndex="${index}"/>`;
const masterXml = (id: string) => `<t:RecurringMasterItemId OccurrenceId="${id}"/>`;
const rangesXml = (id: string, ranges: string) =>
	`<t:RecurringMasterItemIdRanges Id="${id}"><t:Ranges>${ranges}</t:Ranges></t:RecurringMasterItemIdRanges>`;

const get = (trial: Trial, ids: string, itemShape = allProperties()) =>
	trial.call(`<m:GetItem>${itemShape}<m:ItemIds>${ids}</m:ItemIds></m:GetItem>`);

const DAYS = '<t:Range Start="2026-03-03T00:00:00Z" End="2026-03-05T00:00:00Z"/>';

const fourIds = scenario(
	'MSOXWSCORE_S05_TC17_GetMeetingItemWithFourItemIdTypesSuccessfully',
	'MS-OXWSCORE_R387 MS-OXWSCORE_R119 MS-OXWSCORE_R120 MS-OXWSCORE_R1694 MS-OXWSCORE_R1883',
	async (trial) => {
		const { master, first } = await createSeries(trial);
		const type = async (ids: string) =>
			(await get(trial, ids)).all('CalendarItemType').map((node) => node.text);
		trial.equal(
			'MS-OXWSCORE_R387',
			await type(`<t:ItemId Id="${master.id}"/>`),
			['RecurringMaster'],
			'what ItemId gives',
		);
		const second = await get(trial, occurrenceXml(master.id, 2));
		trial.equal(
			'MS-OXWSCORE_R119',
			[second.text('CalendarItemType'), second.text('Start')],
			['Occurrence', '2026-03-03T09:00:00Z'],
			'what OccurrenceItemId gives',
		);
		const back = await get(trial, masterXml(first));
		trial.equal(
			'MS-OXWSCORE_R120',
			[back.text('CalendarItemType'), back.id().id],
			['RecurringMaster', master.id],
			'what RecurringMasterItemId gives',
		);
		const some = await get(trial, rangesXml(master.id, DAYS));
		trial.equal(
			'MS-OXWSCORE_R1694 MS-OXWSCORE_R1883',
			some.all('Start').map((node) => node.text),
			['2026-03-03T09:00:00Z', '2026-03-04T09:00:00Z'],
			'what RecurringMasterItemIdRanges gives',
		);
	},
);

const threeDeletes = scenario(
	'MSOXWSCORE_S05_TC18_DeleteMeetingItemWithThreeItemIdTypesSuccessfully',
	'MS-OXWSCORE_R341 MS-OXWSCORE_R119 MS-OXWSCORE_R120',
	async (trial) => {
		const remove = (id: string) =>
			trial.call(deleteXml([]).replace(/<m:ItemIds>/, `<m:ItemIds>${id}`));
		const one = await createSeries(trial);
		const deleted = await remove(`<t:ItemId Id="${one.master.id}"/>`);
		const gone = await trial.call(getXml([one.master.id]));
		trial.equal(
			'MS-OXWSCORE_R341',
			[deleted.codes, gone.codes],
			[['NoError'], ['ErrorItemNotFound']],
			'deleting by ItemId',
		);
		const two = await createSeries(trial);
		const byMaster = await remove(masterXml(two.first));
		const goneToo = await trial.call(getXml([two.master.id]));
		trial.equal(
			'MS-OXWSCORE_R120',
			[byMaster.codes, goneToo.codes],
			[['NoError'], ['ErrorItemNotFound']],
			'deleting by RecurringMasterItemId',
		);
		const three = await createSeries(trial);
		const byIndex = await remove(occurrenceXml(three.master.id, 1));
		const left = await get(trial, rangesXml(three.master.id, '<t:Range/>'));
		trial.equal(
			'MS-OXWSCORE_R119',
			[byIndex.codes, left.all('Start')[0]?.text, left.all('Start').length],
			[['NoError'], '2026-03-03T09:00:00Z', 4],
			'deleting by OccurrenceItemId',
		);
	},
	{ witnesses: ['delete-removes'] },
);

const originalStart = scenario(
	'MSOXWSCORE_S05_TC22_VerifyCompareOriginalStartTime',
	'MS-OXWSCORE_R1076 MS-OXWSCORE_R1697 MS-OXWSCORE_R1698',
	async (trial) => {
		const { master } = await createSeries(trial);
		// The second day's occurrence moves to the evening of the fourth.
		const moved = await trial.ok(
			`<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges><t:ItemChange>${occurrenceXml(master.id, 2)}<t:Updates>${setXml(EVENT, 'calendar:End', '<t:End>2026-03-05T19:00:00Z</t:End>')}${setXml(EVENT, 'calendar:Start', '<t:Start>2026-03-05T18:00:00Z</t:Start>')}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
		);
		const starts = async (flag: boolean) => {
			const range = `<t:Range Start="2026-03-03T00:00:00Z" End="2026-03-04T00:00:00Z" CompareOriginalStartTime="${flag}"/>`;
			const reply = await get(trial, rangesXml(master.id, range));
			return reply.all('Start').map((node) => node.text);
		};
		const original = await starts(true);
		const actual = await starts(false);
		trial.equal(
			'MS-OXWSCORE_R1697',
			original,
			['2026-03-05T18:00:00Z'],
			'what started on that day at first',
		);
		trial.equal('MS-OXWSCORE_R1698', actual, [], 'what is on that day now');
		trial.check(
			'MS-OXWSCORE_R1076',
			moved.isSuccess && original.length !== actual.length,
			'the attribute changes nothing',
		);
	},
	{ witnesses: ['ranges-compare-original-start'] },
);

const proposeNewTime = scenario(
	'MSOXWSCORE_S05_TC21_ResponseObjectsProposeNewTime',
	'MS-OXWSCORE_R2135 MS-OXWSCORE_R2302',
	async (trial) => {
		const attendee =
			'<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>user2@contoso.example</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>';
		const event = `<t:CalendarItem>${subjectXml('Meeting')}<t:Start>2026-03-02T09:00:00Z</t:Start><t:End>2026-03-02T10:00:00Z</t:End>${attendee}</t:CalendarItem>`;
		await trial.ok(
			`<m:CreateItem SendMeetingInvitations="SendToAllAndSaveCopy"><m:Items>${event}</m:Items></m:CreateItem>`,
		);
		const found = await trial.ok(
			`<m:FindItem Traversal="Shallow">${shape('IdOnly')}<m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindItem>`,
			{ user: 'user2@contoso.example' },
		);
		const got = await trial.ok(getXml([found.id().id]), { user: 'user2@contoso.example' });
		const names = got.first('ResponseObjects')?.children.map((node) => node.name) ?? [];
		trial.check(
			'MS-OXWSCORE_R2135 MS-OXWSCORE_R2302',
			names.includes('ProposeNewTime'),
			`the response objects are ${names.join(' ')}`,
		);
	},
);

const TASK_SERIES = `${subjectXml('Task')}<t:Recurrence>${daily('2026-03-02', 5)}</t:Recurrence><t:StartDate>2026-03-02T00:00:00Z</t:StartDate>`;

const taskIds = scenario(
	'MSOXWSCORE_S07_TC16_GetTaskItemWithTwoItemIdTypesSuccessfully',
	'MS-OXWSCORE_R387 MS-OXWSCORE_R1694',
	async (trial) => {
		const { id } = await create(trial, TASK, TASK_SERIES);
		const whole = await get(trial, `<t:ItemId Id="${id}"/>`);
		trial.equal('MS-OXWSCORE_R387', whole.text('Subject'), 'Task', 'what ItemId gives');
		const range =
			'<t:Range Start="2026-03-02T00:00:00Z" End="2026-03-07T00:00:00Z" CompareOriginalStartTime="true"/>';
		const some = await get(trial, rangesXml(id, range));
		trial.equal(
			'MS-OXWSCORE_R1694',
			[some.codes, text(some.first('Task'), 'Subject')],
			[['NoError'], 'Task'],
			'what RecurringMasterItemIdRanges gives',
		);
	},
);

const iconIndex = scenario(
	'MSOXWSCORE_S07_TC17_GetTaskItemWithIconIndexSuccessfully',
	'MS-OXWSCORE_R1917',
	async (trial) => {
		const { id } = await create(trial, TASK, TASK_SERIES);
		const got = await trial.ok(getXml([id], shape('AllProperties', additional('item:IconIndex'))));
		trial.equal('MS-OXWSCORE_R1917', got.text('IconIndex'), 'TaskRecur', 'the icon');
	},
);

export const series: readonly Scenario[] = [
	fourIds,
	threeDeletes,
	originalStart,
	proposeNewTime,
	taskIds,
	iconIndex,
];
