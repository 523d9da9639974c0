import { scenario } from '../../scenario';
import { recurrence } from './patterns';
import { created, createXml, deleteXml, textOf } from './task';

const STATES: ReadonlyArray<readonly [state: string, requirement: string]> = [
	['NotStarted', 'MS-OXWSTASK_R105'],
	['Completed', 'MS-OXWSTASK_R102'],
	['InProgress', 'MS-OXWSTASK_R104'],
	['Deferred', 'MS-OXWSTASK_R103'],
	['WaitingOnOthers', 'MS-OXWSTASK_R106'],
];

export const delegateState = scenario(
	'MSOXWSTASK_S01_TC11_VerifyTaskDelegateStateType',
	'MS-OXWSTASK_R85 MS-OXWSTASK_R88',
	async (trial) => {
		const { id } = await created(trial, '<t:Subject>Task 1</t:Subject>');
		const codes = new Set<string>();
		for (const state of ['Declined', 'Accepted', 'NoMatch', 'Owned', 'OwnNew', 'Max']) {
			const refused = await trial.call(
				createXml(`<t:Subject>Task 2</t:Subject><t:DelegationState>${state}</t:DelegationState>`),
			);
			for (const code of refused.codes) codes.add(code);
		}
		trial.equal(
			['MS-OXWSTASK_R85', 'MS-OXWSTASK_R88'],
			[...codes],
			['ErrorInvalidPropertySet'],
			'the code for every state',
		);
		await trial.ok(deleteXml([id]));
	},
);

export const taskStatus = scenario(
	'MSOXWSTASK_S01_TC12_VerifyTaskStatusType',
	STATES.map(([, requirement]) => requirement),
	async (trial) => {
		for (const [state, requirement] of STATES) {
			const { id, tasks } = await created(trial, `<t:Status>${state}</t:Status>`);
			trial.equal(requirement, textOf(tasks[0], 'Status'), state, 'the status');
			await trial.ok(deleteXml([id]));
		}
	},
);

export const percentComplete = scenario(
	'MSOXWSTASK_S01_TC13_VerifyTaskPercentComplete',
	'MS-OXWSTASK_R67001 MS-OXWSTASK_R67002',
	async (trial) => {
		const date = '<t:CompleteDate>2027-02-01T00:00:00Z</t:CompleteDate>';
		const each = [
			date,
			'<t:PercentComplete>100</t:PercentComplete>',
			'<t:Status>Completed</t:Status>',
		];
		const { tasks } = await created(trial, ...each);
		trial.equal(
			'MS-OXWSTASK_R67001',
			tasks.map((task) => [textOf(task, 'Status'), textOf(task, 'PercentComplete')]),
			each.map(() => ['Completed', '100']),
			'status and percentage',
		);
		const both = await created(
			trial,
			`${date}<t:PercentComplete>100</t:PercentComplete><t:Status>NotStarted</t:Status>`,
		);
		trial.equal(
			'MS-OXWSTASK_R67002',
			['Status', 'PercentComplete', 'CompleteDate'].map((name) => textOf(both.tasks[0], name)),
			['NotStarted', '0', undefined],
			'what the last one decided',
		);
	},
	{ witnesses: ['task-status-decides'] },
);

export const isComplete = scenario(
	'MSOXWSTASK_S06_TC03_OperateTaskItemWithIsCompleteElement',
	'MS-OXWSTASK_R5555 MS-OXWSTASK_R5556 MS-OXWSTASK_R55',
	async (trial) => {
		const { tasks } = await created(
			trial,
			'<t:Status>Completed</t:Status>',
			'<t:Status>InProgress</t:Status>',
		);
		const shown = tasks.map((task) => textOf(task, 'IsComplete'));
		trial.equal('MS-OXWSTASK_R5555', shown[0], 'true', 'IsComplete of what is completed');
		trial.equal('MS-OXWSTASK_R5556', shown[1], 'false', 'IsComplete of what is not');
		trial.equal('MS-OXWSTASK_R55', shown, ['true', 'false'], 'IsComplete');
	},
);

export const isRecurring = scenario(
	'MSOXWSTASK_S06_TC04_OperateTaskItemWithIsRecurringElement',
	'MS-OXWSTASK_R5666 MS-OXWSTASK_R5667',
	async (trial) => {
		const { tasks } = await created(
			trial,
			recurrence('DailyRecurrence', { Interval: '1' }, 'NumberedRecurrence'),
			'<t:Subject>Task 2</t:Subject>',
		);
		trial.equal('MS-OXWSTASK_R5666', textOf(tasks[0], 'IsRecurring'), 'true', 'IsRecurring');
		trial.equal('MS-OXWSTASK_R5667', textOf(tasks[1], 'IsRecurring'), 'false', 'IsRecurring');
	},
);
