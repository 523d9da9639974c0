import {
	FOLDER_ACCESS,
	FULL_ACCESS,
	grant,
	IMPERSONATION,
	SEND_AS,
	entry,
	type Faults,
} from './entry';

/** Rights. */
export const rights: Faults = {
	ErrorAccessDenied: entry(
		'permission',
		'The account may not do this in that mailbox or folder',
		`${grant(FULL_ACCESS)} For one folder only: ${FOLDER_ACCESS}.`,
	),
	ErrorAccountDisabled: entry(
		'permission',
		'The account is disabled',
		'Ask the administrator to enable the account, or use another one.',
	),
	ErrorCreateItemAccessDenied: entry(
		'permission',
		'The account may not create items in that folder',
		grant(FOLDER_ACCESS),
	),
	ErrorCreateSubfolderAccessDenied: entry(
		'permission',
		'The account may not create folders there',
		grant(FOLDER_ACCESS.replace('Editor', 'PublishingEditor')),
	),
	ErrorImpersonateUserDenied: entry(
		'permission',
		'The account may not impersonate that mailbox',
		grant(IMPERSONATION),
	),
	ErrorImpersonationDenied: entry(
		'permission',
		'The account has no right to impersonate',
		grant(IMPERSONATION),
	),
	ErrorImpersonationFailed: entry(
		'permission',
		'Impersonation of that mailbox did not work',
		`Check the mailbox address and Impersonation Type. ${grant(IMPERSONATION)}`,
		true,
	),
	ErrorSendAsDenied: entry('permission', 'The account may not send as that sender', grant(SEND_AS)),
	ErrorNotDelegate: entry(
		'permission',
		'The account is no delegate of that mailbox',
		grant(FULL_ACCESS),
	),
	ErrorSubscriptionAccessDenied: entry(
		'permission',
		'The account may not use that subscription',
		grant(FULL_ACCESS),
	),
	ErrorOrganizationAccessBlocked: entry(
		'permission',
		'The organization blocks EWS',
		'Ask the administrator to run: Set-OrganizationConfig -EwsEnabled $true.',
	),
	ErrorTokenSerializationDenied: entry(
		'permission',
		'The account may not pass its identity on to another Exchange server',
		'Ask the administrator to check the proxy settings between the Exchange sites, or use the server of the mailbox.',
	),
	ErrorPasswordExpired: entry(
		'permission',
		'The password of the account has expired',
		'Change the password and enter the new one in the credential.',
	),
	ErrorPasswordChangeRequired: entry(
		'permission',
		'The account must change its password before it can be used',
		'Change the password and enter the new one in the credential.',
	),
	ErrorMailboxLogonFailed: entry(
		'permission',
		'The mailbox could not be opened for the account',
		grant(FULL_ACCESS),
		true,
	),
};
