import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import { text } from '../../xml';
import {
	BASE,
	CONTACT,
	create,
	createXml,
	deleteXml,
	EVENT,
	getXml,
	itemXml,
	LIST,
	MESSAGE,
	messageNames,
	POST,
	responseClasses,
	subjectXml,
	TASK,
	transferXml,
	setXml,
	updatedKind,
	updateXml,
	type Kind,
	type Names,
} from './kinds';

const CREATE_GET_DELETE: Names = [
	[BASE, 'MSOXWSCORE_S01_TC01_CreateGetDeleteItemSuccessfully'],
	[CONTACT, 'MSOXWSCORE_S02_TC01_CreateGetDeleteContactItemSuccessfully'],
	[LIST, 'MSOXWSCORE_S03_TC01_CreateGetDeleteDistributionListsItemSuccessfully'],
	[MESSAGE, 'MSOXWSCORE_S04_TC01_CreateGetDeleteEmailItemSuccessfully'],
	[EVENT, 'MSOXWSCORE_S05_TC01_CreateGetDeleteMeetingItemSuccessfully'],
	[POST, 'MSOXWSCORE_S06_TC01_CreateGetDeletePostItemSuccessfully'],
	[TASK, 'MSOXWSCORE_S07_TC01_CreateGetDeleteTaskItemSuccessfully'],
];

const createGetDelete = (kind: Kind, name: string) =>
	scenario(
		name,
		`MS-OXWSCORE_R299 MS-OXWSCORE_R2169 MS-OXWSCORE_R2170 MS-OXWSCORE_R387 MS-OXWSCORE_R341
		MS-OXWSCORE_R292 MS-OXWSCORE_R380 MS-OXWSCORE_R335 MS-OXWSCORE_R156 MS-OXWSCORE_R158
		MS-OXWSCDATA_R1037 MS-OXWSCDATA_R1038 MS-OXWSCDATA_R1039 MS-OXWSCDATA_R1583 MS-OXWSCDATA_R1584
		MS-OXWSCDATA_R1585 MS-OXWSCORE_R1308 MS-OXWSCORE_R70 MS-OXWSCORE_R153 MS-OXWSCORE_R1385
		MS-OXWSCORE_R1386 MS-OXWSCORE_R298`,
		async (trial) => {
			const created = await trial.call(createXml(itemXml(kind, subjectXml('Item 1')), kind.home));
			trial.equal(
				'MS-OXWSCORE_R2169',
				responseClasses(created),
				['Success'],
				'the response class of CreateItem',
			);
			trial.equal('MS-OXWSCORE_R2170', created.codes, ['NoError'], 'the code of CreateItem');
			trial.equal(
				'MS-OXWSCORE_R292 MS-OXWSCDATA_R1037 MS-OXWSCDATA_R1583',
				messageNames(created),
				['CreateItemResponseMessage'],
				'the response messages of CreateItem',
			);
			const { id, changeKey } = created.id();
			trial.check(
				'MS-OXWSCORE_R156 MS-OXWSCORE_R1308 MS-OXWSCORE_R70 MS-OXWSCORE_R153 MS-OXWSCORE_R1385',
				id !== '',
				'the item has no identifier',
			);
			trial.check(
				'MS-OXWSCORE_R158 MS-OXWSCORE_R1386',
				changeKey !== '',
				'the item has no change key',
			);

			const got = await trial.call(getXml([id]));
			trial.equal(
				'MS-OXWSCORE_R380 MS-OXWSCDATA_R1039 MS-OXWSCDATA_R1585',
				messageNames(got),
				['GetItemResponseMessage'],
				'the response messages of GetItem',
			);
			trial.equal('MS-OXWSCORE_R387', got.ids()[0]?.id, id, 'the identifier that was read');
			trial.equal(
				'MS-OXWSCORE_R299',
				[got.first('Items')?.children[0]?.name, got.text('Subject')],
				[kind.returned, 'Item 1'],
				'what was created',
			);

			const home = await trial.ok(
				`<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="${kind.home}"/></m:FolderIds></m:GetFolder>`,
			);
			trial.equal(
				'MS-OXWSCORE_R298',
				got.first('ParentFolderId')?.attributes['Id'],
				home.id('FolderId').id,
				'the folder it was saved in',
			);

			const deleted = await trial.call(deleteXml([id]));
			trial.equal(
				'MS-OXWSCORE_R335 MS-OXWSCDATA_R1038 MS-OXWSCDATA_R1584',
				messageNames(deleted),
				['DeleteItemResponseMessage'],
				'the response messages of DeleteItem',
			);
			const gone = await trial.call(getXml([id]));
			trial.equal(
				'MS-OXWSCORE_R341',
				[deleted.codes, gone.codes],
				[['NoError'], ['ErrorItemNotFound']],
				'the codes of deleting and of reading again',
			);
		},
		{ witnesses: ['delete-removes'] },
	);

const COPY: Names = [
	[BASE, 'MSOXWSCORE_S01_TC02_CopyItemSuccessfully'],
	[CONTACT, 'MSOXWSCORE_S02_TC02_CopyContactItemSuccessfully'],
	[LIST, 'MSOXWSCORE_S03_TC02_CopyDistributionListsItemSuccessfully'],
	[MESSAGE, 'MSOXWSCORE_S04_TC02_CopyEmailItemSuccessfully'],
	[EVENT, 'MSOXWSCORE_S05_TC02_CopyMeetingItemSuccessfully'],
	[POST, 'MSOXWSCORE_S06_TC02_CopyPostItemSuccessfully'],
	[TASK, 'MSOXWSCORE_S07_TC02_CopyTaskItemSuccessfully'],
];

const copy = (kind: Kind, name: string) =>
	scenario(
		name,
		[
			...'MS-OXWSCORE_R253 MS-OXWSCORE_R1600 MS-OXWSCORE_R1601 MS-OXWSCDATA_R1602 MS-OXWSCDATA_R1057'.split(
				' ',
			),
			...(kind.classRequirement ? [kind.classRequirement] : []),
		],
		async (trial) => {
			const { id } = await create(trial, kind);
			const copied = await trial.call(transferXml('CopyItem', [id], 'drafts'));
			trial.equal(
				'MS-OXWSCORE_R253 MS-OXWSCDATA_R1602 MS-OXWSCDATA_R1057',
				messageNames(copied),
				['CopyItemResponseMessage'],
				'the response messages of CopyItem',
			);
			const drafts = await trial.ok(
				'<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="drafts"/></m:FolderIds></m:GetFolder>',
			);
			const both = await trial.call(getXml([id, copied.id().id]));
			trial.equal('MS-OXWSCORE_R1601', both.codes, ['NoError', 'NoError'], 'original and copy');
			trial.equal(
				'MS-OXWSCORE_R1600',
				both.all('ParentFolderId')[1]?.attributes['Id'],
				drafts.id('FolderId').id,
				'the folder of the copy',
			);
			if (kind.classRequirement) {
				trial.equal(
					kind.classRequirement,
					both.all('ItemClass').map((node) => node.text),
					[kind.itemClass, kind.itemClass],
					'the item classes',
				);
			}
		},
		{ witnesses: ['copy-keeps-original'] },
	);

const MOVE: Names = [
	[BASE, 'MSOXWSCORE_S01_TC03_MoveItemSuccessfully'],
	[CONTACT, 'MSOXWSCORE_S02_TC03_MoveContactItemSuccessfully'],
	[LIST, 'MSOXWSCORE_S03_TC03_MoveDistributionListsItemSuccessfully'],
	[MESSAGE, 'MSOXWSCORE_S04_TC03_MoveEmailItemSuccessfully'],
	[EVENT, 'MSOXWSCORE_S05_TC03_MoveMeetingItemSuccessfully'],
	[POST, 'MSOXWSCORE_S06_TC03_MovePostItemSuccessfully'],
	[TASK, 'MSOXWSCORE_S07_TC03_MoveTaskItemSuccessfully'],
];

const move = (kind: Kind, name: string) =>
	scenario(
		name,
		'MS-OXWSCORE_R419 MS-OXWSCORE_R45 MS-OXWSCORE_R46 MS-OXWSCDATA_R1601 MS-OXWSCDATA_R1056',
		async (trial) => {
			const { id } = await create(trial, kind);
			const moved = await trial.call(transferXml('MoveItem', [id], 'deleteditems'));
			trial.equal(
				'MS-OXWSCORE_R419 MS-OXWSCDATA_R1601 MS-OXWSCDATA_R1056',
				messageNames(moved),
				['MoveItemResponseMessage'],
				'the response messages of MoveItem',
			);
			const old = await trial.call(getXml([id]));
			const fresh = await trial.call(getXml([moved.id().id]));
			trial.equal(
				'MS-OXWSCORE_R46',
				[old.codes, fresh.codes],
				[['ErrorItemNotFound'], ['NoError']],
				'the old and the new identifier',
			);
			const target = await trial.ok(
				'<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="deleteditems"/></m:FolderIds></m:GetFolder>',
			);
			trial.equal(
				'MS-OXWSCORE_R45',
				fresh.first('ParentFolderId')?.attributes['Id'],
				target.id('FolderId').id,
				'the folder it was moved to',
			);
		},
		{ witnesses: ['move-changes-id'] },
	);

const UPDATE: Names = [
	[CONTACT, 'MSOXWSCORE_S02_TC04_UpdateContactItemSuccessfully'],
	[LIST, 'MSOXWSCORE_S03_TC04_UpdateDistributionListsItemSuccessfully'],
	[MESSAGE, 'MSOXWSCORE_S04_TC06_UpdateEmailItemSuccessfully'],
	[EVENT, 'MSOXWSCORE_S05_TC04_UpdateMeetingItemSuccessfully'],
	[POST, 'MSOXWSCORE_S06_TC04_UpdatePostItemSuccessfully'],
	[TASK, 'MSOXWSCORE_S07_TC04_UpdateTaskItemSuccessfully'],
];

const UPDATED = `MS-OXWSCORE_R555 MS-OXWSCORE_R561 MS-OXWSCORE_R508 MS-OXWSCORE_R58 MS-OXWSCORE_R1305
	MS-OXWSCORE_R61 MS-OXWSCORE_R1306 MS-OXWSCORE_R65 MS-OXWSCDATA_R1586 MS-OXWSCDATA_R1040`;
const TEXT_BODY = '<t:Body BodyType="Text">Appended text</t:Body>';

/** Appends a body to a new item, and reads it back. */
async function appendBody(trial: Trial, kind: Kind): Promise<void> {
	const { id, changeKey } = await create(trial, kind);
	const reply = await trial.call(
		updateXml([
			{
				id,
				changeKey,
				updates: `<t:AppendToItemField><t:FieldURI FieldURI="item:Body"/>${itemXml(updatedKind(kind), TEXT_BODY)}</t:AppendToItemField>`,
			},
		]),
	);
	trial.equal(
		'MS-OXWSCORE_R508 MS-OXWSCORE_R58 MS-OXWSCDATA_R1586 MS-OXWSCDATA_R1040',
		messageNames(reply),
		['UpdateItemResponseMessage'],
		'the response messages of UpdateItem',
	);
	trial.equal(
		'MS-OXWSCORE_R1305 MS-OXWSCORE_R61 MS-OXWSCORE_R1306 MS-OXWSCORE_R65',
		text(reply.first('ConflictResults'), 'Count'),
		'0',
		'the number of conflicts',
	);
	trial.check(
		'MS-OXWSCORE_R561',
		reply.id().id === id && reply.id().changeKey !== changeKey,
		`the answer names ${JSON.stringify(reply.ids())}`,
	);
	const got = await trial.ok(
		getXml(
			[id],
			'<m:ItemShape><t:BaseShape>AllProperties</t:BaseShape><t:BodyType>Text</t:BodyType></m:ItemShape>',
		),
	);
	trial.equal('MS-OXWSCORE_R555', got.text('Body'), 'Appended text', 'the body');
}

const update = (kind: Kind, name: string) =>
	scenario(name, UPDATED, (trial) => appendBody(trial, kind), {
		witnesses: ['change-key-per-write'],
	});

const MULTIPLE: Names = [
	[CONTACT, 'MSOXWSCORE_S02_TC09_OperateMultipleContactItemsSuccessfully'],
	[LIST, 'MSOXWSCORE_S03_TC09_OperateMultipleDistributionListsItemsSuccessfully'],
	[EVENT, 'MSOXWSCORE_S05_TC09_OperateMultipleMeetingItemsSuccessfully'],
	[POST, 'MSOXWSCORE_S06_TC09_OperateMultiplePostItemsSuccessfully'],
	[TASK, 'MSOXWSCORE_S07_TC09_OperateMultipleTaskItemsSuccessfully'],
];

const multiple = (kind: Kind, name: string) =>
	scenario(
		name,
		'MS-OXWSCORE_R299 MS-OXWSCORE_R561 MS-OXWSCORE_R556 MS-OXWSCORE_R46 MS-OXWSCORE_R387 MS-OXWSCORE_R1601',
		async (trial) => {
			const subjects = ['Item 1', 'Item 2'];
			const created = await trial.ok(
				createXml(subjects.map((one) => itemXml(kind, subjectXml(one))).join(''), kind.home),
			);
			const ids = created.ids();
			trial.equal('MS-OXWSCORE_R299', ids.length, 2, 'the number of items that were created');
			const changed = await trial.call(
				updateXml(
					ids.map(({ id, changeKey }, i) => ({
						id,
						changeKey,
						updates: `<t:SetItemField><t:FieldURI FieldURI="item:Subject"/>${itemXml(updatedKind(kind), subjectXml(`Changed ${i}`))}</t:SetItemField>`,
					})),
				),
			);
			trial.equal('MS-OXWSCORE_R561', changed.codes, ['NoError', 'NoError'], 'the updates');
			const moved = await trial.call(
				transferXml(
					'MoveItem',
					ids.map(({ id }) => id),
					'inbox',
				),
			);
			const movedIds = moved.ids().map(({ id }) => id);
			trial.equal(
				'MS-OXWSCORE_R46',
				[moved.codes, movedIds.length],
				[['NoError', 'NoError'], 2],
				'the moves',
			);
			const got = await trial.call(getXml(movedIds));
			trial.equal('MS-OXWSCORE_R387', got.ids().length, 2, 'the number of items read');
			trial.equal(
				'MS-OXWSCORE_R556',
				got.all('Subject').map((node) => node.text),
				['Changed 0', 'Changed 1'],
				'the subjects',
			);
			const copied = await trial.call(transferXml('CopyItem', movedIds, 'drafts'));
			trial.equal(
				'MS-OXWSCORE_R1601',
				[copied.codes, copied.ids().length],
				[['NoError', 'NoError'], 2],
				'the copies',
			);
		},
	);

const MARK_ALL: Names = [
	[BASE, 'MSOXWSCORE_S01_TC05_MarkAllItemsAsReadSuccessfully'],
	[CONTACT, 'MSOXWSCORE_S02_TC05_MarkAllContactItemsAsReadSuccessfully'],
	[LIST, 'MSOXWSCORE_S03_TC05_MarkAllDistributionListsItemsAsReadSuccessfully'],
	[MESSAGE, 'MSOXWSCORE_S04_TC05_MarkAllEmailItemsAsReadSuccessfully'],
	[EVENT, 'MSOXWSCORE_S05_TC05_MarkAllMeetingItemsAsReadSuccessfully'],
	[POST, 'MSOXWSCORE_S06_TC05_MarkAllPostItemsAsReadSuccessfully'],
	[TASK, 'MSOXWSCORE_S07_TC05_MarkAllTaskItemsAsReadSuccessfully'],
];

/** Kinds with a read flag. */
const READABLE: readonly Kind[] = [BASE, MESSAGE, POST];

const markAll = (kind: Kind, name: string) =>
	scenario(
		name,
		'MS-OXWSCORE_R1212 MS-OXWSCORE_R1290 MS-OXWSCDATA_R1054011',
		async (trial) => {
			const created = await trial.ok(
				createXml(
					['Item 1', 'Item 2'].map((one) => itemXml(kind, subjectXml(one))).join(''),
					kind.home,
				),
			);
			const ids = created.ids().map(({ id }) => id);
			const mark = (read: boolean) =>
				trial.call(
					`<m:MarkAllItemsAsRead><m:ReadFlag>${read}</m:ReadFlag><m:SuppressReadReceipts>true</m:SuppressReadReceipts><m:FolderIds><t:DistinguishedFolderId Id="${kind.home}"/></m:FolderIds></m:MarkAllItemsAsRead>`,
				);
			const unread = await mark(false);
			trial.equal(
				'MS-OXWSCORE_R1212 MS-OXWSCDATA_R1054011',
				messageNames(unread),
				['MarkAllItemsAsReadResponseMessage'],
				'the response messages of MarkAllItemsAsRead',
			);
			const flags = async () =>
				(await trial.ok(getXml(ids))).all('IsRead').map((node) => node.text);
			const before = await flags();
			const read = await mark(true);
			const after = await flags();
			const expected = READABLE.includes(kind)
				? [
						['false', 'false'],
						['true', 'true'],
					]
				: [[], []];
			trial.equal(
				'MS-OXWSCORE_R1290',
				[unread.codes, read.codes, before, after],
				[['NoError'], ['NoError'], ...expected],
				'the codes and the read flags',
			);
		},
		{ witnesses: READABLE.includes(kind) ? ['mark-all-reaches-all'] : [] },
	);

const UPDATE_FAILED: Names = [
	[BASE, 'MSOXWSCORE_S01_TC06_UpdateItemFailed'],
	[CONTACT, 'MSOXWSCORE_S02_TC06_UpdateContactItemFailed'],
	[LIST, 'MSOXWSCORE_S03_TC08_UpdateDistributionListsItemFailed'],
	[MESSAGE, 'MSOXWSCORE_S04_TC07_UpdateEmailItemFailed'],
	[EVENT, 'MSOXWSCORE_S05_TC06_UpdateMeetingItemFailed'],
	[POST, 'MSOXWSCORE_S06_TC07_UpdatePostItemFailed'],
	[TASK, 'MSOXWSCORE_S07_TC07_UpdateTaskItemFailed'],
];

const updateFailed = (kind: Kind, name: string) =>
	scenario(
		name,
		'MS-OXWSCDATA_R335',
		async (trial) => {
			const { id, changeKey } = await create(trial, kind);
			const two = `${subjectXml('Changed')}<t:Body BodyType="Text">Changed</t:Body>`;
			const reply = await trial.call(
				updateXml([
					{
						id,
						changeKey,
						updates: `<t:SetItemField><t:FieldURI FieldURI="item:Subject"/>${itemXml(updatedKind(kind), two)}</t:SetItemField>`,
					},
				]),
			);
			trial.equal(
				'MS-OXWSCDATA_R335',
				reply.codes,
				['ErrorIncorrectUpdatePropertyCount'],
				'the code of a change description with two properties',
			);
		},
		{ witnesses: ['one-property-per-change'] },
	);

const CREATE_FAILED: Names = [
	[BASE, 'MSOXWSCORE_S01_TC07_CreateItemFailed'],
	[CONTACT, 'MSOXWSCORE_S02_TC07_CreateContactItemFailed'],
	[LIST, 'MSOXWSCORE_S03_TC07_CreateDistributionListsItemFailed'],
	[EVENT, 'MSOXWSCORE_S05_TC07_CreateMeetingItemFailed'],
	[POST, 'MSOXWSCORE_S06_TC06_CreatePostItemFailed'],
	[TASK, 'MSOXWSCORE_S07_TC06_CreateTaskItemFailed'],
];

const classXml = (itemClass: string) => `<t:ItemClass>${itemClass}</t:ItemClass>`;

const createFailed = (kind: Kind, name: string) =>
	scenario(
		name,
		'MS-OXWSCDATA_R619 MS-OXWSCORE_R2171 MS-OXWSCORE_R2172',
		async (trial) => {
			const wrong = kind === BASE ? 'IPM.Contact' : 'IPM.Invalid';
			const reply = await trial.call(
				createXml(itemXml(kind, classXml(wrong) + subjectXml('Item 1')), kind.home),
			);
			trial.equal('MS-OXWSCORE_R2171', responseClasses(reply), ['Error'], 'the response class');
			trial.equal(
				'MS-OXWSCDATA_R619 MS-OXWSCORE_R2172',
				reply.codes,
				['ErrorObjectTypeChanged'],
				'the response code',
			);
		},
		{ witnesses: ['item-class-fits-kind'] },
	);

const INVALID_CLASS: Names = [
	[CONTACT, 'MSOXWSCORE_S02_TC16_CreateContactItemWithInvalidItemClass'],
	[LIST, 'MSOXWSCORE_S03_TC16_CreateDistributionListsItemWithInvalidItemClass'],
	[EVENT, 'MSOXWSCORE_S05_TC20_CreateMeetingItemWithInvalidItemClass'],
	[POST, 'MSOXWSCORE_S06_TC17_CreatePostItemWithInvalidItemClass'],
	[TASK, 'MSOXWSCORE_S07_TC18_CreateTaskItemWithInvalidItemClass'],
];

const CLASSES = ['IPM.Contact', 'IPM.Appointment', 'IPM.Post', 'IPM.Task', 'IPM.DistList', 'Other'];

const invalidClass = (kind: Kind, name: string) =>
	scenario(
		name,
		'MS-OXWSCORE_R2023',
		async (trial) => {
			const wrong = CLASSES.filter((one) => one !== kind.itemClass);
			const codes: string[] = [];
			for (const one of wrong) {
				const reply = await trial.call(
					createXml(itemXml(kind, classXml(one) + subjectXml('Item 1')), kind.home),
				);
				codes.push(...reply.codes);
			}
			trial.equal(
				'MS-OXWSCORE_R2023',
				codes,
				wrong.map(() => 'ErrorObjectTypeChanged'),
				`the codes for ${wrong.join(', ')}`,
			);
		},
		{ witnesses: ['item-class-fits-kind'] },
	);

const each = (names: Names, make: (kind: Kind, name: string) => Scenario) =>
	names.map(([kind, name]) => make(kind, name));

const updateBase = scenario(
	'MSOXWSCORE_S01_TC04_UpdateItemSuccessfully',
	`${UPDATED} MS-OXWSCORE_R514 MS-OXWSCORE_R556 MS-OXWSCORE_R557`,
	async (trial) => {
		const kind = updatedKind(BASE);
		await appendBody(trial, BASE);
		const { id, changeKey } = await create(trial, BASE, subjectXml('Item 2') + TEXT_BODY);
		const target = `<m:SavedItemFolderId><t:DistinguishedFolderId Id="drafts"/></m:SavedItemFolderId>`;
		const saved = await trial.call(
			updateXml([
				{ id, changeKey, updates: setXml(kind, 'item:Subject', subjectXml('Changed')) },
			]).replace('<m:ItemChanges>', `${target}<m:ItemChanges>`),
		);
		trial.equal('MS-OXWSCORE_R514', saved.codes, ['NoError'], 'the code with a SavedItemFolderId');
		const changed = await trial.ok(getXml([id]));
		trial.equal('MS-OXWSCORE_R556', changed.text('Subject'), 'Changed', 'the subject');
		await trial.ok(
			updateXml([
				{
					id,
					changeKey: saved.id().changeKey,
					updates: '<t:DeleteItemField><t:FieldURI FieldURI="item:Body"/></t:DeleteItemField>',
				},
			]),
		);
		const emptied = await trial.ok(getXml([id]));
		trial.equal(
			'MS-OXWSCORE_R557',
			[changed.text('Body'), emptied.text('Body')],
			['Appended text', ''],
			'the body before and after it was deleted',
		);
	},
	{ witnesses: ['change-key-per-write'] },
);

export const lifecycle: readonly Scenario[] = [
	...each(CREATE_GET_DELETE, createGetDelete),
	...each(COPY, copy),
	...each(MOVE, move),
	updateBase,
	...each(UPDATE, update),
	...each(MULTIPLE, multiple),
	...each(MARK_ALL, markAll),
	...each(UPDATE_FAILED, updateFailed),
	...each(CREATE_FAILED, createFailed),
	...each(INVALID_CLASS, invalidClass),
];
