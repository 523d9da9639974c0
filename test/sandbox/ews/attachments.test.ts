import {
	all,
	ALL_PROPERTIES,
	call,
	find,
	get,
	idOf,
	OWNER,
	sandbox,
	texts,
	validateAll,
} from './support';
import { createStore, type Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const TO = `<t:ToRecipients><t:Mailbox><t:EmailAddress>other@contoso.example</t:EmailAddress></t:Mailbox></t:ToRecipients>`;
const other = { user: 'CONTOSO\\other' };
const CONTENT = Buffer.from('Line 1\r\nLine 2').toString('base64');
const FILE = `<t:FileAttachment><t:Name>notes &amp; more.txt</t:Name><t:ContentType>text/plain</t:ContentType><t:Content>${CONTENT}</t:Content></t:FileAttachment>`;
const PICTURE = `<t:FileAttachment><t:Name>logo.png</t:Name><t:ContentId>logo@contoso</t:ContentId><t:IsInline>true</t:IsInline><t:Content>AAEC</t:Content></t:FileAttachment>`;
const DEEP = `<t:ItemAttachment><t:Name>outer</t:Name><t:Message><t:Subject>Outer</t:Subject><t:Attachments><t:ItemAttachment><t:Name>inner</t:Name><t:Contact><t:GivenName>Inner</t:GivenName></t:Contact></t:ItemAttachment>${FILE}</t:Attachments></t:Message></t:ItemAttachment>`;

function draft(store: Store, inner = '', disposition = 'SaveOnly') {
	return call(
		store,
		`<m:CreateItem MessageDisposition="${disposition}"><m:Items><t:Message><t:Subject>S</t:Subject>${inner}${TO}</t:Message></m:Items></m:CreateItem>`,
	);
}

function attach(
	store: Store,
	{ id, changeKey = '' }: { id: string; changeKey?: string },
	inner: string,
) {
	const key = changeKey === '' ? '' : ` ChangeKey="${changeKey}"`;
	return call(
		store,
		`<m:CreateAttachment><m:ParentItemId Id="${id}"${key}/><m:Attachments>${inner}</m:Attachments></m:CreateAttachment>`,
	);
}

const ids = (answer: Parameters<typeof all>[0]) =>
	all(answer, 'AttachmentId').map((node) => node.attributes['Id'] ?? '');

const fetchOne = (store: Store, id: string, options = {}) =>
	call(
		store,
		`<m:GetAttachment><m:AttachmentShape/><m:AttachmentIds><t:AttachmentId Id="${id}"/></m:AttachmentIds></m:GetAttachment>`,
		options,
	);

const remove = (store: Store, id: string) =>
	call(
		store,
		`<m:DeleteAttachment><m:AttachmentIds><t:AttachmentId Id="${id}"/></m:AttachmentIds></m:DeleteAttachment>`,
	);

test('files are attached, listed, read and taken away; the item gets a new change key each time', () => {
	const store = sandbox();
	const item = idOf(draft(store));
	const made = attach(store, item, FILE + PICTURE);
	expect(made.codes).toEqual(['NoError', 'NoError']);
	const [file = '', picture = ''] = ids(made);
	const roots = all(made, 'AttachmentId').map(({ attributes }) => attributes);
	expect(roots.map((one) => one['RootItemId'])).toEqual([item.id, item.id]);
	const shown = get(store, item.id, ALL_PROPERTIES);
	expect(idOf(shown).changeKey).toBe(roots[1]?.['RootItemChangeKey']);
	expect(idOf(shown).changeKey).not.toBe(item.changeKey);
	expect(ids(shown)).toEqual([file, picture]);
	expect(texts(shown, 'Name').slice(0, 2)).toEqual(['notes & more.txt', 'logo.png']);
	expect(texts(shown, 'HasAttachments')).toEqual(['true']);
	expect(texts(shown, 'Content')).toEqual([]);
	const got = fetchOne(store, file);
	expect(texts(got, 'Content')).toEqual([CONTENT]);
	expect(texts(got, 'Size')).toEqual(['14']);
	expect(texts(fetchOne(store, picture), 'ContentId')).toEqual(['logo@contoso']);
	const gone = remove(store, file);
	expect(all(gone, 'RootItemId')[0]?.attributes['RootItemId']).toBe(item.id);
	const after = get(store, item.id, ALL_PROPERTIES);
	expect(all(gone, 'RootItemId')[0]?.attributes['RootItemChangeKey']).toBe(idOf(after).changeKey);
	expect(texts(after, 'HasAttachments')).toEqual(['false']);
	expect(ids(after)).toEqual([picture]);
	expect(remove(store, file).codes).toEqual(['ErrorItemNotFound']);
	expect(fetchOne(store, item.id).codes).toEqual(['ErrorInvalidAttachmentId']);
	expect(fetchOne(store, 'nonsense').codes).toEqual(['ErrorInvalidIdMalformed']);
});

test('a stale change key attaches nothing', () => {
	const store = sandbox();
	const item = idOf(draft(store));
	expect(attach(store, item, FILE).codes).toEqual(['NoError']);
	expect(attach(store, item, FILE).codes).toEqual(['ErrorIrresolvableConflict']);
	expect(attach(store, { id: item.id }, FILE).codes).toEqual(['NoError']);
});

test('items are attached, and items to those', () => {
	const store = sandbox();
	const item = idOf(draft(store));
	const [outer = ''] = ids(attach(store, item, DEEP));
	const shown = fetchOne(store, outer);
	expect(texts(shown, 'Subject')).toEqual(['Outer']);
	expect(all(shown, 'ItemId')).toEqual([]);
	const [, inner = '', file = ''] = ids(shown);
	expect(texts(fetchOne(store, inner), 'GivenName')).toEqual(['Inner']);
	expect(texts(fetchOne(store, file), 'Content')).toEqual([CONTENT]);
	const gone = remove(store, file);
	expect(all(gone, 'RootItemId')[0]?.attributes['RootItemId']).toBe(item.id);
	expect(ids(fetchOne(store, outer))).toEqual([outer, inner]);
	const empty = attach(
		store,
		{ id: item.id },
		'<t:ItemAttachment><t:Name>x</t:Name></t:ItemAttachment>',
	);
	expect(empty.codes).toEqual(['ErrorMissingItemForCreateItemAttachment']);
	const meeting =
		'<t:ItemAttachment><t:MeetingRequest><t:Subject>x</t:Subject></t:MeetingRequest></t:ItemAttachment>';
	expect(attach(store, { id: item.id }, meeting).codes).toEqual([
		'ErrorInvalidItemForOperationCreateItemAttachment',
	]);
});

test('links are attached to servers that know them', () => {
	const store = sandbox();
	const item = idOf(draft(store));
	const link = `<t:ReferenceAttachment><t:Name>shared.docx</t:Name><t:AttachLongPathName>https://files.contoso.example/shared.docx</t:AttachLongPathName><t:ProviderType>OneDrivePro</t:ProviderType></t:ReferenceAttachment>`;
	const [id = ''] = ids(attach(store, item, link));
	expect(texts(fetchOne(store, id), 'ProviderType')).toEqual(['OneDrivePro']);
	const request = `<m:CreateAttachment><m:ParentItemId Id="${item.id}"/><m:Attachments>${link}</m:Attachments></m:CreateAttachment>`;
	expect(call(store, request, { build: '14.2' }).codes).toEqual(['ErrorSchemaValidation']);
});

test('attachments travel with a message and its copies', () => {
	const store = sandbox();
	expect(
		draft(store, `<t:Attachments>${FILE}${DEEP}</t:Attachments>`, 'SendAndSaveCopy').codes,
	).toEqual(['NoError']);
	const INBOX = '<t:DistinguishedFolderId Id="inbox"/>';
	const arrived = idOf(find(store, { folder: INBOX }, other));
	const shown = get(store, arrived.id, ALL_PROPERTIES, other);
	const [file = '', outer = ''] = ids(shown);
	expect(texts(fetchOne(store, file, other), 'Content')).toEqual([CONTENT]);
	expect(texts(fetchOne(store, outer, other), 'Subject')).toEqual(['Outer']);
	expect(fetchOne(store, file).codes).toEqual(['ErrorAccessDenied']);
	const moved = call(
		store,
		`<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="drafts"/></m:ToFolderId><m:ItemIds><t:ItemId Id="${arrived.id}"/></m:ItemIds></m:MoveItem>`,
		other,
	);
	expect(fetchOne(store, file, other).codes).toEqual(['ErrorItemNotFound']);
	const again = ids(get(store, idOf(moved).id, ALL_PROPERTIES, other));
	expect(texts(fetchOne(store, again[0] ?? '', other), 'Content')).toEqual([CONTENT]);
	const nested = ids(fetchOne(store, again[1] ?? '', other));
	expect(texts(fetchOne(store, nested[1] ?? '', other), 'GivenName')).toEqual(['Inner']);
});

test('what is too large is refused, and only that', () => {
	const store = createStore({ maxMessageBytes: 30 });
	store.addMailbox({ primarySmtp: OWNER });
	const item = idOf(draft(store));
	const file = (bytes: number) =>
		`<t:FileAttachment><t:Name>f</t:Name><t:Content>${Buffer.alloc(bytes).toString('base64')}</t:Content></t:FileAttachment>`;
	expect(attach(store, { id: item.id }, file(31) + file(20) + file(20)).codes).toEqual([
		'ErrorAttachmentSizeLimitExceeded',
		'NoError',
		'ErrorMessageSizeExceeded',
	]);
	expect(ids(get(store, item.id, ALL_PROPERTIES))).toHaveLength(1);
	expect(draft(store, `<t:Attachments>${file(31)}</t:Attachments>`).codes).toEqual([
		'ErrorAttachmentSizeLimitExceeded',
	]);
});

test('UpdateItem writes no attachments', () => {
	const store = sandbox();
	const item = idOf(draft(store));
	const update = (change: string) =>
		call(
			store,
			`<m:UpdateItem ConflictResolution="AlwaysOverwrite" MessageDisposition="SaveOnly"><m:ItemChanges><t:ItemChange><t:ItemId Id="${item.id}"/><t:Updates>${change}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
		).codes;
	const path = '<t:FieldURI FieldURI="item:Attachments"/>';
	expect(
		update(
			`<t:SetItemField>${path}<t:Message><t:Attachments>${FILE}</t:Attachments></t:Message></t:SetItemField>`,
		),
	).toEqual(['ErrorInvalidPropertySet']);
	expect(update(`<t:DeleteItemField>${path}</t:DeleteItemField>`)).toEqual([
		'ErrorInvalidPropertyDelete',
	]);
});
