/** Rules of folders, synchronisation, messages and attachments. */
export const FOLDER_RULES = {
	'attachment-changes-parent': 'A new attachment gives the item it hangs on a new change key.',
	'attachment-needs-current-key':
		'An attachment is not created with a change key of the item that is no longer current.',
	'bcc-is-hidden': 'Recipients do not see who got a blind copy.',
	'groups-are-expanded': 'A message to a group reaches its members.',
	'reply-goes-to-sender': 'A reply goes to who sent the message.',
	'reply-all-reaches-all': 'A reply to all goes to the other recipients as well.',
	'forward-takes-attachments': 'A forwarded message takes the attachments along.',
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
