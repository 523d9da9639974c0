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
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/mailbox */
export function decodeMailbox(mailbox: XmlTree | undefined): Recipient | null {
	if (!mailbox) return null;
	const routingType = childText(mailbox, 'RoutingType');
	return {
		name: childText(mailbox, 'Name') ?? null,
		address: childText(mailbox, 'EmailAddress') ?? null,
		...(routingType !== undefined && routingType.toUpperCase() !== 'SMTP' ? { routingType } : {}),
	};
}

export function encodeMailbox(value: unknown, column: Column): Xml {
	const { name, address, routingType } =
		typeof value === 'string'
			? { name: undefined, address: value, routingType: undefined }
			: ((value ?? {}) as Partial<Record<keyof Recipient, unknown>>);
	if (typeof address !== 'string' || address.trim() === '') {
		throw refuse(column, value, 'a recipient with an address');
	}
	return element(
		't:Mailbox',
		null,
		typeof name === 'string' && name !== '' ? element('t:Name', null, name) : undefined,
		element('t:EmailAddress', null, address.trim()),
		typeof routingType === 'string' && routingType !== ''
			? element('t:RoutingType', null, routingType)
			: undefined,
	);
}

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
