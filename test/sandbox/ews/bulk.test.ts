import { all, call, createContact, get, idOf, OWNER, sandbox, texts, validateAll } from './support';

const LIST = (members: string) =>
	`<m:CreateItem><m:SavedItemFolderId><t:DistinguishedFolderId Id="contacts"/></m:SavedItemFolderId><m:Items><t:DistributionList><t:DisplayName>Team</t:DisplayName><t:Members>${members}</t:Members></t:DistributionList></m:Items></m:CreateItem>`;
const member = (address: string, name = '') =>
	`<t:Member><t:Mailbox>${name && `<t:Name>${name}</t:Name>`}<t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:Member>`;
const MEMBERS =
	'<t:BaseShape>AllProperties</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="distributionlist:Members"/></t:AdditionalProperties>';

const update = (id: string, inner: string) =>
	`<m:UpdateItem ConflictResolution="AlwaysOverwrite"><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"/><t:Updates>${inner}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;
const ids = (...list: string[]) =>
	`<m:ItemIds>${list.map((id) => `<t:ItemId Id="${id}"/>`).join('')}</m:ItemIds>`;

afterAll(() => expect(validateAll()).toBe(''));

describe('distribution lists', () => {
	it('complete their members from the directory and give each a key and a status', () => {
		const store = sandbox();
		const { id } = idOf(
			call(store, LIST(member('other@contoso.example') + member('x@example.org', 'Someone'))),
		);
		const got = get(store, id, MEMBERS);
		expect(texts(got, 'Name')).toEqual(['Other Two', 'Someone']);
		expect(texts(got, 'MailboxType')).toEqual(['Mailbox', 'OneOff']);
		expect(texts(got, 'Status')).toEqual(['Normal', 'Normal']);
		const keys = all(got, 'Member').map(({ attributes }) => attributes['Key']);
		expect(new Set(keys).size).toBe(2);
		expect(texts(got, 'Subject')).toEqual(['Team']);
	});

	it('take a member more, never one twice, and lose one by its key', () => {
		const store = sandbox();
		const { id } = idOf(call(store, LIST(member('a@example.org'))));
		const append = (members: string) =>
			`<t:AppendToItemField><t:FieldURI FieldURI="distributionlist:Members"/><t:DistributionList><t:Members>${members}</t:Members></t:DistributionList></t:AppendToItemField>`;
		call(store, update(id, append(member('b@example.org') + member('a@example.org'))));
		const both = get(store, id, MEMBERS);
		expect(texts(both, 'EmailAddress')).toEqual(['a@example.org', 'b@example.org']);
		const key = all(both, 'Member')[0]?.attributes['Key'];
		const answer = call(
			store,
			update(
				id,
				`<t:DeleteItemField><t:IndexedFieldURI FieldURI="distributionlist:Members:Member" FieldIndex="${key}"/></t:DeleteItemField>`,
			),
		);
		expect(answer.codes).toEqual(['NoError']);
		expect(texts(get(store, id, MEMBERS), 'EmailAddress')).toEqual(['b@example.org']);
	});
});

describe('posts', () => {
	it('say who posted them and when, and nobody may set that', () => {
		const store = sandbox();
		const post = (inner: string) =>
			call(
				store,
				`<m:CreateItem><m:SavedItemFolderId><t:DistinguishedFolderId Id="inbox"/></m:SavedItemFolderId><m:Items><t:PostItem><t:Subject>Post</t:Subject>${inner}</t:PostItem></m:Items></m:CreateItem>`,
			);
		const got = get(store, idOf(post('')).id, '<t:BaseShape>AllProperties</t:BaseShape>');
		expect(texts(got, 'PostedTime')).toEqual(['2026-01-15T09:00:00Z']);
		expect(texts(got, 'Name')).toContain('Owner One');
		expect(post('<t:PostedTime>2020-01-01T00:00:00Z</t:PostedTime>').codes).toEqual([
			'ErrorInvalidPropertySet',
		]);
	});
});

describe('ExportItems and UploadItems', () => {
	const upload = (folder: string, data: string, action = 'CreateNew') =>
		`<m:UploadItems><m:Items><t:Item CreateAction="${action}"><t:ParentFolderId Id="${folder}"/><t:Data>${data}</t:Data></t:Item></m:Items></m:UploadItems>`;

	it('carry an item with its attachments to another mailbox', () => {
		const store = sandbox();
		const file =
			'<t:Attachments><t:FileAttachment><t:Name>a.txt</t:Name><t:Content>QUJD</t:Content></t:FileAttachment></t:Attachments>';
		const { id } = idOf(createContact(store, `<t:Subject>Contact 1</t:Subject>${file}`));
		const data = texts(call(store, `<m:ExportItems>${ids(id)}</m:ExportItems>`), 'Data')[0] ?? '';
		const target = store.folder('other@contoso.example', 'contacts').id;
		const user = 'other@contoso.example';
		const answer = call(store, upload(target, data), { user });
		expect(answer.codes).toEqual(['NoError']);
		const got = get(store, idOf(answer).id, '<t:BaseShape>AllProperties</t:BaseShape>', { user });
		expect([texts(got, 'Subject')[0], texts(got, 'Name')]).toEqual(['Contact 1', ['a.txt']]);
		expect(call(store, upload(target, data)).codes).toEqual(['ErrorAccessDenied']);
	});

	it('take nothing that was changed on its way', () => {
		const store = sandbox();
		const { id } = idOf(createContact(store, '<t:Subject>Contact 1</t:Subject>'));
		const data = texts(call(store, `<m:ExportItems>${ids(id)}</m:ExportItems>`), 'Data')[0] ?? '';
		const text = Buffer.from(data, 'base64').toString().replace('Contact 1', 'Contact 2');
		const target = store.folder(OWNER, 'contacts').id;
		const changed = Buffer.from(text).toString('base64');
		expect(call(store, upload(target, changed)).codes).toEqual(['ErrorCorruptData']);
		expect(call(store, upload(target, 'AAAA')).codes).toEqual(['ErrorCorruptData']);
		expect(store.folder(OWNER, 'contacts').items.size).toBe(1);
	});
});

describe('ArchiveItem', () => {
	const archive = (id: string) =>
		`<m:ArchiveItem><m:ArchiveSourceFolderId><t:DistinguishedFolderId Id="contacts"/></m:ArchiveSourceFolderId>${ids(id)}</m:ArchiveItem>`;

	it('moves an item to the folder of the same path in the archive', () => {
		const store = sandbox();
		store.enableArchive(OWNER);
		const { id } = idOf(createContact(store, '<t:Subject>Contact 1</t:Subject>'));
		const answer = call(store, archive(id), { version: 'Exchange2013' });
		expect(answer.codes).toEqual(['NoError']);
		expect(get(store, id, '<t:BaseShape>IdOnly</t:BaseShape>').codes).toEqual([
			'ErrorItemNotFound',
		]);
		const folder = store.findItem(idOf(answer).id)?.folder;
		expect([folder?.displayName, folder?.parent?.distinguished]).toEqual([
			'Contacts',
			['archivemsgfolderroot'],
		]);
	});

	it('says so where there is no archive, and leaves the item', () => {
		const store = sandbox();
		const { id } = idOf(createContact(store, '<t:Subject>Contact 1</t:Subject>'));
		expect(call(store, archive(id), { version: 'Exchange2013' }).codes).toEqual([
			'ErrorArchiveMailboxNotEnabled',
		]);
		expect(get(store, id, '<t:BaseShape>IdOnly</t:BaseShape>').codes).toEqual(['NoError']);
		expect(call(store, archive(id), { build: '14.2' }).codes).toEqual(['ErrorInvalidRequest']);
	});
});

describe('UpdateItem with a disposition', () => {
	const draft = (store: ReturnType<typeof sandbox>) =>
		idOf(
			call(
				store,
				'<m:CreateItem MessageDisposition="SaveOnly"><m:Items><t:Message><t:Subject>Hello</t:Subject><t:ToRecipients><t:Mailbox><t:EmailAddress>other@contoso.example</t:EmailAddress></t:Mailbox></t:ToRecipients></t:Message></m:Items></m:CreateItem>',
			),
		).id;
	const send = (id: string, disposition: string, folder = '') =>
		`<m:UpdateItem ConflictResolution="AlwaysOverwrite" MessageDisposition="${disposition}">${folder && `<m:SavedItemFolderId><t:DistinguishedFolderId Id="${folder}"/></m:SavedItemFolderId>`}<m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="item:Subject"/><t:Message><t:Subject>Changed</t:Subject></t:Message></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;

	it.each([
		['SendOnly', '', { sentitems: 0, junkemail: 0, drafts: 0 }],
		['SendAndSaveCopy', '', { sentitems: 1, junkemail: 0, drafts: 0 }],
		['SendAndSaveCopy', 'junkemail', { sentitems: 0, junkemail: 1, drafts: 0 }],
	])('%s %s sends, and keeps what it is told to keep', (disposition, folder, kept) => {
		const store = sandbox();
		expect(call(store, send(draft(store), disposition, folder)).codes).toEqual(['NoError']);
		const received = [...store.folder('other@contoso.example', 'inbox').items];
		expect(received.map((one) => one.properties.get('item:Subject'))).toEqual(['Changed']);
		for (const [name, count] of Object.entries(kept)) {
			expect([name, store.folder(OWNER, name).items.size]).toEqual([name, count]);
		}
	});
});
