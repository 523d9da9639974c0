import { demand, folderOf } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { itemsIn } from '../folder/contents';
import { Shape } from '../fields/shape';
import { answer, attempt, success, type Answer } from '../response';
import { calendarView } from '../recurrence/calendarView';
import { grouped, type Group } from '../search/groups';
import { page, type Page } from '../search/paging';
import { queryString } from '../search/queryString';
import { restriction, viewSubject, type Test } from '../search/restriction';
import { sorted } from '../search/sort';
import { wholeView, type View } from '../view';
import { element, wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import type { Folder } from '../../store';

const NAME = 'FindItemResponseMessage';
const VIEWS = [
	'IndexedPageItemView',
	'FractionalPageItemView',
	'SeekToConditionPageItemView',
	'CalendarView',
	'ContactsView',
];

function contents(folder: Folder, traversal: string, ctx: Context): View[] {
	const source =
		traversal === 'SoftDeleted'
			? (folder.mailbox.wellKnown.get('recoverableitemsdeletions') as Folder)
			: folder;
	const associated = traversal === 'Associated';
	const apart = ctx.rules.holds('associated-stay-hidden');
	const views: View[] = [];
	for (const item of itemsIn(source)) {
		if (item.associated === associated || !apart) views.push(wholeView(item));
	}
	return views;
}

/** ContactsView keeps contacts whose display name lies between two names. */
function betweenNames(view: Node): Test {
	const low = view.attributes['InitialName']?.toLowerCase();
	const high = view.attributes['FinalName']?.toLowerCase();
	return (subject) => {
		const name = String(subject.get('contacts:DisplayName') ?? '').toLowerCase();
		return (low === undefined || name >= low) && (high === undefined || name <= high);
	};
}

/** What Restriction or QueryString lets through; both at once are refused. @throws EwsError */
function filter(request: Node, ctx: Context): Test {
	const query = child(request, 'QueryString');
	const where = child(request, 'Restriction');
	if (query === undefined) return restriction(where, ctx);
	if (where !== undefined) {
		throw new EwsError(
			'ErrorInvalidOperation',
			'A restriction and a query string cannot be used together.',
		);
	}
	return queryString(query.text, ctx);
}

export function findItem(request: Node, ctx: Context): Answer {
	const view = request.children.find((node) => VIEWS.includes(node.name));
	const traversal = request.attributes['Traversal'] ?? 'Shallow';
	const messages = below(request, 'ParentFolderIds').map((folderNode) =>
		attempt(NAME, '', () => {
			const shape = new Shape(child(request, 'ItemShape') as Node, ctx, true);
			const passes = filter(request, ctx);
			const folder = folderOf(ctx, folderNode);
			demand(ctx, folder, 'ReadItems');
			if (view?.name === 'CalendarView') {
				return found(shape, calendarView(view, request, folder, ctx));
			}
			let rows = contents(folder, traversal, ctx).filter((row) => passes(viewSubject(row)));
			if (view?.name === 'ContactsView') {
				const between = betweenNames(view);
				rows = rows.filter((row) => between(viewSubject(row)));
			}
			const all = sorted(rows, child(request, 'SortOrder'), ctx);
			const part =
				view?.name === 'SeekToConditionPageItemView' ? seek(all, view, ctx) : page(all, view);
			return found(shape, part, grouped(part.rows, request, ctx));
		}),
	);
	return answer('FindItem', messages);
}

/** From the first row that meets the condition on, or up to the last one when it looks from the end. */
function seek(all: readonly View[], view: Node, ctx: Context): Page<View> {
	const passes = restriction(child(view, 'Condition'), ctx);
	const meets = (row: View) => passes(viewSubject(row));
	const fromEnd = view.attributes['BasePoint'] === 'End';
	const index = fromEnd ? all.findLastIndex(meets) : all.findIndex(meets);
	const offset = index < 0 ? all.length : fromEnd ? all.length - 1 - index : index;
	const attributes = {
		...view.attributes,
		Offset: String(offset),
		BasePoint: fromEnd ? 'End' : 'Beginning',
	};
	return page(all, { ...view, name: 'IndexedPageItemView', attributes });
}

function found(shape: Shape, part: Page<View>, groups?: readonly Group[]) {
	const items = (rows: readonly View[]) =>
		wrap('Items', rows.map((row) => shape.print(row)).join(''));
	const inner =
		groups === undefined
			? items(part.rows)
			: wrap(
					'Groups',
					groups
						.map(({ index, rows }) =>
							wrap('GroupedItems', element('GroupIndex', index) + items(rows)),
						)
						.join(''),
				);
	return success(NAME, wrap('m:RootFolder', inner, part.attributes));
}
