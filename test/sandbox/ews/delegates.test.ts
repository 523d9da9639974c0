import { all, call, OWNER, sandbox, texts, validateAll, type CallOptions } from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const mailbox = (address = OWNER) =>
	`<m:Mailbox><t:EmailAddress>${address}</t:EmailAddress></m:Mailbox>`;
const userId = (address: string) =>
	`<t:UserId><t:PrimarySmtpAddress>${address}</t:PrimarySmtpAddress></t:UserId>`;
const user = (address: string, inner = '') =>
	`<t:DelegateUser>${userId(address)}${inner}</t:DelegateUser>`;
const OTHER = 'other@contoso.example';

function read(store: Store, options?: CallOptions) {
	return call(
		store,
		`<m:GetDelegate IncludePermissions="true">${mailbox()}</m:GetDelegate>`,
		options,
	);
}

function add(store: Store, users: string, tail = '', options?: CallOptions) {
	return call(
		store,
		`<m:AddDelegate>${mailbox()}<m:DelegateUsers>${users}</m:DelegateUsers>${tail}</m:AddDelegate>`,
		options,
	);
}

const LEVELS =
	'<t:DelegatePermissions><t:CalendarFolderPermissionLevel>Editor</t:CalendarFolderPermissionLevel><t:InboxFolderPermissionLevel>Reviewer</t:InboxFolderPermissionLevel></t:DelegatePermissions><t:ReceiveCopiesOfMeetingMessages>true</t:ReceiveCopiesOfMeetingMessages>';

test('a delegate is added with its rights, read, changed and removed', () => {
	const store = sandbox();
	expect(texts(read(store), 'DeliverMeetingRequests')).toEqual(['DelegatesAndSendInformationToMe']);
	expect(all(read(store), 'DelegateUser')).toEqual([]);

	const tail = '<m:DeliverMeetingRequests>DelegatesAndMe</m:DeliverMeetingRequests>';
	const added = add(store, user(OTHER, LEVELS), tail);
	expect(added.codes).toEqual(['NoError', 'NoError']);
	expect(added.writes).toBe(1);
	const got = read(store);
	expect(texts(got, 'PrimarySmtpAddress')).toEqual([OTHER]);
	expect(texts(got, 'CalendarFolderPermissionLevel')).toEqual(['Editor']);
	expect(texts(got, 'InboxFolderPermissionLevel')).toEqual(['Reviewer']);
	expect(texts(got, 'TasksFolderPermissionLevel')).toEqual(['None']);
	expect(texts(got, 'ReceiveCopiesOfMeetingMessages')).toEqual(['true']);
	expect(texts(got, 'DeliverMeetingRequests')).toEqual(['DelegatesAndMe']);
	const calendar = call(
		store,
		`<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>${OWNER}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId></m:FolderIds></m:GetFolder>`,
		{ user: OTHER },
	);
	expect(calendar.codes).toEqual(['NoError']);

	const change = user(
		OTHER,
		'<t:DelegatePermissions><t:CalendarFolderPermissionLevel>None</t:CalendarFolderPermissionLevel></t:DelegatePermissions><t:ViewPrivateItems>true</t:ViewPrivateItems>',
	);
	const updated = call(
		store,
		`<m:UpdateDelegate>${mailbox()}<m:DelegateUsers>${change}</m:DelegateUsers></m:UpdateDelegate>`,
	);
	expect(updated.codes).toEqual(['NoError', 'NoError']);
	const after = read(store);
	expect(texts(after, 'CalendarFolderPermissionLevel')).toEqual(['None']);
	expect(texts(after, 'InboxFolderPermissionLevel')).toEqual(['Reviewer']);
	expect(texts(after, 'ReceiveCopiesOfMeetingMessages')).toEqual(['true']);
	expect(texts(after, 'ViewPrivateItems')).toEqual(['true']);

	const removed = call(
		store,
		`<m:RemoveDelegate>${mailbox()}<m:UserIds>${userId(OTHER)}${userId(OTHER)}</m:UserIds></m:RemoveDelegate>`,
	);
	expect(removed.codes).toEqual(['NoError', 'NoError', 'ErrorNotDelegate']);
	expect(all(read(store), 'DelegateUser')).toEqual([]);
	expect(store.folder(OWNER, 'inbox').permissions.has(OTHER)).toBe(false);
});

test('each delegate that cannot be added says why, the others are', () => {
	const store = sandbox();
	const nobody = '<t:DelegateUser><t:UserId/></t:DelegateUser>';
	const custom =
		'<t:DelegatePermissions><t:InboxFolderPermissionLevel>Custom</t:InboxFolderPermissionLevel></t:DelegatePermissions>';
	const answer = add(
		store,
		user(OWNER) +
			user('nobody@contoso.example') +
			nobody +
			user('service@contoso.example', custom) +
			user(OTHER) +
			user(OTHER),
	);
	expect(answer.codes).toEqual([
		'NoError',
		'ErrorDelegateCannotAddOwner',
		'ErrorDelegateNoUser',
		'ErrorInvalidDelegateUserId',
		'ErrorInvalidDelegatePermission',
		'NoError',
		'ErrorDelegateAlreadyExists',
	]);
	expect(texts(read(store), 'PrimarySmtpAddress')).toEqual([OTHER]);
});

test('delegates are the business of the owner and of those with full access', () => {
	const store = sandbox();
	expect(read(store, { user: OTHER }).codes).toEqual(['ErrorAccessDenied']);
	store.grantFullAccess(OWNER, OTHER);
	expect(read(store, { user: OTHER }).codes).toEqual(['NoError']);
	const nowhere = call(
		store,
		`<m:GetDelegate IncludePermissions="false">${mailbox('nobody@contoso.example')}</m:GetDelegate>`,
	);
	expect(nowhere.codes).toEqual(['ErrorNonExistentMailbox']);
});
