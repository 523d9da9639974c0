import { demand, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { Shape } from '../fields/shape';
import { answer, attempt, success, type Answer } from '../response';
import type { Known } from '../sync/known';
import { readState, writeState } from '../sync/state';
import { wholeView } from '../view';
import { element, wrap } from '../xml/escape';
import { at, below, child, type Node } from '../xml/node';
import type { Folder, Item } from '../../store';

const NAME = 'SyncFolderItemsResponseMessage';

/** Something that a client does not know yet. */
interface Change {
	/** When it happened, in changes of the store. */
	readonly at: number;
	readonly arrival: number;
	readonly gone?: boolean;
	readonly xml: () => string;
}

/** @throws EwsError ErrorSyncFolderNotFound */
function folderOf(request: Node, ctx: Context): Folder {
	try {
		return targetFolder(ctx, child(request, 'SyncFolderId') as Node);
	} catch (error) {
		if (error instanceof EwsError && error.code === 'ErrorFolderNotFound') {
			throw new EwsError(
				'ErrorSyncFolderNotFound',
				'The folder to synchronize could not be found.',
			);
		}
		throw error;
	}
}

function itemChange(item: Item, shape: Shape, known: Known, position: number): Change | undefined {
	const { arrival } = item;
	const whole = (name: string) => () => wrap(name, shape.print(wholeView(item)));
	if (!known.has(arrival)) {
		return { at: Math.max(item.change, item.readChange), arrival, xml: whole('Create') };
	}
	if (item.change > position) {
		return { at: Math.max(item.change, item.readChange), arrival, xml: whole('Update') };
	}
	if (item.readChange <= position) return undefined;
	const flag = () =>
		wrap('ItemId', '', { Id: item.id, ChangeKey: item.changeKey }) +
		element('IsRead', String(item.properties.get('message:IsRead') ?? true));
	return { at: item.readChange, arrival, xml: () => wrap('ReadFlagChange', flag()) };
}

/** All that happened since the state, oldest first: a client that got a part of it can go on from there. */
function changesOf(
	folder: Folder,
	request: Node,
	known: Known,
	position: number,
	ctx: Context,
): Change[] {
	if (at(request, 'ItemShape', 'IncludeMimeContent') !== undefined) {
		throw new EwsError(
			'ErrorInvalidPropertyForOperation',
			'MIME content is not available when a folder is synchronized.',
		);
	}
	const shape = new Shape(child(request, 'ItemShape') as Node, ctx, true);
	const ignored = new Set(below(request, 'Ignore').map((node) => node.attributes['Id']));
	const associated = child(request, 'SyncScope')?.text.trim() === 'NormalAndAssociatedItems';
	const changes: Change[] = [];
	for (const item of folder.items) {
		if ((item.associated && !associated) || ignored.has(item.id)) continue;
		const change = itemChange(item, shape, known, position);
		if (change !== undefined) changes.push(change);
	}
	if (ctx.rules.holds('sync-tells-deletions')) {
		for (const arrival of known) {
			const left = folder.departures.get(arrival);
			if (left === undefined) continue;
			const id = wrap('ItemId', '', { Id: left.id });
			changes.push({ at: left.change, arrival, gone: true, xml: () => wrap('Delete', id) });
		}
	}
	return changes.sort((a, b) => a.at - b.at);
}

/** @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderitems-operation */
export function syncFolderItems(request: Node, ctx: Context): Answer {
	const message = attempt(NAME, '', () => {
		const folder = folderOf(request, ctx);
		demand(ctx, folder, 'ReadItems');
		const state = readState('items', folder, child(request, 'SyncState')?.text);
		const { known } = state;
		const all = changesOf(folder, request, known, state.position, ctx);
		const most = Number(child(request, 'MaxChangesReturned')?.text);
		const part = ctx.rules.holds('sync-keeps-to-its-maximum') ? all.slice(0, most) : all;
		for (const { arrival, gone } of part) {
			if (gone) known.delete(arrival);
			else known.add(arrival);
		}
		const position = Math.max(state.position, part[part.length - 1]?.at ?? 0);
		return success(
			NAME,
			`<m:SyncState>${writeState('items', folder, { position, known })}</m:SyncState>` +
				`<m:IncludesLastItemInRange>${part.length === all.length}</m:IncludesLastItemInRange>` +
				wrap('m:Changes', part.map(({ xml }) => xml()).join('')),
		);
	});
	return answer('SyncFolderItems', [message]);
}
