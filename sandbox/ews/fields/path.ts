import { namedKey, tagKey } from '../../store/mapi';
import { EwsError } from '../errors';
import { knowsField, type Build } from '../version';
import { wrap } from '../xml/escape';
import type { Node } from '../xml/node';

/** A property that a request names: FieldURI, IndexedFieldURI or ExtendedFieldURI. */
export type Path =
	| { readonly kind: 'field'; readonly uri: string }
	| { readonly kind: 'indexed'; readonly uri: string; readonly index: string }
	| {
			readonly kind: 'extended';
			/** Key in the store. */
			readonly key: string;
			/** MapiPropertyTypeType */
			readonly type: string;
			/** The element as the client wrote it. */
			readonly xml: string;
	  };

const NAMES = ['FieldURI', 'IndexedFieldURI', 'ExtendedFieldURI'];

export function findPath(parent: Node): Node | undefined {
	return parent.children.find((node) => NAMES.includes(node.name));
}

export function invalidExtended(): EwsError {
	return new EwsError(
		'ErrorInvalidExtendedProperty',
		'The extended property attribute combination is invalid.',
	);
}

function extended(node: Node): Path {
	const a = node.attributes;
	const tag = a['PropertyTag'];
	const set = a['DistinguishedPropertySetId'] ?? a['PropertySetId'];
	const name = a['PropertyName'];
	const id = a['PropertyId'];
	const type = a['PropertyType'] ?? '';
	if (a['DistinguishedPropertySetId'] !== undefined && a['PropertySetId'] !== undefined) {
		throw invalidExtended();
	}
	const xml = wrap('ExtendedFieldURI', '', a);
	if (tag !== undefined) {
		if (set !== undefined || name !== undefined || id !== undefined) throw invalidExtended();
		const number = /^0x/i.test(tag) ? parseInt(tag, 16) : Number(tag);
		// 0x8000 and up are named properties: they have no fixed tag.
		if (!Number.isInteger(number) || number <= 0 || number >= 0x8000) throw invalidExtended();
		return { kind: 'extended', key: tagKey(number), type, xml };
	}
	if (set === undefined || (name === undefined) === (id === undefined)) throw invalidExtended();
	const key = namedKey(set, name ?? Number(id));
	return { kind: 'extended', key, type, xml };
}

/** @throws EwsError for a path that this server or the requested schema does not have */
export function readPath(node: Node, requested: Build): Path {
	if (node.name === 'ExtendedFieldURI') return extended(node);
	const uri = node.attributes['FieldURI'] ?? '';
	if (!knowsField(uri, requested)) {
		throw new EwsError(
			'ErrorInvalidPropertyRequest',
			'Property is not valid for this version of the request.',
			wrap('FieldURI', '', { FieldURI: uri }),
		);
	}
	if (node.name === 'FieldURI') return { kind: 'field', uri };
	return { kind: 'indexed', uri, index: node.attributes['FieldIndex'] ?? '' };
}

/** Key in the store of a property that is one value. */
export function keyOf(path: Path): string {
	if (path.kind === 'field') return path.uri;
	if (path.kind === 'indexed') return `${path.uri}:${path.index}`;
	return path.key;
}

export function pathXml(path: Path): string {
	if (path.kind === 'field') return wrap('FieldURI', '', { FieldURI: path.uri });
	if (path.kind === 'indexed') {
		return wrap('IndexedFieldURI', '', { FieldURI: path.uri, FieldIndex: path.index });
	}
	return path.xml;
}
