import { recipientOf } from '../store/directory';
import type { ItemInput, Mailbox, Structure, Value } from '../store';
import type { Random } from '../store/random';
import { sentence } from './words';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const ZONE = 'W. Europe Standard Time';

const leaf = (name: string, text: string): Structure => ({ name, text });

/** A pattern that stands on the first day, for ten weeks or so. */
function pattern(random: Random, start: number): Structure {
	const date = new Date(start).toISOString().slice(0, 10);
	const weekday = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][
		new Date(start).getUTCDay()
	] as string;
	const patterns: readonly Structure[] = [
		{ name: 'DailyRecurrence', children: [leaf('Interval', '2')] },
		{
			name: 'WeeklyRecurrence',
			children: [leaf('Interval', '1'), leaf('DaysOfWeek', weekday)],
		},
		{
			name: 'AbsoluteMonthlyRecurrence',
			children: [leaf('Interval', '1'), leaf('DayOfMonth', date.slice(8).replace(/^0/, ''))],
		},
	];
	return {
		name: 'Recurrence',
		children: [
			random.pick(patterns),
			{
				name: 'NumberedRecurrence',
				children: [leaf('StartDate', date), leaf('NumberOfOccurrences', '10')],
			},
		],
	};
}

/** A single, all-day or recurring event; times lie in working hours of western Europe. */
export function event(random: Random, owner: Mailbox, base: number, index: number): ItemInput {
	const dayStart = Math.floor(base / DAY) * DAY + (index % 60) * DAY;
	const allDay = random.chance(0.15);
	const start = allDay ? dayStart - HOUR : dayStart + (8 + random.below(8)) * HOUR;
	const length = allDay ? DAY : (1 + random.below(4)) * 30 * 60_000;
	const zone: Structure = { name: 'StartTimeZone', attributes: { Id: ZONE } };
	const properties: Record<string, Value> = {
		'item:Subject': sentence(random, 4),
		'item:Body': { type: 'Text', text: sentence(random, 12) },
		'item:Sensitivity': random.chance(0.1) ? 'Private' : 'Normal',
		'item:Importance': 'Normal',
		'item:ReminderIsSet': false,
		'calendar:Start': start,
		'calendar:End': start + length,
		'calendar:IsAllDayEvent': allDay,
		'calendar:LegacyFreeBusyStatus': allDay ? 'Free' : 'Busy',
		'calendar:Location': `Room ${1 + random.below(20)}`,
		'calendar:Organizer': recipientOf(owner),
		'calendar:MyResponseType': 'Organizer',
		'calendar:IsCancelled': false,
		'calendar:UID': `040000008200E00074C5B7101A82E008${owner.guid}${index}`.toUpperCase(),
		'calendar:StartTimeZone': zone,
		'calendar:EndTimeZone': { ...zone, name: 'EndTimeZone' },
	};
	if (!allDay && random.chance(0.2)) properties['calendar:Recurrence'] = pattern(random, start);
	return { kind: 'CalendarItem', properties };
}

export function task(random: Random, owner: Mailbox, base: number): ItemInput {
	const start = Math.floor(base / DAY) * DAY + random.below(40) * DAY;
	const status = random.pick(['NotStarted', 'InProgress', 'Completed', 'Deferred']);
	const percent = status === 'Completed' ? 100 : status === 'InProgress' ? 50 : 0;
	return {
		kind: 'Task',
		properties: {
			'item:Subject': sentence(random, 4),
			'item:Body': { type: 'Text', text: sentence(random, 10) },
			'item:Importance': random.chance(0.2) ? 'High' : 'Normal',
			'item:Sensitivity': 'Normal',
			'item:ReminderIsSet': false,
			'task:StartDate': start,
			'task:DueDate': start + random.below(10) * DAY,
			'task:Status': status,
			'task:PercentComplete': percent,
			'task:Owner': owner.displayName,
			...(status === 'Completed' ? { 'task:CompleteDate': start + DAY } : {}),
		},
	};
}
