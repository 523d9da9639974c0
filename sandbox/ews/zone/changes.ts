import { DateTime } from 'luxon';

/** One change of clocks in a year. */
export interface ClockChange {
	readonly month: number;
	/** "nth weekday of the month"; -1 is the last. */
	readonly occurrence: number;
	readonly weekday: string;
	/** Clock time before the change. */
	readonly hour: number;
	readonly minute: number;
	/** Minutes east of Greenwich afterwards. */
	readonly offset: number;
	readonly daylight: boolean;
}

/** Changes of clocks in a year, in order. */
export function clockChanges(zone: string, year: number): ClockChange[] {
	const found: ClockChange[] = [];
	let before = DateTime.fromObject({ year }, { zone });
	// Clocks stay for longer than a week.
	for (let week = 1; week <= 52; week += 1) {
		const after = before.plus({ weeks: 1 });
		if (after.offset !== before.offset) {
			let low = before.toMillis();
			let high = after.toMillis();
			while (high - low > 60_000) {
				const middle = Math.floor((low + high) / 120_000) * 60_000;
				if (DateTime.fromMillis(middle, { zone }).offset === before.offset) low = middle;
				else high = middle;
			}
			// The moment in the clock time that ends there.
			const moment = DateTime.fromMillis(high + before.offset * 60_000, { zone: 'utc' });
			const last = moment.day + 7 > (moment.daysInMonth ?? 31);
			found.push({
				month: moment.month,
				occurrence: last ? -1 : Math.ceil(moment.day / 7),
				weekday: moment.setLocale('en').weekdayLong ?? 'Sunday',
				hour: moment.hour,
				minute: moment.minute,
				offset: after.offset,
				daylight: after.offset > before.offset,
			});
		}
		before = after;
	}
	return found;
}

/** The offset without daylight saving, in minutes east of Greenwich. */
export function standardOffset(zone: string, year: number): number {
	return Math.min(
		DateTime.fromObject({ year, month: 1 }, { zone }).offset,
		DateTime.fromObject({ year, month: 7 }, { zone }).offset,
	);
}
