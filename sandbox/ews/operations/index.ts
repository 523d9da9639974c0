import type { Context } from '../context';
import type { Answer } from '../response';
import type { Node } from '../xml/node';
import { convertId } from './convertId';
import { createFolder } from './createFolder';
import { createItem } from './createItem';
import { deleteFolder, emptyFolder } from './deleteFolder';
import { deleteItem } from './deleteItem';
import { findFolder } from './findFolder';
import { findItem } from './findItem';
import { getFolder } from './getFolder';
import { getItem } from './getItem';
import { getServerTimeZones } from './getServerTimeZones';
import { moveFolder } from './moveFolder';
import { copyItem, moveItem } from './moveItem';
import { resolveNames } from './resolveNames';
import { sendItem } from './sendItem';
import { updateFolder } from './updateFolder';
import { updateItem } from './updateItem';

export type Operation = (request: Node, ctx: Context) => Answer;

/** Request element -> handler. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
	ConvertId: convertId,
	CopyItem: copyItem,
	CreateFolder: createFolder,
	CreateItem: createItem,
	DeleteFolder: deleteFolder,
	DeleteItem: deleteItem,
	EmptyFolder: emptyFolder,
	FindFolder: findFolder,
	FindItem: findItem,
	GetFolder: getFolder,
	GetItem: getItem,
	GetServerTimeZones: getServerTimeZones,
	MoveFolder: moveFolder,
	MoveItem: moveItem,
	ResolveNames: resolveNames,
	SendItem: sendItem,
	UpdateFolder: updateFolder,
	UpdateItem: updateItem,
};
