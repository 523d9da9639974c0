import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { openFile, type OpenFile } from './openFile';

/** Pixels of the square, as UserPhotoSizeType counts them. */
export const PHOTO_SIZES = [48, 64, 96, 120, 240, 360, 432, 504, 648] as const;

/**
 * The picture of a person. Throws when there is none.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getuserphoto-operation
 */
export async function getUserPhoto(
	channel: EwsChannel,
	{ address, size }: { readonly address: string; readonly size: number },
	call: EwsCall,
): Promise<OpenFile> {
	return await openFile(
		channel,
		{
			name: 'GetUserPhoto',
			since: 'Exchange2013',
			body: element(
				'm:GetUserPhoto',
				null,
				element('m:Email', null, address),
				element('m:SizeRequested', null, `HR${size}x${size}`),
			),
		},
		call,
	);
}
