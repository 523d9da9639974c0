/** Everything that can be done with a mailbox, as workflows that n8n's import takes. */
import { chain, email, exchange, manual } from '../workflows.mjs';
import { OFFICE, ORGANIZER, ROOM_LIST, ROOMS } from './mailboxes.mjs';

export const MAIL_ID = 'exchangeActv0001';
export const SERVICE_ID = 'exchangeActv0002';

export const TEXT = 'Line 1: <&> "quoted"\nLine 2: Köln, مهندس\n';
export const SUBJECT = 'Report with a file';

const byName = (value) => ({ __rl: true, mode: 'name', value });
const path = (value) => ({ __rl: true, mode: 'path', value });
const inputs = (value) => ({ mappingMode: 'defineBelow', value });
const columns = (value, matchingColumns = []) => ({
	mappingMode: 'defineBelow',
	matchingColumns,
	value,
});
const where = (column, value) => ({ values: [{ column, operator: 'equals', value }] });
/** A value of the first item that another node put out. */
const first = (node, column) => `={{ $('${node}').first().json.${column} }}`;

/** Runs once, whatever came before. */
const once = (name, parameters, more = {}) =>
	exchange(name, { mailbox: email(OFFICE), ...parameters }, { executeOnce: true, ...more });

const set = (name, assignments) => ({
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: JSON.stringify(assignments) },
});

const toFile = {
	name: 'Make a file',
	type: 'n8n-nodes-base.convertToFile',
	typeVersion: 1.1,
	parameters: {
		operation: 'toText',
		sourceProperty: 'text',
		options: { fileName: 'report.txt' },
	},
};

const fields = (...names) => ({ output: 'fields', fields: names });

const mail = chain(MAIL_ID, 'Mail and attachments', [
	manual,
	set('Text', { text: TEXT }),
	toFile,
	exchange('Send with a file', {
		resource: 'message',
		operation: 'send',
		mailbox: email(OFFICE),
		inputs: inputs({
			toRecipients: OFFICE,
			subject: SUBJECT,
			body: 'See the file.',
			files: 'data',
		}),
	}),
	once('Create draft', {
		resource: 'message',
		operation: 'create',
		columns: columns({ subject: 'Draft that gets the file', body: 'To be sent later' }),
	}),
	once('Query messages', {
		resource: 'message',
		operation: 'query',
		folder: path('Inbox'),
		returnAll: true,
		conditions: where('subject', SUBJECT),
		...fields('subject', 'hasAttachments', 'body', 'toRecipients', 'parentFolderPath'),
	}),
	exchange('Query attachments', {
		resource: 'attachment',
		operation: 'query',
		mailbox: email(OFFICE),
		returnAll: true,
		conditions: where('parentId', '={{ $json.id }}'),
	}),
	exchange('Download', {
		resource: 'attachment',
		operation: 'download',
		mailbox: email(OFFICE),
		recordId: '={{ $json.id }}',
		outputBinaryProperty: 'file',
	}),
	exchange('Upload', {
		resource: 'attachment',
		operation: 'add',
		mailbox: email(OFFICE),
		recordId: first('Create draft', 'id'),
		binaryPropertyName: 'file',
	}),
	once('Query uploaded', {
		resource: 'attachment',
		operation: 'query',
		returnAll: true,
		conditions: where('parentId', first('Create draft', 'id')),
		output: 'raw',
	}),
	once('Move', {
		resource: 'message',
		operation: 'move',
		access: 'impersonate',
		recordId: first('Query messages', 'id'),
		inputs: inputs({ folder: 'Inbox/Projects' }),
	}),
	once('MoveItem by its old name', {
		resource: 'procedure',
		operation: 'execute',
		access: 'impersonate',
		procedure: byName('MoveItem'),
		inputs: inputs({ ItemId: first('Move', 'id'), DestinationFolderId: 'Inbox/Done' }),
	}),
	once('Get moved', {
		resource: 'message',
		operation: 'get',
		recordId: first('MoveItem by its old name', 'id'),
		...fields('subject', 'parentFolderPath'),
	}),
	once('SendMail by its old name', {
		resource: 'procedure',
		operation: 'execute',
		procedure: byName('SendMail'),
		inputs: inputs({ ToRecipients: ORGANIZER, Subject: 'By its old name', Content: 'Text' }),
	}),
	{ ...set('Three items', { at: [0, 1, 2] }), executeOnce: true },
	{
		name: 'Split',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'at', options: {} },
	},
	// The one in the middle names no record.
	exchange(
		'Mark as read',
		{
			resource: 'message',
			operation: 'markAsRead',
			mailbox: email(OFFICE),
			recordId: `={{ $json.at === 1 ? 'AAMkbroken' : $('Get moved').first().json.id }}`,
			inputs: inputs({ isRead: 'true' }),
		},
		{ onError: 'continueErrorOutput' },
	),
]);

const MEETING = 'Planning of the quarter';
const RANGE = { rangeStart: '2027-03-01T00:00:00Z', rangeEnd: '2027-04-01T00:00:00Z' };
const services = chain(SERVICE_ID, 'Meetings, rooms, rules, categories, out of office', [
	manual,
	once('Create event', {
		resource: 'event',
		operation: 'create',
		mailbox: email(ORGANIZER),
		columns: columns({
			subject: MEETING,
			startDateTime: '2027-03-09T09:00:00Z',
			endDateTime: '2027-03-09T10:00:00Z',
			attendees: JSON.stringify([{ address: OFFICE }, { address: ROOMS[0], type: 'resource' }]),
		}),
		options: { sendInvitations: 'SendToAllAndSaveCopy' },
	}),
	once('Query events', {
		resource: 'event',
		operation: 'query',
		...RANGE,
		conditions: where('subject', MEETING),
	}),
	once('Respond', {
		resource: 'event',
		operation: 'respond',
		recordId: first('Query events', 'id'),
		inputs: inputs({ response: 'accept', comment: 'Gladly' }),
	}),
	once('Query attendees', {
		resource: 'attendee',
		operation: 'query',
		mailbox: email(ORGANIZER),
		returnAll: true,
		conditions: where('eventId', first('Create event', 'id')),
	}),
	once('Set out of office', {
		resource: 'mailbox',
		operation: 'setOutOfOffice',
		inputs: inputs({
			state: 'scheduled',
			start: '2027-07-01T00:00:00Z',
			end: '2027-07-15T00:00:00Z',
			internalReply: 'Back on the 15th',
			externalReply: 'Please write to the front desk',
			externalAudience: 'known',
		}),
	}),
	once('Get out of office', { resource: 'mailbox', operation: 'getOutOfOffice' }),
	once('GetRoomLists by its old name', {
		resource: 'procedure',
		operation: 'execute',
		procedure: byName('GetRoomLists'),
	}),
	once('Query rooms', {
		resource: 'room',
		operation: 'query',
		returnAll: true,
		conditions: where('roomListEmailAddress', ROOM_LIST),
	}),
	once('Create category', {
		resource: 'category',
		operation: 'upsert',
		columns: columns({ displayName: 'Projects', color: 'preset7' }, ['displayName']),
	}),
	once('Query categories', { resource: 'category', operation: 'query', returnAll: true }),
	once('Create rule', {
		resource: 'inboxRule',
		operation: 'create',
		columns: columns({
			displayName: 'Reports to projects',
			conditions: JSON.stringify({ subjectContains: ['Report'] }),
			actions: JSON.stringify({ moveToFolder: 'Inbox/Projects' }),
		}),
	}),
	once('Query rules', { resource: 'inboxRule', operation: 'query', returnAll: true }),
	once('Resolve', {
		resource: 'person',
		operation: 'resolve',
		inputs: inputs({ text: 'Front' }),
	}),
]);

export const ACTIVITIES = [mail, services];
