import { demand, targetFolder } from './access';
import type { Context } from './context';
import { EwsError } from './errors';
import { idXml } from './fields/shape';
import { checkSize } from './newItem';
import { success, type Message } from './response';
import { deliver } from './send';
import { wholeView } from './view';
import { child, type Node } from './xml/node';
import type { Folder, ItemInput, Value } from '../store';

const NAME = 'CreateItemResponseMessage';

/** MessageDisposition of CreateItem, which messages need. @throws EwsError */
export function disposition(request: Node): string {
	const given = request.attributes['MessageDisposition'];
	if (given === undefined) {
		throw new EwsError(
			'ErrorMessageDispositionRequired',
			'The MessageDisposition attribute must be set.',
		);
	}
	return given;
}

/** Where a new message goes: SavedItemFolderId, else Drafts or Sent Items. */
export function messageFolder(request: Node, sending: string, ctx: Context): Folder {
	const target = child(request, 'SavedItemFolderId');
	const name = sending === 'SaveOnly' ? 'drafts' : 'sentitems';
	const folder =
		target === undefined ? (ctx.user.wellKnown.get(name) as Folder) : targetFolder(ctx, target);
	ctx.mailbox ??= folder.mailbox;
	demand(ctx, folder, 'CreateItems');
	return folder;
}

/** Saves a message, sends it, or both. What is sent is not returned: it has left when the answer is written. */
export function post(
	input: ItemInput & { readonly properties: ReadonlyMap<string, Value> },
	folder: Folder,
	sending: string,
	ctx: Context,
): Message {
	checkSize(input.attachments ?? [], 0, ctx);
	ctx.writes += 1;
	if (sending !== 'SaveOnly') deliver(input.properties, ctx, input.attachments ?? []);
	if (sending === 'SendOnly') return success(NAME, '<m:Items/>');
	const item = ctx.store.addItem(folder, input);
	if (sending !== 'SaveOnly') return success(NAME, '<m:Items/>');
	return success(NAME, `<m:Items>${idXml(wholeView(item))}</m:Items>`);
}
