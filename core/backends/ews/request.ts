import type { Column, EwsField } from '../../schema/column';
import type { ImpersonationType } from '../../query/query';
import type { ExchangeError } from '../../errors';
import type { Call } from '../backend';

/**
 * What an EWS operation takes, as plain data: the backend plans with these, the operations
 * turn them into XML. https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-operations-in-exchange
 */
export type FolderTarget =
	| { readonly distinguished: string; readonly mailbox?: string }
	| { readonly id: string; readonly changeKey?: string };

export type ComparisonElement =
	| 'IsEqualTo'
	| 'IsNotEqualTo'
	| 'IsGreaterThan'
	| 'IsGreaterThanOrEqualTo'
	| 'IsLessThan'
	| 'IsLessThanOrEqualTo';

export type ContainmentMode =
	'FullString' | 'Prefixed' | 'Substring' | 'PrefixOnWords' | 'ExactPhrase';

export type Restriction =
	| { readonly and: readonly Restriction[] }
	| { readonly or: readonly Restriction[] }
	| { readonly not: Restriction }
	| { readonly exists: EwsField }
	| { readonly excludes: EwsField; readonly bitmask: number }
	| { readonly compare: ComparisonElement; readonly field: EwsField; readonly value: string }
	| { readonly contains: EwsField; readonly mode: ContainmentMode; readonly value: string };

export interface FieldOrder {
	readonly field: EwsField;
	readonly direction: 'asc' | 'desc';
}

export type ItemView =
	| { readonly kind: 'indexed'; readonly offset: number; readonly max: number }
	| {
			readonly kind: 'calendar';
			readonly start: string;
			readonly end: string;
			readonly max?: number;
	  };

export interface FindPage {
	/** IncludesLastItemInRange: the only sign that a read is over. */
	readonly includesLast: boolean;
	/** IndexedPagingOffset. */
	readonly nextOffset?: number;
	/** TotalItemsInView. */
	readonly total?: number;
}

/** Who asks, for whom, and how long; every operation takes one. */
export interface EwsCall {
	readonly signal?: AbortSignal;
	readonly timeoutMs?: number;
	/** Windows zone id for the TimeZoneContext header. */
	readonly timeZoneId?: string;
	readonly impersonate?: { readonly type: ImpersonationType; readonly value: string };
	/** X-AnchorMailbox header. */
	readonly anchorMailbox?: string;
	/** X-PublicFolderMailbox header: the mailbox that keeps the public folder, or the hierarchy of all. */
	readonly publicFolderMailbox?: string;
	/** Account that Exchange charges; see HttpRequest.account. */
	readonly account?: string;
	/** The run that the call is of, for remarks that it gets once. */
	readonly run?: Pick<Call, 'notice'>;
}

/** A value for one column; `null` deletes the field. */
export interface FieldValue {
	readonly column: Column;
	readonly value: unknown;
}

export interface ItemRef {
	readonly id: string;
	readonly changeKey?: string;
}

/** Asks for the master of the series that the item is an occurrence of. */
export interface OccurrenceRef extends ItemRef {
	readonly isOccurrence?: boolean;
}

/** Answer for one record of a batch: an error stands in the place of its record. */
export type RefResult = ItemRef | ExchangeError;
