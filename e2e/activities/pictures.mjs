/** One small workflow for each activity that the guides show. */
import { TARGET } from '../../scripts/lib/demo/data.mjs';
import { chain, email, exchange, manual } from '../workflows.mjs';
import { OFFICE, ORGANIZER } from './mailboxes.mjs';

const path = (value) => ({ __rl: true, mode: 'path', value });
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

/** @typedef {{ id: string, node: string, picture: string, sees: string[] }} Shot */

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
		sees: ['created', 'outcome'],
		nodes: [
			exchange('Create event', {
				resource: 'event',
				operation: 'create',
				mailbox: email(ORGANIZER),
				columns: columns({
					subject: 'Review of the month',
					start: '2027-03-30T13:00:00',
					end: '2027-03-30T14:00:00',
					location: 'Room North 1',
				}),
			}),
		],
	},
	{
		picture: 'activity-update',
		sees: ['updated', 'outcome'],
		nodes: [
			exchange('Query messages', { ...inDone, limit: 1 }),
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
		picture: 'attachment-download',
		sees: ['report.txt'],
		nodes: [
			exchange('Query messages', { ...inDone, limit: 1 }),
			exchange('Download attachments', {
				resource: 'attachment',
				operation: 'download',
				mailbox: email(OFFICE),
				inputs: inputs({ itemId: '={{ $json.id }}' }),
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
];

export const SHOTS = shots.map(({ picture, sees, nodes }, i) => ({
	id: `exchangePict00${String(i).padStart(2, '0')}`,
	node: nodes.at(-1).name,
	picture,
	sees,
	nodes,
}));

export const PICTURES = SHOTS.map(({ id, picture, nodes }) =>
	chain(id, picture, [manual, ...nodes]),
);
