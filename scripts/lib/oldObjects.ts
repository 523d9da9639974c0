import { findProcedure } from '../../core/procedures/registry';
import type { Procedure } from '../../core/schema/procedure';
import type { Table } from '../../core/schema/table';
import { findTable } from '../../core/tables/registry';

/** A table or view of the older schemas, and what became of it where no table of this package carries its name. */
export interface OldTable {
	readonly name: string;
	readonly schema: 'ews' | 'graph';
	readonly kind: 'table' | 'view';
	/** Where the same is found. */
	readonly instead?: string;
	/** Why it is not there. */
	readonly notBuilt?: string;
}

/** A procedure of the older schemas and its inputs. */
export interface OldProcedure {
	readonly name: string;
	readonly schema: 'ews' | 'graph';
	readonly inputs: readonly string[];
	/** Inputs that mean nothing here, and why. */
	readonly unused?: Readonly<Record<string, string>>;
	readonly notBuilt?: string;
}

const table = (schema: OldTable['schema'], ...names: string[]): OldTable[] =>
	names.map((name) => ({ name, schema, kind: 'table' }));
const view = (schema: OldTable['schema'], ...names: string[]): OldTable[] =>
	names.map((name) => ({ name, schema, kind: 'view' }));
const left = (kind: OldTable['kind'], notBuilt: string, ...names: string[]): OldTable[] =>
	names.map((name) => ({ name, schema: 'graph', kind, notBuilt }));

const GROUPS = 'groups of Microsoft 365 come with the connection by Graph';
const REPORTS = 'usage reports of a tenant come with the connection by Graph';

export const OLD_TABLES: readonly OldTable[] = [
	...table('ews', 'Calendar', 'Calendar_RequiredAttendees', 'Calendar_OptionalAttendees'),
	...table('ews', 'Contacts', 'DeletedItems', 'Drafts', 'Folders', 'Inbox', 'JunkEmail'),
	...table('ews', 'Outbox', 'SentItems', 'Tasks'),
	...view('ews', 'Calendar_ModifiedOccurrences', 'Rooms', 'RoomLists'),
	...table('graph', 'Calendars', 'Contacts', 'Events', 'MailFolders', 'Messages'),
	...view('graph', 'EventAttachments', 'MessageAttachments'),
	{
		name: 'CalendarView',
		schema: 'graph',
		kind: 'view',
		instead: 'Event, Query with **Expand Series**, **Range Start** and **Range End**',
	},
	{
		name: 'EventInstances',
		schema: 'graph',
		kind: 'view',
		instead: 'Event, Query with **Expand Series** and a condition on `seriesMasterId`',
	},
	{
		name: 'ExtendedProperties',
		schema: 'graph',
		kind: 'table',
		instead: 'a column of every table of items and folders, by the same id: `String 0x3A45`',
	},
	...left(
		'table',
		'groups of calendars, and the column `calendarGroupId`, exist in Graph alone',
		'CalendarGroups',
	),
	...left('table', GROUPS, 'Groups'),
	...left('table', 'users of Entra ID come with the connection by Graph', 'Users'),
	...left('view', GROUPS, 'GroupMembers'),
	...left(
		'view',
		REPORTS,
		'EmailActivityUserDetail',
		'EmailAppUsageUserDetail',
		'MailboxUsageDetails',
	),
	...left(
		'view',
		'reports on products other than Exchange',
		'M365AppUserDetail',
		'Office365ActiveUserDetail',
		'Office365ActivationsUserDetail',
		'Office365GroupsActivityDetail',
		'OneDriveActivityUserDetail',
		'OneDriveUsageAccountDetail',
		'SharePointActivityUserDetail',
		'SharePointSiteUsageDetail',
		'TeamsUserActivityUserDetail',
		'TeamsDeviceUsageUserDetail',
		'SkypeForBusinessActivityUserDetail',
		'SkypeForBusinessDeviceUsageUserDetail',
		'YammerActivityUserDetail',
		'YammerDeviceUsageUserDetail',
		'YammerGroupsActivityDetail',
	),
];

const FILE = 'the file goes to and comes from a binary field of the item';
const MAILBOX = 'the parameter **Mailbox** chooses whose it is';

const ews = (name: string, ...inputs: string[]): OldProcedure => ({ name, schema: 'ews', inputs });
const graph = (name: string, ...inputs: string[]): OldProcedure => ({
	name,
	schema: 'graph',
	inputs: [...inputs, 'UserId'],
	unused: { UserId: MAILBOX },
});

export const OLD_PROCEDURES: readonly OldProcedure[] = [
	ews(
		'SendMail',
		'Subject',
		'Content',
		'ToRecipients',
		'CcRecipients',
		'BccRecipients',
		'AttachmentContent',
		'AttachmentName',
	),
	ews('SendItem', 'ItemId'),
	ews('MoveItem', 'ItemId'),
	{
		...ews('GetAttachment', 'AttachmentIds', 'IncludeMimeContent', 'BodyType', 'FileStream'),
		unused: { FileStream: FILE },
	},
	ews('CreateAttachments', 'ItemId'),
	ews('DeleteAttachment', 'AttachmentId'),
	ews('GetUserAvailability', 'Mailboxes', 'StartTime', 'EndTime', 'Timezone'),
	ews('GetUserOofSettings', 'Mailbox'),
	ews('GetRoomLists'),
	ews('GetRooms', 'RoomListEmailAddress'),
	{
		...graph(
			'SendMail',
			'ToRecipients',
			'Subject',
			'Content',
			'CcRecipients',
			'BccRecipients',
			'ContentType',
			'SenderEmail',
			'FromEmail',
			'Attachments',
			'FileName',
			'ContentBytes',
			'Id',
		),
		unused: { UserId: MAILBOX, Id: 'the procedure `sendDraft` sends a draft' },
	},
	graph('ForwardMail', 'MessageId', 'ToRecipients', 'Comment'),
	graph('ReplyToMessage', 'MessageId', 'Comment', 'ToAll'),
	graph('MoveMail', 'MessageId', 'DestinationId'),
	graph('RespondToEvent', 'EventId', 'ResponseType', 'SendResponse', 'Comment'),
	graph('DismissEventReminder', 'EventId'),
	graph('SnoozeEventReminder', 'EventId', 'DateTime', 'TimeZone'),
	{
		...graph('DownloadAttachments', 'AttachmentSource', 'SourceId', 'AttachmentId', 'FileStream'),
		unused: { UserId: MAILBOX, FileStream: FILE },
	},
	graph('AddAttachments', 'ContentBytes'),
	graph('DeleteAttachment', 'AttachmentId'),
	{
		name: 'FetchAdditionalUserFields',
		schema: 'graph',
		inputs: [],
		notBuilt: 'users of Entra ID come with the connection by Graph',
	},
	graph('GetOAuthAuthorizationURL', 'CallbackURL'),
	graph('GetOAuthAccessToken', 'Verifier'),
	{
		...graph('RefreshOAuthAccessToken'),
		notBuilt: 'tokens are renewed by themselves when they end',
	},
	{
		name: 'GetAdminConsentURL',
		schema: 'graph',
		inputs: [],
		notBuilt: 'consent of an administrator comes with the connection by Graph',
	},
];

/** The table that an older name resolves to. */
export function tableOf({ name, schema }: OldTable): Table | undefined {
	try {
		return findTable(name, schema).table;
	} catch {
		return undefined;
	}
}

export const procedureOf = ({ name, notBuilt }: OldProcedure): Procedure | undefined =>
	notBuilt === undefined ? findProcedure(name) : undefined;

/** The input of this package that an older name means. */
export const inputOf = (procedure: Procedure, name: string) =>
	procedure.inputs.find(({ id, aliases = [] }) =>
		[id, ...aliases].some((known) => known.toLowerCase() === name.toLowerCase()),
	);
