import { demand, folderOf } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { folderIdXml } from '../fields/folderShape';
import { readFolderElement, writeFolder, type FolderChanges } from '../folder/write';
import { answer, attempt, success, type Answer } from '../response';
import { child, type Node } from '../xml/node';
import type { Folder } from '../../store';

const NAME = 'CreateFolderResponseMessage';

const CLASSES: Readonly<Record<string, string>> = {
	Folder: 'IPF.Note',
	ContactsFolder: 'IPF.Contact',
	CalendarFolder: 'IPF.Appointment',
	SearchFolder: 'IPF.Note',
	TasksFolder: 'IPF.Task',
};

/** @throws EwsError ErrorFolderExists */
export function checkName(parent: Folder, displayName: string, ctx: Context, self?: Folder): void {
	const taken = parent.children.some(
		(one) => one !== self && one.displayName.toLowerCase() === displayName.toLowerCase(),
	);
	if (taken && ctx.rules.holds('folder-names-are-unique')) {
		throw new EwsError('ErrorFolderExists', 'A folder with the specified name already exists.');
	}
}

/** @throws EwsError ErrorParentFolderNotFound */
export function parentFolder(node: Node, ctx: Context): Folder {
	let parent: Folder;
	try {
		parent = folderOf(ctx, node);
	} catch (error) {
		if (error instanceof EwsError && error.code === 'ErrorFolderNotFound') {
			throw new EwsError(
				'ErrorParentFolderNotFound',
				'The specified parent folder could not be found.',
			);
		}
		throw error;
	}
	demand(ctx, parent, 'CreateSubfolders');
	if (parent.search !== undefined) {
		throw new EwsError('ErrorInvalidParentFolder', 'A search folder holds no folders.');
	}
	return parent;
}

/** A new folder as a client wrote it. @throws EwsError */
export function makeFolder(node: Node, parent: Folder, ctx: Context): Folder {
	const home = CLASSES[node.name] as string;
	const changes: FolderChanges = { properties: new Map() };
	for (const element of node.children) readFolderElement(element, node.name, changes, ctx);
	const { displayName = '', folderClass = home } = changes;
	if (displayName.trim() === '') {
		throw new EwsError(
			'ErrorFolderPropertRequestFailed',
			'The display name of the folder must be set.',
		);
	}
	checkName(parent, displayName, ctx);
	const consistent = CLASSES[node.name] === 'IPF.Note' || folderClass.startsWith(home);
	if (!consistent) {
		throw new EwsError('ErrorObjectTypeChanged', 'The folder class does not fit the folder.');
	}
	if (node.name === 'SearchFolder' && changes.search === undefined) {
		throw new EwsError(
			'ErrorSearchFolderNotInitialized',
			'The search folder has no search parameters.',
		);
	}
	const folder = ctx.store.addFolder(parent, displayName, folderClass);
	// Who makes a public folder owns it.
	if (ctx.store.isPublic(folder)) {
		ctx.store.grant(folder, ctx.user.primarySmtp, 'Owner');
	}
	writeFolder(folder, changes, ctx);
	ctx.writes += 1;
	return folder;
}

/** @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/createfolder-operation */
export function createFolder(request: Node, ctx: Context): Answer {
	const parentNode = child(request, 'ParentFolderId')?.children[0] as Node;
	const messages = (child(request, 'Folders')?.children ?? []).map((node) =>
		attempt(NAME, '<m:Folders/>', () => {
			const folder = makeFolder(node, parentFolder(parentNode, ctx), ctx);
			return success(NAME, `<m:Folders>${folderIdXml(folder)}</m:Folders>`);
		}),
	);
	return answer('CreateFolder', messages);
}
