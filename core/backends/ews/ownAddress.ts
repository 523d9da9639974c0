import { InputError } from '../../errors';
import type { Scope } from '../../query/query';
import type { Call } from '../backend';
import { smtpOf } from './addresses';
import type { EwsContext } from './context';
import { resolveNames } from './operations/resolveNames';
import { reach } from './reach';

/**
 * SMTP address of the mailbox that a scope means, for operations that ask for one. An address that the
 * person gave is taken as it is; the sign-in name is looked up in the directory.
 */
export async function ownAddress(
	{ channel, settings }: Pick<EwsContext, 'channel' | 'settings'>,
	scope: Scope,
	call: Call,
): Promise<string> {
	const mailbox = scope.mailbox?.trim();
	if (mailbox?.includes('@')) return mailbox;
	const user = settings.user?.trim();
	const text = user?.includes('@') ? `smtp:${user}` : user?.split('\\').pop();
	if (!mailbox && text) {
		const way = reach(scope, call, settings);
		const found = await resolveNames(channel, { text, contactData: true }, way.call);
		const addresses = found.resolutions
			.filter(({ mailboxType }) => mailboxType === null || mailboxType === 'Mailbox')
			.map(smtpOf);
		const [only, ...others] = addresses;
		if (only && others.length === 0) return only;
		const alias = addresses.filter(
			(address) => address?.split('@')[0]?.toLowerCase() === text.toLowerCase(),
		);
		if (alias.length === 1 && alias[0]) return alias[0];
	}
	throw new InputError('The address of the mailbox is not known', {
		field: 'Mailbox',
		code: 'NO_ADDRESS',
		advice:
			"Give the e-mail address of the mailbox as 'Mailbox', or as 'Default Mailbox' in the credential.",
	});
}
