/** Rules of folders, synchronisation, messages and attachments. */
export const FOLDER_RULES = {
	'attachment-changes-parent': 'A new attachment gives the item it hangs on a new change key.',
	'attachment-needs-current-key':
		'An attachment is not created with a change key of the item that is no longer current.',
} as const;
