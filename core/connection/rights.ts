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

/** How an application gets into mailboxes: by its own permission, since nobody stands behind it. */
const APPLICATION_ADVICE =
	"In Exchange Online the app registration needs full_access_as_app (Office 365 Exchange Online, application) and an administrator's consent, or: New-ManagementRoleAssignment -App <application id> -Role 'Application EWS.AccessAsApp'. On premises its account needs the role ApplicationImpersonation.";

const impersonation = (settings: Settings): string =>
	settings.isApplication
		? APPLICATION_ADVICE
		: `Have the administrator run: ${grantCommand({ ...settings, access: 'impersonate' })}`;

/** EWS response codes that mean a missing right or mailbox, and what helps. */
const ADVICE: Readonly<Record<string, (settings: Settings) => string>> = {
	ErrorImpersonateUserDenied: impersonation,
	ErrorImpersonationDenied: impersonation,
	ErrorImpersonationFailed: impersonation,
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
	if (settings.schema !== 'EWS' || !(error instanceof ExchangeError)) return undefined;
	return error.code ? ADVICE[error.code]?.(settings) : undefined;
}

/** A PowerShell literal: single quotes, doubled inside. */
const quote = (text: string) =>
	/^<.*>$/.test(text) ? text : `'${text.replace(/['’‘]/g, '$&$&')}'`;
