import type { Context } from '../context';
import { remindersOf, type Reminder } from '../reminder';
import { alone, attempt, success, type Answer } from '../response';
import { printTime, readTime } from '../time';
import { element, wrap } from '../xml/escape';
import { child, type Node } from '../xml/node';

const NAME = 'GetRemindersResponse';
const MOST = 200;

function reminderXml({ view, time, start, end, group }: Reminder): string {
	const { item, properties } = view;
	const location = properties.get('calendar:Location');
	const id = (name: string, Id: string, ChangeKey: string) => wrap(name, '', { Id, ChangeKey });
	return wrap(
		'Reminder',
		element('Subject', String(properties.get('item:Subject') ?? '')) +
			(typeof location === 'string' ? element('Location', location) : '') +
			element('ReminderTime', printTime(time)) +
			element('StartDate', printTime(start)) +
			element('EndDate', printTime(end)) +
			id('ItemId', view.id, view.changeKey) +
			(view.occurrence === undefined ? '' : id('RecurringMasterItemId', item.id, item.changeKey)) +
			element('ReminderGroup', group) +
			element('UID', String(properties.get('calendar:UID') ?? item.searchKey)),
	);
}

/** Reminders of events and tasks of the user's own mailbox (MS-OXWSMTGS 3.1.4.6). */
export function getReminders(request: Node, ctx: Context): Answer {
	const text = (name: string) => child(request, name)?.text.trim();
	const time = (name: string, fallback: number) => {
		const given = text(name);
		return given === undefined ? fallback : readTime(given, ctx.zone);
	};
	return alone(
		attempt(NAME, '<m:Reminders/>', () => {
			ctx.mailbox ??= ctx.user;
			const begin = time('BeginTime', -Infinity);
			const end = time('EndTime', Infinity);
			const type = text('ReminderType') ?? 'All';
			const most = Number(text('MaxItems') ?? 0) || MOST;
			const found = remindersOf(ctx.user, ctx.now)
				.filter((one) => one.time >= begin && one.time <= end)
				.filter((one) => type === 'All' || (type === 'Old') === one.end < ctx.now)
				.slice(0, most);
			return success(NAME, wrap('m:Reminders', found.map(reminderXml).join('')));
		}),
	);
}
