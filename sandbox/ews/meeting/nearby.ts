import type { Folder } from '../../store';
import { occurrences } from '../recurrence/occurrences';
import { spanOf } from '../recurrence/span';
import { wholeView, type View } from '../view';

interface Times {
	readonly version: number;
	/** Everything that takes time, by start. */
	readonly views: readonly View[];
	readonly longest: number;
}

const cache = new WeakMap<Folder, Times>();

function timesOf(folder: Folder): Times {
	const known = cache.get(folder);
	if (known?.version === folder.version) return known;
	const views: View[] = [];
	for (const item of folder.items) {
		if (item.kind !== 'CalendarItem' || item.associated) continue;
		if (item.properties.has('calendar:Recurrence')) views.push(...occurrences(item));
		else views.push(wholeView(item));
	}
	views.sort((a, b) => spanOf(a).start - spanOf(b).start);
	const longest = views.reduce((most, view) => {
		const { start, end } = spanOf(view);
		return Math.max(most, end - start);
	}, 0);
	const times = { version: folder.version, views, longest };
	cache.set(folder, times);
	return times;
}

/** Events of the calendar whose times touch those of a view, the view's own event aside. */
function touching(view: View): View[] {
	const folder = view.item.folder.mailbox.wellKnown.get('calendar') as Folder;
	const { start, end } = spanOf(view);
	const uid = view.properties.get('calendar:UID');
	const { views, longest } = timesOf(folder);
	let low = 0;
	let high = views.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (spanOf(views[middle] as View).start < start - longest) low = middle + 1;
		else high = middle;
	}
	const found: View[] = [];
	for (let at = low; at < views.length; at += 1) {
		const one = views[at] as View;
		const span = spanOf(one);
		if (span.start > end) break;
		if (span.end < start || one.item === view.item) continue;
		if (uid !== undefined && one.properties.get('calendar:UID') === uid) continue;
		if (one.properties.get('calendar:LegacyFreeBusyStatus') === 'Free') continue;
		found.push(one);
	}
	return found;
}

/** Events at the same time. */
export function conflicts(view: View): View[] {
	const { start, end } = spanOf(view);
	return touching(view).filter((one) => spanOf(one).start < end && spanOf(one).end > start);
}

/** Events that end when this one starts, or start when it ends. */
export function adjacent(view: View): View[] {
	const { start, end } = spanOf(view);
	return touching(view).filter((one) => spanOf(one).start === end || spanOf(one).end === start);
}
