import { isGroup, isMailbox, type Group } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { entryXml } from '../people/entry';
import { alone, attempt, success, type Answer } from '../response';
import { wrap } from '../xml/escape';
import { at, type Node } from '../xml/node';

const LISTS = 'GetRoomListsResponse';
const ROOMS = 'GetRoomsResponse';

export function getRoomLists(_request: Node, ctx: Context): Answer {
	const lists = ctx.store.directory.entries.filter(
		(entry): entry is Group => isGroup(entry) && entry.roomList,
	);
	const inner = lists.map((list) => entryXml(list, 'Address')).join('');
	return alone(success(LISTS, wrap('m:RoomLists', inner)));
}

export function getRooms(request: Node, ctx: Context): Answer {
	return alone(
		attempt(ROOMS, '', () => {
			const address = at(request, 'RoomList', 'EmailAddress')?.text.trim() ?? '';
			const list = ctx.store.directory.findEntry(address);
			if (list === undefined || !isGroup(list) || !list.roomList) {
				throw new EwsError('ErrorNameResolutionNoResults', 'No results were found.');
			}
			const rooms = list.members.flatMap((member) => {
				const entry = ctx.store.directory.findEntry(member);
				const isRoom = entry !== undefined && isMailbox(entry) && entry.type === 'room';
				return isRoom ? [wrap('Room', entryXml(entry, 'Id'))] : [];
			});
			return success(ROOMS, wrap('m:Rooms', rooms.join('')));
		}),
	);
}
