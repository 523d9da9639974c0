import { all, call, createContact, OWNER, sandbox, texts, validateAll } from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const NEW = { version: 'Exchange2013' };
const view = (count = 100, offset = 0) =>
	`<m:IndexedPageItemView MaxEntriesReturned="${count}" Offset="${offset}" BasePoint="Beginning"/>`;
const folder = (id: string) =>
	`<m:ParentFolderId><t:DistinguishedFolderId Id="${id}"/></m:ParentFolderId>`;
const query = (text: string) => `<m:QueryString>${text}</m:QueryString>`;

function find(store: Store, inner: string, options: object = NEW) {
	return call(store, `<m:FindPeople>${inner}</m:FindPeople>`, options);
}

function company(): Store {
	const store = sandbox();
	for (let i = 1; i <= 25; i += 1) {
		store.addMailbox({
			primarySmtp: `person${i}@contoso.example`,
			displayName: `Person ${String(i).padStart(2, '0')}`,
			directory: {
				'contacts:GivenName': 'Person',
				'contacts:Surname': String(i).padStart(2, '0'),
				'contacts:Department': 'Sales',
				'contacts:OfficeLocation': 'Ulm 1',
				'contacts:PhoneNumber:BusinessPhone': `+49 ${i}`,
				'contacts:PhysicalAddress:City:Business': 'Ulm',
			},
		});
	}
	return store;
}

test('the directory is searched in pages', () => {
	const store = company();
	const first = find(store, view(10) + folder('directory') + query('person'));
	expect(first.codes).toEqual(['NoError']);
	expect(texts(first, 'TotalNumberOfPeopleInView')).toEqual(['25']);
	expect(texts(first, 'DisplayName')[0]).toBe('Person 01');
	const last = find(store, view(10, 20) + folder('directory') + query('person'));
	expect(all(last, 'Persona')).toHaveLength(5);
	expect(texts(last, 'FirstLoadedRowIndex')).toEqual(['20']);
	expect(texts(last, 'WorkCity')[0]).toBe('Ulm');
	expect(find(store, view() + folder('directory')).codes).toEqual(['ErrorInvalidOperation']);
	expect(find(store, view(0) + folder('directory') + query('p')).codes).toEqual([
		'ErrorInvalidPagingMaxRows',
	]);
});

test('contacts of a folder are found, filtered, ordered and shaped', () => {
	const store = company();
	const person = (name: string, city: string) =>
		createContact(
			store,
			`<t:GivenName>${name}</t:GivenName><t:EmailAddresses><t:Entry Key="EmailAddress1">${name}@example.org</t:Entry></t:EmailAddresses><t:PhysicalAddresses><t:Entry Key="Home"><t:City>${city}</t:City></t:Entry></t:PhysicalAddresses><t:PhoneNumbers><t:Entry Key="MobilePhone">+1</t:Entry></t:PhoneNumbers>`,
		);
	person('Zoe', 'Bern');
	person('Adam', 'Bern');
	person('Mia', 'Ulm');
	const shape =
		'<m:PersonaShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="persona:DisplayName"/><t:FieldURI FieldURI="persona:MobilePhones"/></t:AdditionalProperties></m:PersonaShape>';
	const where =
		'<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="persona:HomeCity"/><t:FieldURIOrConstant><t:Constant Value="bern"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>';
	const sort =
		'<m:SortOrder><t:FieldOrder Order="Descending"><t:FieldURI FieldURI="persona:DisplayName"/></t:FieldOrder></m:SortOrder>';
	const found = find(store, shape + view() + where + sort + folder('contacts'));
	expect(texts(found, 'DisplayName')).toEqual(['Zoe', 'Adam']);
	expect(texts(found, 'Number')).toEqual(['+1', '+1']);
	expect(texts(found, 'EmailAddress')).toEqual([]);
	expect(texts(find(store, view() + folder('contacts')), 'DisplayName')).toEqual([
		'Adam',
		'Mia',
		'Zoe',
	]);
});

test('without a folder Contacts and the directory are searched', () => {
	const store = company();
	createContact(
		store,
		'<t:GivenName>Otto</t:GivenName><t:EmailAddresses><t:Entry Key="EmailAddress1">otto@example.org</t:Entry></t:EmailAddresses>',
	);
	const found = find(store, view() + query('o'));
	expect(texts(found, 'DisplayName')).toEqual(['Other Two', 'Otto', 'Owner One']);
});

test('a persona is read by its id or an address', () => {
	const store = company();
	const found = find(store, view(1) + folder('directory') + query('Person 03'));
	const id = all(found, 'PersonaId')[0]?.attributes['Id'] ?? '';
	const get = (inner: string) => call(store, `<m:GetPersona>${inner}</m:GetPersona>`, NEW);
	const whole = get(`<m:PersonaId Id="${id}"/>`);
	expect(whole.codes).toEqual(['NoError']);
	expect(texts(whole, 'DisplayName')).toEqual(['Person 03']);
	expect(texts(whole, 'Number')).toContain('+49 3');
	const byAddress = get(
		`<m:EmailAddress><t:EmailAddress>${OWNER}</t:EmailAddress></m:EmailAddress>`,
	);
	expect(texts(byAddress, 'DisplayName')).toEqual(['Owner One']);
	expect(get('<m:PersonaId Id="nothing"/>').codes).toEqual(['ErrorInvalidIdMalformed']);
	expect(
		get('<m:EmailAddress><t:EmailAddress>nobody@example.org</t:EmailAddress></m:EmailAddress>')
			.codes,
	).toEqual(['ErrorItemNotFound']);
	expect(get('').codes).toEqual(['ErrorInvalidArgument']);
});

test('a server of 2010 has no personas, nor has a request for its schema', () => {
	const store = company();
	const inner = view() + folder('contacts');
	expect(find(store, inner, { build: '14.2' }).codes).toEqual(['ErrorInvalidRequest']);
	expect(find(store, inner, { version: 'Exchange2010_SP2' }).codes).toEqual([
		'ErrorInvalidRequest',
	]);
	expect(find(store, inner, { build: '15.0', ...NEW }).codes).toEqual(['NoError']);
});
