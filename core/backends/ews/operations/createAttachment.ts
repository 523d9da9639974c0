import type { ExchangeError } from '../../../errors';
import { type EwsChannel, isError, messageError } from '../channel';
import { child } from '../decode/tree';
import type { EwsCall, ItemRef } from '../request';
import { attachmentXml, type NewAttachment } from '../xml/attachment';
import { element } from '../xml/element';
import { ID_PLAN } from './answers';

export interface CreateAttachmentRequest {
	/** The item that gets them; its change key, where given, must be the current one. */
	readonly parent: ItemRef;
	readonly attachments: readonly NewAttachment[];
}

export interface AttachmentRef {
	readonly id: string;
	/** Change key of the item after it. */
	readonly itemChangeKey?: string;
}

/**
 * One reference or one error per attachment, in order. Files are read while they are sent.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/createattachment-operation
 */
export async function createAttachment(
	channel: EwsChannel,
	{ parent, attachments }: CreateAttachmentRequest,
	call: EwsCall,
): Promise<Array<AttachmentRef | ExchangeError>> {
	if (attachments.length === 0) return [];
	const { messages, requestId } = await channel.answer(
		{
			name: 'CreateAttachment',
			safe: false,
			body: element(
				'm:CreateAttachment',
				null,
				element('m:ParentItemId', { Id: parent.id, ChangeKey: parent.changeKey }),
				element('m:Attachments', null, attachments.map(attachmentXml)),
			),
			plan: ID_PLAN,
			parts: ['Attachments'],
			expect: attachments.length,
		},
		call,
	);
	return messages.map((message) => {
		if (isError(message)) return messageError(message, requestId, parent.id);
		const made = message.parts['Attachments']?.children[0];
		const { Id = '', RootItemChangeKey } = child(made, 'AttachmentId')?.attributes ?? {};
		return {
			id: Id,
			...(RootItemChangeKey === undefined ? {} : { itemChangeKey: RootItemChangeKey }),
		};
	});
}
