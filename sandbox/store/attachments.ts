import type { AttachmentInput, ItemInput } from './input';
import type { Attachment, Item } from './model';

/** What the shelf needs of the store. */
export interface Maker {
	readonly id: (mailboxGuid: string) => string;
	readonly stamp: () => number;
	readonly item: (input: ItemInput, owner: Item) => Item;
}

/** Bytes that Base64 text stands for, without looking at each character. */
function bytesOf(base64: string): number {
	const end = base64.trimEnd();
	const padding = end.endsWith('==') ? 2 : end.endsWith('=') ? 1 : 0;
	const breaks = end.includes('\n') ? (end.match(/\s+/g) ?? []).join('').length : 0;
	return Math.max(0, Math.floor(((end.length - breaks) * 3) / 4) - padding);
}

/** The item in a folder that an attached one hangs on, however deep. */
export function rootOf(item: Item): Item {
	return item.attachedTo === undefined ? item : rootOf(item.attachedTo);
}

/** How many items lie between this one and its folder: 0 for an item of a folder. */
export function depthOf(item: Item): number {
	return item.attachedTo === undefined ? 0 : depthOf(item.attachedTo) + 1;
}

/** Bytes of everything that is attached to an item. */
export function attachedBytes(item: Item): number {
	return item.attachments.reduce((sum, one) => sum + one.size, 0);
}

/** All attachments of a store, by id. Contents are shared between copies, never copied. */
export class Attachments {
	private readonly byId = new Map<string, Attachment>();

	constructor(private readonly make: Maker) {}

	find(id: string): Attachment | undefined {
		return this.byId.get(id);
	}

	/** Hangs it on an item; who calls tells the store that the item changed. */
	add(owner: Item, input: AttachmentInput): Attachment {
		const item = input.item === undefined ? undefined : this.make.item(input.item, owner);
		const size =
			item === undefined
				? bytesOf(input.content ?? '')
				: JSON.stringify([...item.properties]).length + attachedBytes(item);
		const attachment: Attachment = {
			id: '',
			kind: input.reference ? 'Reference' : item ? 'Item' : 'File',
			owner,
			name: input.name,
			...(input.contentType === undefined ? {} : { contentType: input.contentType }),
			...(input.contentId === undefined ? {} : { contentId: input.contentId }),
			...(input.contentLocation === undefined ? {} : { contentLocation: input.contentLocation }),
			isInline: input.isInline ?? false,
			isContactPhoto: input.isContactPhoto ?? false,
			size,
			modified: this.make.stamp(),
			...(input.content === undefined ? {} : { content: input.content }),
			...(item === undefined ? {} : { item }),
			...(input.reference === undefined ? {} : { reference: input.reference }),
		};
		owner.attachments.push(attachment);
		this.name(attachment);
		return attachment;
	}

	remove(attachment: Attachment): void {
		const list = attachment.owner.attachments;
		list.splice(list.indexOf(attachment), 1);
		this.drop(attachment);
	}

	/** The item has moved: what hangs on it is in the new folder, under new ids. */
	follow(item: Item): void {
		for (const one of item.attachments) {
			this.byId.delete(one.id);
			if (one.item !== undefined) {
				one.item.folder = item.folder;
				this.follow(one.item);
			}
			this.name(one);
		}
	}

	/** The item is gone, and what hangs on it. */
	forget(item: Item): void {
		for (const one of item.attachments) this.drop(one);
	}

	private drop(attachment: Attachment): void {
		this.byId.delete(attachment.id);
		if (attachment.item !== undefined) this.forget(attachment.item);
	}

	private name(attachment: Attachment): void {
		attachment.id = this.make.id(attachment.owner.folder.mailbox.guid);
		if (attachment.item !== undefined) attachment.item.id = attachment.id;
		this.byId.set(attachment.id, attachment);
	}
}
