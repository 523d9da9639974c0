import { demand, folderOf } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { readExtended } from '../fields/extended';
import { folderIdXml } from '../fields/folderShape';
import { readPath } from '../fields/path';
import { answer, attempt, success, type Answer } from '../response';
import { child, type Node } from '../xml/node';
import type { Folder } from '../../store';

const NAME = 'CreateFolderResponseMessage';

const CLASSES: Readonly<Record<string, string>> = {
	Folder: 'IPF.Note',
	ContactsFolder: 'IPF.Contact',
	CalendarFolder: 'IPF.Appointment',
	TasksFolder: 'IPF.Task',
};

/** @throws EwsError ErrorFolderExists */
export function checkName(parent: Folder, displayName: string, self?: Folder): void {
	const taken = parent.children.some(
		(one) => one !== self && one.displayName.toLowerCase() === displayName.toLowerCase(),
	);
	if (taken) {
		throw new EwsError('ErrorFolderExists', 'A folder with the specified name already exists.');
	}
}

function parentOf(ctx: Context, node: Node): Folder {
	try {
		return folderOf(ctx, node);
	} catch (error) {
		if (error instanceof EwsError && error.code === 'ErrorFolderNotFound') {
			throw new EwsError(
				'ErrorParentFolderNotFound',
				'The specified parent folder could not be found.',
			);
		}
		throw error;
	}
}

function create(node: Node, parent: Folder, ctx: Context): Folder {
	const home = CLASSES[node.name];
	if (home === undefined) {
		throw new EwsError('ErrorInvalidOperation', `A ${node.name} cannot be created here.`);
	}
	const displayName = child(node, 'DisplayName')?.text ?? '';
	if (displayName.trim() === '') {
		throw new EwsError(
			'ErrorFolderPropertRequestFailed',
			'The display name of the folder must be set.',
		);
	}
	checkName(parent, displayName);
	const folderClass = child(node, 'FolderClass')?.text.trim() ?? home;
	const consistent = node.name === 'Folder' || folderClass.startsWith(home);
	if (!consistent) {
		throw new EwsError('ErrorObjectTypeChanged', 'The folder class does not fit the folder.');
	}
	const folder = ctx.store.addFolder(parent, displayName, folderClass);
	for (const property of node.children.filter((one) => one.name === 'ExtendedProperty')) {
		const path = readPath(property.children[0] as Node, ctx.requested);
		if (path.kind === 'extended') {
			folder.properties.set(path.key, readExtended(path, property, ctx));
		}
	}
	return folder;
}

export function createFolder(request: Node, ctx: Context): Answer {
	const parentNode = child(request, 'ParentFolderId')?.children[0] as Node;
	const messages = (child(request, 'Folders')?.children ?? []).map((node) =>
		attempt(NAME, '<m:Folders/>', () => {
			const parent = parentOf(ctx, parentNode);
			demand(ctx, parent, 'CreateSubfolders');
			const folder = create(node, parent, ctx);
			ctx.writes += 1;
			return success(NAME, `<m:Folders>${folderIdXml(folder)}</m:Folders>`);
		}),
	);
	return answer('CreateFolder', messages);
}
