import { ExchangeError } from '../errors';
import type { Settings } from './settings';

/** The command that grants what is missing, in the Exchange Management Shell. */
export function grantCommand(
	settings: Pick<Settings, 'access' | 'user' | 'defaultMailbox'>,
): string {
	const user = quote(settings.user ?? '<user>');
	return settings.access === 'impersonate'
		? `New-ManagementRoleAssignment -Name "EWS impersonation" -Role ApplicationImpersonation -User ${user}`
		: `Add-MailboxPermission -Identity ${quote(settings.defaultMailbox ?? '<mailbox>')} -User ${user} -AccessRights FullAccess -AutoMapping $false`;
}

/** EWS response codes that mean a missing right or mailbox, and what helps. */
const ADVICE: Readonly<Record<string, (settings: Settings) => string>> = {
	ErrorImpersonateUserDenied: (settings) =>
		`Have the administrator run: ${grantCommand({ ...settings, access: 'impersonate' })}`,
	ErrorImpersonationDenied: (settings) =>
		`Have the administrator run: ${grantCommand({ ...settings, access: 'impersonate' })}`,
	ErrorImpersonationFailed: (settings) =>
		`Have the administrator run: ${grantCommand({ ...settings, access: 'impersonate' })}`,
	ErrorAccessDenied: (settings) => `Have the administrator run: ${grantCommand(settings)}`,
	ErrorItemNotFound: (settings) => `Have the administrator run: ${grantCommand(settings)}`,
	ErrorFolderNotFound: (settings) => `Have the administrator run: ${grantCommand(settings)}`,
	ErrorNonExistentMailbox: () =>
		"Check 'Default Mailbox': no mailbox has this address. Get-Mailbox shows them.",
	ErrorMissingEmailAddress: () =>
		"The account has no mailbox of its own: enter the mailbox to work on as 'Default Mailbox'.",
	ErrorMailboxStoreUnavailable: () =>
		'The mailbox database is not mounted or is being moved; try again later.',
	ErrorInvalidUserPrincipalName: () =>
		"Check 'Default Mailbox' and 'Impersonation Type': the server expects user@domain.",
	ErrorInvalidUserSid: () => "Check 'Default Mailbox': the server expects a SID such as S-1-5-21-…",
};

/** Advice for an error met while opening a mailbox; undefined when the error says enough. */
export function accessAdvice(error: unknown, settings: Settings): string | undefined {
	return error instanceof ExchangeError && error.code ? ADVICE[error.code]?.(settings) : undefined;
}

/** A PowerShell literal: single quotes, doubled inside. */
const quote = (text: string) =>
	/^<.*>$/.test(text) ? text : `'${text.replace(/['’‘]/g, '$&$&')}'`;
