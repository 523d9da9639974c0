import type { Right } from './rights';
import type { MailboxServices } from './services';

/** A person or thing that mail is addressed to. */
export interface Recipient {
	readonly name?: string;
	/** SMTP address, or the legacy DN when `routing` is EX. */
	readonly address?: string;
	/** SMTP (default), EX, or whatever the writer gave. */
	readonly routing?: string;
	readonly mailboxType?: string;
}
export interface Attendee extends Recipient {
	readonly response?: string;
	readonly responseTime?: number;
	/** When the attendee would rather come. */
	readonly proposedStart?: number;
	readonly proposedEnd?: number;
}
export interface Body {
	readonly type: 'HTML' | 'Text';
	readonly text: string;
}
/** Recurrence and time zones stay what the client wrote: element name, attributes, children. */
export interface Structure {
	readonly name: string;
	readonly attributes?: Readonly<Record<string, string>>;
	readonly text?: string;
	readonly children?: readonly Structure[];
}
export interface InternetHeader {
	readonly header: string;
	readonly value: string;
}
/** A file, an item or a link that is attached to an item. */
export interface Attachment {
	/** Changes when the item it is attached to moves. */
	id: string;
	readonly kind: 'File' | 'Item' | 'Reference';
	/** What it is attached to; itself attached where attachments are nested. */
	readonly owner: Item;
	readonly name: string;
	readonly contentType?: string;
	readonly contentId?: string;
	readonly contentLocation?: string;
	readonly isInline: boolean;
	readonly isContactPhoto: boolean;
	/** Bytes. */
	readonly size: number;
	readonly modified: number;
	/** File: Base64 as it was written, never taken apart. */
	readonly content?: string;
	/** Item: in no folder, its id is the attachment's. */
	readonly item?: Item;
	/** Reference: element name -> text. */
	readonly reference?: Readonly<Record<string, string>>;
}

/**
 * One property's value. Times are milliseconds since 1970 UTC; 64-bit integers and binary data stay
 * text; lists are arrays.
 */
export type Value =
	| string
	| number
	| boolean
	| Body
	| Structure
	| readonly string[]
	| readonly Recipient[]
	| readonly InternetHeader[]
	| Recipient;

/** Element name of the item in the EWS types namespace. */
export type ItemKind =
	| 'Item'
	| 'Message'
	| 'CalendarItem'
	| 'Contact'
	| 'DistributionList'
	| 'Person'
	| 'Task'
	| 'PostItem'
	| 'MeetingRequest'
	| 'MeetingCancellation'
	| 'MeetingResponse';

export interface Exception {
	/** Original start, milliseconds. */
	readonly originalStart: number;
	readonly changeKey: string;
	/** What differs from the master. */
	readonly properties: ReadonlyMap<string, Value | null>;
}

export interface Item {
	/** Changes when the item moves. */
	id: string;
	changeKey: string;
	/** Base64 of PidTagSearchKey; stays when the item moves. */
	readonly searchKey: string;
	folder: Folder;
	readonly kind: ItemKind;
	/** Keys: FieldURI, with ":index" for dictionaries, or a MAPI key; see store/mapi.ts. */
	readonly properties: Map<string, Value>;
	created: number;
	modified: number;
	modifiedBy: string;
	associated: boolean;
	/** Counts up for every item the store ever made: ties are broken by it. */
	readonly sequence: number;
	/** Recurring master: occurrences that were changed, by original start. */
	readonly exceptions: Map<number, Exception>;
	/** Recurring master: original starts of occurrences that were deleted. */
	readonly deletedOccurrences: Set<number>;
	/** Counts writes; caches depend on it. */
	version: number;
	readonly attachments: Attachment[];
	/** Set for what is attached to another item: `folder` is then where that one is. */
	readonly attachedTo?: Item;
	/** The change of the store with which it came into its folder. */
	arrival: number;
	/** The last change of anything but the read flag. */
	change: number;
	/** The last change of the read flag alone. */
	readChange: number;
}

/** What a search folder looks for. */
export interface Search {
	readonly traversal: 'Shallow' | 'Deep';
	readonly roots: readonly Folder[];
	/** The restriction as it was written. */
	readonly restriction: Structure;
	readonly matches: (item: Item) => boolean;
}

export interface Folder {
	id: string;
	changeKey: string;
	readonly mailbox: Mailbox;
	parent: Folder | undefined;
	readonly children: Folder[];
	displayName: string;
	/** IPF.Note, IPF.Contact … */
	folderClass: string;
	/** DistinguishedFolderId names that lead here, the first being the folder's own. */
	readonly distinguished: readonly string[];
	readonly items: Set<Item>;
	/** SMTP address of a user, "Default" or "Anonymous" -> rights. */
	readonly permissions: Map<string, ReadonlySet<Right>>;
	readonly properties: Map<string, Value>;
	readonly sequence: number;
	/** Counts changes of the folder and of its contents. */
	version: number;
	created: number;
	/** Milliseconds since 1970 of the last change of the folder, or of what is in it. */
	modified: number;
	/** The last change of the folder itself: its name, class, place or rights. */
	change: number;
	/** What left the folder: arrival -> its id then, and the change with which it left. */
	readonly departures: Map<number, Departure>;
	/** A search folder: its items are those of other folders. */
	search?: Search;
	/** Made by CreateManagedFolder. */
	managed?: ManagedFolder;
}

/** What an administrator says of a managed folder (MS-OXWSFOLD 2.2.4.13). */
export interface ManagedFolder {
	readonly id: string;
	readonly comment?: string;
	readonly mustDisplayComment?: boolean;
	/** KB */
	readonly storageQuota?: number;
	readonly homePage?: string;
	/** The folder that all managed ones are in. */
	readonly isRoot?: boolean;
}

export interface Departure {
	readonly id: string;
	readonly change: number;
}

export type MailboxType = 'user' | 'shared' | 'room' | 'equipment';

export interface Mailbox {
	/** Hex of 16 bytes. */
	readonly guid: string;
	readonly type: MailboxType;
	readonly primarySmtp: string;
	readonly aliases: readonly string[];
	readonly displayName: string;
	readonly userPrincipalName: string;
	/** DOMAIN\name */
	readonly account: string;
	readonly sid: string;
	/** X.500 address, "/o=…/cn=…". */
	readonly legacyDn: string;
	/** What the directory says besides: `contacts:GivenName`, `contacts:Department` … */
	readonly directory: ReadonlyMap<string, string>;
	readonly root: Folder;
	/** Distinguished name -> folder. */
	readonly wellKnown: ReadonlyMap<string, Folder>;
	/** Primary SMTP of users that open everything. */
	readonly fullAccess: Set<string>;
	/** Addresses in small letters whose mail goes to Junk Email. */
	readonly blockedSenders: Set<string>;
	/** Primary SMTP of users that may send as this mailbox. */
	readonly sendAs: Set<string>;
	/** Delegates, rules, photo and the like. */
	readonly services: MailboxServices;
}
