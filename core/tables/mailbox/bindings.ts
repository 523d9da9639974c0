/**
 * Short forms for the bindings that recur in every mailbox table. Lists are FindItem and FindFolder:
 * they cut text at 255 characters and leave out bodies, recipients and other collections.
 */
import type { EwsBinding, GraphBinding, MapiType } from '../../schema/column';

type EwsRest = Partial<EwsBinding>;
type GraphRest = Partial<GraphBinding>;

/** `contacts:GivenName` stands in the element `GivenName`, unless `at` says otherwise. */
export function listed(uri: string, rest: EwsRest = {}): EwsBinding {
	return {
		field: { uri },
		at: uri.slice(uri.indexOf(':') + 1),
		read: 'list',
		filter: true,
		sort: true,
		...rest,
	};
}

/** Text by FieldURI: cut at 255 characters in a list. */
export function listedText(uri: string, rest: EwsRest = {}): EwsBinding {
	return listed(uri, { read: 'listTruncated', ...rest });
}

/** What only a read by id delivers, and no restriction or sort may name. */
export function byId(uri: string, rest: EwsRest = {}): EwsBinding {
	return { field: { uri }, at: uri.slice(uri.indexOf(':') + 1), read: 'item', ...rest };
}

/** Text of an entry of a dictionary, by IndexedFieldURI. */
export function entry(uri: string, index: string, at: string, rest: EwsRest = {}): EwsBinding {
	return {
		field: { uri, index },
		at,
		read: 'listTruncated',
		write: 'both',
		filter: true,
		sort: true,
		...rest,
	};
}

/** A MAPI property by tag, such as `0x300B`. */
export function tagged(tag: string, mapiType: MapiType, rest: EwsRest = {}): EwsBinding {
	return {
		field: { tag, mapiType },
		read: mapiType === 'String' ? 'listTruncated' : 'list',
		filter: true,
		sort: true,
		...rest,
	};
}

/** A MAPI property of a set, such as `Address` 0x802C. */
export function named(
	set: string,
	propertyId: number,
	mapiType: MapiType,
	rest: EwsRest = {},
): EwsBinding {
	return {
		field: { set, propertyId, mapiType },
		read: mapiType === 'String' ? 'listTruncated' : 'list',
		filter: true,
		sort: true,
		...rest,
	};
}

export function graphPath(path: string, rest: GraphRest = {}): GraphBinding {
	return { path, read: 'list', ...rest };
}

/** What Graph lacks, by its MAPI property: `String 0x3A24`. */
export function graphMapi(mapi: string, rest: GraphRest = {}): GraphBinding {
	return { mapi, read: 'list', ...rest };
}

/** MAPI property sets as singleValueExtendedProperties names them. */
export const ADDRESS_SET = '{00062004-0000-0000-C000-000000000046}';
export const COMMON_SET = '{00062008-0000-0000-C000-000000000046}';

export const both = { write: 'both' } as const;
/** Written at any time, but never cleared. */
export const kept = { ...both, kept: true } as const;
