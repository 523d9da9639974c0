import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, ItemRef, RefResult } from '../request';
import { element } from '../xml/element';
import { folderId } from '../xml/field';
import { ID_PLAN, refs } from './answers';

export interface CreateResponseRequest {
	readonly kind: 'ReplyToItem' | 'ReplyAllToItem' | 'ForwardItem';
	/** The message that is answered, with its current change key. */
	readonly item: ItemRef;
	/** Stands above the quoted message. */
	readonly comment?: string;
	readonly commentType: 'Text' | 'HTML';
	/** Where the draft is saved. */
	readonly folder: FolderTarget;
}

/**
 * CreateItem for the answer to a message, saved as a draft: the reference of the draft.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/replytoitem
 */
export async function createResponse(
	channel: EwsChannel,
	{ kind, item, comment, commentType, folder }: CreateResponseRequest,
	call: EwsCall,
): Promise<RefResult> {
	const answer = await channel.answer(
		{
			name: 'CreateItem',
			safe: false,
			body: element(
				'm:CreateItem',
				{ MessageDisposition: 'SaveOnly' },
				element('m:SavedItemFolderId', null, folderId(folder)),
				element(
					'm:Items',
					null,
					element(
						`t:${kind}`,
						null,
						element('t:ReferenceItemId', { Id: item.id, ChangeKey: item.changeKey }),
						element('t:NewBodyContent', { BodyType: commentType }, comment ?? ''),
					),
				),
			),
			plan: ID_PLAN,
			expect: 1,
		},
		call,
	);
	return refs(answer, [item.id])[0] as RefResult;
}
