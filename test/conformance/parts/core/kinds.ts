import type { Reply } from '../../reply';
import type { Trial } from '../../trial';

/** What the cases of one kind of item have in common. */
export interface Kind {
	/** Element in CreateItem. */
	readonly element: string;
	/** Element in which GetItem returns it. */
	readonly returned: string;
	readonly itemClass: string;
	/** Requirement that says which item class it has. */
	readonly classRequirement?: string;
	/** Folder it is created in. */
	readonly home: string;
}

export const BASE: Kind = {
	element: 'Item',
	returned: 'Message',
	itemClass: 'IPM.Note',
	home: 'drafts',
};
export const CONTACT: Kind = {
	element: 'Contact',
	returned: 'Contact',
	itemClass: 'IPM.Contact',
	classRequirement: 'MS-OXWSCORE_R2018',
	home: 'contacts',
};
export const LIST: Kind = {
	element: 'DistributionList',
	returned: 'DistributionList',
	itemClass: 'IPM.DistList',
	classRequirement: 'MS-OXWSCORE_R2022',
	home: 'contacts',
};
export const MESSAGE: Kind = {
	element: 'Message',
	returned: 'Message',
	itemClass: 'IPM.Note',
	home: 'drafts',
};
export const EVENT: Kind = {
	element: 'CalendarItem',
	returned: 'CalendarItem',
	itemClass: 'IPM.Appointment',
	classRequirement: 'MS-OXWSCORE_R2019',
	home: 'calendar',
};
export const POST: Kind = {
	element: 'PostItem',
	returned: 'PostItem',
	itemClass: 'IPM.Post',
	classRequirement: 'MS-OXWSCORE_R2020',
	home: 'inbox',
};
export const TASK: Kind = {
	element: 'Task',
	returned: 'Task',
	itemClass: 'IPM.Task',
	classRequirement: 'MS-OXWSCORE_R2021',
	home: 'tasks',
};

export const KINDS: readonly Kind[] = [BASE, CONTACT, LIST, MESSAGE, EVENT, POST, TASK];

/** Kinds and the name that one case has for each. */
export type Names = ReadonlyArray<readonly [Kind, string]>;

/** `<t:DistinguishedFolderId Id="…"/>` */
export const folder = (name: string) => `<t:DistinguishedFolderId Id="${name}"/>`;

/** CreateItem of whole item elements. */
export function createXml(items: string, where = ''): string {
	const target = where === '' ? '' : `<m:SavedItemFolderId>${folder(where)}</m:SavedItemFolderId>`;
	return `<m:CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone">${target}<m:Items>${items}</m:Items></m:CreateItem>`;
}

export const itemXml = (kind: Kind, inner: string) =>
	`<t:${kind.element}>${inner}</t:${kind.element}>`;

export const subjectXml = (text: string) => `<t:Subject>${text}</t:Subject>`;

/** Creates one item in its folder. */
export async function create(trial: Trial, kind: Kind, inner = subjectXml('Item 1')) {
	const reply = await trial.ok(createXml(itemXml(kind, inner), kind.home));
	return reply.id();
}

export const idsXml = (ids: readonly string[]) =>
	`<m:ItemIds>${ids.map((id) => `<t:ItemId Id="${id}"/>`).join('')}</m:ItemIds>`;

export function getXml(ids: readonly string[], shape = allProperties()): string {
	return `<m:GetItem>${shape}${idsXml(ids)}</m:GetItem>`;
}

/** ItemShape with more elements after the base shape, in the order of the schema. */
export function shape(base: string, more = ''): string {
	return `<m:ItemShape><t:BaseShape>${base}</t:BaseShape>${more}</m:ItemShape>`;
}

export const allProperties = (more = '') => shape('AllProperties', more);

export const additional = (...uris: readonly string[]) =>
	`<t:AdditionalProperties>${uris.map((uri) => `<t:FieldURI FieldURI="${uri}"/>`).join('')}</t:AdditionalProperties>`;

export function transferXml(
	operation: 'CopyItem' | 'MoveItem',
	ids: readonly string[],
	to: string,
) {
	return `<m:${operation}><m:ToFolderId>${folder(to)}</m:ToFolderId>${idsXml(ids)}</m:${operation}>`;
}

export function deleteXml(ids: readonly string[], type = 'HardDelete'): string {
	return `<m:DeleteItem DeleteType="${type}" SendMeetingCancellations="SendToNone" AffectedTaskOccurrences="AllOccurrences">${idsXml(ids)}</m:DeleteItem>`;
}

/** UpdateItem of one item each; `updates` are change descriptions. */
export function updateXml(
	changes: ReadonlyArray<{ id: string; changeKey?: string; updates: string }>,
	attributes = '',
): string {
	const inner = changes
		.map(({ id, changeKey, updates }) => {
			const key = changeKey === undefined ? '' : ` ChangeKey="${changeKey}"`;
			return `<t:ItemChange><t:ItemId Id="${id}"${key}/><t:Updates>${updates}</t:Updates></t:ItemChange>`;
		})
		.join('');
	return `<m:UpdateItem ConflictResolution="AutoResolve" MessageDisposition="SaveOnly" SendMeetingInvitationsOrCancellations="SendToNone"${attributes}><m:ItemChanges>${inner}</m:ItemChanges></m:UpdateItem>`;
}

export const setXml = (kind: Kind, uri: string, value: string) =>
	`<t:SetItemField><t:FieldURI FieldURI="${uri}"/>${itemXml(kind, value)}</t:SetItemField>`;

/** An update is of the element that the server returns the item as. */
export const updatedKind = (kind: Kind): Kind => ({ ...kind, element: kind.returned });

export const responseClasses = (reply: Reply) =>
	reply.messages.map(({ attributes }) => attributes['ResponseClass']);

export const messageNames = (reply: Reply) => reply.messages.map(({ name }) => name);
