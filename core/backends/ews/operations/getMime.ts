import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { itemId } from '../xml/field';
import { openFile, type OpenFile } from './openFile';

/**
 * GetItem for the MIME content of one item. Throws when it cannot be read.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/mimecontent
 */
export async function getMime(channel: EwsChannel, id: string, call: EwsCall): Promise<OpenFile> {
	return await openFile(
		channel,
		{
			name: 'GetItem',
			body: element(
				'm:GetItem',
				null,
				element(
					'm:ItemShape',
					null,
					element('t:BaseShape', null, 'IdOnly'),
					element('t:IncludeMimeContent', null, 'true'),
				),
				element('m:ItemIds', null, itemId({ id })),
			),
		},
		call,
	);
}
