import type { Column, Row } from '../../../schema/column';
import type { Table } from '../../../schema/table';
import type { EwsChannel } from '../channel';
import type {
	EwsCall,
	FieldOrder,
	FindPage,
	FolderTarget,
	ItemView,
	Restriction,
} from '../request';

export interface FindItemRequest {
	readonly table: Table;
	/** With several, Exchange answers folder by folder; the pages come back in the same order. */
	readonly parents: readonly FolderTarget[];
	readonly traversal?: 'Shallow' | 'SoftDeleted' | 'Associated';
	readonly columns: readonly Column[];
	readonly view: ItemView;
	readonly restriction?: Restriction;
	readonly order?: readonly FieldOrder[];
	readonly bodyFormat?: 'best' | 'html' | 'text';
}

/** One page per parent folder; the fields of FindPage themselves sum them up. */
export interface FindResult extends FindPage {
	readonly pages: readonly FindPage[];
}

/**
 * Rows leave while bytes arrive. Every row has `id`, `changeKey` and all asked columns; the element of
 * an item that is not the table's own is told by `elementOf(row)`. Throws when any folder answers an error.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation
 */
export async function* findItem(
	channel: EwsChannel,
	request: FindItemRequest,
	call: EwsCall,
): AsyncGenerator<Row[], FindResult> {
	throw new Error('FindItem');
}
