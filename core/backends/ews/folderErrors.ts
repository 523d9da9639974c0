import { ExchangeError, PermissionError, SkippableError } from '../../errors';
import { findWellKnownFolder } from '../../schema/folders';
import type { Reach } from './reach';

/** How the top of a mailbox is called in messages. */
export const TOP = 'top of the mailbox';

const NO_FOLDER: ReadonlySet<string> = new Set([
	'ErrorFolderNotFound',
	'ErrorParentFolderNotFound',
	'ErrorItemNotFound',
	'ErrorInvalidIdMalformed',
	'ErrorInvalidIdEmpty',
	'ErrorInvalidId',
	'ErrorInvalidFolderId',
	'ErrorCannotOpenFolder',
]);
const NO_MAILBOX: ReadonlySet<string> = new Set([
	'ErrorNonExistentMailbox',
	'ErrorInvalidSmtpAddress',
	'ErrorMissingEmailAddress',
]);

export function isFolderMissing(error: unknown): boolean {
	return error instanceof ExchangeError && NO_FOLDER.has(error.code ?? '');
}

/**
 * The same error, naming the folder or mailbox that the person gave. Exchange says of a folder without
 * a right that it is not there; every mailbox has the well-known ones, so for those it is the right.
 */
export function nameTarget(error: unknown, folder: string, reach: Reach): unknown {
	if (!(error instanceof ExchangeError) || error.field) return error;
	const { code, requestId, status } = error;
	const details = { code, requestId, status, cause: error };
	if (NO_MAILBOX.has(code ?? '')) return missingMailbox(reach, details);
	if (!isFolderMissing(error)) return error;
	const isStandard = folder === TOP || findWellKnownFolder(folder) !== undefined;
	return isStandard && reach.mailbox !== undefined
		? notShared(folder, reach, details)
		: missingFolder(folder, reach, details);
}

export function missingFolder(folder: string, reach: Reach, details: object = {}): SkippableError {
	return new SkippableError(`The folder '${folder}' does not exist in ${reach.label}`, {
		code: 'ErrorFolderNotFound',
		...details,
		field: 'Folder',
		advice:
			'Choose the folder from the list, or write its path from the top of the mailbox, such as Inbox/Customers.',
	});
}

function notShared(folder: string, reach: Reach, details: object): PermissionError {
	const { mailbox } = reach;
	return new PermissionError(
		`The folder '${folder}' of ${reach.label} is not open to the account of the credential`,
		{
			...details,
			field: 'Mailbox',
			advice: `Ask the Exchange administrator to run: Add-MailboxPermission -Identity ${mailbox} -User ACCOUNT -AccessRights FullAccess. For one folder only: Add-MailboxFolderPermission -Identity ${mailbox}:\\FOLDER -User ACCOUNT -AccessRights Editor.`,
		},
	);
}

function missingMailbox(reach: Reach, details: object): SkippableError {
	return new SkippableError(`Exchange knows no ${reach.label}`, {
		...details,
		field: 'Mailbox',
		advice: 'Check the address, or choose the mailbox from the list.',
	});
}
