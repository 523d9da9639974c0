import { Attachments } from './attachments';
import { Clock } from './clock';
import { deriveContact } from './contact';
import { Directory, type Group, type MailContact } from './directory';
import { digestOf } from './digest';
import { decodeId, IdMaker, PUBLIC_STORE } from './ids';
import type { Departure, Folder, Item, ItemKind, Mailbox, ManagedFolder, Value } from './model';
import type {
	DeleteMode,
	GroupInput,
	ImpersonationRight,
	ItemInput,
	MailboxInput,
	MailContactInput,
	StoreOptions,
} from './input';
import { EVERYTHING, NOTHING, rightsOf, type Right } from './rights';
import { noServices } from './services';
import { ARCHIVE, PUBLIC_FOLDERS, WELL_KNOWN, type WellKnownFolder } from './wellKnown';

const CHANGE_KEY_PREFIX: Readonly<Partial<Record<ItemKind, string>>> = {
	Contact: 'EQAA',
	CalendarItem: 'DwAA',
	Task: 'EwAA',
};

const ITEM_CLASS: Readonly<Record<ItemKind, string>> = {
	Item: 'IPM.Note',
	Message: 'IPM.Note',
	CalendarItem: 'IPM.Appointment',
	Contact: 'IPM.Contact',
	DistributionList: 'IPM.DistList',
	Person: 'IPM.AbchPerson',
	Task: 'IPM.Task',
	PostItem: 'IPM.Post',
	MeetingRequest: 'IPM.Schedule.Meeting.Request',
	MeetingCancellation: 'IPM.Schedule.Meeting.Canceled',
	MeetingResponse: 'IPM.Schedule.Meeting.Resp.Pos',
};

const READ_FLAG = 'message:IsRead';

/** Everything the sandbox knows. Protocols look at it and write to it; it knows none of them. */
export class Store {
	readonly directory = new Directory();
	readonly impersonation: ImpersonationRight[] = [];
	readonly domain: string;
	/** Largest message with all that is attached to it, in bytes. */
	readonly maxMessageBytes: number;
	readonly attachments: Attachments;
	/** Folders that are gone: sequence -> id and change. */
	readonly removedFolders = new Map<number, Departure>();
	/** Counts every change that a client can synchronize. */
	changes = 0;
	/** Set by tests and the control endpoint: the next requests answer ErrorServerBusy. */
	busy: { remaining: number; backOffMilliseconds: number } | undefined;
	private readonly clock: Clock;
	private readonly ids: IdMaker;
	private readonly folders = new Map<string, Folder>();
	private readonly items = new Map<string, Item>();
	/** Names of the managed folders that an administrator defined, with what is said of each. */
	readonly managedFolders = new Map<string, ManagedFolder>();
	private publicFolders: Folder | undefined;
	private sequence = 0;

	constructor(options: StoreOptions = {}) {
		this.domain = options.domain ?? 'CONTOSO';
		this.clock = new Clock(options.now ?? Date.now, options.strictTimes ?? true);
		this.ids = new IdMaker(options.seed ?? 'sandbox');
		this.maxMessageBytes = options.maxMessageBytes ?? 25 * 2 ** 20;
		this.attachments = new Attachments({
			id: (mailboxGuid) => this.ids.entry('attachment', mailboxGuid),
			stamp: () => this.clock.stamp(),
			item: (input, owner) => this.makeItem(owner.folder, input, owner),
		});
	}

	now(): number {
		return this.clock.now();
	}

	addMailbox(input: MailboxInput): Mailbox {
		const mailbox = this.makeMailbox(input, WELL_KNOWN);
		mailbox.wellKnown.get('calendar')?.permissions.set('Default', NOTHING);
		this.directory.add(mailbox);
		if (input.archive === true) this.enableArchive(mailbox.primarySmtp);
		return mailbox;
	}

	/** Enable-Mailbox -Archive: a second tree of folders, reached by distinguished names of its own. */
	enableArchive(who: string): void {
		const mailbox = this.mailbox(who);
		if (mailbox.wellKnown.has(ARCHIVE.name)) return;
		this.plant(mailbox, ARCHIVE, undefined);
	}

	/** Top of the public folders of the organization, which everybody sees. */
	get publicRoot(): Folder {
		if (this.publicFolders === undefined) {
			const { root } = this.makeMailbox(
				{ primarySmtp: 'public folders' },
				PUBLIC_FOLDERS,
				PUBLIC_STORE,
			);
			root.permissions.set('Default', rightsOf('Author'));
			this.directory.addHidden(root.mailbox);
			this.publicFolders = root;
		}
		return this.publicFolders;
	}

	isPublic(folder: Folder): boolean {
		return folder.mailbox === this.publicFolders?.mailbox;
	}

	private makeMailbox(input: MailboxInput, tree: WellKnownFolder, store?: string): Mailbox {
		const local = input.primarySmtp.split('@')[0] ?? input.primarySmtp;
		const guid = this.ids.guid();
		const wellKnown = new Map<string, Folder>();
		const sid =
			input.sid ??
			`S-1-5-21-${guid.readUInt32BE(0)}-${guid.readUInt32BE(4)}-${guid.readUInt32BE(8)}-${1100 + this.directory.mailboxes.length}`;
		const mailbox = {
			guid: store ?? guid.toString('hex'),
			type: input.type ?? 'user',
			primarySmtp: input.primarySmtp,
			aliases: input.aliases ?? [],
			displayName: input.displayName ?? local,
			userPrincipalName: input.userPrincipalName ?? input.primarySmtp,
			account: input.account ?? `${this.domain}\\${local}`,
			sid,
			legacyDn:
				input.legacyDn ??
				`/o=${this.domain}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${guid.toString('hex').slice(0, 12)}-${local}`,
			directory: new Map(Object.entries(input.directory ?? {})),
			wellKnown,
			fullAccess: new Set<string>(),
			blockedSenders: new Set<string>(),
			sendAs: new Set<string>(),
			services: noServices(),
		} as unknown as { -readonly [K in keyof Mailbox]: Mailbox[K] };
		mailbox.root = this.plant(mailbox, tree, undefined);
		return mailbox;
	}

	private plant(mailbox: Mailbox, definition: WellKnownFolder, parent: Folder | undefined): Folder {
		const folder = this.makeFolder(mailbox, parent, definition.displayName, {
			folderClass: definition.folderClass,
			distinguished: [definition.name],
		});
		(mailbox.wellKnown as Map<string, Folder>).set(definition.name, folder);
		for (const child of definition.children ?? []) this.plant(mailbox, child, folder);
		return folder;
	}

	/** New-DistributionGroup: a group, or a list of rooms. */
	addGroup(input: GroupInput): Group {
		const group: Group = {
			kind: 'group',
			...this.entry(input),
			roomList: input.roomList ?? false,
			members: [...(input.members ?? [])],
		};
		this.directory.addEntry(group);
		return group;
	}

	/** New-MailContact: somebody outside, known to the address list. */
	addMailContact(input: MailContactInput): MailContact {
		const contact: MailContact = {
			kind: 'contact',
			...this.entry(input),
			directory: new Map(Object.entries(input.directory ?? {})),
		};
		this.directory.addEntry(contact);
		return contact;
	}

	/** @param who primary SMTP, alias or account; @throws RangeError when there is none */
	mailbox(who: string): Mailbox {
		const mailbox = this.directory.find(who) ?? this.directory.findAccount(who);
		if (mailbox === undefined) throw new RangeError(`There is no mailbox '${who}'`);
		return mailbox;
	}

	/**
	 * A folder of a mailbox: a distinguished name, or a path below the top of the mailbox ("Contacts/Team").
	 * @throws RangeError when there is none
	 */
	folder(who: string | Mailbox, nameOrPath: string): Folder {
		const mailbox = typeof who === 'string' ? this.mailbox(who) : who;
		const known = mailbox.wellKnown.get(nameOrPath.toLowerCase());
		if (known !== undefined) return known;
		let at = mailbox.wellKnown.get('msgfolderroot') as Folder;
		for (const part of nameOrPath.split('/').filter((p) => p !== '')) {
			const next = at.children.find((f) => f.displayName.toLowerCase() === part.toLowerCase());
			if (next === undefined) {
				throw new RangeError(`There is no folder '${nameOrPath}' in ${mailbox.primarySmtp}`);
			}
			at = next;
		}
		return at;
	}

	addFolder(parent: Folder, displayName: string, folderClass?: string): Folder {
		return this.makeFolder(parent.mailbox, parent, displayName, {
			folderClass: folderClass ?? parent.folderClass,
			distinguished: [],
		});
	}

	renameFolder(folder: Folder, displayName: string): void {
		folder.displayName = displayName;
		this.changeFolder(folder);
	}

	/** Folder ids of a mailbox stay when a folder moves inside it. */
	moveFolder(folder: Folder, target: Folder): void {
		const siblings = folder.parent?.children;
		siblings?.splice(siblings.indexOf(folder), 1);
		if (folder.parent) this.touchFolder(folder.parent);
		folder.parent = target;
		target.children.push(folder);
		this.changeFolder(folder);
		this.touchFolder(target);
	}

	/** The folder with all that is in it, once more. */
	copyFolder(folder: Folder, target: Folder, by?: string): Folder {
		const inner = [...folder.children];
		const copy = this.addFolder(target, folder.displayName, folder.folderClass);
		for (const [key, value] of folder.properties) copy.properties.set(key, value);
		for (const [who, rights] of folder.permissions) copy.permissions.set(who, rights);
		if (folder.search !== undefined) copy.search = folder.search;
		for (const item of folder.items) this.copyItem(item, copy, by);
		for (const one of inner) this.copyFolder(one, copy, by);
		return copy;
	}

	removeFolder(folder: Folder): void {
		for (const child of [...folder.children]) this.removeFolder(child);
		for (const item of [...folder.items]) this.removeItem(item);
		const siblings = folder.parent?.children;
		siblings?.splice(siblings.indexOf(folder), 1);
		this.folders.delete(folder.id);
		this.changes += 1;
		this.removedFolders.set(folder.sequence, { id: folder.id, change: this.changes });
		if (folder.parent) this.touchFolder(folder.parent);
	}

	/** The folder made as that number, if it is still there. */
	folderNumber(sequence: number): Folder | undefined {
		return [...this.folders.values()].find((folder) => folder.sequence === sequence);
	}

	findFolder(id: string): Folder | undefined {
		return this.folders.get(id);
	}

	/** By item id; an occurrence's id finds its master. */
	findItem(id: string): Item | undefined {
		const found = this.items.get(id);
		if (found !== undefined) return found;
		const decoded = decodeId(id);
		return decoded?.kind === 'occurrence' ? this.items.get(decoded.entry) : undefined;
	}

	addItem(folder: Folder, input: ItemInput): Item {
		const item = this.makeItem(folder, input);
		this.items.set(item.id, item);
		this.arrive(item, folder);
		return item;
	}

	private makeItem(folder: Folder, input: ItemInput, attachedTo?: Item): Item {
		const given = input.properties;
		const properties = new Map<string, Value>(
			given instanceof Map ? given : Object.entries(given as Record<string, Value>),
		);
		if (!properties.has('item:ItemClass')) {
			properties.set('item:ItemClass', ITEM_CLASS[input.kind]);
		}
		if (input.kind === 'Contact') {
			deriveContact(properties, new Set(properties.keys()), true);
		}
		const stamp = this.clock.stamp();
		this.sequence += 1;
		const item: Item = {
			id: attachedTo === undefined ? this.ids.entry('item', folder.mailbox.guid) : '',
			changeKey: this.changeKey(input.kind),
			searchKey: this.ids.searchKey(),
			folder,
			kind: input.kind,
			properties,
			created: input.created ?? stamp,
			modified: input.modified ?? input.created ?? stamp,
			modifiedBy: input.modifiedBy ?? folder.mailbox.displayName,
			associated: input.associated ?? false,
			sequence: this.sequence,
			exceptions: new Map(),
			deletedOccurrences: new Set(),
			version: 1,
			attachments: [],
			...(attachedTo === undefined ? {} : { attachedTo }),
			arrival: 0,
			change: 0,
			readChange: 0,
		};
		for (const one of input.attachments ?? []) this.attachments.add(item, one);
		return item;
	}

	private arrive(item: Item, folder: Folder): void {
		this.changes += 1;
		item.folder = folder;
		item.arrival = this.changes;
		item.change = this.changes;
		folder.items.add(item);
		folder.version += 1;
	}

	private depart(item: Item): void {
		this.changes += 1;
		item.folder.departures.set(item.arrival, { id: item.id, change: this.changes });
		this.items.delete(item.id);
		item.folder.items.delete(item);
		item.folder.version += 1;
	}

	/**
	 * Writes properties: a value sets, `null` deletes. Gives a new change key and modification time.
	 * @param by display name of who wrote
	 */
	updateItem(
		item: Item,
		changes: Readonly<Record<string, Value | null>> | ReadonlyMap<string, Value | null>,
		by?: string,
	): Item {
		const entries =
			changes instanceof Map
				? [...changes.entries()]
				: Object.entries(changes as Record<string, Value | null>);
		for (const [key, value] of entries) {
			if (value === null) item.properties.delete(key);
			else item.properties.set(key, value);
		}
		if (item.kind === 'Contact') {
			deriveContact(item.properties, new Set(entries.map(([key]) => key)), false);
		}
		this.touchItem(item, by, entries.length > 0 && entries.every(([key]) => key === READ_FLAG));
		return item;
	}

	/** New change key and modification time, for writes that are not properties. */
	touchItem(item: Item, by?: string, readFlagOnly = false): void {
		this.changes += 1;
		if (readFlagOnly) item.readChange = this.changes;
		else item.change = this.changes;
		item.changeKey = this.changeKey(item.kind);
		item.modified = Math.max(this.clock.stamp(), item.modified + 1);
		item.modifiedBy = by ?? item.folder.mailbox.displayName;
		item.version += 1;
		item.folder.version += 1;
	}

	/** The item gets a new id and change key; its search key stays. */
	moveItem(item: Item, target: Folder, by?: string): Item {
		this.depart(item);
		item.id = this.ids.entry('item', target.mailbox.guid);
		this.items.set(item.id, item);
		this.arrive(item, target);
		this.attachments.follow(item);
		this.touchItem(item, by);
		return item;
	}

	copyItem(item: Item, target: Folder, by?: string): Item {
		const copy = this.addItem(target, {
			kind: item.kind,
			properties: new Map(item.properties),
			associated: item.associated,
			attachments: item.attachments,
			...(by === undefined ? {} : { modifiedBy: by }),
		});
		for (const [start, exception] of item.exceptions) copy.exceptions.set(start, exception);
		for (const start of item.deletedOccurrences) copy.deletedOccurrences.add(start);
		return copy;
	}

	/** Hard: gone for clients (kept in Purges as long as the store lives); soft: Recoverable Items. */
	deleteItem(item: Item, mode: DeleteMode = 'MoveToDeletedItems', by?: string): void {
		const wellKnown = item.folder.mailbox.wellKnown;
		if (mode === 'HardDelete') return this.removeItem(item);
		const name = mode === 'SoftDelete' ? 'recoverableitemsdeletions' : 'deleteditems';
		const bin = wellKnown.get(name);
		// Public folders have no bin.
		if (bin === undefined) return this.removeItem(item);
		this.moveItem(item, bin, by);
	}

	/** Grants as Add-MailboxFolderPermission does. `user`: SMTP address, "Default" or "Anonymous". */
	grant(folder: Folder, user: string, roles: string | readonly string[]): void {
		folder.permissions.set(this.principal(user), rightsOf(roles));
		folder.version += 1;
	}

	/** Add-MailboxPermission -AccessRights FullAccess. */
	grantFullAccess(mailbox: string, user: string): void {
		this.mailbox(mailbox).fullAccess.add(this.mailbox(user).primarySmtp);
	}

	/** Add-ADPermission / Add-RecipientPermission: Send As. */
	grantSendAs(mailbox: string, user: string): void {
		this.mailbox(mailbox).sendAs.add(this.mailbox(user).primarySmtp);
	}

	/** New-ManagementRoleAssignment -Role ApplicationImpersonation. */
	grantImpersonation(account: string, scope?: readonly string[]): void {
		this.impersonation.push({
			account: this.mailbox(account).primarySmtp,
			...(scope === undefined ? {} : { scope }),
		});
	}

	mayImpersonate(account: Mailbox, target: Mailbox): boolean {
		const addresses = [target.primarySmtp, ...target.aliases].map((a) => a.toLowerCase());
		return this.impersonation.some(
			(right) =>
				right.account === account.primarySmtp &&
				(right.scope === undefined ||
					right.scope.some((entry) =>
						addresses.some((address) =>
							entry.startsWith('@')
								? address.endsWith(entry.toLowerCase())
								: address === entry.toLowerCase(),
						),
					)),
		);
	}

	/** What a user may do in a folder. */
	rights(folder: Folder, user: Mailbox): ReadonlySet<Right> {
		const owner = folder.mailbox;
		if (owner === user || owner.fullAccess.has(user.primarySmtp)) return EVERYTHING;
		return folder.permissions.get(user.primarySmtp) ?? folder.permissions.get('Default') ?? NOTHING;
	}

	/** See digest.ts. */
	digest(mailbox: string, folder = 'contacts'): string {
		return digestOf([...this.folder(mailbox, folder).items]);
	}

	private entry(input: GroupInput | MailContactInput) {
		const local = input.primarySmtp.split('@')[0] ?? input.primarySmtp;
		return {
			primarySmtp: input.primarySmtp,
			aliases: input.aliases ?? [],
			displayName: input.displayName ?? local,
			legacyDn: `/o=${this.domain}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${input.primarySmtp.toLowerCase()}`,
		};
	}

	private principal(user: string): string {
		if (user === 'Default' || user === 'Anonymous') return user;
		return this.mailbox(user).primarySmtp;
	}

	private changeKey(kind: ItemKind): string {
		return this.ids.changeKey(CHANGE_KEY_PREFIX[kind] ?? 'CQAA');
	}

	private removeItem(item: Item): void {
		this.depart(item);
		this.attachments.forget(item);
	}

	/** The folder itself is another now: a new change key, and clients that synchronize learn of it. */
	changeFolder(folder: Folder): void {
		this.changes += 1;
		folder.change = this.changes;
		this.touchFolder(folder);
	}

	touchFolder(folder: Folder): void {
		folder.changeKey = this.ids.changeKey('AQAA');
		folder.version += 1;
		folder.modified = this.now();
	}

	private makeFolder(
		mailbox: Mailbox,
		parent: Folder | undefined,
		displayName: string,
		options: { folderClass: string; distinguished: readonly string[] },
	): Folder {
		this.sequence += 1;
		const folder: Folder = {
			id: this.ids.entry('folder', mailbox.guid),
			changeKey: this.ids.changeKey('AQAA'),
			mailbox,
			parent,
			children: [],
			displayName,
			folderClass: options.folderClass,
			distinguished: options.distinguished,
			items: new Set(),
			// A new folder takes its parent's permissions, as in Outlook.
			permissions: new Map(parent?.permissions ?? []),
			properties: new Map(),
			sequence: this.sequence,
			version: 1,
			created: this.now(),
			modified: this.now(),
			change: (this.changes += 1),
			departures: new Map(),
		};
		parent?.children.push(folder);
		if (parent) this.touchFolder(parent);
		this.folders.set(folder.id, folder);
		return folder;
	}
}
