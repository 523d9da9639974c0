/** A table is data; this file says what a column is. Backends read the part of their own dialect. */

/**
 * Type of a column's value as rows carry it:
 * - `text` string, exactly as stored; `choice` one of `choices`; `id` case-exact string
 * - `integer` number; `int64` string of digits; `decimal` number; `boolean`
 * - `dateTime` ISO 8601 with offset; `date` YYYY-MM-DD without zone
 * - `binary` base64 text
 * - `textList` string[]; `recipient` {name, address}; `recipientList`, `attendeeList` arrays of those
 *   (attendees also carry `type` required|optional|resource, `response`, `responseTime`)
 * - `recurrence` Graph's patternedRecurrence; `flag` {status, start, due, completed}; `object` any other
 * An absent value is always `null`.
 */
export type ColumnType =
	| 'text'
	| 'choice'
	| 'id'
	| 'integer'
	| 'int64'
	| 'decimal'
	| 'boolean'
	| 'dateTime'
	| 'date'
	| 'binary'
	| 'textList'
	| 'recipient'
	| 'recipientList'
	| 'attendeeList'
	| 'recurrence'
	| 'flag'
	| 'object';

/**
 * When a list read delivers the column: `list` whole; `listTruncated` cut at 255 characters (a value
 * that long is read again by id); `item` not at all, it always takes a read by id.
 */
export type ReadAt = 'list' | 'listTruncated' | 'item';

/** RequestServerVersion values, oldest first. https://learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion */
export const EWS_VERSIONS = [
	'Exchange2007',
	'Exchange2007_SP1',
	'Exchange2010',
	'Exchange2010_SP1',
	'Exchange2010_SP2',
	'Exchange2013',
	'Exchange2013_SP1',
	'Exchange2016',
] as const;
export type EwsVersion = (typeof EWS_VERSIONS)[number];

type MapiList =
	| 'String'
	| 'Short'
	| 'Integer'
	| 'Long'
	| 'Float'
	| 'Double'
	| 'Currency'
	| 'ApplicationTime'
	| 'SystemTime'
	| 'Binary'
	| 'CLSID';
/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri */
export type MapiType = MapiList | `${MapiList}Array` | 'Boolean';

/** How EWS names a property: FieldURI, IndexedFieldURI or ExtendedFieldURI. */
export type EwsField =
	| { readonly uri: string }
	| { readonly uri: string; readonly index: string }
	| { readonly tag: string; readonly mapiType: MapiType }
	| {
			/** DistinguishedPropertySetId such as `Common`, or a GUID. */
			readonly set: string;
			readonly propertyId?: number;
			readonly propertyName?: string;
			readonly mapiType: MapiType;
	  };

export interface EwsBinding {
	/** The property; absent only for what every answer carries (ItemId, ChangeKey) or what is computed. */
	readonly field?: EwsField;
	/**
	 * Where the value stands in the item element: `GivenName`, `CompleteName/Title`,
	 * `EmailAddresses/Entry[EmailAddress1]`, `EmailAddresses/Entry[EmailAddress1]@Name`,
	 * `PhysicalAddresses/Entry[Business]/Street`, `Children/String[1]` (1-based), `ItemId@Id`. Absent
	 * for extended properties.
	 */
	readonly at?: string;
	/** Name of the EWS codec (core/backends/ews/codecs); default: the one of the column's type. */
	readonly codec?: string;
	/** For `choice`: canonical value -> EWS value, where they differ by more than the first letter's case. */
	readonly values?: Readonly<Record<string, string>>;
	readonly read: ReadAt;
	/** Not writable when absent. */
	readonly write?: 'create' | 'update' | 'both';
	/**
	 * Exchange always keeps a value: the property can be set, never deleted, so `null` is refused. As
	 * Microsoft's own client library declares it (no `CanDelete`).
	 */
	readonly kept?: boolean;
	/** Whether a restriction may name the property at all; the operators follow from the column's type. */
	readonly filter?: boolean;
	/** Whether SortOrder may name the property. */
	readonly sort?: boolean;
	/** Oldest schema version that has the property; default Exchange2007. */
	readonly since?: EwsVersion;
}

export interface GraphBinding {
	/** Property path: `givenName`, `businessAddress/city`, `emailAddresses[0]/address`, `businessPhones[1]`. */
	readonly path?: string;
	/** Where Graph has no property: singleValueExtendedProperties id, such as `String 0x3A24`. */
	readonly mapi?: string;
	readonly codec?: string;
	readonly values?: Readonly<Record<string, string>>;
	readonly read: ReadAt;
	readonly write?: 'create' | 'update' | 'both';
	readonly filter?: boolean;
	readonly sort?: boolean;
}

/** How an attribute's bytes are read and written; see core/backends/ldap/codecs. */
export type LdapCodec =
	| 'text'
	| 'boolean'
	| 'integer'
	| 'int64'
	| 'generalizedTime'
	| 'utcTime'
	| 'fileTime'
	| 'guid'
	| 'sid'
	| 'octets'
	| 'dn'
	| 'dnWithBinary';

/** Where a directory column lives: an attribute, or what is computed from some. */
export interface LdapBinding {
	/** lDAPDisplayName. Absent with `computed`. */
	readonly attribute?: string;
	/** Name of a computation (core/backends/ldap/computed) and the attributes that it reads. */
	readonly computed?: { readonly name: string; readonly from: readonly string[] };
	readonly codec: LdapCodec;
	/** More than one value by the schema: rows carry an array. */
	readonly multi?: boolean;
	/** The server compares the values by case. */
	readonly caseExact?: boolean;
	readonly read: ReadAt;
	readonly write?: 'create' | 'update' | 'both';
	/** Whether a filter may name it: not with attributes that the server computes. */
	readonly filter?: boolean;
	readonly sort?: boolean;
}

/**
 * The column shows a part of another column's value. Who writes parts writes the whole column: the stored
 * value with these parts changed; see core/schema/parts.ts.
 */
export interface PartOf {
	/** Id of the whole. */
	readonly column: string;
	/**
	 * Where in the whole: `pattern/interval` of an object, `1` the second entry of a list, `[]/name` that of
	 * every entry.
	 */
	readonly path: string;
	/** For `choice`: canonical value -> value in the whole, where they differ. */
	readonly values?: Readonly<Record<string, unknown>>;
	/** Without this part the whole has no meaning: clearing it clears the whole, another value drops its siblings. */
	readonly decides?: boolean;
}

export interface Column {
	/** Canonical name: the Graph path joined in camel case. */
	readonly id: string;
	/** What the person sees, in Title Case, beginning with the distinguishing word. */
	readonly label: string;
	readonly type: ColumnType;
	/** One plain sentence, where the label does not say it all. */
	readonly description?: string;
	/** Canonical values of a `choice`, as Graph spells them. */
	readonly choices?: readonly string[];
	/** Other names that resolve, by the old schema that uses them. */
	readonly aliases?: {
		readonly ews?: readonly string[];
		readonly graph?: readonly string[];
		readonly ldap?: readonly string[];
	};
	/** Part of the Simplify output and of the mapper's first view: the ~20 columns of Outlook's own form. */
	readonly common?: boolean;
	/**
	 * With `dateTime`: bound of an event. While `isAllDay` holds, its value is a day (`YYYY-MM-DD`, the
	 * end exclusive) that no zone shifts; otherwise an instant as ever.
	 */
	readonly dayWhenAllDay?: boolean;
	readonly partOf?: PartOf;
	/** May identify a record in Create or Update. */
	readonly match?: boolean;
	readonly ews?: EwsBinding;
	readonly graph?: GraphBinding;
	readonly ldap?: LdapBinding;
}

/** A row as it leaves core: canonical column ids (or the alias that was asked for) to values. */
export type Row = Record<string, unknown>;
