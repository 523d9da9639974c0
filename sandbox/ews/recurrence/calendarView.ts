import type { Folder } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { ROW_CAP, tooMany, type Page } from '../search/paging';
import { readTime } from '../time';
import { wholeView, type View } from '../view';
import { child, type Node } from '../xml/node';
import { occurrencesBetween } from './occurrences';
import { overlaps, spanOf } from './span';

const TWO_YEARS = 2 * 366 * 24 * 3600 * 1000;

function refuse(view: Node, request: Node, start: number, end: number): void {
	if (child(request, 'SortOrder') !== undefined) {
		throw new EwsError(
			'ErrorInvalidOperation',
			'Restrictions and sort order may not be specified for a CalendarView.',
		);
	}
	if (end < start) {
		throw new EwsError(
			'ErrorCalendarEndDateIsEarlierThanStartDate',
			'EndDate is earlier than StartDate.',
		);
	}
	if (end - start > TWO_YEARS) {
		throw new EwsError(
			'ErrorCalendarViewRangeTooBig',
			'The specified view range exceeds the maximum range of two years.',
		);
	}
	if (view.attributes['MaxEntriesReturned'] !== undefined) {
		if (Number(view.attributes['MaxEntriesReturned']) <= 0) {
			throw new EwsError(
				'ErrorInvalidPagingMaxRows',
				'Paging operation MaxRows must be greater than zero.',
			);
		}
	}
}

/** Single events and occurrences that overlap the range, by start. */
export function calendarView(view: Node, request: Node, folder: Folder, ctx: Context): Page<View> {
	if (request.attributes['Traversal'] !== 'Shallow') {
		throw new EwsError('ErrorInvalidOperation', 'A calendar view must be Shallow.');
	}
	if (child(request, 'Restriction') !== undefined) {
		throw new EwsError(
			'ErrorInvalidOperation',
			'Restrictions and sort order may not be specified for a CalendarView.',
		);
	}
	if (!folder.folderClass.startsWith('IPF.Appointment')) {
		throw new EwsError(
			'ErrorCalendarFolderIsInvalidForCalendarView',
			'CalendarView can only be used with a calendar folder.',
		);
	}
	const start = readTime(view.attributes['StartDate'] ?? '', ctx.zone);
	const end = readTime(view.attributes['EndDate'] ?? '', ctx.zone);
	refuse(view, request, start, end);
	const rows: View[] = [];
	for (const item of folder.items) {
		if (item.kind !== 'CalendarItem' || item.associated) continue;
		if (item.properties.has('calendar:Recurrence')) {
			rows.push(...occurrencesBetween(item, start, end));
			continue;
		}
		const one = wholeView(item);
		const span = spanOf(one);
		if (overlaps(span, start, end)) rows.push(one);
	}
	rows.sort((a, b) => spanOf(a).start - spanOf(b).start || a.item.sequence - b.item.sequence);
	const asked = Number(view.attributes['MaxEntriesReturned'] ?? Infinity);
	if (asked === Infinity && rows.length > ROW_CAP) {
		throw tooMany();
	}
	const count = Math.min(asked, ROW_CAP);
	return {
		rows: rows.slice(0, count),
		attributes: {
			TotalItemsInView: rows.length,
			IncludesLastItemInRange: rows.length <= count,
		},
	};
}
