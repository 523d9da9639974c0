import { DateTime } from 'luxon';
import { findIana } from 'windows-iana';
import type { Context } from '../context';
import { answer, success, type Answer } from '../response';
import { element, wrap } from '../xml/escape';
import { below, type Node } from '../xml/node';

const NAME = 'GetServerTimeZonesResponseMessage';

/** Windows ids that the sandbox lists when none is asked for. */
const LISTED = [
	'Dateline Standard Time',
	'Pacific Standard Time',
	'Mountain Standard Time',
	'Central Standard Time',
	'Eastern Standard Time',
	'E. South America Standard Time',
	'UTC',
	'GMT Standard Time',
	'W. Europe Standard Time',
	'Romance Standard Time',
	'Central European Standard Time',
	'E. Europe Standard Time',
	'FLE Standard Time',
	'Russian Standard Time',
	'India Standard Time',
	'China Standard Time',
	'Tokyo Standard Time',
	'AUS Eastern Standard Time',
	'New Zealand Standard Time',
];

function bias(minutes: number): string {
	const size = Math.abs(minutes);
	const text = `PT${Math.floor(size / 60)}H${size % 60 === 0 ? '' : `${size % 60}M`}`;
	return minutes > 0 ? `-${text}` : text;
}

interface Change {
	readonly month: number;
	readonly occurrence: number;
	readonly weekday: string;
	readonly offset: string;
	readonly period: string;
}

/** Changes of clocks in this year: the day as "nth weekday of a month", -1 the last. */
function changes(zone: string, year: number): Change[] {
	const found: Change[] = [];
	let before = DateTime.fromObject({ year }, { zone });
	for (let day = 1; day <= 366; day += 1) {
		const after = before.plus({ days: 1 });
		if (after.offset !== before.offset) {
			let low = before.toMillis();
			let high = after.toMillis();
			while (high - low > 60_000) {
				const middle = Math.floor((low + high) / 120_000) * 60_000;
				if (DateTime.fromMillis(middle, { zone }).offset === before.offset) low = middle;
				else high = middle;
			}
			// The moment in the clock time that ends there.
			const at = DateTime.fromMillis(high).setZone(
				`UTC${before.offset < 0 ? '-' : '+'}${Math.abs(before.offset) / 60}`,
			);
			const moment = at.isValid ? at : DateTime.fromMillis(high, { zone });
			const last = moment.day + 7 > (moment.daysInMonth ?? 31);
			found.push({
				month: moment.month,
				occurrence: last ? -1 : Math.ceil(moment.day / 7),
				weekday: moment.setLocale('en').weekdayLong ?? 'Sunday',
				offset: `PT${moment.hour}H${moment.minute === 0 ? '' : `${moment.minute}M`}`,
				period: after.offset > before.offset ? 'dlt' : 'std',
			});
		}
		before = after;
	}
	return found;
}

function definition(id: string, full: boolean, year: number): string {
	const zone = id === 'UTC' ? 'UTC' : findIana(id)[0];
	if (zone === undefined) return '';
	const names = {
		Id: id,
		Name: `(${DateTime.fromObject({ year }, { zone }).toFormat('ZZ')}) ${id}`,
	};
	if (!full) return wrap('TimeZoneDefinition', '', names);
	const winter = Math.min(
		DateTime.fromObject({ year, month: 1 }, { zone }).offset,
		DateTime.fromObject({ year, month: 7 }, { zone }).offset,
	);
	const clockChanges = changes(zone, year);
	const periods =
		wrap('Period', '', { Bias: bias(winter), Name: 'Standard', Id: 'std' }) +
		(clockChanges.length === 2
			? wrap('Period', '', { Bias: bias(winter + 60), Name: 'Daylight', Id: 'dlt' })
			: '');
	const to = (kind: string, target: string) => `<t:To Kind="${kind}">${target}</t:To>`;
	const inner =
		clockChanges.length === 2
			? clockChanges
					.map((change) =>
						wrap(
							'RecurringDayTransition',
							to('Period', change.period) +
								element('TimeOffset', change.offset) +
								element('Month', String(change.month)) +
								element('DayOfWeek', change.weekday) +
								element('Occurrence', String(change.occurrence)),
						),
					)
					.join('')
			: wrap('Transition', to('Period', 'std'));
	return wrap(
		'TimeZoneDefinition',
		wrap('Periods', periods) +
			wrap('TransitionsGroups', wrap('TransitionsGroup', inner, { Id: '0' })) +
			wrap('Transitions', wrap('Transition', to('Group', '0'))),
		names,
	);
}

export function getServerTimeZones(request: Node, ctx: Context): Answer {
	const ids = below(request, 'Ids').map((node) => node.text.trim());
	const full = !/^(false|0)$/.test(request.attributes['ReturnFullTimeZoneData'] ?? 'true');
	const year = new Date(ctx.now).getUTCFullYear();
	const all = (ids.length === 0 ? LISTED : ids).map((id) => definition(id, full, year)).join('');
	return answer('GetServerTimeZones', [success(NAME, wrap('m:TimeZoneDefinitions', all))]);
}
