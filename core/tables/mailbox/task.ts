import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { both, kept, listed, listedText } from './bindings';
import * as item from './itemColumns';
import * as group from './itemGroups';
import { listWithSlots } from './listColumns';
import { recurrenceColumns } from './recurrenceColumns';

function minutes(id: string, label: string, element: string): Column {
	return {
		id,
		label,
		type: 'integer',
		description: 'Minutes.',
		aliases: { ews: [element] },
		ews: listed(`task:${element}`, both),
	};
}

/** Task dates are days; see the codec of type `date`. */
function day(id: string, label: string, element: string): Column {
	return {
		id,
		label,
		type: 'date',
		common: true,
		aliases: { ews: [element] },
		ews: listed(`task:${element}`, both),
	};
}

const columns: readonly Column[] = [
	item.id,
	item.adapted(item.subject, { common: true, match: true }),
	{
		id: 'status',
		label: 'Status',
		type: 'choice',
		common: true,
		choices: ['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred'],
		aliases: { ews: ['Status'] },
		ews: listed('task:Status', kept),
	},
	{
		id: 'percentComplete',
		label: 'Percent Complete',
		type: 'decimal',
		description: '0 to 100.',
		common: true,
		aliases: { ews: ['PercentComplete'] },
		// Stored as a fraction of 1: a restriction would compare with that.
		ews: listed('task:PercentComplete', { ...kept, filter: false }),
	},
	day('startDate', 'Start Date', 'StartDate'),
	day('dueDate', 'Due Date', 'DueDate'),
	{
		id: 'completeDate',
		label: 'Complete Date',
		type: 'date',
		description: 'Exchange takes no day in the future.',
		common: true,
		aliases: { ews: ['CompleteDate'] },
		ews: listed('task:CompleteDate', both),
	},
	{
		id: 'isComplete',
		label: 'Is Complete',
		type: 'boolean',
		common: true,
		aliases: { ews: ['IsComplete'] },
		ews: listed('task:IsComplete'),
	},
	item.adapted(item.importance, { common: true }),
	item.adapted(item.sensitivity, { common: true }),
	item.adapted(item.categories, { common: true }),
	item.adapted(item.body, { common: true, graph: undefined }),
	item.adapted(item.bodyType, { graph: undefined }),
	item.adapted(item.isReminderOn, { common: true }),
	item.adapted(item.reminderDueBy, { common: true }),
	{
		id: 'owner',
		label: 'Owner',
		type: 'text',
		common: true,
		aliases: { ews: ['Owner'] },
		ews: listedText('task:Owner'),
	},
	...recurrenceColumns('task:Recurrence'),
	{
		id: 'isRecurring',
		label: 'Is Recurring',
		type: 'boolean',
		aliases: { ews: ['IsRecurring'] },
		ews: listed('task:IsRecurring'),
	},
	minutes('totalWork', 'Total Work', 'TotalWork'),
	minutes('actualWork', 'Actual Work', 'ActualWork'),
	...listWithSlots('companies', 'Companies', 'task:Companies', { alias: 'Companies' }),
	...listWithSlots('contacts', 'Contacts', 'task:Contacts', { alias: 'Contacts' }),
	{
		id: 'mileage',
		label: 'Mileage',
		type: 'text',
		aliases: { ews: ['Mileage'] },
		ews: listedText('task:Mileage', both),
	},
	{
		id: 'billingInformation',
		label: 'Billing Information',
		type: 'text',
		aliases: { ews: ['BillingInformation'] },
		ews: listedText('task:BillingInformation', both),
	},
	{
		id: 'delegator',
		label: 'Delegator',
		type: 'text',
		aliases: { ews: ['Delegator'] },
		ews: listedText('task:Delegator'),
	},
	{
		id: 'delegationState',
		label: 'Delegation State',
		type: 'choice',
		choices: ['noMatch', 'ownNew', 'owned', 'accepted', 'declined', 'max'],
		aliases: { ews: ['DelegationState'] },
		ews: listed('task:DelegationState', { filter: false, sort: false }),
	},
	{
		id: 'statusDescription',
		label: 'Status Description',
		type: 'text',
		aliases: { ews: ['StatusDescription'] },
		ews: listedText('task:StatusDescription', { filter: false, sort: false }),
	},
	{
		id: 'assignedTime',
		label: 'Assigned Time',
		type: 'dateTime',
		aliases: { ews: ['AssignedTime'] },
		ews: listed('task:AssignedTime'),
	},
	{
		id: 'changeCount',
		label: 'Change Count',
		type: 'integer',
		aliases: { ews: ['ChangeCount'] },
		ews: listed('task:ChangeCount'),
	},
	{
		id: 'isTeamTask',
		label: 'Is Team Task',
		type: 'boolean',
		aliases: { ews: ['IsTeamTask'] },
		ews: listed('task:IsTeamTask'),
	},
	{
		id: 'isAssignmentEditable',
		label: 'Is Assignment Editable',
		type: 'integer',
		description: 'Whether the assignment of the task can be changed; 0 for no.',
		aliases: { ews: ['IsAssignmentEditable'] },
		ews: listed('task:IsAssignmentEditable', { filter: false, sort: false }),
	},
	item.reminderMinutesBeforeStart,
	item.hasAttachments,
	...group.history,
	...group.identity,
	...group.mail,
	...group.webForms,
	...group.conversation,
	...group.attachments,
	...group.service,
];

/** Outlook tasks: https://learn.microsoft.com/exchange/client-developer/web-service-reference/task */
export const task: Table = {
	name: 'task',
	label: 'Task',
	plural: 'tasks',
	description: 'Tasks in the task folders of a mailbox',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	aliases: [{ name: 'Tasks', schema: 'ews' }],
	ews: {
		kind: 'item',
		element: 'Task',
		defaultFolder: 'tasks',
		itemClass: 'IPM.Task',
		folderClass: 'IPF.Task',
	},
	columns: columns.map((column) => item.adapted(column, { graph: undefined })),
};
