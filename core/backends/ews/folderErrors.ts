import { ExchangeError, SkippableError } from '../../errors';
import type { Reach } from './reach';

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
	'ErrorNoRespondingCASInDestinationSite',
	'ErrorMissingEmailAddress',
	'ErrorInvalidSmtpAddress',
	'ErrorMailboxStoreUnavailable',
	'ErrorImpersonationFailed',
]);

export function isFolderMissing(error: unknown): boolean {
	return error instanceof ExchangeError && NO_FOLDER.has(error.code ?? '');
}

/** The same error, naming the folder or mailbox that the person gave. */
export function nameTarget(error: unknown, folder: string, reach: Reach): unknown {
	if (!(error instanceof ExchangeError) || error.field) return error;
	const details = { code: error.code, requestId: error.requestId, status: error.status };
	if (isFolderMissing(error)) return missingFolder(folder, reach, { ...details, cause: error });
	if (error.code === 'ErrorNonExistentMailbox' || error.code === 'ErrorInvalidSmtpAddress') {
		return missingMailbox(reach, { ...details, cause: error });
	}
	if (!NO_MAILBOX.has(error.code ?? '') || error.kind !== 'skippable') return error;
	return missingMailbox(reach, { ...details, cause: error });
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

function missingMailbox(reach: Reach, details: object): SkippableError {
	return new SkippableError(`Exchange knows no ${reach.label}`, {
		...details,
		field: 'Mailbox',
		advice: 'Check the address, or choose the mailbox from the list.',
	});
}
