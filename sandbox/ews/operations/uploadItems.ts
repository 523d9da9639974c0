import { demand, demandEdit, folderOf, itemById } from '../access';
import type { Context } from '../context';
import { EwsError, itemNotFound } from '../errors';
import { answer, attempt, success, type Answer } from '../response';
import { importItem, type Exported } from '../stream';
import { wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import type { Folder, Item, Value } from '../../store';
import { itemOf } from './exportItems';

const NAME = 'UploadItemsResponseMessage';

function create(folder: Folder, data: Exported, associated: boolean, ctx: Context): Item {
	demand(ctx, folder, 'CreateItems');
	const item = ctx.store.addItem(folder, {
		...data.input,
		associated,
		modifiedBy: ctx.user.displayName,
	});
	fillSeries(item, data);
	return item;
}

function fillSeries(item: Item, data: Exported): void {
	item.exceptions.clear();
	item.deletedOccurrences.clear();
	for (const [start, exception] of data.exceptions) item.exceptions.set(start, exception);
	for (const start of data.deletedOccurrences) item.deletedOccurrences.add(start);
}

function replace(item: Item, data: Exported, ctx: Context): Item {
	demandEdit(ctx, item);
	if (item.kind !== data.input.kind) {
		throw new EwsError('ErrorObjectTypeChanged', 'The object type changed.');
	}
	const next = data.input.properties as ReadonlyMap<string, Value>;
	const changes = new Map<string, Value | null>(next);
	for (const key of item.properties.keys()) if (!next.has(key)) changes.set(key, null);
	for (const one of [...item.attachments]) ctx.store.attachments.remove(one);
	for (const one of data.input.attachments ?? []) ctx.store.attachments.add(item, one);
	fillSeries(item, data);
	if (!ctx.rules.holds('upload-updates-in-place')) return item;
	return ctx.store.updateItem(item, changes, ctx.user.displayName);
}

/** @throws EwsError ErrorItemNotFound when the item is not in the folder named */
function existing(node: Node, folder: Folder, ctx: Context): Item {
	const id = child(node, 'ItemId');
	if (id === undefined) throw new EwsError('ErrorInvalidIdEmpty', 'Id must be non-empty.');
	const item = itemOf(ctx, id);
	if (item.folder !== folder && ctx.rules.holds('upload-looks-in-folder')) throw itemNotFound();
	return item;
}

/** Update: the item must be where ParentFolderId says; UpdateOrCreate: where it is not, a new one is made. */
function upload(node: Node, ctx: Context): Item {
	const folder = folderOf(ctx, { ...(child(node, 'ParentFolderId') as Node), name: 'FolderId' });
	const action = node.attributes['CreateAction'];
	const idNode = child(node, 'ItemId');
	const data = () => importItem(child(node, 'Data')?.text ?? '');
	const associated = /^(true|1)$/.test(node.attributes['IsAssociated'] ?? '');
	if (action === 'CreateNew' && (idNode === undefined || ctx.rules.holds('upload-creates-new'))) {
		return create(folder, data(), associated, ctx);
	}
	if (action === 'Update' || idNode === undefined) {
		return replace(existing(node, folder, ctx), data(), ctx);
	}
	itemOf(ctx, idNode);
	const item = itemById(ctx, idNode.attributes['Id'] ?? '');
	return item.folder === folder
		? replace(item, data(), ctx)
		: create(folder, data(), associated, ctx);
}

/** Takes back what ExportItems gave (MS-OXWSBTRF 3.1.4.2). */
export function uploadItems(request: Node, ctx: Context): Answer {
	const messages = below(request, 'Items').map((node) =>
		attempt(NAME, '', () => {
			const item = upload(node, ctx);
			ctx.writes += 1;
			return success(NAME, wrap('m:ItemId', '', { Id: item.id, ChangeKey: item.changeKey }));
		}),
	);
	return answer('UploadItems', messages);
}
