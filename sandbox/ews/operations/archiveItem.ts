import { demand, demandDelete, itemById, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError, itemNotFound } from '../errors';
import { idXml } from '../fields/shape';
import { occurrenceView, readItemId } from '../recurrence/instance';
import { answer, attempt, success, type Answer } from '../response';
import { wholeView } from '../view';
import { below, child, type Node } from '../xml/node';
import type { Folder } from '../../store';

const NAME = 'ArchiveItemResponseMessage';

/** The folder of the archive at the same path as `source`, made where it is missing. */
function twinOf(source: Folder, ctx: Context): Folder {
	const { wellKnown } = source.mailbox;
	if (source.parent === undefined || source === wellKnown.get('msgfolderroot')) {
		const top = wellKnown.get('archivemsgfolderroot');
		if (top !== undefined) return top;
		throw new EwsError(
			'ErrorArchiveMailboxNotEnabled',
			'The archive mailbox is not enabled for this user.',
		);
	}
	const parent = twinOf(source.parent, ctx);
	const name = source.displayName.toLowerCase();
	return (
		parent.children.find((folder) => folder.displayName.toLowerCase() === name) ??
		ctx.store.addFolder(parent, source.displayName, source.folderClass)
	);
}

/** Moves items to the person's archive mailbox, into the folder of the same path (MS-OXWSARCH). */
export function archiveItem(request: Node, ctx: Context): Answer {
	const messages = below(request, 'ItemIds').map((node) =>
		attempt(NAME, '<m:Items/>', () => {
			const source = targetFolder(ctx, child(request, 'ArchiveSourceFolderId') as Node);
			const id = readItemId(node, ctx);
			const item = itemById(ctx, id);
			if (item.folder !== source) throw itemNotFound();
			if (occurrenceView(item, id).occurrence !== undefined) {
				throw new EwsError(
					'ErrorCalendarCannotMoveOrCopyOccurrence',
					'An occurrence cannot be moved or copied.',
				);
			}
			const target = twinOf(source, ctx);
			demandDelete(ctx, item);
			demand(ctx, target, 'CreateItems');
			ctx.writes += 1;
			const moved = ctx.store.moveItem(item, target, ctx.user.displayName);
			return success(NAME, `<m:Items>${idXml(wholeView(moved))}</m:Items>`);
		}),
	);
	return answer('ArchiveItem', messages);
}
