import { demand, folderOf } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { itemsIn } from '../folder/contents';
import { Shape } from '../fields/shape';
import { answer, attempt, success, type Answer } from '../response';
import { calendarView } from '../recurrence/calendarView';
import { page } from '../search/paging';
import { restriction, viewSubject, type Test } from '../search/restriction';
import { sorted } from '../search/sort';
import { wholeView, type View } from '../view';
import { wrap } from '../xml/escape';
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

function refused(request: Node): EwsError | undefined {
	if (child(request, 'GroupBy') || child(request, 'DistinguishedGroupBy')) {
		return new EwsError('ErrorInvalidOperation', 'Grouped FindItem is not available here.');
	}
	if (child(request, 'QueryString')) {
		return new EwsError('ErrorInvalidOperation', 'Content indexing is not available here.');
	}
	if (child(request, 'SeekToConditionPageItemView')) {
		return new EwsError('ErrorInvalidOperation', 'Seeking to a condition is not available here.');
	}
	return undefined;
}

export function findItem(request: Node, ctx: Context): Answer {
	const view = request.children.find((node) => VIEWS.includes(node.name));
	const traversal = request.attributes['Traversal'] ?? 'Shallow';
	const messages = below(request, 'ParentFolderIds').map((folderNode) =>
		attempt(NAME, '', () => {
			const stop = refused(request);
			if (stop !== undefined) throw stop;
			const shape = new Shape(child(request, 'ItemShape') as Node, ctx, true);
			const passes = restriction(child(request, 'Restriction'), ctx);
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
			return found(shape, page(sorted(rows, child(request, 'SortOrder'), ctx), view));
		}),
	);
	return answer('FindItem', messages);
}

function found(shape: Shape, part: ReturnType<typeof page<View>>) {
	const items = part.rows.map((row) => shape.print(row)).join('');
	return success(NAME, wrap('m:RootFolder', wrap('Items', items), part.attributes));
}
