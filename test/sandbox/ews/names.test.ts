import { all, call, createContact, OWNER, sandbox, texts, validateAll } from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

function resolve(store: Store, entry: string, attributes = '', folders = '') {
	return call(
		store,
		`<m:ResolveNames ReturnFullContactData="true" ${attributes}>${folders}<m:UnresolvedEntry>${entry}</m:UnresolvedEntry></m:ResolveNames>`,
	);
}

function expand(store: Store, inner: string) {
	return call(store, `<m:ExpandDL><m:Mailbox>${inner}</m:Mailbox></m:ExpandDL>`);
}
const address = (smtp: string) => `<t:EmailAddress>${smtp}</t:EmailAddress>`;

function company(): Store {
	const store = sandbox();
	store.addMailContact({
		primarySmtp: 'partner@example.org',
		displayName: 'Otto Partner',
		directory: { 'contacts:GivenName': 'Otto', 'contacts:CompanyName': 'Fabrikam' },
	});
	store.addGroup({
		primarySmtp: 'all@contoso.example',
		displayName: 'All',
		members: [OWNER, 'partner@example.org', 'team@contoso.example', 'outside@example.net'],
	});
	store.addGroup({
		primarySmtp: 'team@contoso.example',
		displayName: 'Team',
		members: ['all@contoso.example', 'team@contoso.example', 'other@contoso.example'],
	});
	return store;
}

test('names of people, contacts and groups are resolved, with what the directory says', () => {
	const store = company();
	const many = resolve(store, 'o');
	expect(many.codes).toEqual(['ErrorNameResolutionMultipleResults']);
	expect(texts(many, 'Name')).toEqual(['Owner One', 'Other Two', 'Otto Partner']);
	expect(texts(many, 'MailboxType')).toEqual(['Mailbox', 'Mailbox', 'Contact']);
	const one = resolve(store, 'Otto');
	expect(one.codes).toEqual(['NoError']);
	expect(texts(one, 'CompanyName')).toEqual(['Fabrikam']);
	expect(texts(one, 'ContactSource')).toEqual(['ActiveDirectory']);
	expect(texts(resolve(store, 'all@'), 'MailboxType')).toEqual(['PublicDL']);
	expect(resolve(store, '=Own').codes).toEqual(['ErrorNameResolutionNoResults']);
	expect(texts(resolve(store, 'smtp:o1@contoso.example'), 'Name')).toEqual(['Owner One']);
});

test('contacts of a folder count once for each address, and give their data', () => {
	const store = company();
	createContact(
		store,
		'<t:GivenName>Zoe</t:GivenName><t:CompanyName>Litware</t:CompanyName><t:EmailAddresses><t:Entry Key="EmailAddress1">zoe@example.org</t:Entry><t:Entry Key="EmailAddress2">z@example.org</t:Entry></t:EmailAddresses>',
	);
	const found = resolve(store, 'Zoe', 'SearchScope="Contacts" ContactDataShape="AllProperties"');
	expect(texts(found, 'EmailAddress')).toEqual(['zoe@example.org', 'z@example.org']);
	expect(all(found, 'ItemId').length).toBeGreaterThanOrEqual(2);
	expect(texts(found, 'CompanyName')).toEqual(['Litware', 'Litware']);
	expect(resolve(store, 'Zoe', 'SearchScope="ActiveDirectory"').codes).toEqual([
		'ErrorNameResolutionNoResults',
	]);
	const elsewhere =
		'<m:ParentFolderIds><t:DistinguishedFolderId Id="quickcontacts"/></m:ParentFolderIds>';
	expect(resolve(store, 'Zoe', '', elsewhere).codes).toEqual(['ErrorNameResolutionNoResults']);
});

test('no more than a hundred candidates come back', () => {
	const store = sandbox();
	for (let i = 0; i < 130; i += 1) {
		store.addMailContact({ primarySmtp: `person${i}@example.org`, displayName: `Person ${i}` });
	}
	const found = resolve(store, 'person');
	expect(all(found, 'Resolution')).toHaveLength(100);
	expect(all(found, 'ResolutionSet')[0]?.attributes['IncludesLastItemInRange']).toBe('false');
});

test('a group shows one level, groups inside it and itself included', () => {
	const store = company();
	const top = expand(store, address('all@contoso.example'));
	expect(texts(top, 'EmailAddress')).toEqual([
		OWNER,
		'partner@example.org',
		'team@contoso.example',
		'outside@example.net',
	]);
	expect(texts(top, 'MailboxType')).toEqual(['Mailbox', 'Contact', 'PublicDL', 'OneOff']);
	expect(all(top, 'DLExpansion')[0]?.attributes).toMatchObject({
		TotalItemsInView: '4',
		IncludesLastItemInRange: 'true',
	});
	expect(texts(expand(store, address('team@contoso.example')), 'EmailAddress')).toContain(
		'team@contoso.example',
	);
	for (const who of [OWNER, 'nobody@contoso.example']) {
		expect(expand(store, address(who)).codes).toEqual(['ErrorNameResolutionNoResults']);
	}
	expect(expand(store, '<t:Name>All</t:Name>').codes).toEqual([
		'ErrorMissingInformationEmailAddress',
	]);
});

test('a private list is expanded by its id', () => {
	const store = company();
	const member = (smtp: string) => ({
		name: 'Member',
		children: [
			{
				name: 'Mailbox',
				children: [
					{ name: 'Name', text: smtp },
					{ name: 'EmailAddress', text: smtp },
					{ name: 'RoutingType', text: 'SMTP' },
					{ name: 'MailboxType', text: 'OneOff' },
				],
			},
		],
	});
	const list = store.addItem(store.folder(OWNER, 'contacts'), {
		kind: 'DistributionList',
		properties: {
			'contacts:DisplayName': 'My list',
			'distributionlist:Members': {
				name: 'Members',
				children: [member('other@contoso.example'), member('x@example.org')],
			},
		},
	});
	const found = expand(store, `<t:ItemId Id="${list.id}"/>`);
	expect(texts(found, 'Name')).toEqual(['Other Two', 'x@example.org']);
	const named = resolve(store, 'My list', 'SearchScope="Contacts"');
	expect(texts(named, 'MailboxType')).toEqual(['PrivateDL']);
	const contact = createContact(store, '<t:GivenName>Zoe</t:GivenName>');
	const id = all(contact, 'ItemId')[0]?.attributes['Id'] ?? '';
	expect(expand(store, `<t:ItemId Id="${id}"/>`).codes).toEqual([
		'ErrorInvalidItemForOperationExpandDL',
	]);
});

test('rooms are listed by the lists they are in', () => {
	const store = company();
	const none = call(store, '<m:GetRoomLists/>');
	expect(none.codes).toEqual(['NoError']);
	expect(all(none, 'Address')).toEqual([]);
	store.addMailbox({ primarySmtp: 'room1@contoso.example', displayName: 'Room 1', type: 'room' });
	store.addGroup({
		primarySmtp: 'house@contoso.example',
		displayName: 'House',
		roomList: true,
		members: ['room1@contoso.example', OWNER],
	});
	const lists = call(store, '<m:GetRoomLists/>');
	expect(texts(lists, 'EmailAddress')).toEqual(['house@contoso.example']);
	const rooms = (smtp: string) =>
		call(store, `<m:GetRooms><m:RoomList>${address(smtp)}</m:RoomList></m:GetRooms>`);
	expect(texts(rooms('house@contoso.example'), 'EmailAddress')).toEqual(['room1@contoso.example']);
	expect(rooms('all@contoso.example').codes).toEqual(['ErrorNameResolutionNoResults']);
});
