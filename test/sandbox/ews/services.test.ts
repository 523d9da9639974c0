import { all, call, createContact, idOf, OWNER, sandbox, texts, validateAll } from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const FORMATS = ['EwsId', 'EwsLegacyId', 'EntryId', 'HexEntryId', 'StoreId', 'OwaId'];

function convert(store: Store, ids: string, target: string) {
	return call(
		store,
		`<m:ConvertId DestinationFormat="${target}"><m:SourceIds>${ids}</m:SourceIds></m:ConvertId>`,
	);
}
const alternate = (id: string, format: string, mailbox = OWNER) =>
	`<t:AlternateId Format="${format}" Id="${id}" Mailbox="${mailbox}"/>`;

test('an id keeps its meaning through every spelling, and none is taken for another', () => {
	const store = sandbox();
	const { id } = idOf(createContact(store, '<t:GivenName>One</t:GivenName>'));
	const spelled = new Map<string, string>();
	for (const format of FORMATS) {
		const answer = convert(store, alternate(id, 'EwsId'), format);
		expect(answer.codes).toEqual(['NoError']);
		const text = all(answer, 'AlternateId')[0]?.attributes['Id'] ?? '';
		spelled.set(format, text);
		const back = convert(store, alternate(text, format), 'EwsId');
		expect(all(back, 'AlternateId')[0]?.attributes['Id']).toBe(id);
	}
	expect(new Set(spelled.values()).size).toBe(FORMATS.length);
	// OwaId is StoreId made safe for URLs.
	const family = (format: string) => format.replace('OwaId', 'StoreId');
	for (const [format, text] of spelled) {
		for (const wrong of FORMATS.filter((one) => family(one) !== family(format))) {
			const answer = convert(store, alternate(text, wrong), 'EwsId');
			expect([format, wrong, ...answer.codes]).toEqual([format, wrong, 'ErrorInvalidIdMalformed']);
		}
	}
});

test('each id that cannot be converted says why', () => {
	const store = sandbox();
	const { id } = idOf(createContact(store, '<t:GivenName>One</t:GivenName>'));
	const entryId =
		all(convert(store, alternate(id, 'EwsId'), 'EntryId'), 'AlternateId')[0]?.attributes['Id'] ??
		'';
	const answer = convert(
		store,
		alternate('%%%', 'OwaId') +
			alternate(entryId, 'EntryId', 'nobody@example.org') +
			alternate(id, 'EwsId', 'nobody@example.org'),
		'EntryId',
	);
	expect(answer.codes).toEqual(['ErrorInvalidIdMalformed', 'ErrorNonExistentMailbox', 'NoError']);
	expect(all(answer, 'AlternateId')[0]?.attributes['Mailbox']).not.toBe('nobody@example.org');
});

test('ids of public folders are converted with those of what is in them', () => {
	const store = sandbox();
	const folder = store.folder(OWNER, 'contacts').id;
	const { id } = idOf(createContact(store, '<t:GivenName>One</t:GivenName>'));
	const answer = convert(
		store,
		`<t:AlternatePublicFolderId Format="EwsId" FolderId="${folder}"/><t:AlternatePublicFolderItemId Format="EwsId" FolderId="${folder}" ItemId="${id}"/><t:AlternatePublicFolderId Format="EwsId" FolderId="${id}"/>`,
		'HexEntryId',
	);
	expect(answer.codes).toEqual(['NoError', 'NoError', 'ErrorInvalidIdMalformed']);
	const [first, second] = all(answer, 'AlternateId');
	expect(first?.attributes['FolderId']).toMatch(/^[0-9A-F]+$/);
	expect(second?.attributes['ItemId']).toMatch(/^[0-9A-F]+$/);
});

test('the picture of a person', () => {
	const store = sandbox();
	const get = (email: string, options: object = { version: 'Exchange2013' }) =>
		call(
			store,
			`<m:GetUserPhoto><m:Email>${email}</m:Email><m:SizeRequested>HR96x96</m:SizeRequested></m:GetUserPhoto>`,
			options,
		);
	expect(get(OWNER).codes).toEqual(['ErrorItemNotFound']);
	const data = Buffer.from('picture').toString('base64');
	store.mailbox(OWNER).services.photo = { contentType: 'image/jpeg', data };
	expect(texts(get(OWNER), 'PictureData')).toEqual([data]);
	expect(get('nobody@example.org').codes).toEqual(['ErrorNonExistentMailbox']);
	expect(get(OWNER, { build: '14.2' }).codes).toEqual(['ErrorInvalidRequest']);
});

test('mail tips of people, groups, strangers and nobody', () => {
	const store = sandbox();
	store.mailbox('other@contoso.example').services.mailTip = 'On a farm';
	store.addGroup({
		primarySmtp: 'all@contoso.example',
		members: [OWNER, 'all@contoso.example', 'guest@example.org'],
	});
	const recipients = [
		'other@contoso.example',
		'all@contoso.example',
		'guest@example.org',
		'nobody@contoso.example',
	];
	const get = (asked: string, as = OWNER) =>
		call(
			store,
			`<m:GetMailTips><m:SendingAs><t:EmailAddress>${as}</t:EmailAddress></m:SendingAs><m:Recipients>${recipients.map((one) => `<t:Mailbox><t:EmailAddress>${one}</t:EmailAddress></t:Mailbox>`).join('')}</m:Recipients><m:MailTipsRequested>${asked}</m:MailTipsRequested></m:GetMailTips>`,
		);
	const answer = get('All');
	expect(texts(answer, 'CustomMailTip')).toEqual(['On a farm']);
	expect(texts(answer, 'TotalMemberCount')).toEqual(['1', '2', '1', '1']);
	expect(texts(answer, 'Message')).toEqual(['']);
	const { services } = store.mailbox('other@contoso.example');
	services.absence = { ...services.absence, state: 'Enabled', internalReply: 'Away' };
	expect(texts(get('OutOfOfficeMessage'), 'Message')).toEqual(['Away']);
	expect(texts(get('CustomMailTip'), 'Message')).toEqual([]);
	expect(texts(answer, 'ExternalMemberCount')).toEqual(['0', '1', '1', '1']);
	expect(texts(answer, 'InvalidRecipient')).toEqual(['false', 'false', 'false', 'true']);
	expect(texts(get('InvalidRecipient MailboxFullStatus'), 'TotalMemberCount')).toEqual([]);
	expect(get('All', 'nobody@example.org').codes).toEqual(['ErrorNonExistentMailbox']);
});

test('when a password expires, and what the server is set to', () => {
	const store = sandbox();
	const get = (inner = '') =>
		call(store, `<m:GetPasswordExpirationDate>${inner}</m:GetPasswordExpirationDate>`);
	expect(texts(get(), 'PasswordExpirationDate')).toEqual(['9999-12-31T23:59:59.9999999']);
	store.mailbox(OWNER).services.passwordExpires = Date.UTC(2026, 5, 1);
	expect(texts(get(), 'PasswordExpirationDate')).toEqual(['2026-06-01T00:00:00Z']);
	expect(get('<m:MailboxSmtpAddress>x@example.org</m:MailboxSmtpAddress>').codes).toEqual([
		'ErrorNonExistentMailbox',
	]);
	const settings = call(
		store,
		'<m:GetServiceConfiguration><m:RequestedConfiguration><m:ConfigurationName>MailTips</m:ConfigurationName><m:ConfigurationName>ProtectionRules</m:ConfigurationName></m:RequestedConfiguration></m:GetServiceConfiguration>',
	);
	expect(texts(settings, 'MailTipsEnabled')).toEqual(['true']);
	expect(texts(settings, 'ResponseCode')).toEqual(['NoError', 'NoError', 'ErrorInvalidOperation']);
});
