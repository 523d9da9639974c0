import { demand, rights, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { FolderShape } from '../fields/folderShape';
import { answer, attempt, success, type Answer } from '../response';
import { readState, writeState } from '../sync/state';
import { wrap } from '../xml/escape';
import { child, type Node } from '../xml/node';
import type { Folder } from '../../store';

const NAME = 'SyncFolderHierarchyResponseMessage';

/** Without SyncFolderId all folders that a person sees. @throws EwsError ErrorSyncFolderNotFound */
function topOf(request: Node, ctx: Context): Folder {
	const node = child(request, 'SyncFolderId');
	if (node === undefined) return ctx.user.wellKnown.get('msgfolderroot') as Folder;
	try {
		return targetFolder(ctx, node);
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

/** Parents before their children. */
function inside(top: Folder, ctx: Context): Folder[] {
	return top.children.flatMap((folder) => [
		...(rights(ctx, folder).has('FolderVisible') ? [folder] : []),
		...inside(folder, ctx),
	]);
}

/** @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderhierarchy-operation */
export function syncFolderHierarchy(request: Node, ctx: Context): Answer {
	const message = attempt(NAME, '', () => {
		const top = topOf(request, ctx);
		if (request.children.some(({ name }) => name === 'SyncFolderId')) {
			demand(ctx, top, 'FolderVisible');
		}
		const { position, known } = readState('folders', top, child(request, 'SyncState')?.text);
		const shape = new FolderShape(child(request, 'FolderShape') as Node, ctx, false);
		const present = inside(top, ctx);
		let inner = '';
		for (const folder of present) {
			if (!known.has(folder.sequence)) inner += wrap('Create', shape.print(folder));
			else if (folder.change > position && ctx.rules.holds('sync-tells-folder-changes')) {
				inner += wrap('Update', shape.print(folder));
			}
		}
		const here = new Set(present.map(({ sequence }) => sequence));
		for (const sequence of [...known]) {
			if (here.has(sequence)) continue;
			const folder = ctx.store.removedFolders.get(sequence) ?? ctx.store.folderNumber(sequence);
			inner += wrap('Delete', wrap('FolderId', '', { Id: folder?.id }));
			known.delete(sequence);
		}
		for (const sequence of here) known.add(sequence);
		const state = writeState('folders', top, { position: ctx.store.changes, known });
		return success(
			NAME,
			`<m:SyncState>${state}</m:SyncState>` +
				'<m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange>' +
				wrap('m:Changes', inner),
		);
	});
	return answer('SyncFolderHierarchy', [message]);
}
