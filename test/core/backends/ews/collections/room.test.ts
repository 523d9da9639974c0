import type { Session } from '../../../../../core';
import { startSandbox, type Sandbox } from '../../../../../sandbox';
import { call, rowsOf, sessionOn } from '../../../../support/session';

const own = { folders: [] };
const rooms = [1, 2, 3].map((n) => `room${n}@contoso.example`);
let sandbox: Sandbox;
let session: Session;
beforeAll(async () => {
	sandbox = await startSandbox({
		fill: (store) => {
			for (const [place, primarySmtp] of rooms.entries()) {
				store.addMailbox({ primarySmtp, displayName: `Room ${place + 1}`, type: 'room' });
			}
			const list = (name: string, members: string[]) =>
				store.addGroup({
					primarySmtp: `${name}@contoso.example`,
					displayName: `Building ${name}`,
					roomList: true,
					members,
				});
			list('a', rooms.slice(0, 2));
			list('b', rooms.slice(1));
			store.addGroup({ primarySmtp: 'people@contoso.example', members: rooms });
		},
	});
});
afterAll(async () => await sandbox.close());
beforeEach(async () => {
	sandbox.log.clear();
	session = await sessionOn(sandbox);
});

it('rooms of all lists, each with the list that it is in', async () => {
	const rows = await rowsOf(session, { table: 'room', scope: own });
	expect(
		rows.map(({ emailAddress, roomListEmailAddress }) => [emailAddress, roomListEmailAddress]),
	).toEqual([
		[rooms[0], 'a@contoso.example'],
		[rooms[1], 'a@contoso.example'],
		[rooms[1], 'b@contoso.example'],
		[rooms[2], 'b@contoso.example'],
	]);
	expect(rows[0]).toMatchObject({
		id: rooms[0],
		displayName: 'Room 1',
		roomListName: 'Building a',
	});
});

it('rooms of one list by the older view, whose name and columns are kept', async () => {
	const rows = await rowsOf(session, {
		table: 'Rooms',
		scope: own,
		where: { column: 'RoomListEmailAddress', operator: 'equals', value: 'B@contoso.example' },
		select: ['Name', 'EmailAddress', 'RoomListEmailAddress'],
	});
	expect(rows).toMatchObject([
		{ Name: 'Room 2', emailAddress: rooms[1], roomListEmailAddress: 'b@contoso.example' },
		{ Name: 'Room 3', emailAddress: rooms[2] },
	]);
	expect(sandbox.log.count({ operation: 'GetRooms' })).toBe(1);
});

it('lists by the older view', async () => {
	const rows = await rowsOf(session, {
		table: 'RoomLists',
		scope: own,
		select: ['Name', 'EmailAddress'],
	});
	expect(rows).toMatchObject([
		{ Name: 'Building a', emailAddress: 'a@contoso.example' },
		{ Name: 'Building b', emailAddress: 'b@contoso.example' },
	]);
	const [list] = await session.get({ table: 'roomList', scope: own }, ['A@contoso.example'], call);
	expect(list).toMatchObject({ displayName: 'Building a' });
});

it('get by address; what is no room, and no list, is said by name', async () => {
	const [room, none] = await session.get(
		{ table: 'room', scope: own },
		[rooms[2] ?? '', 'x@y.z'],
		call,
	);
	expect(room).toMatchObject({ displayName: 'Room 3' });
	expect(none).toMatchObject({ code: 'ErrorItemNotFound', message: 'The room does not exist' });
	const where = {
		column: 'roomListEmailAddress',
		operator: 'equals' as const,
		value: 'people@contoso.example',
	};
	await expect(rowsOf(session, { table: 'room', scope: own, where })).rejects.toMatchObject({
		message: "There is no room list 'people@contoso.example'",
		field: 'roomListEmailAddress',
	});
});

it('need Exchange 2010, and are read only', async () => {
	const old = await sessionOn(sandbox, { platform: 'Exchange2007_SP1' });
	await expect(rowsOf(old, { table: 'room', scope: own })).rejects.toMatchObject({
		message: expect.stringContaining("The table 'Room' needs Exchange2010"),
	});
	const request = { table: 'room', scope: own, records: [{ index: 0, id: rooms[0] }], options: {} };
	await expect(session.delete(request, call)).rejects.toMatchObject({ field: 'operation' });
});
