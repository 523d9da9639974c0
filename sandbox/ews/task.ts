import type { Mailbox, Value } from '../store';
import type { Context } from './context';

/** What was processed last decides: the schema puts Status last, then PercentComplete, then CompleteDate. */
function followEachOther(properties: Map<string, Value>, written: ReadonlySet<string>): void {
	const status = properties.get('task:Status');
	if (written.has('task:Status')) {
		if (status === 'Completed') properties.set('task:PercentComplete', 100);
		else if (status === 'NotStarted') properties.set('task:PercentComplete', 0);
		else if (properties.get('task:PercentComplete') === 100)
			properties.set('task:PercentComplete', 0);
	} else if (written.has('task:PercentComplete')) {
		const percent = Number(properties.get('task:PercentComplete') ?? 0);
		if (percent >= 100) properties.set('task:Status', 'Completed');
		else properties.set('task:Status', percent > 0 ? 'InProgress' : 'NotStarted');
	} else if (properties.has('task:CompleteDate') && written.has('task:CompleteDate')) {
		properties.set('task:Status', 'Completed');
		properties.set('task:PercentComplete', 100);
	}
}

/** Status, PercentComplete and CompleteDate follow each other (MS-OXOTASK 3.1.4.3). */
export function completeTask(
	properties: Map<string, Value>,
	ctx: Context,
	owner: Mailbox,
	written: ReadonlySet<string> = new Set(properties.keys()),
): void {
	const status = () => properties.get('task:Status');
	const follows = ctx.rules.holds('task-status-decides');
	if (follows) followEachOther(properties, written);
	const defaults: Array<[string, Value]> = [
		['task:Status', 'NotStarted'],
		['task:PercentComplete', 0],
		['task:Owner', owner.displayName],
		['task:ChangeCount', 1],
		['task:IsTeamTask', false],
		['task:DelegationState', 'NoMatch'],
		['item:Sensitivity', 'Normal'],
		['item:Importance', 'Normal'],
		['item:ReminderIsSet', false],
	];
	for (const [key, value] of defaults) if (!properties.has(key)) properties.set(key, value);
	if (!follows) return;
	if (status() !== 'Completed') properties.delete('task:CompleteDate');
	else if (!properties.has('task:CompleteDate')) properties.set('task:CompleteDate', ctx.now);
}
