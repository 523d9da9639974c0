import { demandEdit, itemById, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { answer, attempt, success, type Answer } from '../response';
import { deliver, finishMessage } from '../send';
import { below, child, type Node } from '../xml/node';
import type { Folder } from '../../store';

const NAME = 'SendItemResponseMessage';

function send(node: Node, request: Node, ctx: Context): void {
	const item = itemById(ctx, node.attributes['Id'] ?? '');
	const changeKey = node.attributes['ChangeKey'] ?? '';
	if (changeKey === '') {
		throw new EwsError(
			'ErrorChangeKeyRequired',
			'The ChangeKey is required for the SendItem operation.',
		);
	}
	if (changeKey !== item.changeKey) {
		throw new EwsError(
			'ErrorStaleObject',
			'The object is stale: the change key does not match the current one.',
		);
	}
	if (item.kind !== 'Message') {
		throw new EwsError('ErrorInvalidSendItemSaveSettings', 'The item cannot be sent.');
	}
	const saving = /^(true|1)$/.test(request.attributes['SaveItemToFolder'] ?? '');
	const target = child(request, 'SavedItemFolderId');
	if (!saving && target !== undefined) {
		throw new EwsError(
			'ErrorInvalidSendItemSaveSettings',
			'A folder cannot be named when the item is not saved.',
		);
	}
	demandEdit(ctx, item);
	const folder =
		target === undefined
			? (ctx.user.wellKnown.get('sentitems') as Folder)
			: targetFolder(ctx, target);
	const properties = new Map(item.properties);
	finishMessage(properties, item.folder.mailbox, 'SendOnly', ctx);
	properties.set('item:DateTimeSent', ctx.now);
	deliver(properties, ctx, item.attachments);
	if (saving) {
		ctx.store.updateItem(item, properties, ctx.user.displayName);
		ctx.store.moveItem(item, folder, ctx.user.displayName);
	} else ctx.store.deleteItem(item, 'HardDelete');
}

export function sendItem(request: Node, ctx: Context): Answer {
	const messages = below(request, 'ItemIds').map((node) =>
		attempt(NAME, '', () => {
			send(node, request, ctx);
			ctx.writes += 1;
			return success(NAME, '');
		}),
	);
	return answer('SendItem', messages);
}
