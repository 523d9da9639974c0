/** Rules of folders, synchronisation, messages and attachments. */
export const FOLDER_RULES = {
	'attachment-content-is-kept': 'The content of a file comes back as it was attached.',
	'deleted-attachments-are-gone': 'What was taken off an item cannot be read any more.',
	'attachment-changes-parent': 'A new attachment gives the item it hangs on a new change key.',
	'bcc-is-hidden': 'Recipients do not see who got a blind copy.',
	'reply-goes-to-sender': 'A reply goes to who sent the message.',
	'sync-tells-deletions': 'Synchronizing a folder tells which items left it.',
	'sync-keeps-to-its-maximum': 'Synchronizing returns no more changes than were asked for.',
	'sync-tells-folder-changes': 'Synchronizing the hierarchy tells which folders changed.',
	'folder-names-are-unique': 'Two folders of one parent do not have the same name.',
	'permissions-are-kept': 'The permissions of a folder are those that were set last.',
	'search-folder-filters':
		'A search folder shows what its restriction lets through, and nothing else.',
	'distinguished-folders-stay':
		'Inbox and the other folders with a name of their own cannot be deleted.',
	'emptying-takes-subfolders': 'Emptying a folder with its subfolders deletes them too.',
} as const;
