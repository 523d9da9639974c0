import type { Column } from '../../../schema/column';
import type { XmlTree } from '../decode/tree';
import { child, childText } from '../decode/tree';
import type { Xml } from '../xml/element';
import { element } from '../xml/element';
import type { FieldPart, TreeCodec } from './codec';
import { refuse } from './refuse';

export interface Recipient {
	readonly name: string | null;
	readonly address: string | null;
	/** Only where the address is no SMTP address: `EX` for X.500. */
	readonly routingType?: string;
	/** Where the recipient is a contact or a distribution list of the mailbox: its id. */
	readonly itemId?: string;
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/mailbox */
export function decodeMailbox(mailbox: XmlTree | undefined): Recipient | null {
	if (!mailbox) return null;
	const routingType = childText(mailbox, 'RoutingType');
	const itemId = child(mailbox, 'ItemId')?.attributes.Id;
	return {
		name: childText(mailbox, 'Name') ?? null,
		address: childText(mailbox, 'EmailAddress') ?? null,
		...(routingType !== undefined && routingType.toUpperCase() !== 'SMTP' ? { routingType } : {}),
		...(itemId === undefined ? {} : { itemId }),
	};
}

export function encodeMailbox(value: unknown, column: Column): Xml {
	const { name, address, routingType, itemId } =
		typeof value === 'string'
			? ({ address: value } as Partial<Record<keyof Recipient, unknown>>)
			: ((value ?? {}) as Partial<Record<keyof Recipient, unknown>>);
	const hasAddress = isText(address) && address.trim() !== '';
	// A personal distribution list has no address: its id alone says who is meant.
	if (!hasAddress && !isText(itemId)) throw refuse(column, value, 'a recipient with an address');
	return element(
		't:Mailbox',
		null,
		isText(name) ? element('t:Name', null, name) : undefined,
		hasAddress ? element('t:EmailAddress', null, address.trim()) : undefined,
		isText(routingType) ? element('t:RoutingType', null, routingType) : undefined,
		isText(itemId) ? element('t:ItemId', { Id: itemId }) : undefined,
	);
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function part(column: Column, content: readonly Xml[]): readonly FieldPart[] {
	const { field, at } = column.ews ?? {};
	if (!field) return [];
	return [content.length === 0 ? { field, at } : { field, at, content }];
}

/** From, Sender, Organizer: one Mailbox. */
export const recipient: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) => decodeMailbox(child(tree, 'Mailbox')),
	encode: (value, column) => part(column, [encodeMailbox(value, column)]),
};

export const recipientList: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) =>
		tree ? tree.children.filter(({ name }) => name === 'Mailbox').map(decodeMailbox) : null,
	encode: (value, column) => {
		const list = Array.isArray(value) ? value : [value];
		return part(
			column,
			list.map((entry) => encodeMailbox(entry, column)),
		);
	},
};
