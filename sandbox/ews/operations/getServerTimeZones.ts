import { DateTime } from 'luxon';
import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import type { Context } from '../context';
import { answer, success, type Answer } from '../response';
import { element, wrap } from '../xml/escape';
import { below, type Node } from '../xml/node';
import { clockChanges, standardOffset } from '../zone/changes';

const NAME = 'GetServerTimeZonesResponseMessage';

/** Every Windows id, west to east. */
function windowsIds(year: number): string[] {
	const ids = [...new Set(WINDOWS_TO_IANA_MAP.map((entry) => entry.windowsName as string))];
	const offset = (id: string) => standardOffset(findIana(id)[0] ?? 'UTC', year);
	return ids.sort((a, b) => offset(a) - offset(b) || (a < b ? -1 : 1));
}

/** Bias of TimeZoneDefinition: what is added to clock time to get UTC. */
function bias(offset: number): string {
	const size = Math.abs(offset);
	const minutes = size % 60 === 0 ? '' : `${size % 60}M`;
	return `${offset > 0 ? '-' : ''}PT${Math.floor(size / 60)}H${minutes}`;
}

const to = (kind: string, target: string) => `<t:To Kind="${kind}">${target}</t:To>`;

function definition(id: string, full: boolean, year: number): string {
	const zone = /^(tzone:\/\/Microsoft\/)?UTC$/i.test(id) ? 'UTC' : findIana(id)[0];
	if (zone === undefined) return '';
	const winter = standardOffset(zone, year);
	const names = {
		Id: id,
		Name: `(UTC${winter === 0 ? '' : DateTime.fromObject({ year }, { zone }).toFormat('ZZ')}) ${id}`,
	};
	if (!full) return wrap('TimeZoneDefinition', '', names);
	const all = clockChanges(zone, year);
	const changes = all.length === 2 ? all : [];
	const summer = changes.find((one) => one.daylight);
	const periods =
		wrap('Period', '', { Bias: bias(winter), Name: 'Standard', Id: 'std' }) +
		(summer === undefined
			? ''
			: wrap('Period', '', { Bias: bias(summer.offset), Name: 'Daylight', Id: 'dlt' }));
	const transitions = changes.map((change) =>
		wrap(
			'RecurringDayTransition',
			to('Period', change.daylight ? 'dlt' : 'std') +
				element(
					'TimeOffset',
					`PT${change.hour}H${change.minute === 0 ? '' : `${change.minute}M`}`,
				) +
				element('Month', String(change.month)) +
				element('DayOfWeek', change.weekday) +
				element('Occurrence', String(change.occurrence)),
		),
	);
	const inner =
		transitions.length > 0 ? transitions.join('') : wrap('Transition', to('Period', 'std'));
	return wrap(
		'TimeZoneDefinition',
		wrap('Periods', periods) +
			wrap('TransitionsGroups', wrap('TransitionsGroup', inner, { Id: '0' })) +
			wrap('Transitions', wrap('Transition', to('Group', '0'))),
		names,
	);
}

/** Zones by Windows id, all of them when none is named (MS-OXWSGTZ 3.1.4.1); unknown ids are left out. */
export function getServerTimeZones(request: Node, ctx: Context): Answer {
	const ids = below(request, 'Ids').map((node) => node.text.trim());
	const full = !/^(false|0)$/.test(request.attributes['ReturnFullTimeZoneData'] ?? 'true');
	const year = new Date(ctx.now).getUTCFullYear();
	const all = (ids.length === 0 ? windowsIds(year) : ids).map((id) => definition(id, full, year));
	return answer('GetServerTimeZones', [success(NAME, wrap('m:TimeZoneDefinitions', all.join('')))]);
}
