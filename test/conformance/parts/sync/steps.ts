import type { Reply } from '../../reply';
import type { Trial } from '../../trial';
import { base, first, named } from '../steps';
import type { Node } from '../../xml';

/** One element below Changes: Create, Update, Delete or ReadFlagChange. */
export interface Change {
	readonly name: string;
	/** Element of the item or folder in it: Message, Folder …; '' for a deletion. */
	readonly kind: string;
	readonly node: Node;
	readonly id: string;
}

const NO_KIND = new Set(['ItemId', 'FolderId']);

export function changesOf(reply: Reply): Change[] {
	return (reply.first('Changes')?.children ?? []).map((node) => {
		const inner = node.children[0];
		const id = first(node, 'ItemId') ?? first(node, 'FolderId');
		return {
			name: node.name,
			kind: inner === undefined || NO_KIND.has(inner.name) ? '' : inner.name,
			node,
			id: id?.attributes['Id'] ?? '',
		};
	});
}

/** "Create Message", each change in order. */
export const summary = (reply: Reply): string[] =>
	changesOf(reply).map(({ name, kind }) => `${name} ${kind}`.trim());

const stateXml = (state: string | undefined) =>
	state === undefined ? '' : `<m:SyncState>${state}</m:SyncState>`;

export interface ItemsAsked {
	readonly folder: string;
	readonly shape?: string;
	readonly state?: string;
	readonly ignore?: string;
	readonly most?: number;
	readonly scope?: string;
}

export const syncItemsXml = ({
	folder,
	shape = base('AllProperties'),
	state,
	ignore,
	most = 100,
	scope,
}: ItemsAsked): string =>
	`<m:SyncFolderItems><m:ItemShape>${shape}</m:ItemShape><m:SyncFolderId>${named(folder)}</m:SyncFolderId>${stateXml(state)}${ignore === undefined ? '' : `<m:Ignore>${ignore}</m:Ignore>`}<m:MaxChangesReturned>${most}</m:MaxChangesReturned>${scope === undefined ? '' : `<m:SyncScope>${scope}</m:SyncScope>`}</m:SyncFolderItems>`;

export const syncFoldersXml = ({
	folder,
	shape = base('AllProperties'),
	state,
}: {
	readonly folder?: string;
	readonly shape?: string;
	readonly state?: string;
}): string =>
	`<m:SyncFolderHierarchy><m:FolderShape>${shape}</m:FolderShape>${folder === undefined ? '' : `<m:SyncFolderId>${named(folder)}</m:SyncFolderId>`}${stateXml(state)}</m:SyncFolderHierarchy>`;

/** The state that an answer carries. @throws Error when it has none */
export function stateOf(reply: Reply): string {
	const state = reply.text('SyncState');
	if (state === undefined || state === '') throw new Error('There is no SyncState');
	return state;
}

/** One client that synchronizes a folder again and again. */
export class Client {
	private state: string | undefined;

	constructor(
		private readonly trial: Trial,
		private readonly xml: (state: string | undefined) => string,
	) {}

	/** What happened since the last time. @throws Error when the server refuses */
	async next(): Promise<Reply> {
		const reply = await this.trial.ok(this.xml(this.state));
		this.state = stateOf(reply);
		return reply;
	}

	get last(): string | undefined {
		return this.state;
	}
}
