/** Which folder: the table's home, a DistinguishedFolderId, a path such as `Inbox/Customers`, or an id. */
export type FolderRef =
	| { readonly kind: 'default' }
	| { readonly kind: 'wellKnown'; readonly name: string }
	| { readonly kind: 'path'; readonly path: string }
	| { readonly kind: 'id'; readonly id: string };

export interface WellKnownFolder {
	/** DistinguishedFolderId of EWS, lower case. */
	readonly name: string;
	/** As Outlook shows it in English. */
	readonly label: string;
	/** Well-known name of Graph, where it has one. https://learn.microsoft.com/graph/api/resources/mailfolder */
	readonly graph?: string;
	/** Not below the top of the mailbox: archive, public folders, search folders, and what no person sees. */
	readonly outside?: boolean;
	/** Other names: tables of the older schemas, what people type. */
	readonly also?: readonly string[];
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid */
export const WELL_KNOWN_FOLDERS: readonly WellKnownFolder[] = [
	{ name: 'inbox', label: 'Inbox', graph: 'inbox' },
	{ name: 'drafts', label: 'Drafts', graph: 'drafts' },
	{ name: 'sentitems', label: 'Sent Items', graph: 'sentitems' },
	{ name: 'deleteditems', label: 'Deleted Items', graph: 'deleteditems' },
	{ name: 'junkemail', label: 'Junk Email', graph: 'junkemail', also: ['Junk E-mail'] },
	{ name: 'outbox', label: 'Outbox', graph: 'outbox' },
	{ name: 'archive', label: 'Archive', graph: 'archive' },
	{ name: 'calendar', label: 'Calendar' },
	{ name: 'contacts', label: 'Contacts' },
	{ name: 'tasks', label: 'Tasks' },
	{ name: 'notes', label: 'Notes' },
	{ name: 'journal', label: 'Journal' },
	{ name: 'msgfolderroot', label: 'Top of Information Store', graph: 'msgfolderroot' },
	{ name: 'root', label: 'Root', outside: true },
	{ name: 'searchfolders', label: 'Search Folders', graph: 'searchfolders', outside: true },
	{ name: 'conversationhistory', label: 'Conversation History', graph: 'conversationhistory' },
	{ name: 'syncissues', label: 'Sync Issues', graph: 'syncissues' },
	{ name: 'conflicts', label: 'Conflicts', graph: 'conflicts' },
	{ name: 'localfailures', label: 'Local Failures', graph: 'localfailures' },
	{ name: 'serverfailures', label: 'Server Failures', graph: 'serverfailures' },
	{ name: 'recipientcache', label: 'Recipient Cache' },
	{ name: 'quickcontacts', label: 'Quick Contacts' },
	{ name: 'favorites', label: 'Favorites', outside: true },
	{ name: 'mycontacts', label: 'My Contacts', outside: true },
	{ name: 'todosearch', label: 'To-Do Search', outside: true },
	{ name: 'voicemail', label: 'Voice Mail' },
	{ name: 'publicfoldersroot', label: 'Public Folders', outside: true },
	{ name: 'archiveroot', label: 'Archive Mailbox Root', outside: true },
	{ name: 'archivemsgfolderroot', label: 'Archive Mailbox', outside: true },
	{ name: 'archiveinbox', label: 'Archive Mailbox Inbox', outside: true },
	{ name: 'archivedeleteditems', label: 'Archive Mailbox Deleted Items', outside: true },
	{ name: 'recoverableitemsroot', label: 'Recoverable Items', outside: true },
	{
		name: 'recoverableitemsdeletions',
		label: 'Recoverable Items: Deletions',
		graph: 'recoverableitemsdeletions',
		outside: true,
	},
	{ name: 'recoverableitemsversions', label: 'Recoverable Items: Versions', outside: true },
	{ name: 'recoverableitemspurges', label: 'Recoverable Items: Purges', outside: true },
	{
		name: 'recoverableitemsdiscoveryholds',
		label: 'Recoverable Items: Discovery Holds',
		outside: true,
	},
	...(
		[
			['root', 'Recoverable Items'],
			['deletions', 'Recoverable Items: Deletions'],
			['versions', 'Recoverable Items: Versions'],
			['purges', 'Recoverable Items: Purges'],
			['discoveryholds', 'Recoverable Items: Discovery Holds'],
		] as const
	).map(([name, label]) => ({
		name: `archiverecoverableitems${name}`,
		label: `Archive Mailbox ${label}`,
		outside: true,
	})),
];

const squeezed = (text: string) => text.toLowerCase().replace(/[\s_-]/g, '');

const byName = new Map<string, WellKnownFolder>(
	WELL_KNOWN_FOLDERS.flatMap((folder) =>
		[folder.name, folder.label, ...(folder.also ?? [])].map((name): [string, WellKnownFolder] => [
			squeezed(name),
			folder,
		]),
	),
);

/** A well-known folder by name or label, ignoring case, spaces and hyphens: `Sent Items`, `SentItems`. */
export function findWellKnownFolder(text: string): WellKnownFolder | undefined {
	return byName.get(squeezed(text.trim()));
}

/**
 * Folder ids are Base64 (EWS) or its URL form (Graph), and far longer than folder names are. With a
 * slash it could be a path as well; then it must begin as the ids of Exchange do.
 */
const ID = /^(?:[A-Za-z0-9+_-]{40,}|A[AQ][A-Za-z0-9+/_-]{38,})={0,2}$/;

/**
 * The folder that a text means: nothing is the table's own; then a well-known name; an id; else a
 * path below the mailbox, such as `Inbox/Customers` or `Customers`. A path may begin with a slash; a
 * slash inside a name is written `\/`.
 */
export function parseFolder(text: string): FolderRef {
	const trimmed = text.trim();
	if (trimmed === '') return { kind: 'default' };
	const known = findWellKnownFolder(trimmed);
	if (known) return { kind: 'wellKnown', name: known.name };
	if (ID.test(trimmed)) return { kind: 'id', id: trimmed };
	return { kind: 'path', path: trimmed };
}

/** The names along a path: `Inbox/A\/B` gives `Inbox` and `A/B`. */
export function splitPath(path: string): string[] {
	return path
		.split(/(?<!\\)\//)
		.map((name) => name.replace(/\\\//g, '/').trim())
		.filter((name) => name !== '');
}

/** The opposite: escapes slashes inside names. */
export function joinPath(names: readonly string[]): string {
	return names.map((name) => name.replace(/\//g, '\\/')).join('/');
}
