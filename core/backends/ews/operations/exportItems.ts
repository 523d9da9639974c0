import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { itemId } from '../xml/field';
import { openFile, type OpenFile } from './openFile';

/**
 * One item as Exchange's own stream, with all of its properties. Throws when it cannot be read.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/exportitems-operation
 */
export async function exportItem(
	channel: EwsChannel,
	id: string,
	call: EwsCall,
): Promise<OpenFile> {
	return await openFile(
		channel,
		{
			name: 'ExportItems',
			since: 'Exchange2010_SP1',
			body: element('m:ExportItems', null, element('m:ItemIds', null, itemId({ id }))),
		},
		call,
	);
}
