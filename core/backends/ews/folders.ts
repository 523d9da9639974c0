import type { Settings } from '../../connection/settings';
import { ExchangeError, SkippableError } from '../../errors';
import type { FolderRef, Scope } from '../../query/query';
import { findWellKnownFolder, splitPath } from '../../schema/folders';
import type { Table } from '../../schema/table';
import type { EwsChannel } from './channel';
import { FOLDER_COLUMNS } from './folderColumns';
import { missingFolder, nameTarget, TOP } from './folderErrors';
import { FolderTree, readFolders, toNode, type FolderNode } from './folderTree';
import { getFolder } from './operations/getFolder';
import type { Reach } from './reach';
import type { FolderTarget } from './request';
import { fitsClass } from './folderKind';

/** A folder to work in, and how a person calls it. */
export interface NamedTarget {
	readonly target: FolderTarget;
	readonly name: string;
}

/** Finds the folders that a scope means. */
export class Folders {
	constructor(
		private readonly channel: EwsChannel,
		private readonly settings: Pick<Settings, 'folderDepth'>,
	) {}

	/** A DistinguishedFolderId in the mailbox of the scope. */
	wellKnown(name: string, reach: Reach): FolderTarget {
		const distinguished = findWellKnownFolder(name)?.name ?? name.trim().toLowerCase();
		return reach.mailbox === undefined
			? { distinguished }
			: { distinguished, mailbox: reach.mailbox };
	}

	/** All folders of a scope, each once, with those below them where asked for. */
	async targets(table: Table, scope: Scope, reach: Reach): Promise<NamedTarget[]> {
		const refs: readonly FolderRef[] =
			scope.folders.length > 0 ? scope.folders : [{ kind: 'default' }];
		const named: NamedTarget[] = [];
		for (const ref of refs) named.push(await this.target(table, ref, reach));
		if (refs.length === 1 && !scope.includeSubfolders) return named;

		const roots = await this.open(named, reach);
		const found = new Map<string, NamedTarget>();
		for (const [index, root] of roots.entries()) {
			const name = named[index]?.name ?? root.name;
			found.set(root.id, { target: { id: root.id }, name });
			if (!scope.includeSubfolders || table.ews?.kind === 'folder') continue;
			for (const node of await this.below(table, root, reach)) {
				found.set(node.id, { target: { id: node.id }, name: node.name });
			}
		}
		return [...found.values()];
	}

	/** The one folder that a reference means. */
	async target(table: Table, ref: FolderRef, reach: Reach): Promise<NamedTarget> {
		switch (ref.kind) {
			case 'default': {
				const name = table.ews?.defaultFolder ?? 'msgfolderroot';
				return { target: this.wellKnown(name, reach), name };
			}
			case 'wellKnown':
				// Servers refuse a whole request over a name that they do not know.
				if (!findWellKnownFolder(ref.name)) throw missingFolder(ref.name, reach);
				return { target: this.wellKnown(ref.name, reach), name: ref.name };
			case 'id':
				return { target: { id: ref.id }, name: ref.id };
			case 'path':
				return { target: await this.walk(ref.path, reach), name: ref.path };
		}
	}

	/** The folders themselves; an error names the one that is not there. */
	async open(named: readonly NamedTarget[], reach: Reach): Promise<FolderNode[]> {
		const rows = await getFolder(
			this.channel,
			{ folders: named.map(({ target }) => target), columns: FOLDER_COLUMNS },
			reach.call,
		).catch((error: unknown) => {
			throw nameTarget(error, named[0]?.name ?? '', reach);
		});
		return rows.map((row, index) => {
			if (row instanceof ExchangeError) throw nameTarget(row, named[index]?.name ?? '', reach);
			return toNode(row);
		});
	}

	/** Everything below the top of the mailbox. */
	async tree(reach: Reach): Promise<FolderTree> {
		const top = { target: this.wellKnown('msgfolderroot', reach), name: TOP };
		const [root] = await this.open([top], reach);
		if (!root) throw missingFolder(top.name, reach);
		return new FolderTree(root.id, await readFolders(this.channel, top.target, reach.call));
	}

	private async below(table: Table, root: FolderNode, reach: Reach): Promise<FolderNode[]> {
		const nodes = await readFolders(this.channel, { id: root.id }, reach.call);
		const tree = new FolderTree(root.id, nodes);
		const deepest = this.settings.folderDepth || Infinity;
		return nodes.filter(
			(node) =>
				!node.isSearch &&
				tree.depth(node.id) <= deepest &&
				fitsClass(node.folderClass, table.ews?.folderClass),
		);
	}

	/** Name by name from the top; the first one may be the English name of a well-known folder. */
	private async walk(path: string, reach: Reach): Promise<FolderTarget> {
		const names = splitPath(path);
		if (names.length === 0) throw missingFolder(path, reach);
		let here = this.wellKnown('msgfolderroot', reach);
		for (const [index, name] of names.entries()) {
			const children = await readFolders(this.channel, here, reach.call, 'Shallow').catch(
				(error: unknown) => {
					throw nameTarget(error, index === 0 ? TOP : path, reach);
				},
			);
			const child = pick(children, name);
			const standard = index === 0 ? findWellKnownFolder(name) : undefined;
			if (child) here = { id: child.id };
			else if (standard) here = this.wellKnown(standard.name, reach);
			else throw notOnPath(path, name, children, reach);
		}
		return here;
	}
}

/** Exchange keeps names unique without case; the exact one goes first all the same. */
function pick(nodes: readonly FolderNode[], name: string): FolderNode | undefined {
	const wanted = name.toLowerCase();
	return (
		nodes.find((node) => node.name === name) ??
		nodes.find((node) => node.name.toLowerCase() === wanted)
	);
}

function notOnPath(
	path: string,
	name: string,
	siblings: readonly FolderNode[],
	reach: Reach,
): SkippableError {
	const some = siblings.slice(0, 10).map((node) => `'${node.name}'`);
	const error = missingFolder(path, reach);
	if (some.length === 0) return error;
	return new SkippableError(error.message, {
		code: error.code,
		field: error.field,
		advice: `There is no '${name}'; beside it are ${some.join(', ')}${siblings.length > 10 ? ' and others' : ''}.`,
	});
}
