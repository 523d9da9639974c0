import { InputError } from '../../errors';
import type { Identity } from '../identity';
import { refuseHalfCharacters } from '../text';

/** Longest user or domain, UTF-16 units; the lengths in the message have 16 bits, real names far fewer. */
const NAME_LIMIT = 1024;
/** `.\user`: an account of the server itself, whatever it is called. */
export const OWN_DOMAIN = '.';

export interface Account {
	/** Empty for a UPN and a plain user: the server finds the domain. */
	readonly domain: string;
	readonly user: string;
}

/** `DOMAIN\user`, `.\user`, `user@domain` or `user`. */
export function parseAccount(text: string): Account {
	const at = text.indexOf('\\');
	return at < 0
		? { domain: '', user: text }
		: { domain: text.slice(0, at), user: text.slice(at + 1) };
}

/** Account and password of an identity, or the InputError that tells what NTLM cannot carry. */
export function readAccount(identity: Identity): Account & { readonly password: string } {
	const { user, password = '' } = identity;
	const account = parseAccount(user ?? '');
	if (!account.user) {
		throw new InputError("'User' is empty, and NTLM needs one", {
			field: 'user',
			advice: 'Write it as DOMAIN\\user or user@domain.',
		});
	}
	if (account.user.length > NAME_LIMIT || account.domain.length > NAME_LIMIT) {
		throw new InputError(`'User' is longer than ${NAME_LIMIT} characters`, {
			field: 'user',
			advice: 'Write it as DOMAIN\\user or user@domain.',
		});
	}
	refuseHalfCharacters(user!, 'user', 'User');
	refuseHalfCharacters(password, 'password', 'Password');
	return { ...account, password };
}
