import type { ExchangeError } from '../../../errors';
import type { Column, Row } from '../../../schema/column';
import type { Table } from '../../../schema/table';
import type { EwsChannel } from '../channel';
import type { EwsCall, OccurrenceRef } from '../request';
import { compileRowPlan } from '../decode/rowPlan';
import { element } from '../xml/element';
import { itemId } from '../xml/field';
import { rows } from './answers';
import { requireColumns } from './fields';
import { isRefusal, withoutRefused } from './refused';
import { itemShape } from './shape';
import { requireTable } from './target';

export interface GetItemRequest {
	readonly table: Table;
	readonly ids: readonly OccurrenceRef[];
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
	const { table, ids, columns, bodyFormat } = request;
	if (ids.length === 0) return [];
	requireTable(channel, table);
	requireColumns(channel, columns);
	for (;;) {
		const asked = withoutRefused(channel, columns);
		try {
			const answer = await channel.answer(
				{
					name: 'GetItem',
					safe: true,
					body: element(
						'm:GetItem',
						null,
						itemShape(asked, channel.requestVersion, bodyFormat),
						element('m:ItemIds', null, ids.map(itemId)),
					),
					plan: compileRowPlan(columns),
					element: table.ews?.element,
					expect: ids.length,
				},
				call,
			);
			const results = rows(
				answer,
				ids.map(({ id }) => id),
			);
			if (!results.some((result) => isRefusal(channel, asked, result, call))) return results;
		} catch (error) {
			if (!isRefusal(channel, asked, error, call)) throw error;
		}
	}
}
