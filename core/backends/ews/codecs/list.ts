import { child, childText } from '../decode/tree';
import { element } from '../xml/element';
import type { Column } from '../../../schema/column';
import type { TextCodec, TreeCodec } from './codec';
import { decimal, int64, integer } from './number';
import { refuse } from './refuse';

const texts =
	(names: string): TreeCodec['decode'] =>
	([tree]) =>
		tree ? tree.children.filter(({ name }) => name === names).map(({ text }) => text) : null;

/** Categories, Children, Companies: String elements; multi-valued MAPI text: Value elements. */
export const textList: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) =>
		tree
			? tree.children
					.filter(({ name }) => name === 'String' || name === 'Value')
					.map(({ text }) => text)
			: null,
	encode: (value, column) => {
		const list = typeof value === 'string' ? [value] : value;
		if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'string')) {
			throw refuse(column, value, 'a list of texts');
		}
		const field = column.ews?.field;
		if (!field) return [];
		const { at } = column.ews ?? {};
		// EWS has no empty collection: without entries the property goes.
		if (list.length === 0) return [{ field, at }];
		if (!('uri' in field)) return [{ field, values: list }];
		return [{ field, at, content: list.map((entry: string) => element('t:String', null, entry)) }];
	},
};

/** Multi-valued MAPI numbers: Value elements. 64-bit ones stay digits. */
export const numberList: TreeCodec = {
	kind: 'tree',
	decode: ([tree], column) => {
		if (!tree) return null;
		const read = valueCodec(column).decoder(column);
		return tree.children
			.filter(({ name }) => name === 'Value')
			.map(({ text }) => (read ? read(text) : text));
	},
	encode: (value, column) => {
		const field = column.ews?.field;
		if (!Array.isArray(value)) throw refuse(column, value, 'a list of numbers');
		if (!field) return [];
		if (value.length === 0) return [{ field }];
		return [{ field, values: value.map((entry) => valueCodec(column).encode(entry, column)) }];
	},
};

function valueCodec({ ews }: Column): TextCodec {
	const field = ews?.field;
	const type = field && 'mapiType' in field ? field.mapiType : '';
	if (type === 'LongArray') return int64;
	return type === 'ShortArray' || type === 'IntegerArray' ? integer : decimal;
}

/** Certificates: Base64Binary elements. */
export const binaryList: TreeCodec = { kind: 'tree', decode: texts('Base64Binary') };

/** The names of the elements in a collection, such as those of ResponseObjects. */
export const nameList: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) => (tree ? tree.children.map(({ name }) => name) : null),
};

/** Names of the choices in VotingInformation. */
export const votingOptions: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) =>
		child(tree, 'UserOptions')?.children.map((option) => childText(option, 'DisplayName') ?? '') ??
		null,
};

/** List of {name, value}. */
export const internetHeaders: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) =>
		tree
			? tree.children.map(({ attributes, text }) => ({
					name: attributes.HeaderName ?? '',
					value: text,
				}))
			: null,
};
