/** A folder that every mailbox has from its first day. */
export interface WellKnownFolder {
	/** DistinguishedFolderIdNameType */
	readonly name: string;
	readonly displayName: string;
	readonly folderClass: string;
	readonly children?: readonly WellKnownFolder[];
}

const note = 'IPF.Note';
const contact = 'IPF.Contact';

const visible: readonly WellKnownFolder[] = [
	{ name: 'calendar', displayName: 'Calendar', folderClass: 'IPF.Appointment' },
	{
		name: 'contacts',
		displayName: 'Contacts',
		folderClass: contact,
		children: [
			{
				name: 'recipientcache',
				displayName: 'Recipient Cache',
				folderClass: 'IPF.Contact.RecipientCache',
			},
			{
				name: 'quickcontacts',
				displayName: '{06967759-274D-40B2-A3EB-D7F9E73727D7}',
				folderClass: 'IPF.Contact.MOC.QuickContacts',
			},
			{
				name: 'imcontactlist',
				displayName: '{A9E2BC46-B3A0-4243-B315-60D991004455}',
				folderClass: 'IPF.Contact.MOC.ImContactList',
			},
			{
				name: 'peopleconnect',
				displayName: 'PeopleConnect',
				folderClass: 'IPF.Contact.PeopleConnect',
			},
		],
	},
	{ name: 'conversationhistory', displayName: 'Conversation History', folderClass: note },
	{ name: 'deleteditems', displayName: 'Deleted Items', folderClass: note },
	{ name: 'drafts', displayName: 'Drafts', folderClass: note },
	{ name: 'inbox', displayName: 'Inbox', folderClass: note },
	{ name: 'journal', displayName: 'Journal', folderClass: 'IPF.Journal' },
	{ name: 'junkemail', displayName: 'Junk Email', folderClass: note },
	{ name: 'notes', displayName: 'Notes', folderClass: 'IPF.StickyNote' },
	{ name: 'outbox', displayName: 'Outbox', folderClass: note },
	{ name: 'sentitems', displayName: 'Sent Items', folderClass: note },
	{
		name: 'syncissues',
		displayName: 'Sync Issues',
		folderClass: note,
		children: [
			{ name: 'conflicts', displayName: 'Conflicts', folderClass: note },
			{ name: 'localfailures', displayName: 'Local Failures', folderClass: note },
			{ name: 'serverfailures', displayName: 'Server Failures', folderClass: note },
		],
	},
	{ name: 'tasks', displayName: 'Tasks', folderClass: 'IPF.Task' },
	{ name: 'voicemail', displayName: 'Voice Mail', folderClass: 'IPF.Note.Microsoft.Voicemail' },
];

/** Folders of Exchange 2013 and later under the mailbox root (MS-OXWSFOLD, DistinguishedFolderIdNameType). */
export const WELL_KNOWN: WellKnownFolder = {
	name: 'root',
	displayName: 'Root',
	folderClass: '',
	children: [
		{
			name: 'msgfolderroot',
			displayName: 'Top of Information Store',
			folderClass: note,
			children: visible,
		},
		{ name: 'searchfolders', displayName: 'Finder', folderClass: note },
		{ name: 'adminauditlogs', displayName: 'AdminAuditLogs', folderClass: '' },
		{ name: 'todosearch', displayName: 'To-Do', folderClass: 'IPF.Task' },
		{ name: 'mycontacts', displayName: 'MyContacts', folderClass: contact },
		{ name: 'favorites', displayName: 'Favorites', folderClass: note },
		{ name: 'directory', displayName: 'Directory', folderClass: '' },
		{
			name: 'recoverableitemsroot',
			displayName: 'Recoverable Items',
			folderClass: '',
			children: [
				{ name: 'recoverableitemsdeletions', displayName: 'Deletions', folderClass: '' },
				{ name: 'recoverableitemsversions', displayName: 'Versions', folderClass: '' },
				{ name: 'recoverableitemspurges', displayName: 'Purges', folderClass: '' },
				{
					name: 'recoverableitemsdiscoveryholds',
					displayName: 'DiscoveryHolds',
					folderClass: '',
				},
			],
		},
	],
};

/** The second mailbox of a person, since Exchange 2010. */
export const ARCHIVE: WellKnownFolder = {
	name: 'archiveroot',
	displayName: 'Root',
	folderClass: '',
	children: [
		{
			name: 'archivemsgfolderroot',
			displayName: 'Top of Information Store',
			folderClass: note,
			children: [
				{ name: 'archivedeleteditems', displayName: 'Deleted Items', folderClass: note },
				{ name: 'archiveinbox', displayName: 'Inbox', folderClass: note },
			],
		},
		{
			name: 'archiverecoverableitemsroot',
			displayName: 'Recoverable Items',
			folderClass: '',
			children: [
				{ name: 'archiverecoverableitemsdeletions', displayName: 'Deletions', folderClass: '' },
				{ name: 'archiverecoverableitemsversions', displayName: 'Versions', folderClass: '' },
				{ name: 'archiverecoverableitemspurges', displayName: 'Purges', folderClass: '' },
				{
					name: 'archiverecoverableitemsdiscoveryholds',
					displayName: 'DiscoveryHolds',
					folderClass: '',
				},
			],
		},
	],
};

export const PUBLIC_FOLDERS: WellKnownFolder = {
	name: 'publicfoldersroot',
	displayName: 'IPM_SUBTREE',
	folderClass: note,
};

/** Distinguished folders that appeared with Exchange 2013. */
export const SINCE_2013: ReadonlySet<string> = new Set([
	'syncissues',
	'conflicts',
	'localfailures',
	'serverfailures',
	'recipientcache',
	'quickcontacts',
	'conversationhistory',
	'adminauditlogs',
	'todosearch',
	'mycontacts',
	'directory',
	'imcontactlist',
	'peopleconnect',
	'favorites',
	'recoverableitemsdiscoveryholds',
	'archiveinbox',
	'archiverecoverableitemsdiscoveryholds',
]);
