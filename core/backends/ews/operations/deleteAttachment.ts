import type { ExchangeError } from '../../../errors';
import { type EwsChannel, isError, messageError } from '../channel';
import type { EwsCall, ItemRef } from '../request';
import { element } from '../xml/element';
import { ID_PLAN } from './answers';

/**
 * For each attachment the item that it was of, with its new change key, or an error in its place.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/deleteattachment-operation
 */
export async function deleteAttachment(
	channel: EwsChannel,
	ids: readonly string[],
	call: EwsCall,
): Promise<Array<ItemRef | ExchangeError>> {
	if (ids.length === 0) return [];
	const { messages, requestId } = await channel.answer(
		{
			name: 'DeleteAttachment',
			safe: false,
			body: element(
				'm:DeleteAttachment',
				null,
				element(
					'm:AttachmentIds',
					null,
					ids.map((id) => element('t:AttachmentId', { Id: id })),
				),
			),
			plan: ID_PLAN,
			parts: ['RootItemId'],
			expect: ids.length,
		},
		call,
	);
	return messages.map((message, index) => {
		if (isError(message)) return messageError(message, requestId, ids[index]);
		const { RootItemId = '', RootItemChangeKey } = message.parts['RootItemId']?.attributes ?? {};
		return { id: RootItemId, changeKey: RootItemChangeKey };
	});
}
