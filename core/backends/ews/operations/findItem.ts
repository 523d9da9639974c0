import type { Column, EwsVersion, Row } from '../../../schema/column';
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
import { compileRowPlan } from '../decode/rowPlan';
import { element, type Xml } from '../xml/element';
import { folderId } from '../xml/field';
import { restriction, sortOrder } from '../xml/restriction';
import { found } from './answers';
import { requireColumns } from './fields';
import type { FindResult } from './findResult';
import { isRefusal, withoutRefused } from './refused';
import { itemShape } from './shape';
import { requireTable, targetKey } from './target';

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

export type { FindResult } from './findResult';

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
	requireTable(channel, request.table);
	requireColumns(channel, request.columns);
	for (;;) {
		const asked = withoutRefused(channel, request.columns);
		try {
			return yield* found(
				channel,
				{
					name: 'FindItem',
					safe: true,
					body: findItemXml({ ...request, columns: asked }, channel.requestVersion),
					plan: compileRowPlan(request.columns),
					element: request.table.ews?.element,
					expect: request.parents.length,
				},
				call,
				request.parents.map(targetKey),
			);
		} catch (error) {
			if (!isRefusal(channel, asked, error, call)) throw error;
		}
	}
}

/** The request element; empty restrictions and orders are left out. */
export function findItemXml(request: FindItemRequest, version: EwsVersion): Xml {
	const { columns, bodyFormat, view, order = [], parents, traversal = 'Shallow' } = request;
	return element(
		'm:FindItem',
		{ Traversal: traversal },
		itemShape(columns, version, bodyFormat),
		viewXml(view),
		request.restriction && restriction(request.restriction),
		order.length > 0 ? sortOrder(order) : undefined,
		element('m:ParentFolderIds', null, parents.map(folderId)),
	);
}

function viewXml(view: ItemView): Xml {
	return view.kind === 'indexed'
		? element('m:IndexedPageItemView', {
				MaxEntriesReturned: view.max,
				Offset: view.offset,
				BasePoint: 'Beginning',
			})
		: element('m:CalendarView', {
				MaxEntriesReturned: view.max,
				StartDate: view.start,
				EndDate: view.end,
			});
}
