import type { Mailbox, Recipient } from './model';

/** Addresses and names of the whole organization: what a global address list knows. */
export class Directory {
	readonly mailboxes: Mailbox[] = [];
	private readonly byAddress = new Map<string, Mailbox>();
	private readonly byAccount = new Map<string, Mailbox>();
	private readonly bySid = new Map<string, Mailbox>();
	private readonly byGuid = new Map<string, Mailbox>();

	add(mailbox: Mailbox): void {
		this.mailboxes.push(mailbox);
		for (const address of [mailbox.primarySmtp, ...mailbox.aliases, mailbox.legacyDn]) {
			this.byAddress.set(address.toLowerCase(), mailbox);
		}
		const bare = mailbox.account.split('\\').pop() ?? mailbox.account;
		for (const name of [mailbox.account, bare, mailbox.userPrincipalName]) {
			this.byAccount.set(name.toLowerCase(), mailbox);
		}
		this.bySid.set(mailbox.sid.toUpperCase(), mailbox);
		this.byGuid.set(mailbox.guid, mailbox);
	}

	/** By any SMTP address or legacy DN. */
	find(address: string): Mailbox | undefined {
		return this.byAddress.get(address.replace(/^(smtp|ex):/i, '').toLowerCase());
	}

	/** By what a person signs in with: DOMAIN\name, name, user principal name or SMTP address. */
	findAccount(name: string): Mailbox | undefined {
		return this.byAccount.get(name.toLowerCase()) ?? this.find(name);
	}

	findPrincipalName(name: string): Mailbox | undefined {
		return this.mailboxes.find((m) => m.userPrincipalName.toLowerCase() === name.toLowerCase());
	}

	findSid(sid: string): Mailbox | undefined {
		return this.bySid.get(sid.toUpperCase());
	}

	findGuid(guid: string): Mailbox | undefined {
		return this.byGuid.get(guid);
	}

	/**
	 * Ambiguous name resolution as Exchange does it: the text begins a word of the display name, a name,
	 * the account or an address. "smtp:…" and "=…" ask for one exact entry.
	 */
	resolve(entry: string): Mailbox[] {
		const exact = entry.match(/^(?:smtp|ex):(.+)$/i)?.[1];
		if (exact !== undefined) {
			const one = this.find(exact);
			return one === undefined ? [] : [one];
		}
		if (entry.startsWith('/')) {
			const one = this.find(entry);
			return one === undefined ? [] : [one];
		}
		const wanted = entry.trim().replace(/^=/, '').toLowerCase();
		if (wanted === '') return [];
		return this.mailboxes.filter((mailbox) =>
			[
				mailbox.displayName,
				...mailbox.displayName.split(/\s+/),
				mailbox.directory.get('contacts:GivenName') ?? '',
				mailbox.directory.get('contacts:Surname') ?? '',
				mailbox.account.split('\\').pop() ?? '',
				mailbox.userPrincipalName,
				mailbox.primarySmtp,
				...mailbox.aliases,
			].some((text) => text.toLowerCase().startsWith(wanted)),
		);
	}
}

export function recipientOf(mailbox: Mailbox): Recipient {
	return {
		name: mailbox.displayName,
		address: mailbox.primarySmtp,
		routing: 'SMTP',
		mailboxType: 'Mailbox',
	};
}
