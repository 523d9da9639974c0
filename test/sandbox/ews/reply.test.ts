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
const other = { user: 'CONTOSO\\other' };
const service = { user: 'CONTOSO\\service' };
const to = (element: string, ...addresses: string[]) =>
	`<t:${element}>${addresses.map((a) => `<t:Mailbox><t:EmailAddress>${a}</t:EmailAddress></t:Mailbox>`).join('')}</t:${element}>`;
const OTHER = 'other@contoso.example';
const SERVICE = 'service@contoso.example';
const FILE =
	'<t:Attachments><t:FileAttachment><t:Name>a.bin</t:Name><t:Content>AAEC</t:Content></t:FileAttachment></t:Attachments>';

function create(store: Store, inner: string, disposition = 'SendAndSaveCopy', options = {}) {
	return call(
		store,
		`<m:CreateItem MessageDisposition="${disposition}"><m:Items>${inner}</m:Items></m:CreateItem>`,
		options,
	);
}

/** The newest message in somebody's inbox. */
function newest(store: Store, options = {}) {
	return get(store, idOf(find(store, { folder: INBOX }, options)).id, ALL_PROPERTIES, options);
}

function sent(store: Store, more = '') {
	create(
		store,
		`<t:Message><t:Subject>Plan</t:Subject><t:Body BodyType="Text">First line</t:Body>${FILE}${to('ToRecipients', OTHER)}${to('CcRecipients', SERVICE)}${more}</t:Message>`,
	);
	return newest(store, other);
}

const respond = (name: string, original: ReturnType<typeof newest>, inner = '') => {
	const { id, changeKey } = idOf(original);
	const cut = inner.indexOf('<t:NewBodyContent');
	const [before, after] = cut < 0 ? [inner, ''] : [inner.slice(0, cut), inner.slice(cut)];
	return `<t:${name}>${before}<t:ReferenceItemId Id="${id}" ChangeKey="${changeKey}"/>${after}</t:${name}>`;
};

test('a reply goes to the sender, quotes the message and joins its conversation', () => {
	const store = sandbox();
	const original = sent(store);
	const body = '<t:NewBodyContent BodyType="Text">Fine &amp; good</t:NewBodyContent>';
	expect(
		create(store, respond('ReplyToItem', original, body), 'SendAndSaveCopy', other).codes,
	).toEqual(['NoError']);
	const reply = newest(store);
	expect(texts(reply, 'Subject')).toEqual(['RE: Plan']);
	expect(texts(reply, 'Body')[1]).toMatch(
		/^Fine & good\r\n_+\r\nFrom: Owner One[\s\S]*First line$/,
	);
	expect(texts(reply, 'ConversationTopic')).toEqual(['Plan']);
	expect(texts(reply, 'InReplyTo')).toEqual(texts(original, 'InternetMessageId'));
	const index = (answer: ReturnType<typeof newest>) =>
		Buffer.from(texts(answer, 'ConversationIndex')[0] ?? '', 'base64');
	expect(index(reply).subarray(0, 22)).toEqual(index(original));
	expect(index(reply)).toHaveLength(27);
	expect(texts(reply, 'HasAttachments')).toEqual(['false']);
	expect(texts(find(store, { folder: INBOX }, service), 'Subject')).toEqual([]);
});

test('a reply to all leaves out who writes it', () => {
	const store = sandbox();
	const original = sent(store);
	create(store, respond('ReplyAllToItem', original), 'SendOnly', other);
	const reply = newest(store);
	expect(texts(all(reply, 'ToRecipients')[0]!, 'EmailAddress')).toEqual([OWNER]);
	expect(texts(all(reply, 'CcRecipients')[0]!, 'EmailAddress')).toEqual([SERVICE]);
});

test('a message is forwarded with its attachments, as a draft too', () => {
	const store = sandbox();
	const original = sent(store);
	const draft = create(
		store,
		respond('ForwardItem', original, to('ToRecipients', SERVICE)),
		'SaveOnly',
		other,
	);
	const saved = get(store, idOf(draft).id, ALL_PROPERTIES, other);
	expect(texts(saved, 'Subject')).toEqual(['FW: Plan']);
	expect(texts(saved, 'IsDraft')).toEqual(['true']);
	expect(texts(saved, 'HasAttachments')).toEqual(['true']);
	expect(create(store, respond('ForwardItem', original), 'SendOnly', other).codes).toEqual([
		'ErrorInvalidRecipients',
	]);
	const reply = create(store, respond('ReplyToItem', saved), 'SendOnly', other);
	expect(reply.codes).toEqual(['ErrorInvalidReferenceItem']);
});

test('a group stands for its members, each once, and blind copies stay blind', () => {
	const store = sandbox();
	store.addGroup({
		primarySmtp: 'team@contoso.example',
		members: [OTHER, SERVICE, 'team@contoso.example'],
	});
	create(
		store,
		`<t:Message><t:Subject>All</t:Subject>${to('ToRecipients', 'team@contoso.example', OTHER)}${to('BccRecipients', OWNER)}</t:Message>`,
	);
	for (const who of [other, service, {}]) {
		expect(texts(find(store, { folder: INBOX, shape: ALL_PROPERTIES }, who), 'Subject')).toEqual([
			'All',
		]);
		expect(all(newest(store, who), 'BccRecipients')).toEqual([]);
	}
});

test('a read receipt is sent once, or never', () => {
	const store = sandbox();
	const wanted = '<t:IsReadReceiptRequested>true</t:IsReadReceiptRequested>';
	const original = sent(store, wanted);
	const read = (item: ReturnType<typeof newest>, isRead: boolean) =>
		call(
			store,
			`<m:UpdateItem ConflictResolution="AlwaysOverwrite" MessageDisposition="SaveOnly"><m:ItemChanges><t:ItemChange><t:ItemId Id="${idOf(item).id}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="message:IsRead"/><t:Message><t:IsRead>${isRead}</t:IsRead></t:Message></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
			other,
		).codes;
	for (const flag of [true, false, true]) expect(read(original, flag)).toEqual(['NoError']);
	const mine = find(store, { folder: INBOX, shape: ALL_PROPERTIES });
	expect(texts(mine, 'ItemClass')).toEqual(['REPORT.IPM.Note.IPNRN']);
	const second = sent(store, wanted);
	const suppress = respond('SuppressReadReceipt', second);
	expect(create(store, suppress, 'SaveOnly', other).codes).toEqual(['NoError']);
	expect(create(store, suppress, 'SaveOnly', other).codes).toEqual(['ErrorReadReceiptNotPending']);
	read(second, true);
	expect(all(find(store, { folder: INBOX }), 'Message')).toHaveLength(1);
});
