import { all, call, find, OWNER, sandbox, texts, validateAll, type CallOptions } from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const named = (name: string, mailbox = '') =>
	`<t:DistinguishedFolderId Id="${name}">${mailbox === '' ? '' : `<t:Mailbox><t:EmailAddress>${mailbox}</t:EmailAddress></t:Mailbox>`}</t:DistinguishedFolderId>`;
const byId = (id: string) => `<t:FolderId Id="${id}"/>`;
const INBOX = named('inbox');
const other = { user: 'CONTOSO\\other' };

const create = (store: Store, folder: string, parent = INBOX, options: CallOptions = {}) =>
	call(
		store,
		`<m:CreateFolder><m:ParentFolderId>${parent}</m:ParentFolderId><m:Folders>${folder}</m:Folders></m:CreateFolder>`,
		options,
	);
const plain = (name: string) => `<t:Folder><t:DisplayName>${name}</t:DisplayName></t:Folder>`;
const folderId = (answer: Parameters<typeof all>[0]) =>
	all(answer, 'FolderId')[0]?.attributes['Id'] ?? '';
const get = (store: Store, folder: string, options: CallOptions = {}) =>
	call(
		store,
		`<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape><m:FolderIds>${folder}</m:FolderIds></m:GetFolder>`,
		options,
	);
const transfer = (store: Store, operation: string, folder: string, to: string, options = {}) =>
	call(
		store,
		`<m:${operation}><m:ToFolderId>${to}</m:ToFolderId><m:FolderIds>${folder}</m:FolderIds></m:${operation}>`,
		options,
	);
const update = (store: Store, folder: string, change: string) =>
	call(
		store,
		`<m:UpdateFolder><m:FolderChanges><t:FolderChange>${folder}<t:Updates>${change}</t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`,
	);
const message = (store: Store, folder: string, subject: string) =>
	store.addItem(store.folder(OWNER, folder), {
		kind: 'Message',
		properties: { 'item:Subject': subject, 'message:IsRead': false },
	});

test('a folder is copied with all that is in it', () => {
	const store = sandbox();
	const id = folderId(create(store, plain('A')));
	create(store, plain('Inner'), byId(id));
	message(store, 'Inbox/A', 'one');
	message(store, 'Inbox/A/Inner', 'two');
	const copied = transfer(store, 'CopyFolder', byId(id), named('drafts'));
	expect(copied.codes).toEqual(['NoError']);
	expect(folderId(copied)).not.toBe(id);
	expect(texts(get(store, byId(folderId(copied))), 'TotalCount')).toEqual(['1']);
	expect(store.folder(OWNER, 'Drafts/A/Inner').items.size).toBe(1);
	expect(store.folder(OWNER, 'Inbox/A/Inner').items.size).toBe(1);
	expect(transfer(store, 'CopyFolder', byId(id), named('drafts')).codes).toEqual([
		'ErrorFolderExists',
	]);
	expect(transfer(store, 'CopyFolder', byId(id), byId(id)).codes).toEqual(['ErrorMoveCopyFailed']);
	store.removeFolder(store.folder(OWNER, 'Drafts/A'));
	expect(transfer(store, 'MoveFolder', byId(id), byId(folderId(copied))).codes).toEqual([
		'ErrorToFolderNotFound',
	]);
});

test('a path of folders, where parts of it are there', () => {
	const store = sandbox();
	create(store, plain('A'));
	const path = (options: CallOptions = { version: 'Exchange2013' }) =>
		call(
			store,
			`<m:CreateFolderPath><m:ParentFolderId>${INBOX}</m:ParentFolderId><m:RelativeFolderPath>${plain('a')}${plain('B')}${plain('C')}</m:RelativeFolderPath></m:CreateFolderPath>`,
			options,
		);
	expect(path().codes).toEqual(['NoError', 'NoError', 'NoError']);
	const { id } = store.folder(OWNER, 'Inbox/A/B/C');
	expect(all(path(), 'FolderId')[2]?.attributes['Id']).toBe(id);
	expect(path({ build: '14.2' }).codes).toEqual(['ErrorInvalidRequest']);
});

test('a search folder shows what its restriction lets through, and changes with it', () => {
	const store = sandbox();
	const inner = store.addFolder(store.folder(OWNER, 'inbox'), 'Inner');
	const found = message(store, 'inbox', 'report 1');
	message(store, 'inbox', 'other');
	const deep = message(store, 'Inbox/Inner', 'report 2');
	const parameters = (subject: string, traversal: string) =>
		`<t:SearchParameters Traversal="${traversal}"><t:Restriction><t:Contains ContainmentMode="Prefixed" ContainmentComparison="IgnoreCase"><t:FieldURI FieldURI="item:Subject"/><t:Constant Value="${subject}"/></t:Contains></t:Restriction><t:BaseFolderIds>${INBOX}</t:BaseFolderIds></t:SearchParameters>`;
	const made = create(
		store,
		`<t:SearchFolder><t:DisplayName>Reports</t:DisplayName>${parameters('REPORT', 'Deep')}</t:SearchFolder>`,
		named('searchfolders'),
	);
	expect(made.codes).toEqual(['NoError']);
	const folder = byId(folderId(made));
	const ids = () =>
		all(find(store, { folder }), 'ItemId')
			.map((node) => node.attributes['Id'])
			.sort();
	expect(ids()).toEqual([found.id, deep.id].sort());
	const shown = get(store, folder);
	expect(all(shown, 'SearchFolder')).toHaveLength(1);
	expect(texts(shown, 'TotalCount')).toEqual(['2']);
	expect(all(shown, 'SearchParameters')[0]?.attributes['Traversal']).toBe('Deep');
	store.deleteItem(found, 'HardDelete');
	expect(ids()).toEqual([deep.id]);
	const changed = update(
		store,
		folder,
		`<t:SetFolderField><t:FieldURI FieldURI="folder:SearchParameters"/><t:SearchFolder>${parameters('other', 'Shallow')}</t:SearchFolder></t:SetFolderField>`,
	);
	expect(changed.codes).toEqual(['NoError']);
	expect(texts(get(store, folder), 'TotalCount')).toEqual(['1']);
	expect(inner.items.size).toBe(1);
	const empty = `<t:SearchFolder><t:DisplayName>Nothing</t:DisplayName></t:SearchFolder>`;
	expect(create(store, empty).codes).toEqual(['ErrorSearchFolderNotInitialized']);
	expect(create(store, plain('x'), folder).codes).toEqual(['ErrorInvalidParentFolder']);
});

describe('permissions', () => {
	const permission = (user: string, inner: string, calendar = false) => {
		const name = calendar ? 'CalendarPermission' : 'Permission';
		return `<t:${name}><t:UserId>${user}</t:UserId>${inner}</t:${name}>`;
	};
	const set = (entries: string, calendar = false) => {
		const name = calendar ? 'CalendarPermissions' : 'Permissions';
		return `<t:PermissionSet><t:${name}>${entries}</t:${name}></t:PermissionSet>`;
	};
	const OTHER = '<t:PrimarySmtpAddress>other@contoso.example</t:PrimarySmtpAddress>';
	const level = (name: string, calendar = false) =>
		`<t:${calendar ? 'Calendar' : ''}PermissionLevel>${name}</t:${calendar ? 'Calendar' : ''}PermissionLevel>`;
	const folder = (permissions: string) =>
		`<t:Folder><t:DisplayName>Shared</t:DisplayName>${permissions}</t:Folder>`;

	it('given to a new folder hold', () => {
		const store = sandbox();
		const id = folderId(create(store, folder(set(permission(OTHER, level('Reviewer'))))));
		expect(get(store, byId(id), other).codes).toEqual(['NoError']);
		const rights = all(get(store, byId(id), other), 'EffectiveRights')[0]!;
		expect([texts(rights, 'Read'), texts(rights, 'CreateContents')]).toEqual([['true'], ['false']]);
		const levels = texts(get(store, byId(id)), 'PermissionLevel');
		expect(levels).toEqual(['None', 'None', 'Reviewer']);
	});

	it('made of single rights are kept one by one', () => {
		const store = sandbox();
		const custom =
			'<t:CanCreateItems>true</t:CanCreateItems><t:IsFolderVisible>true</t:IsFolderVisible><t:EditItems>Owned</t:EditItems><t:ReadItems>FullDetails</t:ReadItems>';
		const made = create(store, folder(set(permission(OTHER, custom + level('Custom')))));
		const shown = all(get(store, byId(folderId(made))), 'Permission')[2]!;
		expect(texts(shown, 'EditItems')).toEqual(['Owned']);
		expect(texts(shown, 'DeleteItems')).toEqual(['None']);
		expect(texts(shown, 'PermissionLevel')).toEqual(['Custom']);
	});

	it('of a calendar have levels of their own', () => {
		const store = sandbox();
		const entries = permission(OTHER, level('FreeBusyTimeAndSubjectAndLocation', true), true);
		const change = (permissions: string) =>
			update(
				store,
				named('calendar'),
				`<t:SetFolderField><t:FieldURI FieldURI="folder:PermissionSet"/><t:CalendarFolder>${permissions}</t:CalendarFolder></t:SetFolderField>`,
			).codes;
		expect(change(set(entries, true))).toEqual(['NoError']);
		const shown = all(get(store, named('calendar')), 'CalendarPermission')[2]!;
		expect(texts(shown, 'ReadItems')).toEqual(['TimeAndSubjectAndLocation']);
		expect(texts(shown, 'CalendarPermissionLevel')).toEqual(['FreeBusyTimeAndSubjectAndLocation']);
	});

	it.each([
		['', 'ErrorMissingUserIdInformation'],
		['<t:PrimarySmtpAddress>nobody@contoso.example</t:PrimarySmtpAddress>', 'ErrorInvalidUserInfo'],
		['<t:SID>S-1-5-21-1</t:SID>', 'ErrorInvalidUserSid'],
	])('of nobody are refused: %s', (user, code) => {
		const store = sandbox();
		expect(create(store, folder(set(permission(user, level('Author'))))).codes).toEqual([code]);
	});

	it('that contradict themselves are refused', () => {
		const store = sandbox();
		const one = permission(OTHER, level('Author'));
		expect(create(store, folder(set(one + one))).codes).toEqual(['ErrorDuplicateUserIdsSpecified']);
		const mixed = permission(OTHER, `<t:CanCreateItems>true</t:CanCreateItems>${level('Author')}`);
		expect(create(store, folder(set(mixed)), INBOX, { build: '14.2' }).codes).toEqual([
			'ErrorInvalidPermissionSettings',
		]);
		expect(create(store, folder(set(mixed))).codes).toEqual(['NoError']);
	});
});

test('public folders have a tree of their own, which everybody sees', () => {
	const store = sandbox();
	const PUBLIC = named('publicfoldersroot');
	expect(create(store, plain('News'), PUBLIC).codes).toEqual(['ErrorAccessDenied']);
	store.grant(store.publicRoot, OWNER, 'Owner');
	const id = folderId(create(store, plain('News'), PUBLIC));
	const post = call(
		store,
		`<m:CreateItem MessageDisposition="SaveOnly"><m:SavedItemFolderId>${byId(id)}</m:SavedItemFolderId><m:Items><t:PostItem><t:Subject>Hello</t:Subject></t:PostItem></m:Items></m:CreateItem>`,
		other,
	);
	expect(post.codes).toEqual(['NoError']);
	expect(
		texts(
			find(store, { folder: byId(id), shape: '<t:BaseShape>Default</t:BaseShape>' }),
			'Subject',
		),
	).toEqual(['Hello']);
	expect(transfer(store, 'CopyFolder', byId(id), INBOX).codes).toEqual(['ErrorMoveCopyFailed']);
	const remove = (user: CallOptions) =>
		call(
			store,
			`<m:DeleteFolder DeleteType="MoveToDeletedItems"><m:FolderIds>${byId(id)}</m:FolderIds></m:DeleteFolder>`,
			user,
		).codes;
	expect(remove(other)).toEqual(['ErrorAccessDenied']);
	expect(remove({})).toEqual(['NoError']);
});

test('an archive is there for who has one', () => {
	const store = sandbox();
	expect(get(store, named('archivemsgfolderroot')).codes).toEqual(['ErrorFolderNotFound']);
	store.enableArchive(OWNER);
	expect(get(store, named('archivemsgfolderroot')).codes).toEqual(['NoError']);
	expect(create(store, plain('2020'), named('archivemsgfolderroot')).codes).toEqual(['NoError']);
	expect(
		store.folder(OWNER, 'archivemsgfolderroot').children.map((one) => one.displayName),
	).toEqual(['Deleted Items', 'Inbox', '2020']);
	expect(get(store, named('archiveinbox', OWNER), other).codes).toEqual(['ErrorAccessDenied']);
});

test('managed folders are those that an administrator defined', () => {
	const store = sandbox();
	store.managedFolders.set('Contracts', {
		id: 'contracts',
		comment: 'Kept 10 years',
		storageQuota: 1000,
	});
	const make = (names: string[], mailbox = '') =>
		call(
			store,
			`<m:CreateManagedFolder><m:FolderNames>${names.map((name) => `<t:FolderName>${name}</t:FolderName>`).join('')}</m:FolderNames>${mailbox}</m:CreateManagedFolder>`,
		);
	const made = make(['Contracts']);
	expect(made.codes).toEqual(['NoError']);
	const shown = get(store, byId(folderId(made)));
	expect(texts(shown, 'Comment')).toEqual(['Kept 10 years']);
	expect(texts(shown, 'HasQuota')).toEqual(['true']);
	expect(make(['Contracts', 'Contracts', 'Unknown']).codes).toEqual([
		'ErrorDuplicateInputFolderNames',
		'ErrorDuplicateInputFolderNames',
		'ErrorManagedFolderNotFound',
	]);
	expect(make(['Contracts']).codes).toEqual(['ErrorManagedFolderAlreadyExists']);
	const nobody = '<m:Mailbox><t:EmailAddress>nobody@contoso.example</t:EmailAddress></m:Mailbox>';
	expect(make(['Contracts'], nobody).codes).toEqual(['ErrorNonExistentMailbox']);
});

test('what the server keeps of a folder cannot be written', () => {
	const store = sandbox();
	const count =
		'<t:Folder><t:DisplayName>x</t:DisplayName><t:TotalCount>3</t:TotalCount></t:Folder>';
	expect(create(store, count).codes).toEqual(['ErrorInvalidPropertySet']);
	expect(create(store, '<t:Folder/>').codes).toEqual(['ErrorFolderPropertRequestFailed']);
});
