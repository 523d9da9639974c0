import type { Settings } from '../../connection/settings';
import { ExchangeError, SkippableError } from '../../errors';
import type { FolderRef, Scope } from '../../query/query';
import { findWellKnownFolder, joinPath, splitPath } from '../../schema/folders';
import type { Table } from '../../schema/table';
import type { EwsChannel } from './channel';
import { FOLDER_COLUMNS } from './folderColumns';
import { missingFolder, nameTarget, TOP } from './folderErrors';
import { FolderTree, readFolders, toNode, type FolderNode } from './folderTree';
import { getFolder } from './operations/getFolder';
import {
	contentCall,
	contentMailbox,
	hierarchyCall,
	isPublicId,
	type PublicSettings,
	replicaList,
} from './publicFolders';
import type { Reach } from './reach';
import type { EwsCall, FolderTarget } from './request';
import { fitsClass } from './folderKind';

/** A folder to work in, and how a person calls it. */
export interface NamedTarget {
	readonly target: FolderTarget;
	readonly name: string;
	/** Of a folder that is not below the top of the mailbox: how it is called from its own top. */
	readonly path?: string;
	/** How requests for its records go, where that is another way than that of the mailbox. */
	readonly call?: EwsCall;
	/** The folders below are targets of their own. */
	readonly shallow?: boolean;
}

/** What a reference leads to. */
interface Place extends NamedTarget {
	readonly isPublic: boolean;
}

/** Finds the folders that a scope means. */
export class Folders {
	constructor(
		private readonly channel: EwsChannel,
		private readonly settings: Pick<Settings, 'folderDepth'> & PublicSettings,
	) {}

	/** A DistinguishedFolderId in the mailbox of the scope. */
	wellKnown(name: string, reach: Reach): FolderTarget {
		const distinguished = findWellKnownFolder(name)?.name ?? name.trim().toLowerCase();
		// Public folders belong to the organization, not to a mailbox of it.
		return reach.mailbox === undefined || distinguished === PUBLIC_ROOT
			? { distinguished }
			: { distinguished, mailbox: reach.mailbox };
	}

	/** All folders of a scope, each once, with those below them where asked for. */
	async targets(table: Table, scope: Scope, reach: Reach): Promise<NamedTarget[]> {
		const refs: readonly FolderRef[] =
			scope.folders.length > 0 ? scope.folders : [{ kind: 'default' }];
		const places: Place[] = [];
		for (const ref of refs) places.push(await this.place(table, ref, reach));
		const isHierarchy = table.ews?.kind === 'folder';
		const goesDown = scope.includeSubfolders === true || table.ews?.deep === true;
		const [only] = places;
		if (only && refs.length === 1 && (!goesDown || (isHierarchy && only.path === undefined))) {
			return [await this.routed(only, isHierarchy, reach)];
		}
		const roots = await this.open(places, reach);
		const found = new Map<string, NamedTarget>();
		for (const [index, root] of roots.entries()) {
			const place = places[index] as Place;
			const self = { ...place, target: { id: root.id } };
			const isSplit = goesDown && (!isHierarchy || place.path !== undefined);
			found.set(root.id, {
				...(await this.routed(self, isHierarchy, reach)),
				...(isSplit ? { shallow: true } : {}),
			});
			if (!isSplit) continue;
			for (const below of await this.below(table, root, place, reach)) {
				found.set((below.target as { id: string }).id, below);
			}
		}
		return [...found.values()];
	}

	/** The one folder that a reference means. */
	async target(table: Table, ref: FolderRef, reach: Reach): Promise<NamedTarget> {
		const place = await this.place(table, ref, reach);
		return await this.routed(place, table.ews?.kind === 'folder', reach);
	}

	/** The way to the content of the public folder that a scope names first; undefined for a mailbox. */
	async publicCall(scope: Scope, reach: Reach): Promise<EwsCall | undefined> {
		const [ref] = scope.folders;
		if (!ref || !mayBePublic(ref)) return undefined;
		const place = ref.kind === 'path' ? await this.walk(ref.path, reach) : this.fixed(ref, reach);
		return (await this.routed(place, false, reach)).call;
	}

	private async place(table: Table, ref: FolderRef, reach: Reach): Promise<Place> {
		if (ref.kind === 'path') return await this.walk(ref.path, reach);
		if (ref.kind !== 'default') return this.fixed(ref, reach);
		return this.standard(table.ews?.defaultFolder ?? 'msgfolderroot', reach);
	}

	private fixed(ref: Extract<FolderRef, { kind: 'wellKnown' | 'id' }>, reach: Reach): Place {
		if (ref.kind === 'id') {
			return { target: { id: ref.id }, name: ref.id, isPublic: isPublicId(ref.id) };
		}
		// Servers refuse a whole request over a name that they do not know.
		if (!findWellKnownFolder(ref.name)) throw missingFolder(ref.name, reach);
		return this.standard(ref.name, reach);
	}

	private standard(name: string, reach: Reach): Place {
		const known = findWellKnownFolder(name);
		return {
			target: this.wellKnown(name, reach),
			name,
			isPublic: known?.name === PUBLIC_ROOT,
			...(known?.outside ? { path: known.label } : {}),
		};
	}

	/** With the way that its requests go: those of public folders to the mailbox that has what they ask for. */
	private async routed(place: Place, isHierarchy: boolean, reach: Reach): Promise<NamedTarget> {
		const { isPublic, ...named } = place;
		if (!isPublic) return named;
		const hierarchy = hierarchyCall(reach, this.settings);
		if (isHierarchy) return { ...named, call: hierarchy };
		const request = { folders: [named.target], columns: [replicaList] };
		const [row] = await getFolder(this.channel, request, hierarchy);
		if (row instanceof ExchangeError) throw nameTarget(row, named.name, reach);
		const mailbox = contentMailbox(row?.replicaList);
		return { ...named, call: contentCall(reach, mailbox, this.settings) };
	}

	/** The folders themselves; an error names the one that is not there. */
	async open(named: readonly NamedTarget[], reach: Reach): Promise<FolderNode[]> {
		const rows = await getFolder(
			this.channel,
			{ folders: named.map(({ target }) => target), columns: FOLDER_COLUMNS },
			named.length === 1 ? (named[0]?.call ?? reach.call) : reach.call,
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

	/** The folders below one that can hold the table's records, each with its way. */
	private async below(
		table: Table,
		root: FolderNode,
		{ isPublic, path }: Place,
		reach: Reach,
	): Promise<NamedTarget[]> {
		const call = isPublic ? hierarchyCall(reach, this.settings) : reach.call;
		const nodes = await readFolders(
			this.channel,
			{ id: root.id },
			call,
			// Exchange searches public folders level by level only.
			isPublic ? 'ByLevel' : 'Deep',
		);
		const tree = new FolderTree(root.id, nodes);
		const deepest = this.settings.folderDepth || Infinity;
		const isHierarchy = table.ews?.kind === 'folder';
		return nodes
			.filter(
				(node) =>
					!node.isSearch &&
					tree.depth(node.id) <= deepest &&
					(isHierarchy || fitsClass(node.folderClass, table.ews?.folderClass)),
			)
			.map((node) => ({
				target: { id: node.id },
				name: node.name,
				shallow: true,
				...(path === undefined ? {} : { path: `${path}/${tree.path(node.id) ?? node.name}` }),
				...(isPublic
					? { call: isHierarchy ? call : contentCall(reach, node.contentMailbox, this.settings) }
					: {}),
			}));
	}

	/** Name by name from the top; the first one may be the English name of a well-known folder. */
	private async walk(path: string, reach: Reach): Promise<Place> {
		const names = splitPath(path);
		if (names.length === 0) throw missingFolder(path, reach);
		let here = this.standard('msgfolderroot', reach);
		for (const [index, name] of names.entries()) {
			const call = here.isPublic ? hierarchyCall(reach, this.settings) : reach.call;
			const children = await readFolders(this.channel, here.target, call, 'Shallow').catch(
				(error: unknown) => {
					throw nameTarget(error, index === 0 ? TOP : path, reach);
				},
			);
			const child = pick(children, name);
			const standard = index === 0 ? findWellKnownFolder(name) : undefined;
			if (child) {
				const { isPublic } = here;
				const above = here.path;
				here = {
					target: { id: child.id },
					name: path,
					isPublic,
					...(above === undefined ? {} : { path: `${above}/${joinPath([child.name])}` }),
				};
			} else if (standard) here = { ...this.standard(standard.name, reach), name: path };
			else throw notOnPath(path, name, children, reach);
		}
		return here;
	}
}

const PUBLIC_ROOT = 'publicfoldersroot';

const isPublicRoot = (name: string | undefined): boolean =>
	name !== undefined && findWellKnownFolder(name)?.name === PUBLIC_ROOT;

type FixedRef = Extract<FolderRef, { kind: 'wellKnown' | 'id' | 'path' }>;

function mayBePublic(ref: FolderRef): ref is FixedRef {
	if (ref.kind === 'id') return isPublicId(ref.id);
	if (ref.kind === 'wellKnown') return isPublicRoot(ref.name);
	return ref.kind === 'path' && isPublicRoot(splitPath(ref.path)[0]);
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
