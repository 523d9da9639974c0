/** What the caller can do; `busy`: the server did nothing yet, `retriable`: it may have. */
export type FaultKind =
	'fatal' | 'input' | 'skippable' | 'conflict' | 'permission' | 'busy' | 'retriable';

/** What a ResponseCode means to the person. */
export interface FaultEntry {
	readonly kind: FaultKind;
	readonly message: string;
	readonly advice: string;
	/** The server's text says more than the code: it is added to the message. */
	readonly quote?: true;
}

export const FULL_ACCESS =
	'Add-MailboxPermission -Identity MAILBOX -User ACCOUNT -AccessRights FullAccess -InheritanceType All';
export const FOLDER_ACCESS =
	'Add-MailboxFolderPermission -Identity MAILBOX:\\FOLDER -User ACCOUNT -AccessRights Editor';
export const IMPERSONATION =
	'New-ManagementRoleAssignment -Name "EWS impersonation" -Role ApplicationImpersonation -User ACCOUNT';
export const SEND_AS =
	'Add-ADPermission -Identity MAILBOX -User ACCOUNT -ExtendedRights "Send As" (Exchange Online: Add-RecipientPermission MAILBOX -Trustee ACCOUNT -AccessRights SendAs)';

export const grant = (command: string): string =>
	`Ask the Exchange administrator to run: ${command}. It can take up to two hours until it works.`;
export const LATER =
	'Try again later; with less load if it stays so (fewer parallel runs, smaller pages and batches).';
export const READ_AGAIN = 'Read the record again and repeat the change with its new change key.';
export const CHECK_ID =
	'Take the ID from a fresh query: an EWS ID changes when the item moves, and is valid in its own mailbox only.';
export const CHECK_VALUE = 'Check the values of this record against the column descriptions.';
export const SIMPLER =
	'Use fewer or simpler conditions; Disable Server Side Filtering in the credential evaluates them here.';

export const entry = (
	kind: FaultKind,
	message: string,
	advice: string,
	quote?: true,
): FaultEntry => ({
	kind,
	message,
	advice,
	...(quote ? { quote } : {}),
});

export type Faults = Readonly<Record<string, FaultEntry>>;
