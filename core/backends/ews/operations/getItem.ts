import type { ExchangeError } from '../../../errors';
import type { Column, Row } from '../../../schema/column';
import type { Table } from '../../../schema/table';
import type { EwsChannel } from '../channel';
import type { EwsCall, ItemRef } from '../request';

export interface GetItemRequest {
	readonly table: Table;
	readonly ids: readonly ItemRef[];
	readonly columns: readonly Column[];
	readonly bodyFormat?: 'best' | 'html' | 'text';
}

/**
 * One row or one error per id, in the order asked for.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getitem-operation
 */
export async function getItem(
	channel: EwsChannel,
	request: GetItemRequest,
	call: EwsCall,
): Promise<Array<Row | ExchangeError>> {
	throw new Error('GetItem');
}
