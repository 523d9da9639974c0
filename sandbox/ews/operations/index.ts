import type { Context } from '../context';
import type { Answer } from '../response';
import type { Node } from '../xml/node';
import { createItem } from './createItem';
import { deleteItem } from './deleteItem';
import { findFolder } from './findFolder';
import { findItem } from './findItem';
import { getFolder } from './getFolder';
import { getItem } from './getItem';
import { updateItem } from './updateItem';

export type Operation = (request: Node, ctx: Context) => Answer;

/** Request element -> handler. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
	CreateItem: createItem,
	DeleteItem: deleteItem,
	FindFolder: findFolder,
	FindItem: findItem,
	GetFolder: getFolder,
	GetItem: getItem,
	UpdateItem: updateItem,
};
