/** The activities that the guides show, ready to be run in their panels. */
import { TARGET } from '../../scripts/lib/demo/data.mjs';
import { email, exchange, manual } from '../workflows.mjs';
import { OFFICE, ORGANIZER } from './mailboxes.mjs';

const path = (value) => ({ __rl: true, mode: 'path', value });
const link = (node) => ({ node, type: 'main', index: 0 });
const columns = (value, matchingColumns = []) => ({
	mappingMode: 'defineBelow',
	matchingColumns,
	value,
});
const inputs = (value) => ({ mappingMode: 'defineBelow', value });
const inProjects = {
	resource: 'message',
	operation: 'query',
	mailbox: email(OFFICE),
	folder: path('Inbox/Projects'),
};
const inDone = {
	resource: 'message',
	operation: 'query',
	mailbox: email(OFFICE),
	folder: path('Inbox/Done'),
};

const shots = [
	{
		picture: 'activity-query',
		sees: ['hasAttachments', 'Figures of the first quarter'],
		nodes: [
			exchange('Query messages', {
				...inProjects,
				limit: 20,
				conditions: { values: [{ column: 'hasAttachments', operator: 'equals', value: 'true' }] },
				sort: { values: [{ column: 'receivedDateTime', direction: 'desc' }] },
				output: 'fields',
				fields: ['subject', 'fromAddress', 'receivedDateTime', 'hasAttachments', 'isRead'],
			}),
		],
	},
	{
		picture: 'activity-create',
		sees: ['created', 'startDateTime'],
		nodes: [
			exchange('Create event', {
				resource: 'event',
				operation: 'create',
				mailbox: email(ORGANIZER),
				columns: columns({
					subject: 'Review of the month',
					startDateTime: '2027-03-30T13:00:00',
					endDateTime: '2027-03-30T14:00:00',
					location: 'Room North 1',
				}),
			}),
		],
	},
	{
		picture: 'activity-update',
		sees: ['updated', 'outcome'],
		nodes: [
			exchange('Query a message', { ...inDone, limit: 1 }),
			exchange('Update message', {
				resource: 'message',
				operation: 'update',
				mailbox: email(OFFICE),
				columns: columns({ id: '={{ $json.id }}', importance: 'high', isRead: 'true' }, ['id']),
			}),
		],
	},
	{
		picture: 'activity-delete',
		sees: ['deleted'],
		nodes: [
			exchange('Query contact', {
				operation: 'query',
				mailbox: email(TARGET),
				limit: 1,
				conditions: { values: [{ column: 'companyName', operator: 'equals', value: 'Northwind' }] },
			}),
			exchange('Delete contact', {
				operation: 'delete',
				mailbox: email(TARGET),
				recordId: '={{ $json.id }}',
			}),
		],
	},
	{
		picture: 'activity-execute',
		sees: ['outcome', 'sent'],
		nodes: [
			exchange('Execute SendMail', {
				resource: 'procedure',
				operation: 'execute',
				mailbox: email(OFFICE),
				procedure: { __rl: true, mode: 'name', value: 'SendMail' },
				inputs: inputs({
					toRecipients: ORGANIZER,
					subject: 'Figures of the quarter',
					body: 'They are in the shared folder.',
				}),
			}),
		],
	},
	{
		picture: 'attendees',
		sees: ['accepted', 'resource'],
		nodes: [
			exchange('Query events', {
				resource: 'event',
				operation: 'query',
				mailbox: email(ORGANIZER),
				rangeStart: '2027-03-09T00:00:00Z',
				rangeEnd: '2027-03-10T00:00:00Z',
			}),
			exchange('Query attendees', {
				resource: 'attendee',
				operation: 'query',
				mailbox: email(ORGANIZER),
				returnAll: true,
				conditions: {
					values: [{ column: 'eventId', operator: 'equals', value: '={{ $json.id }}' }],
				},
			}),
		],
	},
	{
		picture: 'out-of-office',
		sees: ['scheduled', 'internalReply'],
		nodes: [
			exchange('Get out of office', {
				resource: 'mailbox',
				operation: 'getOutOfOffice',
				mailbox: email(OFFICE),
			}),
		],
	},
	{
		picture: 'rooms',
		sees: ['Room North 1', 'roomListEmailAddress'],
		nodes: [
			exchange('Query rooms', {
				resource: 'room',
				operation: 'query',
				mailbox: email(OFFICE),
				returnAll: true,
			}),
		],
	},
	{
		picture: 'inbox-rules',
		sees: ['Reports to projects'],
		nodes: [
			exchange('Query inbox rules', {
				resource: 'inboxRule',
				operation: 'query',
				mailbox: email(OFFICE),
				returnAll: true,
			}),
		],
	},
	// its result is shown as files, and the panel stays in that view
	{
		picture: 'attachment-download',
		sees: ['report.txt'],
		nodes: [
			exchange('Query its message', { ...inDone, limit: 1 }),
			exchange('Download attachments', {
				resource: 'attachment',
				operation: 'download',
				mailbox: email(OFFICE),
				inputs: inputs({ itemId: '={{ $json.id }}' }),
			}),
		],
	},
];

/** What is looked at: the last node of each row. */
export const SHOTS = shots.map(({ picture, sees, nodes }) => ({
	node: nodes.at(-1).name,
	picture,
	sees,
}));

export const PICTURES_ID = 'exchangePict0001';

/** One row of nodes for each picture, all from the same start: the canvas is opened once. */
export const PICTURES = {
	id: PICTURES_ID,
	name: 'Activities',
	nodes: [
		{ id: 'start', position: [0, 0], ...manual },
		...shots.flatMap(({ nodes }, row) =>
			nodes.map((node, i) => ({
				id: `${row}-${i}`,
				position: [(i + 1) * 224, row * 160],
				...node,
			})),
		),
	],
	connections: {
		[manual.name]: { main: [shots.map(({ nodes: [first] }) => link(first.name))] },
		...Object.fromEntries(
			shots
				.filter(({ nodes }) => nodes.length > 1)
				.map(({ nodes: [first, last] }) => [first.name, { main: [[link(last.name)]] }]),
		),
	},
};
