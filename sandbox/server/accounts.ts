import type { Store } from '../store';
import type { Account } from './account';

/** An account that is to have another password than the rest, or that the store has no mailbox for. */
export interface AccountInput {
	/** `DOMAIN\user`. */
	readonly account: string;
	readonly password: string;
	/** Default `user@contoso.example`. */
	readonly principal?: string;
}

export const DEFAULT_PASSWORD = 'Sandbox-Pass-1';

function split(account: string): { domain: string; user: string } {
	const separator = account.indexOf('\\');
	return { domain: account.slice(0, Math.max(separator, 0)), user: account.slice(separator + 1) };
}

/** One account for each mailbox of a person, then those that were asked for besides. */
export function accountsOf(store: Store, inputs: readonly AccountInput[] = []): Account[] {
	const given = new Map(inputs.map((input) => [input.account.toLowerCase(), input]));
	const accounts: Account[] = store.directory.mailboxes
		.filter(({ type }) => type === 'user')
		.map((mailbox) => {
			const input = given.get(mailbox.account.toLowerCase());
			given.delete(mailbox.account.toLowerCase());
			return {
				...split(mailbox.account),
				principal: mailbox.userPrincipalName,
				password: input?.password ?? DEFAULT_PASSWORD,
				mailbox: mailbox.primarySmtp,
			};
		});
	for (const { account, password, principal } of given.values()) {
		const { domain, user } = split(account);
		accounts.push({ domain, user, password, principal: principal ?? `${user}@contoso.example` });
	}
	return accounts;
}
