import { handleEws } from '../../../sandbox/ews';
import { generate } from '../../../sandbox/data';
import {
	all,
	ALL_PROPERTIES,
	call,
	createContact,
	envelope,
	find,
	get,
	idOf,
	inContacts,
	OWNER,
	sandbox,
	texts,
	validateAll,
} from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

function update(store: Store, id: string, changeKey: string, resolution: string) {
	const key = changeKey === '' ? '' : ` ChangeKey="${changeKey}"`;
	return call(
		store,
		`<m:UpdateItem ConflictResolution="${resolution}"><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"${key}/><t:Updates><t:SetItemField><t:FieldURI FieldURI="contacts:JobTitle"/><t:Contact><t:JobTitle>${resolution}</t:JobTitle></t:Contact></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
	);
}

test('change keys decide conflicts', () => {
	const store = sandbox();
	const { id, changeKey } = idOf(createContact(store, '<t:GivenName>One</t:GivenName>'));
	expect(update(store, id, '', 'AutoResolve').codes).toEqual([
		'ErrorChangeKeyRequiredForWriteOperations',
	]);
	const first = update(store, id, changeKey, 'NeverOverwrite');
	expect(first.codes).toEqual(['NoError']);
	expect(update(store, id, changeKey, 'NeverOverwrite').codes).toEqual([
		'ErrorIrresolvableConflict',
	]);
	expect(update(store, id, changeKey, 'AutoResolve').codes).toEqual(['ErrorIrresolvableConflict']);
	expect(update(store, id, '', 'AlwaysOverwrite').codes).toEqual(['NoError']);
	expect(texts(get(store, id, ALL_PROPERTIES), 'JobTitle')).toEqual(['AlwaysOverwrite']);
});

test('an item that moves gets another id and keeps its search key', () => {
	const store = sandbox();
	const { id } = idOf(createContact(store, '<t:GivenName>One</t:GivenName>'));
	const shape = `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:ExtendedFieldURI PropertyTag="0x300B" PropertyType="Binary"/></t:AdditionalProperties>`;
	const before = texts(get(store, id, shape), 'Value');
	const moved = call(
		store,
		`<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="quickcontacts"/></m:ToFolderId><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:MoveItem>`,
	);
	expect(idOf(moved).id).not.toBe(id);
	expect(get(store, id, shape).codes).toEqual(['ErrorItemNotFound']);
	expect(texts(get(store, idOf(moved).id, shape), 'Value')).toEqual(before);
	expect(before[0]).toMatch(/^[A-Za-z0-9+/]{22}==$/);
});

test('ids: malformed, of a folder, of nobody', () => {
	const store = sandbox();
	expect(get(store, 'nonsense', ALL_PROPERTIES).codes).toEqual(['ErrorInvalidIdMalformed']);
	const folder = store.folder(OWNER, 'contacts').id;
	expect(get(store, folder, ALL_PROPERTIES).codes).toEqual(['ErrorCannotUseFolderIdForItemId']);
	expect(find(store, { folder: `<t:FolderId Id="${folder.slice(0, -4)}AAAA"/>` }).codes).toEqual([
		'ErrorInvalidIdMalformed',
	]);
});

const OTHERS = `<t:DistinguishedFolderId Id="contacts"><t:Mailbox><t:EmailAddress>other@contoso.example</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>`;

test('a delegate has the rights it was given', () => {
	const store = sandbox();
	expect(find(store, { folder: OTHERS }).codes).toEqual(['ErrorAccessDenied']);
	const folder = store.folder('other@contoso.example', 'contacts');
	store.grant(folder, OWNER, 'Reviewer');
	const item = store.addItem(folder, {
		kind: 'Contact',
		properties: { 'contacts:GivenName': 'Theirs' },
	});
	expect(find(store, { folder: OTHERS }).codes).toEqual(['NoError']);
	expect(update(store, item.id, item.changeKey, 'AutoResolve').codes).toEqual([
		'ErrorAccessDenied',
	]);
	const create = `<m:CreateItem><m:SavedItemFolderId>${OTHERS}</m:SavedItemFolderId><m:Items><t:Contact><t:GivenName>Mine</t:GivenName></t:Contact></m:Items></m:CreateItem>`;
	expect(call(store, create).codes).toEqual(['ErrorAccessDenied']);
	store.grant(folder, OWNER, 'Author');
	const mine = call(store, create);
	expect(mine.codes).toEqual(['NoError']);
	expect(mine.mailbox).toBe('other@contoso.example');
	const { id, changeKey } = idOf(mine);
	expect(update(store, id, changeKey, 'AutoResolve').codes).toEqual(['NoError']);
	expect(update(store, item.id, item.changeKey, 'AutoResolve').codes).toEqual([
		'ErrorAccessDenied',
	]);
	store.grantFullAccess('other@contoso.example', OWNER);
	expect(update(store, item.id, item.changeKey, 'AutoResolve').codes).toEqual(['NoError']);
	const nobody = OTHERS.replace('other@', 'nobody@');
	expect(find(store, { folder: nobody }).codes).toEqual(['ErrorNonExistentMailbox']);
});

test('impersonation needs the right, within its scope', () => {
	const store = sandbox();
	const header = `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>other@contoso.example</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`;
	const as = { user: 'CONTOSO\\service', header };
	const denied = find(store, {}, as);
	expect([denied.status, denied.codes]).toEqual([500, ['ErrorImpersonateUserDenied']]);
	store.grantImpersonation('service@contoso.example', [OWNER]);
	expect(find(store, {}, as).codes).toEqual(['ErrorImpersonateUserDenied']);
	store.grantImpersonation('service@contoso.example', ['@contoso.example']);
	const granted = find(store, {}, as);
	expect([granted.codes, granted.mailbox]).toEqual([['NoError'], 'other@contoso.example']);
	const ghost = { ...as, header: header.replace('other@', 'ghost@') };
	expect(find(store, {}, ghost).codes).toEqual(['ErrorNonExistentMailbox']);
});

test('versions: what a server does not know it refuses', () => {
	const store = sandbox();
	const unknown = find(store, {}, { version: 'Exchange2019' });
	expect([unknown.status, unknown.codes]).toEqual([500, ['ErrorInvalidServerVersion']]);
	expect(find(store, {}, { version: 'Exchange2013', build: '14.2' }).codes).toEqual([
		'ErrorInvalidServerVersion',
	]);
	const flag = `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:Flag"/></t:AdditionalProperties>`;
	expect(find(store, { shape: flag }, { build: '15.0', version: 'Exchange2013' }).codes).toEqual([
		'NoError',
	]);
	expect(
		find(store, { shape: flag }, { build: '15.2', version: 'Exchange2010_SP2' }).codes,
	).toEqual(['ErrorInvalidPropertyRequest']);
	expect(find(store, { shape: flag }, { build: '14.2' }).codes).toEqual(['ErrorSchemaValidation']);
	const info = all(find(store, {}, { build: '14.2' }), 'ServerVersionInfo')[0];
	expect(info?.attributes).toMatchObject({ MajorVersion: '14', MinorVersion: '2' });
});

test('the schema is enforced: order, names, values', () => {
	const store = sandbox();
	const disordered = createContact(store, '<t:Surname>B</t:Surname><t:GivenName>A</t:GivenName>');
	expect([disordered.status, disordered.codes]).toEqual([500, ['ErrorSchemaValidation']]);
	expect(texts(disordered, 'Violation')[0]).toContain('GivenName');
	expect(createContact(store, '<t:Nmae>B</t:Nmae>').codes).toEqual(['ErrorSchemaValidation']);
	expect(find(store, { folder: '<t:DistinguishedFolderId Id="inbox1"/>' }).codes).toEqual([
		'ErrorSchemaValidation',
	]);
	const dtd = handleEws(store, {
		user: OWNER,
		build: '15.2',
		xml: envelope('').replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'),
	});
	expect([dtd.status, dtd.codes]).toEqual([500, ['ErrorSchemaValidation']]);
	const early = handleEws(store, { user: OWNER, build: '15.2', xml: envelope('').slice(0, 300) });
	expect(early.codes).toEqual(['ErrorSchemaValidation']);
	const unbuilt = call(store, '<m:PlayOnPhone/>');
	expect([unbuilt.status, unbuilt.codes]).toEqual([500, ['ErrorInvalidRequest']]);
});

test('limits of FindItem', () => {
	const store = sandbox();
	generate(store, { contacts: 1005, inSubfolder: 0, messages: 3, events: 0, tasks: 0 });
	expect(find(store, {}).codes).toEqual(['ErrorExceededFindCountLimit']);
	const paged = find(store, {
		view: '<m:IndexedPageItemView MaxEntriesReturned="5000" Offset="0" BasePoint="Beginning"/>',
	});
	expect(all(paged, 'Contact')).toHaveLength(1000);
	expect(all(paged, 'RootFolder')[0]?.attributes).toMatchObject({
		IndexedPagingOffset: '1000',
		TotalItemsInView: '1005',
		IncludesLastItemInRange: 'false',
	});
	const rest = find(store, {
		view: '<m:IndexedPageItemView MaxEntriesReturned="5000" Offset="1000" BasePoint="Beginning"/>',
	});
	expect(all(rest, 'Contact')).toHaveLength(5);
	const fraction = find(store, {
		view: '<m:FractionalPageItemView MaxEntriesReturned="10" Numerator="1" Denominator="2"/>',
	});
	expect(all(fraction, 'RootFolder')[0]?.attributes).toMatchObject({
		NumeratorOffset: '512',
		AbsoluteDenominator: '1005',
	});
	const body = `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:Body"/></t:AdditionalProperties>`;
	expect(find(store, { shape: body }).codes).toEqual(['ErrorInvalidPropertyRequest']);
	const inbox = '<t:DistinguishedFolderId Id="inbox"/>';
	const mail = find(store, { folder: inbox, shape: ALL_PROPERTIES }, { version: 'Exchange2013' });
	expect(all(mail, 'ToRecipients')).toEqual([]);
	expect(all(mail, 'Body').filter((node) => node.attributes['BodyType'])).toHaveLength(0);
	expect(all(mail, 'From')).toHaveLength(3);
	expect(all(mail, 'EmailAddress')).toEqual([]);
	const whole = get(store, idOf(mail).id, ALL_PROPERTIES, { version: 'Exchange2013' });
	expect(all(whole, 'ToRecipients')).toHaveLength(1);
	expect(all(whole, 'Body').filter((node) => node.attributes['BodyType'])).toHaveLength(1);
});

test('extended properties of all kinds come back', () => {
	const store = sandbox();
	const set = '00062004-0000-0000-c000-000000000099';
	const kinds: ReadonlyArray<[string, string]> = [
		['String', ' text & <more> '],
		['Integer', '-7'],
		['Long', '9007199254740993'],
		['Boolean', 'true'],
		['Double', '1.5'],
		['SystemTime', '2026-02-03T04:05:06Z'],
		['Binary', 'AAEC'],
		['CLSID', '6ed8da90-450b-101b-98da-00aa003f1305'],
	];
	const uri = (type: string) =>
		`<t:ExtendedFieldURI PropertySetId="${set}" PropertyName="p${type}" PropertyType="${type}"/>`;
	const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
	const made = createContact(
		store,
		kinds
			.map(
				([type, value]) =>
					`<t:ExtendedProperty>${uri(type)}<t:Value>${escape(value)}</t:Value></t:ExtendedProperty>`,
			)
			.join('') +
			`<t:ExtendedProperty>${uri('StringArray')}<t:Values><t:Value>a</t:Value><t:Value>b</t:Value></t:Values></t:ExtendedProperty>`,
	);
	expect(made.codes).toEqual(['NoError']);
	const names = [...kinds.map(([type]) => type), 'StringArray'].map(uri).join('');
	const shape = `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${names}</t:AdditionalProperties>`;
	expect(texts(get(store, idOf(made).id, shape), 'Value')).toEqual([
		...kinds.map(([, value]) => value),
		'a',
		'b',
	]);
	const wrong = createContact(
		store,
		`<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0x3A16" PropertyName="x" PropertyType="String"/><t:Value>x</t:Value></t:ExtendedProperty>`,
	);
	expect(wrong.codes).toEqual(['ErrorInvalidExtendedProperty']);
});

test('FileAs follows its mapping', () => {
	const store = sandbox();
	const made = createContact(
		store,
		'<t:FileAsMapping>LastCommaFirstCompany</t:FileAsMapping><t:GivenName>A</t:GivenName><t:CompanyName>Co</t:CompanyName><t:Surname>B</t:Surname>',
	);
	expect(texts(get(store, idOf(made).id, ALL_PROPERTIES), 'FileAs')).toEqual(['B, A\r\nCo']);
});

test('a busy server says for how long', () => {
	const store = sandbox();
	store.busy = { remaining: 1, backOffMilliseconds: 1500 };
	const busy = find(store, {});
	expect([busy.status, busy.codes]).toEqual([500, ['ErrorServerBusy']]);
	expect(texts(busy, 'Value')).toEqual(['1500']);
	expect(find(store, {}).codes).toEqual(['NoError']);
});

test('names are resolved, a hundred at most', () => {
	const store = sandbox();
	const ask = (entry: string) =>
		call(
			store,
			`<m:ResolveNames ReturnFullContactData="true" SearchScope="ActiveDirectory"><m:UnresolvedEntry>${entry}</m:UnresolvedEntry></m:ResolveNames>`,
		);
	expect(ask('Owner').codes).toEqual(['NoError']);
	expect(ask('nobody').codes).toEqual(['ErrorNameResolutionNoResults']);
	expect(ask(store.mailbox(OWNER).legacyDn).codes).toEqual(['NoError']);
	for (let i = 0; i < 120; i += 1) store.addMailbox({ primarySmtp: `team${i}@contoso.example` });
	const many = ask('team');
	expect(many.codes).toEqual(['ErrorNameResolutionMultipleResults']);
	expect(all(many, 'Resolution')).toHaveLength(100);
	expect(all(many, 'ResolutionSet')[0]?.attributes['IncludesLastItemInRange']).toBe('false');
});

test('same seed, same ids and digest', () => {
	const make = () => {
		const store = sandbox();
		generate(store, { contacts: 30, seed: 7 });
		return store;
	};
	const [a, b] = [make(), make()];
	expect(a.digest(OWNER)).toBe(b.digest(OWNER));
	expect([...a.folder(OWNER, 'contacts').items].map((item) => item.id)).toEqual(
		[...b.folder(OWNER, 'contacts').items].map((item) => item.id),
	);
	const item = [...a.folder(OWNER, 'contacts').items][0];
	if (item) a.updateItem(item, { 'contacts:JobTitle': 'Changed' });
	expect(a.digest(OWNER)).not.toBe(b.digest(OWNER));
	expect(inContacts).toContain('contacts');
});
