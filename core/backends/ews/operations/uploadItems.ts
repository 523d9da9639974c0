import type { FileContent } from '../../../schema/file';
import type { EwsChannel } from '../channel';
import type { EwsCall, RefResult } from '../request';
import { base64, element } from '../xml/element';
import { itemId } from '../xml/field';
import { partRefs, ID_PLAN } from './answers';

export interface UploadItemsRequest {
	/** Id of the folder; no distinguished one is taken. */
	readonly folderId: string;
	readonly items: ReadonlyArray<{
		readonly file: FileContent;
		/** The item that is replaced; absent: a new one. */
		readonly id?: string;
	}>;
}

/**
 * Items from Exchange's own stream. One reference or one error per item, in order.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/uploaditems-operation
 */
export async function uploadItems(
	channel: EwsChannel,
	{ folderId, items }: UploadItemsRequest,
	call: EwsCall,
): Promise<RefResult[]> {
	if (items.length === 0) return [];
	const answer = await channel.answer(
		{
			name: 'UploadItems',
			since: 'Exchange2010_SP1',
			safe: false,
			body: element(
				'm:UploadItems',
				null,
				element(
					'm:Items',
					null,
					items.map(({ file, id }) =>
						element(
							't:Item',
							{ CreateAction: id === undefined ? 'CreateNew' : 'Update' },
							element('t:ParentFolderId', { Id: folderId }),
							id === undefined ? undefined : itemId({ id }),
							element('t:Data', null, base64(file)),
						),
					),
				),
			),
			plan: ID_PLAN,
			parts: ['ItemId'],
			expect: items.length,
		},
		call,
	);
	return partRefs(answer, 'ItemId');
}
