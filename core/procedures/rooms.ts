import type { Procedure } from '../schema/procedure';

const OUTPUTS = [
	{ id: 'name', description: 'Display name' },
	{ id: 'address', description: 'SMTP address' },
] as const;

export const getRoomLists: Procedure = {
	name: 'getRoomLists',
	label: 'Query Room Lists',
	description: 'Lists the room lists of the organization',
	resource: 'room',
	operation: 'queryLists',
	action: 'Query room lists',
	reads: true,
	since: 'Exchange2010',
	outputs: OUTPUTS,
	inputs: [],
};

export const getRooms: Procedure = {
	name: 'getRooms',
	label: 'Get Rooms',
	description: 'Lists the rooms of a room list, or of all room lists',
	reads: true,
	since: 'Exchange2010',
	outputs: [...OUTPUTS, { id: 'roomList', description: 'Address of the list that the room is in' }],
	inputs: [
		{
			id: 'roomList',
			label: 'Room List',
			type: 'text',
			description: 'Address of a room list; all room lists when it is empty',
			aliases: ['RoomListEmailAddress', 'EmailAddress', 'Address', 'Mailbox'],
		},
	],
};
