import { scenario } from '../../scenario';
import { recurrence } from './patterns';
import {
	companiesOf,
	COMPANIES,
	created,
	deleteXml,
	getXml,
	START,
	strings,
	textOf,
	transferXml,
	updateXml,
} from './task';

const DATES = `<t:DueDate>2027-03-02T00:00:00Z</t:DueDate><t:StartDate>${START}T00:00:00Z</t:StartDate>`;
const NEW_COMPANIES = ['Company 3', 'Company 4'];

export const affectedOccurrences = scenario(
	'MSOXWSTASK_S02_TC01_VerifyAffectedTaskOccurrencesType',
	'MS-OXWSTASK_R174 MS-OXWSTASK_R175',
	async (trial) => {
		const { id } = await created(
			trial,
			`<t:Subject>Task 1</t:Subject>${recurrence('DailyRecurrence', { Interval: '1' }, 'NumberedRecurrence')}<t:StartDate>${START}T00:00:00Z</t:StartDate>`,
		);
		await trial.ok(updateXml(id));
		const updated = await trial.ok(getXml(id));
		if (JSON.stringify(companiesOf(updated)) !== JSON.stringify([NEW_COMPANIES])) {
			throw new Error('The update did not reach the task');
		}
		await trial.ok(deleteXml([id], 'SpecifiedOccurrenceOnly'));
		const left = await trial.call(getXml(id));
		trial.equal(
			'MS-OXWSTASK_R175',
			textOf(left.first('Task'), 'StartDate'),
			'2027-03-02T00:00:00Z',
			'the start of the next occurrence',
		);
		await trial.call(deleteXml([id]));
		const gone = await trial.call(getXml(id));
		trial.equal('MS-OXWSTASK_R174', gone.codes, ['ErrorItemNotFound'], 'the code of GetItem');
	},
	{ witnesses: ['task-moves-to-next-occurrence'] },
);

export const copyTask = scenario(
	'MSOXWSTASK_S03_TC01_VerifyCopyTaskItem',
	'MS-OXWSTASK_R53 MS-OXWSTASK_R63',
	async (trial) => {
		const { id } = await created(trial, `<t:Subject>Task 1</t:Subject>${DATES}`);
		const copy = (await trial.ok(transferXml('CopyItem', 'drafts', id))).id().id;
		const both = (await trial.ok(getXml(id, copy))).all('Task');
		trial.equal(
			'MS-OXWSTASK_R53',
			both.map((task) => textOf(task, 'DueDate')),
			['2027-03-02T00:00:00Z', '2027-03-02T00:00:00Z'],
			'the due date of task and copy',
		);
		trial.equal(
			'MS-OXWSTASK_R63',
			both.map((task) => textOf(task, 'StartDate')),
			[`${START}T00:00:00Z`, `${START}T00:00:00Z`],
			'the start date of task and copy',
		);
		await trial.ok(deleteXml([id, copy]));
	},
	{ witnesses: ['copy-keeps-original'] },
);

export const moveTask = scenario(
	'MSOXWSTASK_S04_TC01_VerifyMoveTaskItem',
	'MS-OXWSTASK_R53 MS-OXWSTASK_R63',
	async (trial) => {
		const { id } = await created(trial, `<t:Subject>Task 1</t:Subject>${DATES}`);
		const moved = (await trial.ok(transferXml('MoveItem', 'deleteditems', id))).id().id;
		const task = (await trial.ok(getXml(moved))).first('Task');
		trial.equal('MS-OXWSTASK_R53', textOf(task, 'DueDate'), '2027-03-02T00:00:00Z', 'the due date');
		trial.equal(
			'MS-OXWSTASK_R63',
			textOf(task, 'StartDate'),
			`${START}T00:00:00Z`,
			'the start date',
		);
		const old = await trial.call(getXml(id));
		if (old.isSuccess) throw new Error('The moved task still has its old id');
		await trial.ok(deleteXml([moved]));
	},
	{ witnesses: ['move-changes-id'] },
);

export const manyTasks = scenario(
	'MSOXWSTASK_S05_TC01_OperateMultipleTaskItems',
	'MS-OXWSTASK_R47 MS-OXWSTASK_R53',
	async (trial) => {
		const { ids, tasks } = await created(trial, DATES, DATES);
		trial.equal(
			'MS-OXWSTASK_R53',
			tasks.map((task) => textOf(task, 'DueDate')),
			['2027-03-02T00:00:00Z', '2027-03-02T00:00:00Z'],
			'the due dates',
		);
		await trial.ok(updateXml(...ids));
		const updated = await trial.ok(getXml(...ids));
		trial.equal(
			'MS-OXWSTASK_R47',
			companiesOf(updated),
			[NEW_COMPANIES, NEW_COMPANIES],
			'the companies',
		);
		const copies = (await trial.ok(transferXml('CopyItem', 'drafts', ...ids))).ids();
		const moved = (await trial.ok(transferXml('MoveItem', 'inbox', ...ids))).ids();
		await trial.ok(deleteXml([...copies, ...moved].map(({ id }) => id)));
	},
);

export const bareTask = scenario(
	'MSOXWSTASK_S06_TC01_OperateTaskItemWithoutOptionalElements',
	'MS-OXWSTASK_R45 MS-OXWSTASK_R47',
	async (trial) => {
		const { id, tasks } = await created(trial, '');
		const before = Number(textOf(tasks[0], 'ChangeCount'));
		await trial.ok(updateXml(id));
		const updated = await trial.ok(getXml(id));
		trial.equal('MS-OXWSTASK_R47', companiesOf(updated), [NEW_COMPANIES], 'the companies');
		trial.equal(
			'MS-OXWSTASK_R45',
			textOf(updated.first('Task'), 'ChangeCount'),
			String(before + 1),
			'the count of changes',
		);
		const copy = (await trial.ok(transferXml('CopyItem', 'drafts', id))).id().id;
		const moved = (await trial.ok(transferXml('MoveItem', 'inbox', id))).id().id;
		await trial.ok(deleteXml([copy, moved]));
	},
);

/** Element -> text, and the requirement about it. */
const WHOLE: ReadonlyArray<readonly [name: string, text: string, requirement: string]> = [
	['ActualWork', '5', 'MS-OXWSTASK_R42'],
	['BillingInformation', 'Discount: 10', 'MS-OXWSTASK_R44'],
	['DueDate', '2027-03-02T00:00:00Z', 'MS-OXWSTASK_R53'],
	['Mileage', '15 km', 'MS-OXWSTASK_R58'],
	['StartDate', `${START}T00:00:00Z`, 'MS-OXWSTASK_R63'],
	['Status', 'Completed', 'MS-OXWSTASK_R65'],
	['TotalWork', '10', 'MS-OXWSTASK_R67'],
	['CompleteDate', '2027-03-01T00:00:00Z', 'MS-OXWSTASK_R48'],
];

const field = (name: string) => {
	const text = WHOLE.find(([one]) => one === name)?.[1] ?? '';
	return `<t:${name}>${text}</t:${name}>`;
};

export const fullTask = scenario(
	'MSOXWSTASK_S06_TC02_OperateTaskItemWithOptionalElements',
	[...WHOLE.map(([, , requirement]) => requirement), 'MS-OXWSTASK_R47', 'MS-OXWSTASK_R49'],
	async (trial) => {
		const contacts =
			'<t:Contacts><t:String>Contact 1</t:String><t:String>Contact 2</t:String></t:Contacts>';
		const { id, tasks } = await created(
			trial,
			`<t:Subject>Task 1</t:Subject>${field('ActualWork')}${field('BillingInformation')}${COMPANIES('Company 1', 'Company 2')}${field('CompleteDate')}${contacts}${field('DueDate')}${field('Mileage')}${field('StartDate')}${field('Status')}${field('TotalWork')}`,
		);
		for (const [name, text, requirement] of WHOLE) {
			trial.equal(requirement, textOf(tasks[0], name), text, name);
		}
		trial.equal(
			'MS-OXWSTASK_R47',
			strings(tasks[0], 'Companies'),
			['Company 1', 'Company 2'],
			'the companies',
		);
		trial.equal(
			'MS-OXWSTASK_R49',
			strings(tasks[0], 'Contacts'),
			['Contact 1', 'Contact 2'],
			'the contacts',
		);
		await trial.ok(updateXml(id));
		const copy = (await trial.ok(transferXml('CopyItem', 'drafts', id))).id().id;
		const moved = (await trial.ok(transferXml('MoveItem', 'inbox', id))).id().id;
		await trial.ok(deleteXml([copy, moved]));
	},
);
