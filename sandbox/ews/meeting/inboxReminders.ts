import { randomUUID } from 'node:crypto';
import type { Structure, Value } from '../../store';
import { textOf } from '../fields/structure';

const KEY = 'calendar:InboxReminders';

function complete(reminder: Structure): Structure {
	const given = (name: string) => textOf(reminder, name);
	const organizers = /^(true|1)$/.test(given('IsOrganizerReminder') ?? '');
	const option = given('SendOption') ?? 'NotSet';
	const values: Array<[string, string | undefined]> = [
		['Id', given('Id') ?? randomUUID()],
		['ReminderOffset', given('ReminderOffset') ?? '0'],
		['Message', given('Message')],
		['IsOrganizerReminder', String(organizers)],
		['OccurrenceChange', given('OccurrenceChange') ?? 'None'],
		// A reminder of the organizer goes to everybody, any other to the user.
		['SendOption', option === 'NotSet' ? (organizers ? 'AllAttendees' : 'User') : option],
	];
	return {
		name: reminder.name,
		children: values.flatMap(([name, text]) => (text === undefined ? [] : [{ name, text }])),
	};
}

/** What the server adds to reminders by mail (MS-OXWSMTGS 2.2.4.13). */
export function completeInboxReminders(properties: Map<string, Value>): void {
	const reminders = properties.get(KEY) as Structure | undefined;
	if (reminders === undefined) return;
	properties.set(KEY, { ...reminders, children: (reminders.children ?? []).map(complete) });
}
