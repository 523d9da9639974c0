import type { Reply } from '../reply';
import type { CallOptions, Trial } from '../trial';
import { all, escape, first, type Node } from '../xml';

/** Requests that the parts of folders, messages, attachments and synchronization share. */

export const USER1 = 'user1@contoso.example';
export const USER2 = 'user2@contoso.example';
export const USER3 = 'user3@contoso.example';
export const AS_USER2: CallOptions = { user: USER2 };

/** A distinguished folder, of somebody else where an address is given. */
export function named(name: string, mailbox?: string): string {
	const inner =
		mailbox === undefined
			? ''
			: `<t:Mailbox><t:EmailAddress>${mailbox}</t:EmailAddress></t:Mailbox>`;
	return `<t:DistinguishedFolderId Id="${name}">${inner}</t:DistinguishedFolderId>`;
}

export const folderId = (id: string, changeKey?: string): string =>
	`<t:FolderId Id="${id}"${changeKey === undefined ? '' : ` ChangeKey="${changeKey}"`}/>`;

export const itemId = (id: string, changeKey?: string): string =>
	`<t:ItemId Id="${id}"${changeKey === undefined ? '' : ` ChangeKey="${changeKey}"`}/>`;

export const base = (name: string, more = ''): string =>
	`<t:BaseShape>${name}</t:BaseShape>${more}`;

export const paths = (...uris: readonly string[]): string =>
	`<t:AdditionalProperties>${uris.map((uri) => `<t:FieldURI FieldURI="${uri}"/>`).join('')}</t:AdditionalProperties>`;

/** ResponseClass of each response message. */
export const classes = (reply: Reply): string[] =>
	reply.messages.map(({ attributes }) => attributes['ResponseClass'] ?? '');

export const isError = (reply: Reply): boolean =>
	classes(reply).length > 0 && classes(reply).every((name) => name === 'Error');

export const textOf = (node: Node | undefined, name: string): string | undefined =>
	first(node, name)?.text;

export const people = (element: string, ...addresses: readonly string[]): string =>
	`<t:${element}>${addresses.map((one) => `<t:Mailbox><t:EmailAddress>${one}</t:EmailAddress></t:Mailbox>`).join('')}</t:${element}>`;

// Folders

/** A new folder; `element` is Folder, CalendarFolder … */
export function folderXml(name: string, inner = '', element = 'Folder', folderClass = ''): string {
	const kind = folderClass === '' ? '' : `<t:FolderClass>${folderClass}</t:FolderClass>`;
	return `<t:${element}>${kind}<t:DisplayName>${escape(name)}</t:DisplayName>${inner}</t:${element}>`;
}

export const createFoldersXml = (folders: string, parent: string): string =>
	`<m:CreateFolder><m:ParentFolderId>${parent}</m:ParentFolderId><m:Folders>${folders}</m:Folders></m:CreateFolder>`;

/** Makes one folder and returns its id. @throws Error when it cannot be made */
export async function makeFolder(
	trial: Trial,
	folder: string,
	parent = named('inbox'),
	options: CallOptions = {},
): Promise<string> {
	return (await trial.ok(createFoldersXml(folder, parent), options)).id('FolderId').id;
}

export const getFolderXml = (folders: string, shape = base('AllProperties')): string =>
	`<m:GetFolder><m:FolderShape>${shape}</m:FolderShape><m:FolderIds>${folders}</m:FolderIds></m:GetFolder>`;

export const deleteFolderXml = (folders: string, type = 'HardDelete'): string =>
	`<m:DeleteFolder DeleteType="${type}"><m:FolderIds>${folders}</m:FolderIds></m:DeleteFolder>`;

export const transferFolderXml = (operation: string, folders: string, to: string): string =>
	`<m:${operation}><m:ToFolderId>${to}</m:ToFolderId><m:FolderIds>${folders}</m:FolderIds></m:${operation}>`;

export const updateFolderXml = (...changes: ReadonlyArray<readonly [string, string]>): string =>
	`<m:UpdateFolder><m:FolderChanges>${changes.map(([id, updates]) => `<t:FolderChange>${id}<t:Updates>${updates}</t:Updates></t:FolderChange>`).join('')}</m:FolderChanges></m:UpdateFolder>`;

export const renameXml = (name: string, element = 'Folder'): string =>
	`<t:SetFolderField><t:FieldURI FieldURI="folder:DisplayName"/>${folderXml(name, '', element)}</t:SetFolderField>`;

/** The folders of an answer, one element each. */
export const foldersOf = (reply: Reply): readonly Node[] =>
	reply.all('Folders').flatMap(({ children }) => children);

export const searchXml = (subject: string, traversal = 'Shallow', roots = named('inbox')): string =>
	`<t:SearchParameters Traversal="${traversal}"><t:Restriction><t:Contains ContainmentMode="Substring" ContainmentComparison="IgnoreCase"><t:FieldURI FieldURI="item:Subject"/><t:Constant Value="${escape(subject)}"/></t:Contains></t:Restriction><t:BaseFolderIds>${roots}</t:BaseFolderIds></t:SearchParameters>`;

// Items

export const createXml = (
	items: string,
	{ disposition = 'SaveOnly', folder = '', attributes = '' } = {},
): string =>
	`<m:CreateItem MessageDisposition="${disposition}"${attributes}>${folder === '' ? '' : `<m:SavedItemFolderId>${folder}</m:SavedItemFolderId>`}<m:Items>${items}</m:Items></m:CreateItem>`;

export const messageXml = (subject: string, more = ''): string =>
	`<t:Message><t:Subject>${escape(subject)}</t:Subject>${more}</t:Message>`;

/** Saves one message in a folder and returns its id. @throws Error when it cannot be saved */
export async function makeMessage(
	trial: Trial,
	subject: string,
	folder = named('drafts'),
	options: CallOptions = {},
): Promise<{ id: string; changeKey: string }> {
	return (await trial.ok(createXml(messageXml(subject), { folder }), options)).id();
}

export const getXml = (ids: string, shape = base('AllProperties')): string =>
	`<m:GetItem><m:ItemShape>${shape}</m:ItemShape><m:ItemIds>${ids}</m:ItemIds></m:GetItem>`;

export const findXml = (folder: string, shape = base('IdOnly', paths('item:Subject'))): string =>
	`<m:FindItem Traversal="Shallow"><m:ItemShape>${shape}</m:ItemShape><m:ParentFolderIds>${folder}</m:ParentFolderIds></m:FindItem>`;

/** Subjects of the items in a folder. */
export async function subjectsIn(
	trial: Trial,
	folder: string,
	options: CallOptions = {},
): Promise<string[]> {
	const found = await trial.ok(findXml(folder), options);
	return found.all('Subject').map(({ text }) => text);
}

export const deleteXml = (ids: string, more = ''): string =>
	`<m:DeleteItem DeleteType="HardDelete"${more}><m:ItemIds>${ids}</m:ItemIds></m:DeleteItem>`;

/** Sets one property; `element` is the kind of item. */
export const updateXml = (
	id: string,
	uri: string,
	value: string,
	element = 'Message',
	attributes = '',
): string =>
	`<m:UpdateItem ConflictResolution="AlwaysOverwrite" MessageDisposition="SaveOnly"${attributes}><m:ItemChanges><t:ItemChange>${itemId(id)}<t:Updates><t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:${element}>${value}</t:${element}></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;

export const subjectChange = (id: string, subject: string, element = 'Message', attributes = '') =>
	updateXml(id, 'item:Subject', `<t:Subject>${escape(subject)}</t:Subject>`, element, attributes);

export { all, first };
