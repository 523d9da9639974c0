import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { graphPath } from './bindings';

const id = (description: string): Column => ({
	id: 'id',
	label: 'ID',
	type: 'id',
	description,
	common: true,
	ews: { read: 'list' },
});

const emailAddress: Column = {
	id: 'emailAddress',
	label: 'Email Address',
	type: 'text',
	common: true,
	aliases: { ews: ['EmailAddress'] },
	ews: { read: 'list' },
	graph: graphPath('emailAddress'),
};

const displayName: Column = {
	id: 'displayName',
	label: 'Display Name',
	type: 'text',
	common: true,
	aliases: { ews: ['Name'] },
	ews: { read: 'list' },
	graph: graphPath('displayName'),
};

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/getrooms-operation */
export const room: Table = {
	name: 'room',
	label: 'Room',
	plural: 'rooms',
	description: 'Rooms of the room lists of the organization',
	operations: ['query', 'get'],
	aliases: [{ name: 'Rooms', schema: 'ews' }],
	ews: { kind: 'collection', element: 'Room', since: 'Exchange2010' },
	columns: [
		id('Address of the room. A room that is in several lists is a row of each.'),
		emailAddress,
		displayName,
		{
			id: 'roomListEmailAddress',
			label: 'Room List Email Address',
			type: 'text',
			description: 'List that the room is in. Without a condition on it all lists are read.',
			common: true,
			aliases: { ews: ['RoomListEmailAddress'] },
			ews: { read: 'list' },
		},
		{
			id: 'roomListName',
			label: 'Room List Name',
			type: 'text',
			common: true,
			ews: { read: 'list' },
		},
	],
};

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/getroomlists-operation */
export const roomList: Table = {
	name: 'roomList',
	label: 'Room List',
	plural: 'room lists',
	description: 'Lists of rooms that the organization has made',
	operations: ['query', 'get'],
	aliases: [{ name: 'RoomLists', schema: 'ews' }],
	ews: { kind: 'collection', element: 'Address', since: 'Exchange2010' },
	columns: [id('Address of the list.'), emailAddress, displayName],
};
