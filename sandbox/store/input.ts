import type { Attachment, ItemKind, MailboxType, Value } from './model';

export interface StoreOptions {
	/** Same seed, same ids. Default "sandbox". */
	readonly seed?: string;
	/** Milliseconds since 1970. Default: the machine's clock. */
	readonly now?: () => number;
	/** No two writes get the same time: each is at least 1 ms after the one before. Default true. */
	readonly strictTimes?: boolean;
	/** Domain part of legacy DNs and accounts. Default "CONTOSO". */
	readonly domain?: string;
	/** Largest message with all that is attached to it, in bytes; default 25 MiB. */
	readonly maxMessageBytes?: number;
}

/** A file (`content`), an item (`item`) or a link (`reference`). An attachment of another item will do. */
export type AttachmentInput = Pick<
	Attachment,
	'name' | 'contentType' | 'contentId' | 'contentLocation' | 'reference' | 'content'
> & {
	readonly isInline?: boolean;
	readonly isContactPhoto?: boolean;
	readonly item?: Omit<ItemInput, 'associated'>;
};

export interface MailboxInput {
	readonly primarySmtp: string;
	readonly displayName?: string;
	readonly aliases?: readonly string[];
	readonly type?: MailboxType;
	readonly account?: string;
	readonly userPrincipalName?: string;
	readonly sid?: string;
	readonly legacyDn?: string;
	/** Whether it has an archive mailbox; default false. */
	readonly archive?: boolean;
	readonly directory?: Readonly<Record<string, string>>;
}

export interface GroupInput {
	readonly primarySmtp: string;
	readonly displayName?: string;
	readonly aliases?: readonly string[];
	/** SMTP addresses of members, other groups and itself included. */
	readonly members?: readonly string[];
	/** A list of rooms, as New-DistributionGroup -RoomList makes it; default false. */
	readonly roomList?: boolean;
}

export type MailContactInput = Pick<
	MailboxInput,
	'primarySmtp' | 'displayName' | 'aliases' | 'directory'
>;

export interface ItemInput {
	readonly kind: ItemKind;
	/** Keys: see mapi.ts. */
	readonly properties: Readonly<Record<string, Value>> | ReadonlyMap<string, Value>;
	readonly associated?: boolean;
	readonly created?: number;
	readonly modified?: number;
	readonly modifiedBy?: string;
	readonly attachments?: readonly AttachmentInput[];
}

/** A service account that may act as others. */
export interface ImpersonationRight {
	/** Primary SMTP of the service account. */
	readonly account: string;
	/** SMTP addresses or "@domain" it may act as; absent: everybody. */
	readonly scope?: readonly string[];
}

export type DeleteMode = 'HardDelete' | 'SoftDelete' | 'MoveToDeletedItems';
