import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { type DirectoryEntry, directoryEntry } from './directoryEntry';
import { partsOf } from './part';

/**
 * The lists of rooms that the organization has made (New-DistributionGroup -RoomList).
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getroomlists-operation
 */
export async function getRoomLists(channel: EwsChannel, call: EwsCall): Promise<DirectoryEntry[]> {
	const { RoomLists } = await partsOf(
		channel,
		{
			name: 'GetRoomLists',
			safe: true,
			since: 'Exchange2010',
			body: element('m:GetRoomLists', null),
		},
		['RoomLists'],
		call,
	);
	return (RoomLists?.children ?? []).map(directoryEntry);
}
