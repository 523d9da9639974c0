/** Mailboxes, rooms and lists that the activities work on. */
import { SERVICE } from '../../scripts/lib/demo/data.mjs';

export const OFFICE = 'office@contoso.example';
export const ORGANIZER = 'organizer@contoso.example';
export const ROOM_LIST = 'rooms.north@contoso.example';
export const ROOMS = ['room.north1@contoso.example', 'room.north2@contoso.example'];

const mailbox = (primarySmtp, displayName, more = {}) => ({
	primarySmtp,
	displayName,
	fullAccess: [SERVICE],
	sendAs: [SERVICE],
	...more,
});

/** @param seed of sandboxSeed() */
export function withActivities(seed) {
	return {
		...seed,
		// Exchange tells the new ID of a record that moves to the owner of the mailbox alone.
		impersonation: [{ account: SERVICE, scope: [OFFICE] }],
		mailboxes: [
			...seed.mailboxes,
			mailbox(OFFICE, 'Front Office', {
				folders: { 'inbox/Projects': {}, 'inbox/Done': {} },
			}),
			mailbox(ORGANIZER, 'Meeting Organizer'),
			...ROOMS.map((address, i) => mailbox(address, `Room North ${i + 1}`, { type: 'room' })),
		],
		groups: [
			...(seed.groups ?? []),
			{
				primarySmtp: ROOM_LIST,
				displayName: 'Rooms North',
				members: ROOMS,
				roomList: true,
			},
		],
	};
}
