import type { EwsChannel } from '../channel';
import { child } from '../decode/tree';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { type DirectoryEntry, directoryEntry } from './directoryEntry';
import { partsOf } from './part';

/**
 * The rooms of one list, given by its SMTP address.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getrooms-operation
 */
export async function getRooms(
	channel: EwsChannel,
	roomList: string,
	call: EwsCall,
): Promise<DirectoryEntry[]> {
	const { Rooms } = await partsOf(
		channel,
		{
			name: 'GetRooms',
			safe: true,
			since: 'Exchange2010',
			body: element(
				'm:GetRooms',
				null,
				element('m:RoomList', null, element('t:EmailAddress', null, roomList)),
			),
		},
		['Rooms'],
		call,
	);
	return (Rooms?.children ?? []).map((room) => directoryEntry(child(room, 'Id')));
}
