/** Somebody who can sign in. Test data only: passwords are plain on purpose. */
export interface Account {
	/** NetBIOS domain, such as `CONTOSO`. */
	readonly domain: string;
	/** sAMAccountName. */
	readonly user: string;
	/** userPrincipalName. */
	readonly principal: string;
	readonly password: string;
	/** Primary SMTP address of the own mailbox; absent for an account without one. */
	readonly mailbox?: string;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Finds the account that a sign-in name means: `user`, `DOMAIN\user`, `user@upn.suffix`, and for
 * convenience the SMTP address, as Exchange servers whose UPNs equal the addresses behave.
 */
export function findAccount(
	accounts: readonly Account[],
	name: string,
	domain = '',
): Account | undefined {
	const separator = name.indexOf('\\');
	if (separator >= 0) {
		return findAccount(accounts, name.slice(separator + 1), name.slice(0, separator));
	}
	return accounts.find(
		(account) =>
			(same(account.user, name) && (domain === '' || same(account.domain, domain))) ||
			same(account.principal, name) ||
			(account.mailbox !== undefined && same(account.mailbox, name)),
	);
}
