import { elementOrder } from '../../../../sandbox/ews/schema/model';
import type { ItemId, Reply } from '../../reply';
import type { CallOptions, Trial } from '../../trial';
import { all, at, escape, text, type Node } from '../../xml';

export const ORGANIZER = 'user1@contoso.example';
export const ATTENDEE = 'user2@contoso.example';
/** A resource; a person's mailbox, so that it does not answer by itself. */
export const ROOM = 'user3@contoso.example';

export const byOrganizer: CallOptions = { user: ORGANIZER };
export const byAttendee: CallOptions = { user: ATTENDEE };

export const REQUEST = 'IPM.Schedule.Meeting.Request';
export const RESPONSE = 'IPM.Schedule.Meeting.Resp';
export const CANCELED = 'IPM.Schedule.Meeting.Canceled';
export const APPOINTMENT = 'IPM.Appointment';

export const START = '2027-03-01T10:00:00Z';
export const END = '2027-03-01T12:00:00Z';

/** Elements by name; a text, markup as it stands, or addresses of attendees. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

const attendees = (addresses: readonly string[]) =>
	addresses
		.map(
			(one) =>
				`<t:Attendee><t:Mailbox><t:EmailAddress>${one}</t:EmailAddress></t:Mailbox></t:Attendee>`,
		)
		.join('');

const element = (name: string, value: string | readonly string[]): string => {
	if (typeof value !== 'string') return `<t:${name}>${attendees(value)}</t:${name}>`;
	if (value.startsWith(`<t:${name}`)) return value;
	return `<t:${name}>${value.startsWith('<') ? value : escape(value)}</t:${name}>`;
};

/** A CalendarItem with its elements in the order of the schema. */
export function eventXml(fields: Fields): string {
	const order = elementOrder('CalendarItemType');
	const inner = Object.entries(fields)
		.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
		.map(([name, value]) => element(name, value));
	return `<t:CalendarItem>${inner.join('')}</t:CalendarItem>`;
}

/** A meeting of two hours that the attendee has to come to, unless told otherwise. */
export const meeting = (uid: string, more: Fields = {}): Fields => ({
	UID: uid,
	Subject: `Meeting ${uid}`,
	Start: START,
	End: END,
	Location: 'Room 1',
	RequiredAttendees: [ATTENDEE],
	...more,
});

export const WITH_ALL: Fields = { OptionalAttendees: [ORGANIZER], Resources: [ROOM] };

export const itemsXml = (inner: string, sending = 'SendToNone', disposition = 'SendAndSaveCopy') =>
	`<m:CreateItem${disposition === '' ? '' : ` MessageDisposition="${disposition}"`} SendMeetingInvitations="${sending}"><m:Items>${inner}</m:Items></m:CreateItem>`;

export async function create(
	trial: Trial,
	fields: Fields,
	sending = 'SendToNone',
	options: CallOptions = byOrganizer,
): Promise<ItemId> {
	return (await trial.ok(itemsXml(eventXml(fields), sending), options)).id();
}

export const SHAPE = '<m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape>';
export const idXml = (id: string) => `<t:ItemId Id="${id}"/>`;
export const occurrenceXml = (master: string, index: number) =>
	`<t:OccurrenceItemId RecurringMasterId="${master}" InstanceIndex="${index}"/>`;
export const masterXml = (occurrence: string) =>
	`<t:RecurringMasterItemId OccurrenceId="${occurrence}"/>`;

export const getXml = (...ids: string[]) =>
	`<m:GetItem>${SHAPE}<m:ItemIds>${ids.join('')}</m:ItemIds></m:GetItem>`;

/** GetItem of one item with all properties. */
export async function get(
	trial: Trial,
	id: string,
	options: CallOptions = byOrganizer,
): Promise<Node | undefined> {
	return (await trial.ok(getXml(id), options)).first('Items')?.children[0];
}

const uidIs = (uid: string) =>
	`<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="calendar:UID"/><t:FieldURIOrConstant><t:Constant Value="${uid}"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>`;

/** Everything of a folder with that UID whose item class begins so, read whole. */
export async function findAll(
	trial: Trial,
	options: CallOptions,
	folder: string,
	itemClass: string,
	uid: string,
): Promise<Node[]> {
	const found = await trial.ok(
		`<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:ItemClass"/></t:AdditionalProperties></m:ItemShape>${uidIs(uid)}<m:SortOrder><t:FieldOrder Order="Ascending"><t:FieldURI FieldURI="item:DateTimeCreated"/></t:FieldOrder></m:SortOrder><m:ParentFolderIds><t:DistinguishedFolderId Id="${folder}"/></m:ParentFolderIds></m:FindItem>`,
		options,
	);
	const ids = (found.first('Items')?.children ?? [])
		.filter((item) => text(item, 'ItemClass')?.startsWith(itemClass))
		.map((item) => idXml(at(item, 'ItemId')?.attributes['Id'] ?? ''));
	if (ids.length === 0) return [];
	const read = await trial.ok(getXml(...ids), options);
	return read.all('Items').flatMap((items) => [...items.children]);
}

/** The newest of them. */
export async function find(
	trial: Trial,
	options: CallOptions,
	folder: string,
	itemClass: string,
	uid: string,
): Promise<Node | undefined> {
	return (await findAll(trial, options, folder, itemClass, uid)).at(-1);
}

/** The newest of them. @throws Error when there is none */
export async function must(...given: Parameters<typeof find>): Promise<Node> {
	const found = await find(...given);
	const [, { user }, folder, itemClass, uid] = given;
	if (found === undefined) throw new Error(`${user} has no ${itemClass} of ${uid} in ${folder}`);
	return found;
}

export function idOf(node: Node | undefined, ...path: string[]): string {
	return at(node, ...(path.length === 0 ? ['ItemId'] : path))?.attributes['Id'] ?? '';
}

/** An attendee answers a request, or the organizer cancels: a response object. */
export const respondXml = (name: string, reference: string, inner = '', disposition?: string) =>
	itemsXml(
		`<t:${name}><t:ReferenceItemId Id="${reference}"/>${inner}</t:${name}>`,
		'SendOnlyToAll',
		disposition,
	);

export function respond(
	trial: Trial,
	name: string,
	reference: string,
	options: CallOptions = byAttendee,
	inner = '',
): Promise<Reply> {
	return trial.ok(respondXml(name, reference, inner), options);
}

export const deleteXml = (sending: string, ...ids: string[]) =>
	`<m:DeleteItem DeleteType="HardDelete"${sending === '' ? '' : ` SendMeetingCancellations="${sending}"`}><m:ItemIds>${ids.join('')}</m:ItemIds></m:DeleteItem>`;

export const updateXml = (id: string, sending: string, uri: string, fields: Fields) =>
	`<m:UpdateItem ConflictResolution="AlwaysOverwrite" MessageDisposition="SendAndSaveCopy"${sending === '' ? '' : ` SendMeetingInvitationsOrCancellations="${sending}"`}><m:ItemChanges><t:ItemChange>${id}<t:Updates><t:SetItemField><t:FieldURI FieldURI="${uri}"/>${eventXml(fields)}</t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;

export const setLocation = (id: string, sending: string, location = 'Room 2') =>
	updateXml(idXml(id), sending, 'calendar:Location', { Location: location });

export const transferXml = (operation: 'CopyItem' | 'MoveItem', folder: string, ...ids: string[]) =>
	`<m:${operation}><m:ToFolderId><t:DistinguishedFolderId Id="${folder}"/></m:ToFolderId><m:ItemIds>${ids.join('')}</m:ItemIds></m:${operation}>`;

/** Addresses of a list of attendees. */
export function addresses(node: Node | undefined, list: string): string[] {
	return all(at(node, list), 'EmailAddress').map((one) => one.text);
}

export const daily = (date = START.slice(0, 10), count = 5) =>
	`<t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NumberedRecurrence><t:StartDate>${date}</t:StartDate><t:NumberOfOccurrences>${count}</t:NumberOfOccurrences></t:NumberedRecurrence>`;

/** The id of the requirement with that number. */
export const R = (...numbers: ReadonlyArray<number | string>): string[] =>
	numbers.map((one) => `MS-OXWSMTGS_R${one}`);

/** Element by element: what it has to say, and the requirements that ask for it. */
export type Wanted = ReadonlyArray<
	readonly [path: string, value: string | undefined, ...requirements: number[]]
>;

/** `path` names elements down from the item, with "/" between them. */
export function shows(trial: Trial, node: Node | undefined, wanted: Wanted, of: string): void {
	for (const [path, value, ...numbers] of wanted) {
		trial.equal(R(...numbers), text(node, ...path.split('/')), value, `${path} of ${of}`);
	}
}

export const idsOf = (...lists: readonly Wanted[]): string[] =>
	[...new Set(lists.flat().flatMap(([, , ...numbers]) => numbers))].flatMap((one) => R(one));
