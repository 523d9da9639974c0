import type { Row } from '../../schema/column';
import { joinPath } from '../../schema/folders';
import type { EwsChannel } from './channel';
import { elementOf } from './decode/element';
import { childCount, FOLDER_COLUMNS } from './folderColumns';
import { IdSet } from './idSet';
import { findFolder } from './operations/findFolder';
import { readView } from './paging';
import { contentMailbox, replicaList } from './publicFolders';
import type { EwsCall, FolderTarget } from './request';

const PAGE = 500;
const COLUMNS = [...FOLDER_COLUMNS, childCount, replicaList];

export interface FolderNode {
	readonly id: string;
	readonly name: string;
	readonly parentId: string;
	readonly folderClass: string | null;
	/** Shows items of other folders. */
	readonly isSearch: boolean;
	/** Outlook does not show it. */
	readonly isHidden: boolean;
	readonly hasChildren: boolean;
	/** Of a public folder: GUID of the mailbox that holds its content. */
	readonly contentMailbox?: string;
}

/** Folders below one folder, without it, in the order of the server. */
export async function readFolders(
	channel: EwsChannel,
	root: FolderTarget,
	call: EwsCall,
	traversal: 'Shallow' | 'Deep' | 'ByLevel' = 'Deep',
): Promise<FolderNode[]> {
	if (traversal === 'ByLevel') return await readByLevel(channel, root, call);
	const nodes: FolderNode[] = [];
	const pages = readView(
		(view) => findFolder(channel, { parents: [root], traversal, columns: COLUMNS, view }, call),
		{ firstSize: PAGE, size: PAGE, seen: new IdSet(), signal: call.signal },
	);
	for await (const rows of pages) nodes.push(...rows.map(toNode));
	return nodes;
}

/** Folder by folder, where the server looks no deeper than one level. */
async function readByLevel(
	channel: EwsChannel,
	root: FolderTarget,
	call: EwsCall,
): Promise<FolderNode[]> {
	const nodes: FolderNode[] = [];
	const seen = new Set<string>();
	let level: FolderTarget[] = [root];
	while (level.length > 0) {
		const next: FolderTarget[] = [];
		for (const folder of level) {
			for (const node of await readFolders(channel, folder, call, 'Shallow')) {
				if (seen.has(node.id)) continue;
				seen.add(node.id);
				nodes.push(node);
				if (node.hasChildren) next.push({ id: node.id });
			}
		}
		level = next;
	}
	return nodes;
}

export function toNode(row: Row): FolderNode {
	return {
		id: String(row.id),
		name: String(row.displayName ?? ''),
		parentId: String(row.parentFolderId ?? ''),
		folderClass: typeof row.folderClass === 'string' ? row.folderClass : null,
		isSearch: elementOf(row) === 'SearchFolder',
		isHidden: row.isHidden === true,
		hasChildren: row.childFolderCount !== 0,
		contentMailbox: contentMailbox(row.replicaList),
	};
}

/** The hierarchy below a root: paths and depths of its folders. */
export class FolderTree {
	private readonly byId: Map<string, FolderNode>;
	private readonly paths = new Map<string, readonly string[]>();

	constructor(
		readonly rootId: string,
		readonly nodes: readonly FolderNode[],
	) {
		this.byId = new Map(nodes.map((node) => [node.id, node]));
	}

	/** `Inbox/Customers`; '' for the root itself; undefined for a folder that is not below it. */
	path(id: string): string | undefined {
		const names = this.names(id, 0);
		return names && joinPath(names);
	}

	/** 1 for the folders directly below the root. */
	depth(id: string): number {
		return this.names(id, 0)?.length ?? Infinity;
	}

	private names(id: string, level: number): readonly string[] | undefined {
		if (id === this.rootId) return [];
		const known = this.paths.get(id);
		if (known) return known;
		const node = this.byId.get(id);
		// A hierarchy deeper than Exchange allows is a circle.
		if (!node || level > 300) return undefined;
		const parent = this.names(node.parentId, level + 1);
		if (!parent) return undefined;
		const names = [...parent, node.name];
		this.paths.set(id, names);
		return names;
	}
}
