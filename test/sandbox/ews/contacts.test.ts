import {
	all,
	ALL_PROPERTIES,
	call,
	createContact,
	find,
	get,
	idOf,
	inContacts,
	sandbox,
	texts,
	validateAll,
} from './support';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const HARD = `A & B < C > D " E ' 😀 שלום  äöü`;
const escaped = HARD.replace(/&/g, '&amp;').replace(/</g, '&lt;');

test('a contact is written, found, read, changed and deleted', () => {
	const store = sandbox();
	const made = createContact(
		store,
		`<t:FileAs>${escaped}</t:FileAs><t:GivenName>Contact</t:GivenName><t:CompanyName>Fabrikam</t:CompanyName><t:EmailAddresses><t:Entry Key="EmailAddress1">c17@example.org</t:Entry></t:EmailAddresses><t:PhysicalAddresses><t:Entry Key="Business"><t:Street>${'s'.repeat(300)}</t:Street><t:City>Ulm</t:City></t:Entry></t:PhysicalAddresses><t:PhoneNumbers><t:Entry Key="BusinessPhone">+49 1</t:Entry></t:PhoneNumbers><t:Surname>Seventeen</t:Surname>`,
	);
	expect(made.codes).toEqual(['NoError']);
	expect(made.writes).toBe(1);
	expect(made.mailbox).toBe('owner@contoso.example');
	const { id, changeKey } = idOf(made);

	const found = find(store, {
		shape: ALL_PROPERTIES,
		where:
			'<t:IsEqualTo><t:FieldURI FieldURI="contacts:Surname"/><t:FieldURIOrConstant><t:Constant Value="SEVENTEEN"/></t:FieldURIOrConstant></t:IsEqualTo>',
		sort: '<t:FieldOrder Order="Ascending"><t:FieldURI FieldURI="contacts:FileAs"/></t:FieldOrder>',
		view: '<m:IndexedPageItemView MaxEntriesReturned="10" Offset="0" BasePoint="Beginning"/>',
	});
	expect(texts(found, 'FileAs')).toEqual([HARD]);
	expect(texts(found, 'Street')[0]).toHaveLength(255);
	expect(all(found, 'RootFolder')[0]?.attributes).toMatchObject({
		IndexedPagingOffset: '1',
		TotalItemsInView: '1',
		IncludesLastItemInRange: 'true',
	});

	const whole = get(store, id, ALL_PROPERTIES);
	expect(texts(whole, 'Street')[0]).toHaveLength(300);
	expect(texts(whole, 'DisplayName')).toEqual(['Contact Seventeen']);
	expect(texts(whole, 'FirstName')).toEqual(['Contact']);

	const changed = call(
		store,
		`<m:UpdateItem ConflictResolution="AutoResolve"><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}" ChangeKey="${changeKey}"/><t:Updates><t:SetItemField><t:IndexedFieldURI FieldURI="contacts:PhysicalAddress:City" FieldIndex="Business"/><t:Contact><t:PhysicalAddresses><t:Entry Key="Business"><t:City>Bern</t:City></t:Entry></t:PhysicalAddresses></t:Contact></t:SetItemField><t:DeleteItemField><t:FieldURI FieldURI="contacts:CompanyName"/></t:DeleteItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
	);
	expect(changed.codes).toEqual(['NoError']);
	expect(idOf(changed).changeKey).not.toBe(changeKey);
	const again = get(store, id, ALL_PROPERTIES);
	expect(texts(again, 'City')).toEqual(['Bern']);
	expect(texts(again, 'CompanyName')).toEqual([]);

	const gone = call(
		store,
		`<m:DeleteItem DeleteType="MoveToDeletedItems"><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:DeleteItem>`,
	);
	expect(gone.codes).toEqual(['NoError']);
	expect(get(store, id, ALL_PROPERTIES).codes).toEqual(['ErrorItemNotFound']);
	const bin = find(store, { folder: '<t:DistinguishedFolderId Id="deleteditems"/>' });
	expect(all(bin, 'Contact')).toHaveLength(1);
});

test('folders are found and read', () => {
	const store = sandbox();
	createContact(store, '<t:GivenName>One</t:GivenName>');
	const got = call(
		store,
		`<m:GetFolder><m:FolderShape>${ALL_PROPERTIES}</m:FolderShape><m:FolderIds>${inContacts}<t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder>`,
	);
	expect(got.codes).toEqual(['NoError', 'NoError']);
	expect(texts(got, 'TotalCount')).toEqual(['1', '0']);
	const deep = call(
		store,
		`<m:FindFolder Traversal="Deep"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:IndexedPageFolderView MaxEntriesReturned="100" Offset="0" BasePoint="Beginning"/><m:ParentFolderIds><t:DistinguishedFolderId Id="msgfolderroot"/></m:ParentFolderIds></m:FindFolder>`,
	);
	expect(texts(deep, 'DisplayName')).toContain('Contacts');
	expect(all(deep, 'RootFolder')[0]?.attributes['TotalItemsInView']).toBe(
		String(texts(deep, 'DisplayName').length),
	);
});
