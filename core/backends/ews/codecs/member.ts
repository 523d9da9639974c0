import { child, childText } from '../decode/tree';
import { element } from '../xml/element';
import type { TreeCodec } from './codec';
import { decodeMailbox, encodeMailbox } from './recipient';

/**
 * Members of a distribution list: {name, address, itemId of a contact or list of the mailbox, status}.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/members-ex15websvcsotherref
 */
export const members: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) =>
		tree
			? tree.children
					.filter(({ name }) => name === 'Member')
					.map((member) => {
						const status = childText(member, 'Status')?.toLowerCase();
						return {
							...decodeMailbox(child(member, 'Mailbox')),
							...(status === undefined || status === 'normal' ? {} : { status }),
						};
					})
			: null,
	encode: (value, column) => {
		const { field, at } = column.ews ?? {};
		if (!field) return [];
		const list: unknown[] = Array.isArray(value) ? value : [value];
		if (list.length === 0) return [{ field, at }];
		const content = list.map((one) => element('t:Member', null, encodeMailbox(one, column)));
		return [{ field, at, content }];
	},
};
