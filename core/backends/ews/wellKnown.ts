/**
 * Folders that every mailbox has, under the names that EWS gives them, with the words people use.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid
 */
export interface WellKnownFolder {
	readonly id: string;
	readonly label: string;
	/** FolderClass of the folder. */
	readonly folderClass: string;
}

export const WELL_KNOWN: readonly WellKnownFolder[] = [
	{ id: 'inbox', label: 'Inbox', folderClass: 'IPF.Note' },
	{ id: 'sentitems', label: 'Sent Items', folderClass: 'IPF.Note' },
	{ id: 'drafts', label: 'Drafts', folderClass: 'IPF.Note' },
	{ id: 'deleteditems', label: 'Deleted Items', folderClass: 'IPF.Note' },
	{ id: 'junkemail', label: 'Junk Email', folderClass: 'IPF.Note' },
	{ id: 'outbox', label: 'Outbox', folderClass: 'IPF.Note' },
	{ id: 'contacts', label: 'Contacts', folderClass: 'IPF.Contact' },
	{ id: 'calendar', label: 'Calendar', folderClass: 'IPF.Appointment' },
	{ id: 'tasks', label: 'Tasks', folderClass: 'IPF.Task' },
	{ id: 'notes', label: 'Notes', folderClass: 'IPF.StickyNote' },
	{ id: 'journal', label: 'Journal', folderClass: 'IPF.Journal' },
	{ id: 'msgfolderroot', label: 'Mailbox', folderClass: '' },
	{ id: 'archivemsgfolderroot', label: 'Archive Mailbox', folderClass: '' },
	{ id: 'archivedeleteditems', label: 'Archive Deleted Items', folderClass: 'IPF.Note' },
	{ id: 'recoverableitemsdeletions', label: 'Recoverable Items', folderClass: 'IPF.Note' },
	{ id: 'publicfoldersroot', label: 'Public Folders', folderClass: '' },
	{ id: 'searchfolders', label: 'Search Folders', folderClass: '' },
	{ id: 'conversationhistory', label: 'Conversation History', folderClass: 'IPF.Note' },
	{ id: 'recipientcache', label: 'Recipient Cache', folderClass: 'IPF.Contact' },
	{ id: 'root', label: 'Root', folderClass: '' },
];

const BY_NAME = new Map(
	WELL_KNOWN.flatMap((folder) => [
		[folder.id, folder] as const,
		[key(folder.label), folder] as const,
	]),
);

/** By DistinguishedFolderId or the English name, without case and blanks. */
export function findWellKnown(name: string): WellKnownFolder | undefined {
	return BY_NAME.get(key(name));
}

function key(name: string): string {
	return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/** `IPF.Contact.Company` is a folder of contacts; a folder without class holds messages. */
export function fitsClass(folderClass: unknown, wanted: string | undefined): boolean {
	if (!wanted) return true;
	const text = typeof folderClass === 'string' && folderClass !== '' ? folderClass : 'IPF.Note';
	const [actual, prefix] = [text.toLowerCase(), wanted.toLowerCase()];
	return actual === prefix || actual.startsWith(`${prefix}.`);
}
