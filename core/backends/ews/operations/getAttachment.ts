import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { openFile, type OpenFile } from './openFile';
import { BODY_TYPES, type BodyFormat } from './shape';

export interface GetAttachmentRequest {
	readonly id: string;
	/** Whether an attached item comes as MIME. */
	readonly mime?: boolean;
	/** Format of an attached item's body. */
	readonly bodyFormat?: BodyFormat;
}

/**
 * One attachment; what describes it stands before its content. Throws when it cannot be read.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getattachment-operation
 */
export async function getAttachment(
	channel: EwsChannel,
	{ id, mime = false, bodyFormat }: GetAttachmentRequest,
	call: EwsCall,
): Promise<OpenFile> {
	return await openFile(
		channel,
		{
			name: 'GetAttachment',
			body: element(
				'm:GetAttachment',
				null,
				element(
					'm:AttachmentShape',
					null,
					element('t:IncludeMimeContent', null, String(mime)),
					bodyFormat && element('t:BodyType', null, BODY_TYPES[bodyFormat]),
				),
				element('m:AttachmentIds', null, element('t:AttachmentId', { Id: id })),
			),
		},
		call,
	);
}
