import type { Mailbox, Recipient } from './model';

/** A distribution group, or a list of rooms. Members are addresses: of mailboxes, contacts or groups, itself included. */
export interface Group {
	readonly kind: 'group';
	readonly primarySmtp: string;
	readonly aliases: readonly string[];
	readonly displayName: string;
	readonly legacyDn: string;
	readonly roomList: boolean;
	readonly members: string[];
}

/** A mail contact: somebody outside whom the address list knows. */
export interface MailContact {
	readonly kind: 'contact';
	readonly primarySmtp: string;
	readonly aliases: readonly string[];
	readonly displayName: string;
	readonly legacyDn: string;
	/** As Mailbox.directory. */
	readonly directory: ReadonlyMap<string, string>;
}

export type Entry = Mailbox | Group | MailContact;

export function isMailbox(entry: Entry): entry is Mailbox {
	return 'root' in entry;
}

export function isGroup(entry: Entry): entry is Group {
	return 'kind' in entry && entry.kind === 'group';
}

/** MailboxTypeType of an entry. */
export function mailboxType(entry: Entry): 'Mailbox' | 'PublicDL' | 'Contact' {
	if (isMailbox(entry)) return 'Mailbox';
	return entry.kind === 'group' ? 'PublicDL' : 'Contact';
}

/** Addresses and names of the whole organization: what a global address list knows. */
export class Directory {
	readonly mailboxes: Mailbox[] = [];
	/** Everything in the order it was made. */
	readonly entries: Entry[] = [];
	private readonly byAddress = new Map<string, Entry>();
	private readonly byAccount = new Map<string, Mailbox>();
	private readonly bySid = new Map<string, Mailbox>();
	private readonly byGuid = new Map<string, Mailbox>();

	add(mailbox: Mailbox): void {
		this.mailboxes.push(mailbox);
		this.addEntry(mailbox);
		const bare = mailbox.account.split('\\').pop() ?? mailbox.account;
		for (const name of [mailbox.account, bare, mailbox.userPrincipalName]) {
			this.byAccount.set(name.toLowerCase(), mailbox);
		}
		this.bySid.set(mailbox.sid.toUpperCase(), mailbox);
		this.byGuid.set(mailbox.guid, mailbox);
	}

	/** Found by its GUID alone: it is in no address list. */
	addHidden(mailbox: Mailbox): void {
		this.byGuid.set(mailbox.guid, mailbox);
	}

	addEntry(entry: Entry): void {
		this.entries.push(entry);
		for (const address of [entry.primarySmtp, ...entry.aliases, entry.legacyDn]) {
			this.byAddress.set(address.toLowerCase(), entry);
		}
	}

	/** The mailbox with any SMTP address or legacy DN. */
	find(address: string): Mailbox | undefined {
		const entry = this.findEntry(address);
		return entry !== undefined && isMailbox(entry) ? entry : undefined;
	}

	/** Whatever has that SMTP address or legacy DN. */
	findEntry(address: string): Entry | undefined {
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
	resolve(entry: string): Entry[] {
		const exact = entry.match(/^(?:smtp|ex):(.+)$/i)?.[1] ?? (entry[0] === '/' ? entry : undefined);
		if (exact !== undefined) {
			const one = this.findEntry(exact);
			return one === undefined ? [] : [one];
		}
		const whole = entry.trim().startsWith('=');
		const wanted = entry.trim().replace(/^=/, '').toLowerCase();
		if (wanted === '') return [];
		return this.entries.filter((one) =>
			wordsOf(one)
				.map((text) => text.toLowerCase())
				.some((text) => (whole ? text === wanted : text.startsWith(wanted))),
		);
	}
}

function wordsOf(entry: Entry): string[] {
	const directory = isGroup(entry) ? undefined : entry.directory;
	return [
		entry.displayName,
		...entry.displayName.split(/\s+/),
		directory?.get('contacts:GivenName') ?? '',
		directory?.get('contacts:Surname') ?? '',
		...(isMailbox(entry) ? [entry.account.split('\\').pop() ?? '', entry.userPrincipalName] : []),
		entry.primarySmtp,
		...entry.aliases,
	];
}

export function recipientOf(entry: Entry): Recipient {
	return {
		name: entry.displayName,
		address: entry.primarySmtp,
		routing: 'SMTP',
		mailboxType: mailboxType(entry),
	};
}
