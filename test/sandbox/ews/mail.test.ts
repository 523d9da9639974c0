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
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const INBOX = '<t:DistinguishedFolderId Id="inbox"/>';
const SENT = '<t:DistinguishedFolderId Id="sentitems"/>';
const other = { user: 'CONTOSO\\other' };

function create(store: Store, disposition: string, inner: string) {
	const attribute = disposition === '' ? '' : ` MessageDisposition="${disposition}"`;
	return call(
		store,
		`<m:CreateItem${attribute}><m:Items><t:Message>${inner}</t:Message></m:Items></m:CreateItem>`,
	);
}

const TO = `<t:ToRecipients><t:Mailbox><t:EmailAddress>other@contoso.example</t:EmailAddress></t:Mailbox></t:ToRecipients>`;

test('a message that is sent arrives, and its copy stays', () => {
	const store = sandbox();
	expect(create(store, '', '<t:Subject>x</t:Subject>').codes).toEqual([
		'ErrorMessageDispositionRequired',
	]);
	const sent = create(store, 'SendAndSaveCopy', `<t:Subject>A &amp; B</t:Subject>${TO}`);
	expect(sent.codes).toEqual(['NoError']);
	expect(all(find(store, { folder: SENT }), 'Message')).toHaveLength(1);
	const arrived = find(store, { folder: INBOX, shape: ALL_PROPERTIES }, other);
	expect(texts(arrived, 'Subject')).toEqual(['A & B']);
	expect(texts(arrived, 'IsRead')).toEqual(['false']);
	expect(create(store, 'SendOnly', '<t:Subject>x</t:Subject>').codes).toEqual([
		'ErrorInvalidRecipients',
	]);
});

test('a draft is sent with its current change key only', () => {
	const store = sandbox();
	const draft = idOf(create(store, 'SaveOnly', `<t:Subject>D</t:Subject>${TO}`));
	const send = (changeKey: string) =>
		call(
			store,
			`<m:SendItem SaveItemToFolder="true"><m:ItemIds><t:ItemId Id="${draft.id}"${changeKey}/></m:ItemIds><m:SavedItemFolderId>${SENT}</m:SavedItemFolderId></m:SendItem>`,
		).codes;
	expect(send('')).toEqual(['ErrorChangeKeyRequired']);
	expect(send(' ChangeKey="AAAA"')).toEqual(['ErrorStaleObject']);
	expect(send(` ChangeKey="${draft.changeKey}"`)).toEqual(['NoError']);
	expect(all(find(store, { folder: INBOX }, other), 'Message')).toHaveLength(1);
});

test('to write in another name takes Send As', () => {
	const store = sandbox();
	const from = `<t:Subject>x</t:Subject>${TO}<t:From><t:Mailbox><t:EmailAddress>service@contoso.example</t:EmailAddress></t:Mailbox></t:From>`;
	expect(create(store, 'SendOnly', from).codes).toEqual(['ErrorSendAsDenied']);
	store.grantSendAs('service@contoso.example', OWNER);
	expect(create(store, 'SendOnly', from).codes).toEqual(['NoError']);
});

test('folders are made, renamed, moved and deleted', () => {
	const store = sandbox();
	const make = (name: string, parent = INBOX) =>
		call(
			store,
			`<m:CreateFolder><m:ParentFolderId>${parent}</m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>${name}</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>`,
		);
	const made = make('Work');
	const id = all(made, 'FolderId')[0]?.attributes['Id'] ?? '';
	expect(make('work').codes).toEqual(['ErrorFolderExists']);
	const renamed = call(
		store,
		`<m:UpdateFolder><m:FolderChanges><t:FolderChange><t:FolderId Id="${id}"/><t:Updates><t:SetFolderField><t:FieldURI FieldURI="folder:DisplayName"/><t:Folder><t:DisplayName>Done</t:DisplayName></t:Folder></t:SetFolderField></t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`,
	);
	expect(renamed.codes).toEqual(['NoError']);
	const moved = call(
		store,
		`<m:MoveFolder><m:ToFolderId>${SENT}</m:ToFolderId><m:FolderIds><t:FolderId Id="${id}"/></m:FolderIds></m:MoveFolder>`,
	);
	expect(moved.codes).toEqual(['NoError']);
	const remove = (folder: string) =>
		call(
			store,
			`<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds>${folder}</m:FolderIds></m:DeleteFolder>`,
		).codes;
	expect(remove(INBOX)).toEqual(['ErrorDeleteDistinguishedFolder']);
	expect(remove(`<t:FolderId Id="${id}"/>`)).toEqual(['NoError']);
	expect(remove(`<t:FolderId Id="${id}"/>`)).toEqual(['ErrorItemNotFound']);
	expect(make('x', `<t:FolderId Id="${id}"/>`).codes).toEqual(['ErrorParentFolderNotFound']);
});

test('ids are converted and zones listed', () => {
	const store = sandbox();
	const { id } = idOf(create(store, 'SaveOnly', '<t:Subject>x</t:Subject>'));
	const convert = (from: string, to: string, text: string) =>
		call(
			store,
			`<m:ConvertId DestinationFormat="${to}"><m:SourceIds><t:AlternateId Format="${from}" Id="${text}" Mailbox="${OWNER}"/></m:SourceIds></m:ConvertId>`,
		);
	const hex = all(convert('EwsId', 'HexEntryId', id), 'AlternateId')[0]?.attributes['Id'] ?? '';
	expect(hex).toMatch(/^[0-9A-F]+$/);
	expect(all(convert('HexEntryId', 'EwsId', hex), 'AlternateId')[0]?.attributes['Id']).toBe(id);
	expect(convert('EwsId', 'OwaId', 'xx').codes).toEqual(['ErrorInvalidIdMalformed']);
	const zones = call(
		store,
		'<m:GetServerTimeZones ReturnFullTimeZoneData="true"><m:Ids><t:Id>W. Europe Standard Time</t:Id><t:Id>UTC</t:Id></m:Ids></m:GetServerTimeZones>',
	);
	expect(all(zones, 'TimeZoneDefinition')).toHaveLength(2);
	expect(texts(zones, 'TimeOffset')).toEqual(['PT2H', 'PT3H']);
	expect(all(zones, 'Period').map((node) => node.attributes['Bias'])).toEqual([
		'-PT1H',
		'-PT2H',
		'PT0H',
	]);
	expect(get(store, id, ALL_PROPERTIES).codes).toEqual(['NoError']);
});
