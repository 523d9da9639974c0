/** Mailboxes, rooms and lists that the activities work on. */
import { SERVICE } from '../../scripts/lib/demo/data.mjs';

export const OFFICE = 'office@contoso.example';
export const ORGANIZER = 'organizer@contoso.example';
export const ROOM_LIST = 'rooms.north@contoso.example';
export const ROOMS = ['room.north1@contoso.example', 'room.north2@contoso.example'];

const SUBJECTS = [
	'Figures of the first quarter',
	'Floor plan of the north wing',
	'Minutes of the meeting',
	'Offer for the new printers',
	'Order 4711: delivery note',
	'Training dates',
	'Maintenance window on Sunday',
	'Survey: results',
];

/** Every other one carries a file. */
const message = (subject, i) => {
	const received = Date.UTC(2026, 8, 1 + i, 8, 15);
	const person = (name, address) => ({ name, address, routing: 'SMTP', mailboxType: 'Mailbox' });
	return {
		kind: 'Message',
		properties: {
			'item:Subject': subject,
			'item:Body': { type: 'Text', text: `About: ${subject}` },
			'item:DateTimeReceived': received,
			'item:DateTimeSent': received,
			'message:From': person('Meeting Organizer', ORGANIZER),
			'message:Sender': person('Meeting Organizer', ORGANIZER),
			'message:ToRecipients': [person('Front Office', OFFICE)],
			'message:IsRead': i % 3 === 0,
		},
		attachments:
			i % 2 === 0
				? [
						{
							name: `attachment ${i + 1}.csv`,
							contentType: 'text/csv',
							content: Buffer.from('quarter;amount\n1;17\n').toString('base64'),
						},
					]
				: [],
	};
};

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
				folders: {
					'inbox/Projects': { items: SUBJECTS.map(message) },
					'inbox/Done': {},
				},
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
