import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findColumn } from '../../../core/schema/resolve';
import { findTable } from '../../../core/tables/registry';
import { columnsMarkdown, parityMarkdown } from '../../../scripts/lib/columnDocs';
import { propertiesMarkdown } from '../../../scripts/lib/propertyDocs';
import { describeWithShared } from '../../support/shared';

const docs = path.resolve(__dirname, '../../../docs');
/** Tables are aligned when they are written. */
const plain = (text: string) =>
	text
		.replace(/ *\| */g, '|')
		.replace(/-{3,}/g, '---')
		.replace(/\*/g, '_')
		.replace(/\n+/g, '\n')
		.trim();

describe('docs generated from the declarations', () => {
	it.each([
		['parity.md', parityMarkdown],
		['columns.md', columnsMarkdown],
		['guides/advanced-properties.md', propertiesMarkdown],
	])('%s is up to date (npx tsx scripts/parity.ts)', (name, make) => {
		expect(plain(readFileSync(path.join(docs, name), 'utf8'))).toBe(plain(make()));
	});
});

/** Sections of the reference, the table that each lists, and how many columns it has. */
const SECTIONS = [
	['### 2.4a', 'Inbox', 81],
	['### 2.5', 'Calendar', 99],
	['### 2.6', 'Contacts', 135],
	['### 2.7', 'Tasks', 80],
	['### 2.8', 'Folders', 27],
] as const;

describeWithShared('parity with the older EWS schema', 'reference/jitterbit-cdata.md', (file) => {
	const reference = readFileSync(file, 'utf8');

	it.each(SECTIONS)('%s %s', (heading, name, count) => {
		const start = reference.indexOf(heading);
		const section = reference.slice(start, reference.indexOf('\n### ', start + 1));
		const old = [...section.matchAll(/^\| \d+ \| `(\w+)`/gm)].map((match) => match[1] ?? '');
		expect(old.length).toBe(count);
		const { table } = findTable(name, 'ews');
		const missing = old.filter((column) => findColumn(table, column, 'ews')?.ews === undefined);
		expect(missing).toEqual([]);
	});
});

const GRAPH_NAMES: ReadonlyArray<readonly [string, string]> = [
	[
		'Contacts',
		`id categories changeKey createdDateTime lastModifiedDateTime assistantName birthday
		businessAddress_street businessAddress_city businessAddress_state
		businessAddress_countryOrRegion homeAddress_street otherAddress_postalCode displayName
		givenName surname middleName nickName emailAddresses primaryEmailAddress_address
		mobilePhone businessPhones homePhones companyName jobTitle department officeLocation
		manager businessHomePage children fileAs generation imAddresses initials parentFolderId
		personalNotes profession spouseName title yomiCompanyName yomiGivenName yomiSurname`,
	],
	[
		'Events',
		`id categories changeKey createdDateTime lastModifiedDateTime attendees body_contentType
		body_content bodyPreview end_dateTime end_timeZone hasAttachments iCalUId importance isAllDay
		isCancelled isOrganizer isReminderOn location_displayName location_locationEmailAddress
		location_address_street location_address_city location_address_state
		location_address_countryOrRegion location_address_postalCode subject start_dateTime
		start_timeZone organizer_emailAddress_name organizer_emailAddress_address
		responseStatus_response isOnlineMeeting onlineMeeting_joinUrl showAs sensitivity
		recurrence_pattern_type recurrence_range_type recurrence_range_startDate
		recurrence_range_endDate recurrence_range_numberOfOccurrences seriesMasterId
		reminderMinutesBeforeStart calendarId`,
	],
	[
		'Messages',
		`id categories changeKey createdDateTime lastModifiedDateTime bccRecipients body_contentType
		body_content bodyPreview ccRecipients conversationId flag_completedDateTime_dateTime
		flag_completedDateTime_timeZone flag_flagStatus from_emailAddress_name
		from_emailAddress_address hasAttachments importance inferenceClassification
		internetMessageHeaders internetMessageId isDeliveryReceiptRequested isDraft isRead
		isReadReceiptRequested parentFolderId receivedDateTime replyTo sender_emailAddress_name
		sender_emailAddress_address sentDateTime subject toRecipients webLink uniqueBody_content`,
	],
	[
		'MailFolders',
		'id childFolderCount displayName parentFolderId totalItemCount unreadItemCount isHidden',
	],
];

describe('parity with the older MSGraph schema', () => {
	it.each(
		GRAPH_NAMES.flatMap(([name, columns]) =>
			columns.split(/\s+/).map((column) => [name, column] as const),
		),
	)('%s.%s', (name, column) => {
		const { table } = findTable(name, 'graph');
		expect(findColumn(table, column, 'graph')?.graph).toBeDefined();
	});
});

/** Tables that no FindItem lists, and the columns that the older schemas are known to have. */
const OLD_TABLES: ReadonlyArray<['ews' | 'graph', string, string, string]> = [
	['ews', 'Calendar_RequiredAttendees', 'attendee', 'EmailAddress ItemId Name'],
	['ews', 'Calendar_OptionalAttendees', 'attendee', 'EmailAddress ItemId Name'],
	['ews', 'Rooms', 'room', 'Name EmailAddress RoomListEmailAddress'],
	['ews', 'RoomLists', 'roomList', 'Name EmailAddress'],
	[
		'graph',
		'Calendars',
		'calendar',
		'id name changeKey canEdit canShare canViewPrivateItems color',
	],
	['graph', 'MessageAttachments', 'attachment', 'id name contentType size contentBytes'],
	['graph', 'EventAttachments', 'attachment', 'id name contentType lastModifiedDateTime'],
];

it.each(OLD_TABLES)('%s schema: %s', (schema, name, table, columns) => {
	const found = findTable(name, schema).table;
	expect(found.name).toBe(table);
	for (const column of columns.split(' ')) {
		expect([column, findColumn(found, column, schema)?.[schema]]).toEqual([
			column,
			expect.anything(),
		]);
	}
});
