import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import {
	allProperties,
	create,
	createXml,
	deleteXml,
	folder,
	getXml,
	idsXml,
	itemXml,
	MESSAGE,
	messageNames,
	setXml,
	shape,
	subjectXml,
	transferXml,
	updateXml,
} from './kinds';

const USER1 = 'user1@contoso.example';
const USER2 = 'user2@contoso.example';

const toXml = (address: string) =>
	`<t:ToRecipients><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:ToRecipients>`;

const messageXml = (subject: string, to = USER2, more = '') =>
	itemXml(MESSAGE, subjectXml(subject) + toXml(to) + more);

/** Ids of the messages with that subject. */
async function find(trial: Trial, where: string, subject: string, user = USER1) {
	const reply = await trial.ok(
		`<m:FindItem Traversal="Shallow">${shape('Default')}<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="item:Subject"/><t:FieldURIOrConstant><t:Constant Value="${subject}"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction><m:ParentFolderIds>${folder(where)}</m:ParentFolderIds></m:FindItem>`,
		{ user },
	);
	return reply.ids();
}

/** SendItem needs the change keys. */
function sendXml(ids: ReadonlyArray<{ id: string; changeKey: string }>, save: boolean): string {
	const list = ids
		.map(({ id, changeKey }) => `<t:ItemId Id="${id}" ChangeKey="${changeKey}"/>`)
		.join('');
	const target = save ? `<m:SavedItemFolderId>${folder('sentitems')}</m:SavedItemFolderId>` : '';
	return `<m:SendItem SaveItemToFolder="${save}"><m:ItemIds>${list}</m:ItemIds>${target}</m:SendItem>`;
}

const send = scenario(
	'MSOXWSCORE_S04_TC04_SendEmailItemSuccessfully',
	'MS-OXWSCORE_R456 MS-OXWSCDATA_R1041 MS-OXWSCDATA_R1588 MS-OXWSCORE_R462 MS-OXWSCORE_R49 MS-OXWSCORE_R424',
	async (trial) => {
		const created = await trial.ok(createXml(messageXml('Hello 1'), 'drafts'));
		const sent = await trial.call(sendXml(created.ids(), false));
		trial.equal(
			'MS-OXWSCORE_R456 MS-OXWSCORE_R49 MS-OXWSCDATA_R1041 MS-OXWSCDATA_R1588',
			messageNames(sent),
			['SendItemResponseMessage'],
			'the response messages of SendItem',
		);
		trial.equal('MS-OXWSCORE_R462', sent.codes, ['NoError'], 'the code of SendItem');
		const received = await find(trial, 'inbox', 'Hello 1', USER2);
		trial.equal('MS-OXWSCORE_R424', received.length, 1, 'the number of messages received');
	},
	{ witnesses: ['sent-mail-arrives'] },
);

const multiple = scenario(
	'MSOXWSCORE_S04_TC09_OperateMultipleEmailItemsSuccessfully',
	'MS-OXWSCORE_R299 MS-OXWSCORE_R561 MS-OXWSCORE_R46 MS-OXWSCORE_R387 MS-OXWSCORE_R1601 MS-OXWSCORE_R462 MS-OXWSCORE_R424',
	async (trial) => {
		const created = await trial.ok(
			createXml(messageXml('Hello 1') + messageXml('Hello 2'), 'drafts'),
		);
		trial.equal('MS-OXWSCORE_R299', created.ids().length, 2, 'the number of messages created');
		const updated = await trial.call(
			updateXml(
				created.ids().map((one, i) => ({
					...one,
					updates: setXml(MESSAGE, 'item:Subject', subjectXml(`Changed ${i}`)),
				})),
			),
		);
		trial.equal('MS-OXWSCORE_R561', updated.codes, ['NoError', 'NoError'], 'the updates');
		const moved = await trial.call(
			transferXml(
				'MoveItem',
				created.ids().map(({ id }) => id),
				'inbox',
			),
		);
		trial.equal('MS-OXWSCORE_R46', moved.codes, ['NoError', 'NoError'], 'the moves');
		const ids = moved.ids().map(({ id }) => id);
		const got = await trial.call(getXml(ids));
		trial.equal(
			'MS-OXWSCORE_R387',
			got.all('Subject').map((node) => node.text),
			['Changed 0', 'Changed 1'],
			'the subjects',
		);
		const copied = await trial.call(transferXml('CopyItem', ids, 'drafts'));
		trial.equal('MS-OXWSCORE_R1601', copied.codes, ['NoError', 'NoError'], 'the copies');
		const sent = await trial.call(sendXml(copied.ids(), false));
		trial.equal('MS-OXWSCORE_R462', sent.codes, ['NoError', 'NoError'], 'the codes of SendItem');
		const received = [
			...(await find(trial, 'inbox', 'Changed 0', USER2)),
			...(await find(trial, 'inbox', 'Changed 1', USER2)),
		];
		trial.equal('MS-OXWSCORE_R424', received.length, 2, 'the number of messages received');
	},
	{ witnesses: ['sent-mail-arrives'] },
);

const RESPONSES: Readonly<Record<string, string>> = {
	ReplyToItem: 'MS-OXWSCORE_R1371 MS-OXWSCORE_R131',
	ForwardItem: 'MS-OXWSCORE_R1372 MS-OXWSCORE_R132',
	ReplyAllToItem: 'MS-OXWSCORE_R1373 MS-OXWSCORE_R133',
	SuppressReadReceipt: 'MS-OXWSCORE_R1376 MS-OXWSCORE_R136',
};

const responseObjects = scenario(
	'MSOXWSCORE_S04_TC17_VerifyEmailWithResponseObjects',
	Object.values(RESPONSES).join(' '),
	async (trial) => {
		const receipt = '<t:IsReadReceiptRequested>true</t:IsReadReceiptRequested>';
		await trial.ok(
			createXml(messageXml('Hello 1', USER1, receipt)).replace('SaveOnly', 'SendOnly'),
		);
		const received = await find(trial, 'inbox', 'Hello 1');
		const got = await trial.ok(getXml(received.map(({ id }) => id)));
		const names = got.first('ResponseObjects')?.children.map((node) => node.name) ?? [];
		for (const [name, ids] of Object.entries(RESPONSES)) {
			trial.check(
				ids,
				names.filter((one) => one === name).length === 1,
				`the response objects are ${names.join(' ')}`,
			);
		}
	},
);

const junk = scenario(
	'MSOXWSCORE_S04_TC18_MarkAsJunkSuccessfully',
	`MS-OXWSCORE_R1787 MS-OXWSCORE_R1790 MS-OXWSCORE_R1844 MS-OXWSCORE_R1847 MS-OXWSCDATA_R3060
	MS-OXWSCORE_R1850 MS-OXWSCORE_R1851 MS-OXWSCORE_R1920 MS-OXWSCORE_R1839 MS-OXWSCORE_R1921
	MS-OXWSCORE_R1840 MS-OXWSCORE_R1922 MS-OXWSCORE_R1841 MS-OXWSCORE_R1923 MS-OXWSCORE_R1842`,
	async (trial) => {
		let round = 0;
		/** Where mail of user 2 ends now: that shows whether the sender is blocked. */
		const isBlocked = async () => {
			round += 1;
			const subject = `Probe ${round}`;
			await trial.ok(createXml(messageXml(subject, USER1)).replace('SaveOnly', 'SendOnly'), {
				user: USER2,
			});
			return (await find(trial, 'junkemail', subject)).length === 1;
		};
		await trial.ok(createXml(messageXml('Offer', USER1)).replace('SaveOnly', 'SendOnly'), {
			user: USER2,
		});
		const mark = async (where: string, isJunk: boolean, moves: boolean) => {
			const [item] = await find(trial, where, 'Offer');
			return await trial.call(
				`<m:MarkAsJunk IsJunk="${isJunk}" MoveItem="${moves}">${idsXml([item?.id ?? ''])}</m:MarkAsJunk>`,
			);
		};
		const first = await mark('inbox', true, true);
		trial.equal('MS-OXWSCORE_R1787 MS-OXWSCORE_R1790', first.codes, ['NoError'], 'the code');
		trial.equal(
			'MS-OXWSCORE_R1844 MS-OXWSCORE_R1847 MS-OXWSCDATA_R3060',
			messageNames(first),
			['MarkAsJunkResponseMessage'],
			'the response messages',
		);
		const moved = first.first('MovedItemId')?.attributes['Id'] ?? '';
		trial.check('MS-OXWSCORE_R1850', moved !== '', 'there is no MovedItemId');
		const got = await trial.call(getXml([moved]));
		trial.equal('MS-OXWSCORE_R1851', got.text('Subject'), 'Offer', 'the subject of what was moved');
		const inJunk = async () => (await find(trial, 'junkemail', 'Offer')).length;
		trial.equal('MS-OXWSCORE_R1920', await inJunk(), 1, 'the messages in Junk Email');
		trial.check('MS-OXWSCORE_R1839', await isBlocked(), 'the sender is not blocked');

		await mark('junkemail', true, false);
		trial.equal('MS-OXWSCORE_R1921', await inJunk(), 1, 'the messages in Junk Email');
		trial.check('MS-OXWSCORE_R1840', await isBlocked(), 'the sender is not blocked');

		const inInbox = async () => (await find(trial, 'inbox', 'Offer')).length;
		await mark('junkemail', false, true);
		trial.equal('MS-OXWSCORE_R1922', await inInbox(), 1, 'the messages in the Inbox');
		trial.check('MS-OXWSCORE_R1841', !(await isBlocked()), 'the sender is blocked');

		await mark('inbox', false, false);
		trial.equal('MS-OXWSCORE_R1923', await inInbox(), 1, 'the messages in the Inbox');
		trial.check('MS-OXWSCORE_R1842', !(await isBlocked()), 'the sender is blocked');
	},
	{ witnesses: ['junk-blocks-sender'] },
);

const saveSent = scenario(
	'MSOXWSCORE_S04_TC19_SendItemWithSaveItemToFolder',
	'MS-OXWSCORE_R1649 MS-OXWSCORE_R1648 MS-OXWSCORE_R463 MS-OXWSCORE_R465 MS-OXWSCORE_R424',
	async (trial) => {
		const run = async (subject: string, save: boolean) => {
			const created = await trial.ok(createXml(messageXml(subject), 'drafts'));
			await trial.ok(sendXml(created.ids(), save));
			return (await find(trial, 'sentitems', subject)).length;
		};
		const without = await run('Hello 1', false);
		const saved = await run('Hello 2', true);
		trial.equal('MS-OXWSCORE_R1649', without, 0, 'the copies that were not to be saved');
		trial.equal('MS-OXWSCORE_R1648 MS-OXWSCORE_R463', saved, 1, 'the copies that were');
		trial.check('MS-OXWSCORE_R465', without !== saved, 'SaveItemToFolder changes nothing');
		const received =
			(await find(trial, 'inbox', 'Hello 1', USER2)).length +
			(await find(trial, 'inbox', 'Hello 2', USER2)).length;
		trial.equal('MS-OXWSCORE_R424', received, 2, 'the number of messages received');
	},
	{ witnesses: ['sent-mail-arrives'] },
);

const soapHeaders = scenario(
	'MSOXWSCORE_S04_TC20_VerifyOperationsWithSOAPHeaderSuccessful',
	'MS-OXWSCORE_R1290 MS-OXWSCORE_R424',
	async (trial) => {
		const who = `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${USER1}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation><t:MailboxCulture>en-US</t:MailboxCulture>`;
		const zone =
			'<t:TimeZoneContext><t:TimeZoneDefinition Id="Pacific Standard Time"/></t:TimeZoneContext>';
		const user = 'service@contoso.example';
		const as = { user, header: who };
		const created = await trial.ok(createXml(messageXml('Hello 1'), 'drafts'), {
			user,
			header: who + zone,
		});
		await trial.ok(
			updateXml(
				created.ids().map((one) => ({
					...one,
					updates: setXml(MESSAGE, 'item:Subject', subjectXml('Hello 2')),
				})),
			),
			{ user, header: who + zone },
		);
		const moved = await trial.ok(transferXml('MoveItem', [created.id().id], 'inbox'), as);
		const { id } = moved.id();
		const read = (flag: boolean) =>
			trial.call(
				`<m:MarkAllItemsAsRead><m:ReadFlag>${flag}</m:ReadFlag><m:SuppressReadReceipts>true</m:SuppressReadReceipts><m:FolderIds>${folder('inbox')}</m:FolderIds></m:MarkAllItemsAsRead>`,
				as,
			);
		await read(false);
		const before = (await trial.ok(getXml([id]), as)).text('IsRead');
		const marked = await read(true);
		const after = (await trial.ok(getXml([id]), { user, header: who + zone })).text('IsRead');
		trial.equal(
			'MS-OXWSCORE_R1290',
			[marked.codes, before, after],
			[['NoError'], 'false', 'true'],
			'marking all as read',
		);
		const copied = await trial.ok(transferXml('CopyItem', [id], 'drafts'), as);
		await trial.ok(sendXml(copied.ids(), false), as);
		await trial.ok(deleteXml([id]), as);
		const received = await find(trial, 'inbox', 'Hello 2', USER2);
		trial.equal('MS-OXWSCORE_R424', received.length, 1, 'the number of messages received');
	},
	{ witnesses: ['mark-all-reaches-all', 'sent-mail-arrives'] },
);

const draft = scenario(
	'MSOXWSCORE_S04_TC21_VerifyItemWithIsDraftAndIsUnmodified',
	'MS-OXWSCORE_R84 MS-OXWSCORE_R1608 MS-OXWSCORE_R1609 MS-OXWSCORE_R87 MS-OXWSCORE_R1614 MS-OXWSCORE_R1615',
	async (trial) => {
		const { id } = await create(trial, MESSAGE);
		const saved = await trial.ok(getXml([id]));
		await trial.ok(createXml(messageXml('Hello 1', USER1)).replace('SaveOnly', 'SendAndSaveCopy'));
		const [received] = await find(trial, 'inbox', 'Hello 1');
		const untouched = await trial.ok(getXml([received?.id ?? ''], allProperties()));
		trial.equal('MS-OXWSCORE_R1608', saved.text('IsDraft'), 'true', 'IsDraft of a draft');
		trial.equal('MS-OXWSCORE_R1609', untouched.text('IsDraft'), 'false', 'IsDraft of sent mail');
		trial.check(
			'MS-OXWSCORE_R84',
			saved.text('IsDraft') !== untouched.text('IsDraft'),
			'both are the same',
		);
		await trial.ok(
			updateXml([
				{
					id: received?.id ?? '',
					changeKey: untouched.id().changeKey,
					updates: setXml(MESSAGE, 'item:Subject', subjectXml('Changed')),
				},
			]),
		);
		const changed = await trial.ok(getXml([received?.id ?? '']));
		const [before, after] = [untouched.text('IsUnmodified'), changed.text('IsUnmodified')];
		trial.equal('MS-OXWSCORE_R1614', before, 'true', 'IsUnmodified of what was received');
		trial.equal('MS-OXWSCORE_R1615', after, 'false', 'IsUnmodified after a change');
		trial.check('MS-OXWSCORE_R87', before !== after, 'both are the same');
	},
	{ witnesses: ['changed-is-modified'] },
);

/** A message that asks for a read receipt, unread in the Inbox of user 2. */
async function asking(trial: Trial, subject: string) {
	const receipt = '<t:IsReadReceiptRequested>true</t:IsReadReceiptRequested>';
	await trial.ok(createXml(messageXml(subject, USER2, receipt)).replace('SaveOnly', 'SendOnly'));
	const [found] = await find(trial, 'inbox', subject, USER2);
	if (found === undefined) throw new Error(`'${subject}' did not arrive`);
	return found;
}

/** Receipts that came back to user 1, read or not read. */
async function receipts(trial: Trial): Promise<number> {
	const reply = await trial.ok(
		`<m:FindItem Traversal="Shallow">${shape('AllProperties')}<m:ParentFolderIds>${folder('inbox')}</m:ParentFolderIds></m:FindItem>`,
	);
	return reply.all('ItemClass').filter((node) => node.text.startsWith('REPORT.')).length;
}

const suppressOnDelete = scenario(
	'MSOXWSCORE_S04_TC24_DeleteItemWithSuppressReadReceipts',
	'MS-OXWSCORE_R2311',
	async (trial) => {
		const { id } = await asking(trial, 'Hello 1');
		const reply = await trial.call(
			deleteXml([id]).replace('DeleteType=', 'SuppressReadReceipts="true" DeleteType='),
			{ user: USER2 },
		);
		trial.equal(
			'MS-OXWSCORE_R2311',
			[reply.codes, await receipts(trial)],
			[['NoError'], 0],
			'the code and the number of receipts',
		);
	},
);

const suppressOnUpdate = scenario(
	'MSOXWSCORE_S04_TC25_UpdateItemWithSuppressReadReceipts',
	'MS-OXWSCORE_R2315',
	async (trial) => {
		const read = async (subject: string, suppress: boolean) => {
			const item = await asking(trial, subject);
			const reply = await trial.call(
				updateXml(
					[
						{
							...item,
							updates: setXml(MESSAGE, 'message:IsRead', '<t:IsRead>true</t:IsRead>'),
						},
					],
					` SuppressReadReceipts="${suppress}"`,
				),
				{ user: USER2 },
			);
			return [reply.codes.join(), await receipts(trial)];
		};
		trial.equal(
			'MS-OXWSCORE_R2315',
			[await read('Hello 1', true), await read('Hello 2', false)],
			[
				['NoError', 0],
				['NoError', 1],
			],
			'codes and receipts, suppressed and not',
		);
	},
);

/** Type of storage in an id: the byte after the one that says how it is compressed (MS-OXWSITEMID 2.1.3). */
const storageOf = (id: string) => Buffer.from(id, 'base64').at(1);

const publicItem = scenario(
	'MSOXWSCORE_S04_TC23_VerifyPublicFolderItem',
	'MS-OXWSITEMID_R62 MS-OXWSITEMID_R63',
	async (trial) => {
		const made = await trial.ok(
			`<m:CreateFolder><m:ParentFolderId>${folder('publicfoldersroot')}</m:ParentFolderId><m:Folders><t:Folder><t:FolderClass>IPF.Note</t:FolderClass><t:DisplayName>Notices</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>`,
		);
		const target = `<m:SavedItemFolderId><t:FolderId Id="${made.id('FolderId').id}"/></m:SavedItemFolderId>`;
		const created = await trial.ok(
			createXml(itemXml(MESSAGE, subjectXml('Notice 1'))).replace(
				'<m:Items>',
				`${target}<m:Items>`,
			),
		);
		const shared = created.id().id;
		const own = (await create(trial, MESSAGE)).id;
		const read = await trial.ok(getXml([shared]));
		trial.equal(
			'MS-OXWSITEMID_R62',
			[storageOf(shared), read.text('Subject')],
			[2, 'Notice 1'],
			'the storage type of an item in a public folder, and its subject',
		);
		trial.equal('MS-OXWSITEMID_R63', storageOf(own), 3, 'the storage type of an item in a mailbox');
	},
	{
		sandbox: {
			fill: (store) => store.grant(store.publicRoot, 'Default', 'Owner'),
		},
	},
);

export const mail: readonly Scenario[] = [
	send,
	multiple,
	responseObjects,
	junk,
	saveSent,
	soapHeaders,
	draft,
	suppressOnDelete,
	suppressOnUpdate,
	publicItem,
];
