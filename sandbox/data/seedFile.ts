import type {
	Folder,
	GroupInput,
	ItemInput,
	MailboxInput,
	MailContactInput,
	Store,
} from '../store';

/** A seed file (JSON): mailboxes with their rights, folders and items. */
export interface SeedFile {
	readonly mailboxes: ReadonlyArray<
		MailboxInput & {
			/** Users that open everything. */
			readonly fullAccess?: readonly string[];
			readonly sendAs?: readonly string[];
			/** Distinguished name or path -> what is in it; missing folders are made. */
			readonly folders?: Readonly<Record<string, SeedFolder>>;
		}
	>;
	/** Distribution groups and lists of rooms. */
	readonly groups?: readonly GroupInput[];
	/** People outside whom the address list knows. */
	readonly mailContacts?: readonly MailContactInput[];
	/** Service accounts and whom they may act as. */
	readonly impersonation?: ReadonlyArray<{
		readonly account: string;
		readonly scope?: readonly string[];
	}>;
}

export interface SeedFolder {
	readonly folderClass?: string;
	/** User -> role, as Add-MailboxFolderPermission. */
	readonly permissions?: Readonly<Record<string, string | readonly string[]>>;
	readonly items?: readonly ItemInput[];
}

function ensureFolder(store: Store, mailbox: string, path: string, folderClass?: string): Folder {
	const parts = path.split('/');
	const [first = ''] = parts;
	const owner = store.mailbox(mailbox);
	let at = owner.wellKnown.get(first.toLowerCase());
	if (at === undefined) at = owner.wellKnown.get('msgfolderroot');
	else parts.shift();
	if (at === undefined) throw new RangeError(`There is no top folder in ${mailbox}`);
	for (const part of parts) {
		const parent: Folder = at;
		at =
			parent.children.find((folder) => folder.displayName === part) ??
			store.addFolder(parent, part, folderClass);
	}
	return at;
}

/** Mailboxes first, then rights, then contents: a seed may name its own mailboxes anywhere. */
export function loadSeed(store: Store, seed: SeedFile): void {
	for (const mailbox of seed.mailboxes) {
		if (store.directory.find(mailbox.primarySmtp) === undefined) store.addMailbox(mailbox);
	}
	for (const group of seed.groups ?? []) store.addGroup(group);
	for (const contact of seed.mailContacts ?? []) store.addMailContact(contact);
	for (const mailbox of seed.mailboxes) {
		const name = mailbox.primarySmtp;
		for (const user of mailbox.fullAccess ?? []) store.grantFullAccess(name, user);
		for (const user of mailbox.sendAs ?? []) store.grantSendAs(name, user);
		for (const [path, contents] of Object.entries(mailbox.folders ?? {})) {
			const folder = ensureFolder(store, name, path, contents.folderClass);
			for (const [user, roles] of Object.entries(contents.permissions ?? {})) {
				store.grant(folder, user, roles);
			}
			for (const item of contents.items ?? []) store.addItem(folder, item);
		}
	}
	for (const right of seed.impersonation ?? []) {
		store.grantImpersonation(right.account, right.scope);
	}
}
