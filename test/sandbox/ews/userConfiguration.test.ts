import { all, call, find, sandbox, texts, validateAll } from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const name = (tag: string, called = 'CategoryList', folder = 'calendar') =>
	`<${tag}:UserConfigurationName Name="${called}"><t:DistinguishedFolderId Id="${folder}"/></${tag}:UserConfigurationName>`;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const LIST = base64(
	'<categories xmlns="CategoryList.xsd"><category name="Red" color="0"/></categories>',
);

function write(store: Store, operation: 'Create' | 'Update', inner: string, called?: string) {
	return call(
		store,
		`<m:${operation}UserConfiguration><m:UserConfiguration>${name('t', called)}${inner}</m:UserConfiguration></m:${operation}UserConfiguration>`,
	);
}

function read(store: Store, properties = 'All', called?: string, options = {}) {
	return call(
		store,
		`<m:GetUserConfiguration>${name('m', called)}<m:UserConfigurationProperties>${properties}</m:UserConfigurationProperties></m:GetUserConfiguration>`,
		options,
	);
}

test('the category list is created, read, replaced and deleted', () => {
	const store = sandbox();
	expect(read(store).codes).toEqual(['ErrorItemNotFound']);
	const made = write(store, 'Create', `<t:XmlData>${LIST}</t:XmlData>`);
	expect(made.codes).toEqual(['NoError']);
	expect(write(store, 'Create', '').codes).toEqual(['ErrorItemSave']);
	expect(texts(read(store), 'XmlData')).toEqual([LIST]);
	expect(all(read(store, 'Id'), 'ItemId')).toHaveLength(1);
	expect(texts(read(store, 'Id'), 'XmlData')).toEqual([]);

	const hidden = find(store, {
		folder: '<t:DistinguishedFolderId Id="calendar"/>',
		traversal: 'Associated',
		shape:
			'<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:ItemClass"/></t:AdditionalProperties>',
	});
	expect(texts(hidden, 'ItemClass')).toEqual(['IPM.Configuration.CategoryList']);

	const before = all(read(store, 'Id'), 'ItemId')[0]?.attributes['ChangeKey'];
	const longer = base64('<categories xmlns="CategoryList.xsd"/>');
	expect(write(store, 'Update', `<t:XmlData>${longer}</t:XmlData>`).codes).toEqual(['NoError']);
	expect(texts(read(store), 'XmlData')).toEqual([longer]);
	expect(all(read(store, 'Id'), 'ItemId')[0]?.attributes['ChangeKey']).not.toBe(before);

	const remove = `<m:DeleteUserConfiguration>${name('m')}</m:DeleteUserConfiguration>`;
	expect(call(store, remove).codes).toEqual(['NoError']);
	expect(call(store, remove).codes).toEqual(['ErrorItemNotFound']);
	expect(write(store, 'Update', '').codes).toEqual(['ErrorItemNotFound']);
});

test('dictionary and bytes stay what they were, and an update touches only what it brings', () => {
	const store = sandbox();
	const entry = (key: string, value: string) =>
		`<t:DictionaryEntry><t:DictionaryKey><t:Type>String</t:Type><t:Value>${key}</t:Value></t:DictionaryKey>${value}</t:DictionaryEntry>`;
	const dictionary = `<t:Dictionary>${entry('Names', '<t:DictionaryValue><t:Type>StringArray</t:Type><t:Value>a</t:Value><t:Value>b</t:Value></t:DictionaryValue>')}${entry('Count', '<t:DictionaryValue><t:Type>Integer32</t:Type><t:Value>3</t:Value></t:DictionaryValue>')}</t:Dictionary>`;
	const binary = `<t:BinaryData>${base64('bytes')}</t:BinaryData>`;
	expect(write(store, 'Create', dictionary + binary, 'Mine').codes).toEqual(['NoError']);
	const got = read(store, 'Dictionary BinaryData', 'mine');
	expect(texts(got, 'Value')).toEqual(['Names', 'a', 'b', 'Count', '3']);
	expect(texts(got, 'BinaryData')).toEqual([base64('bytes')]);
	write(store, 'Update', `<t:BinaryData>${base64('more')}</t:BinaryData>`, 'Mine');
	expect(texts(read(store, 'All', 'Mine'), 'Value')).toHaveLength(5);
	expect(texts(read(store, 'All', 'Mine'), 'BinaryData')).toEqual([base64('more')]);
});

test('a configuration is read and written with the rights of its folder', () => {
	const store = sandbox();
	write(store, 'Create', `<t:XmlData>${LIST}</t:XmlData>`);
	const foreign =
		'<m:UserConfigurationName Name="CategoryList"><t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>owner@contoso.example</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId></m:UserConfigurationName>';
	const get = `<m:GetUserConfiguration>${foreign}<m:UserConfigurationProperties>XmlData</m:UserConfigurationProperties></m:GetUserConfiguration>`;
	const as = { user: 'other@contoso.example' };
	expect(call(store, get, as).codes).toEqual(['ErrorAccessDenied']);
	store.grant(
		store.folder('owner@contoso.example', 'calendar'),
		'other@contoso.example',
		'Reviewer',
	);
	expect(texts(call(store, get, as), 'XmlData')).toEqual([LIST]);
	const remove = `<m:DeleteUserConfiguration>${foreign}</m:DeleteUserConfiguration>`;
	expect(call(store, remove, as).codes).toEqual(['ErrorAccessDenied']);
});
