import { scenario, type Scenario } from '../../scenario';
import {
	all,
	base,
	classes,
	createFoldersXml,
	createXml,
	deleteFolderXml,
	first,
	folderId,
	foldersOf,
	folderXml,
	getFolderXml,
	makeFolder,
	makeMessage,
	messageXml,
	named,
	paths,
	renameXml,
	searchXml,
	textOf,
	updateFolderXml,
	USER2,
} from '../steps';
import { custom } from './create';

const calendar = scenario(
	'MSOXWSFOLD_S04_TC01_GetCalendarFolder',
	`MS-OXWSFOLD_R29 MS-OXWSFOLD_R2901 MS-OXWSFOLD_R81 MS-OXWSFOLD_R5934 MS-OXWSFOLD_R70
	MS-OXWSFOLD_R42104 MS-OXWSFOLD_R42105 MS-OXWSFOLD_R3864 MS-OXWSFOLD_R38644 MS-OXWSFOLD_R575
	MS-OXWSFOLD_R428 MS-OXWSFOLD_R8402 MS-OXWSFOLD_R96 MS-OXWSFOLD_R9602 MS-OXWSFOLD_R8401`,
	async (trial) => {
		const shape = base(
			'IdOnly',
			paths('folder:FolderClass', 'folder:EffectiveRights', 'folder:DistinguishedFolderId'),
		);
		const got = await trial.call(getFolderXml(named('calendar'), shape));
		trial.equal('MS-OXWSFOLD_R3864', classes(got), ['Success'], 'the class');
		trial.equal(['MS-OXWSFOLD_R38644', 'MS-OXWSFOLD_R575'], got.codes, ['NoError'], 'the code');
		trial.equal(
			['MS-OXWSFOLD_R29', 'MS-OXWSFOLD_R2901', 'MS-OXWSFOLD_R96', 'MS-OXWSFOLD_R9602'],
			foldersOf(got).map(({ name }) => name),
			['CalendarFolder'],
			'the folders',
		);
		const shown = foldersOf(got)[0];
		trial.equal(
			['MS-OXWSFOLD_R81', 'MS-OXWSFOLD_R5934'],
			first(shown, 'EffectiveRights')?.children.map(({ text }) => text),
			Array(7).fill('true'),
			'the rights of the owner',
		);
		trial.equal(
			['MS-OXWSFOLD_R70', 'MS-OXWSFOLD_R42104', 'MS-OXWSFOLD_R42105'],
			textOf(shown, 'FolderClass'),
			'IPF.Appointment',
			'the folder class',
		);
		trial.equal(
			['MS-OXWSFOLD_R428', 'MS-OXWSFOLD_R8402', 'MS-OXWSFOLD_R8401'],
			textOf(shown, 'DistinguishedFolderId'),
			'calendar',
			'the name that it is referenced by',
		);
	},
);

const contacts = scenario(
	'MSOXWSFOLD_S04_TC02_GetContactsFolder',
	`MS-OXWSFOLD_R31 MS-OXWSFOLD_R3301 MS-OXWSFOLD_R69 MS-OXWSFOLD_R585 MS-OXWSFOLD_R7101
	MS-OXWSFOLD_R71 MS-OXWSFOLD_R66 MS-OXWSFOLD_R6602`,
	async (trial) => {
		const got = await trial.ok(getFolderXml(named('contacts')));
		const shown = got.first('ContactsFolder');
		trial.check(['MS-OXWSFOLD_R31', 'MS-OXWSFOLD_R3301'], shown !== undefined, 'it is none');
		trial.equal(
			['MS-OXWSFOLD_R69', 'MS-OXWSFOLD_R585'],
			textOf(shown, 'FolderClass'),
			'IPF.Contact',
			'the folder class',
		);
		trial.equal(
			['MS-OXWSFOLD_R7101', 'MS-OXWSFOLD_R71'],
			textOf(shown, 'DisplayName'),
			'Contacts',
			'the name',
		);
		const { id, changeKey } = got.id('FolderId');
		trial.check(['MS-OXWSFOLD_R66', 'MS-OXWSFOLD_R6602'], id !== '' && changeKey !== '', 'no id');
	},
);

/** A distinguished folder has the class of its kind. */
const ofClass = (name: string, folder: string, folderClass: string, requirement: string) =>
	scenario(name, requirement, async (trial) => {
		const got = await trial.ok(getFolderXml(named(folder)));
		trial.equal(requirement, got.text('FolderClass'), folderClass, 'the folder class');
	});

const tasks = scenario(
	'MSOXWSFOLD_S04_TC06_GetTasksFolder',
	'MS-OXWSFOLD_R35 MS-OXWSFOLD_R3501 MS-OXWSFOLD_R589',
	async (trial) => {
		const got = await trial.ok(getFolderXml(named('tasks')));
		trial.check(
			['MS-OXWSFOLD_R35', 'MS-OXWSFOLD_R3501'],
			got.first('TasksFolder') !== undefined,
			'it is none',
		);
		trial.equal('MS-OXWSFOLD_R589', got.text('FolderClass'), 'IPF.Task', 'the folder class');
	},
);

const unread = scenario(
	'MSOXWSFOLD_S04_TC07_UnReadCount',
	'MS-OXWSFOLD_R99 MS-OXWSFOLD_R10010 MS-OXWSFOLD_R9901 MS-OXWSFOLD_R10011',
	async (trial) => {
		const count = async () => (await trial.ok(getFolderXml(named('inbox')))).text('UnreadCount');
		const before = await count();
		const unreadXml = '<t:IsRead>false</t:IsRead>';
		await trial.ok(
			createXml(
				messageXml('Unread', unreadXml) +
					messageXml('Read', '<t:IsRead>true</t:IsRead>') +
					`<t:PostItem><t:Subject>Unread</t:Subject>${unreadXml}</t:PostItem>`,
				{ folder: named('inbox') },
			),
		);
		const after = await count();
		trial.equal(
			['MS-OXWSFOLD_R99', 'MS-OXWSFOLD_R10010'],
			[before, typeof after],
			['0', 'string'],
			'it',
		);
		trial.equal(
			['MS-OXWSFOLD_R9901', 'MS-OXWSFOLD_R10011'],
			after,
			'2',
			'how many messages and posts are not read',
		);
	},
);

const TAG = '<t:ExtendedFieldURI PropertyTag="0x671E" PropertyType="Boolean"/>';
export const EXTENDED = `<t:ExtendedProperty>${TAG}<t:Value>true</t:Value></t:ExtendedProperty>`;

const extended = scenario(
	'MSOXWSFOLD_S04_TC08_GetExtendedProperty',
	`MS-OXWSFOLD_R7801 MS-OXWSFOLD_R980302 MS-OXWSFOLD_R589202 MS-OXWSFOLD_R77 MS-OXWSFOLD_R7701`,
	async (trial) => {
		const xml = `<t:Folder><t:DisplayName>New</t:DisplayName>${EXTENDED}</t:Folder>`;
		const created = await trial.call(createFoldersXml(xml, named('inbox')));
		trial.equal(
			['MS-OXWSFOLD_R7801', 'MS-OXWSFOLD_R980302', 'MS-OXWSFOLD_R589202'],
			created.codes,
			['NoError'],
			'the code with a property, without permissions and class',
		);
		const shape = base('IdOnly', `<t:AdditionalProperties>${TAG}</t:AdditionalProperties>`);
		const got = await trial.ok(getFolderXml(folderId(created.id('FolderId').id), shape));
		trial.equal(
			['MS-OXWSFOLD_R77', 'MS-OXWSFOLD_R7701'],
			all(got.first('ExtendedProperty'), 'Value').map(({ text }) => text),
			['true'],
			'the property',
		);
	},
);

const idOnly = scenario(
	'MSOXWSFOLD_S04_TC09_GetFolderIdOnly',
	'MS-OXWSFOLD_R42103 MS-OXWSFOLD_R423 MS-OXWSFOLD_R426',
	async (trial) => {
		const made = await makeFolder(trial, custom('New'));
		const got = await trial.ok(getFolderXml(folderId(made), base('IdOnly')));
		trial.equal(
			'MS-OXWSFOLD_R42103',
			foldersOf(got)[0]?.children.map(({ name }) => name),
			['FolderId'],
			'what IdOnly returns',
		);
		trial.equal(
			['MS-OXWSFOLD_R423', 'MS-OXWSFOLD_R426'],
			got.ids('FolderId').map(({ id }) => id),
			[made],
			'the folders',
		);
	},
);

const permission = (inner: string) =>
	`<t:PermissionSet><t:Permissions><t:Permission><t:UserId><t:PrimarySmtpAddress>${USER2}</t:PrimarySmtpAddress></t:UserId>${inner}<t:PermissionLevel>Custom</t:PermissionLevel></t:Permission></t:Permissions></t:PermissionSet>`;
const MAY_CREATE =
	'<t:CanCreateSubFolders>true</t:CanCreateSubFolders><t:IsFolderOwner>true</t:IsFolderOwner>';

const update = scenario(
	'MSOXWSFOLD_S06_TC01_UpdateFolder',
	`MS-OXWSFOLD_R46444 MS-OXWSFOLD_R4644 MS-OXWSFOLD_R8902 MS-OXWSFOLD_R582 MS-OXWSFOLD_R534
	MS-OXWSFOLD_R9301 MS-OXWSFOLD_R546 MS-OXWSFOLD_R5051 MS-OXWSFOLD_R531 MS-OXWSFOLD_R5251`,
	async (trial) => {
		const created = await trial.ok(createFoldersXml(custom('Old'), named('inbox')));
		const { id, changeKey } = created.id('FolderId');
		const updated = await trial.call(updateFolderXml([folderId(id, changeKey), renameXml('New')]));
		trial.equal(
			['MS-OXWSFOLD_R46444', 'MS-OXWSFOLD_R582', 'MS-OXWSFOLD_R534'],
			classes(updated),
			['Success'],
			'the class',
		);
		trial.equal('MS-OXWSFOLD_R4644', updated.codes, ['NoError'], 'the code');
		trial.equal('MS-OXWSFOLD_R8902', updated.id('FolderId').id, id, 'the id');
		const got = await trial.ok(getFolderXml(folderId(id)));
		trial.equal(
			[
				'MS-OXWSFOLD_R9301',
				'MS-OXWSFOLD_R546',
				'MS-OXWSFOLD_R5051',
				'MS-OXWSFOLD_R531',
				'MS-OXWSFOLD_R5251',
			],
			got.text('DisplayName'),
			'New',
			'the name',
		);
	},
);

const append = scenario(
	'MSOXWSFOLD_S06_TC02_UpdateFolderWithAppendToFolderFieldType',
	'MS-OXWSFOLD_R507',
	async (trial) => {
		const id = await makeFolder(trial, custom('Old'));
		const change = renameXml('More').replace(/SetFolderField/g, 'AppendToFolderField');
		const reply = await trial.call(updateFolderXml([folderId(id), change]));
		trial.equal('MS-OXWSFOLD_R507', classes(reply), ['Error'], 'the class');
	},
);

const KINDS: ReadonlyArray<readonly [string, string, string]> = [
	['MS-OXWSFOLD_R536', 'CalendarFolder', 'IPF.Appointment'],
	['MS-OXWSFOLD_R538', 'ContactsFolder', 'IPF.Contact'],
	['MS-OXWSFOLD_R542', 'TasksFolder', 'IPF.Task'],
	['MS-OXWSFOLD_R540', 'SearchFolder', 'IPF.Search'],
];

const updateSeveral = scenario(
	'MSOXWSFOLD_S06_TC03_UpdateMultipleFolders',
	`MS-OXWSFOLD_R33 MS-OXWSFOLD_R3302 ${KINDS.map(([id]) => id).join(' ')}`,
	async (trial) => {
		await makeMessage(trial, 'Report 1', named('inbox'));
		await makeMessage(trial, 'Something else', named('inbox'));
		const created = await trial.ok(
			createFoldersXml(
				KINDS.map(([, element, folderClass]) =>
					folderXml(
						`Old ${element}`,
						element === 'SearchFolder' ? searchXml('report') : '',
						element,
						folderClass,
					),
				).join(''),
				named('inbox'),
			),
		);
		const ids = created.ids('FolderId').map(({ id }) => id);
		const updated = await trial.call(
			updateFolderXml(
				...KINDS.map(
					([, element], at) =>
						[folderId(ids[at] ?? ''), renameXml(`New ${element}`, element)] as const,
				),
			),
		);
		const got = await trial.ok(getFolderXml(ids.map((id) => folderId(id)).join('')));
		for (const [at, [requirement, element]] of KINDS.entries()) {
			const shown = foldersOf(got)[at];
			trial.equal(
				requirement,
				[classes(updated)[at], shown?.name, textOf(shown, 'DisplayName')],
				['Success', element, `New ${element}`],
				`the ${element}`,
			);
		}
		const search = got.first('SearchFolder');
		trial.equal(
			['MS-OXWSFOLD_R33', 'MS-OXWSFOLD_R3302'],
			[textOf(search, 'TotalCount'), first(search, 'SearchParameters') !== undefined],
			['1', true],
			'what the search folder finds',
		);
	},
	{ witnesses: ['search-folder-filters'] },
);

const DELETE_PERMISSIONS =
	'<t:DeleteFolderField><t:FieldURI FieldURI="folder:PermissionSet"/></t:DeleteFolderField>';

const remove = scenario(
	'MSOXWSFOLD_S06_TC04_UpdateFolderWithDeleteFolderFieldType',
	'MS-OXWSFOLD_R583 MS-OXWSFOLD_R5261',
	async (trial) => {
		const id = await makeFolder(trial, custom('Shared', permission(MAY_CREATE)));
		const subfolder = (name: string) =>
			trial.call(createFoldersXml(custom(name), folderId(id)), { user: USER2 });
		const before = await subfolder('Before');
		await trial.ok(updateFolderXml([folderId(id), DELETE_PERMISSIONS]));
		const after = await subfolder('After');
		trial.equal(
			['MS-OXWSFOLD_R583', 'MS-OXWSFOLD_R5261'],
			[before.codes, classes(after)],
			[['NoError'], ['Error']],
			'what somebody else may do, before and after',
		);
	},
	{ witnesses: ['permissions-are-kept'] },
);

const twoProperties = scenario(
	'MSOXWSFOLD_S06_TC05_UpdateFolderWithMultipleProperties',
	'MS-OXWSCDATA_R335',
	async (trial) => {
		const id = await makeFolder(trial, custom('Old'));
		const change = `<t:SetFolderField><t:FieldURI FieldURI="folder:DisplayName"/><t:Folder><t:DisplayName>New</t:DisplayName>${permission(MAY_CREATE)}</t:Folder></t:SetFolderField>`;
		const reply = await trial.call(updateFolderXml([folderId(id), change]));
		trial.equal(
			'MS-OXWSCDATA_R335',
			reply.codes,
			['ErrorIncorrectUpdatePropertyCount'],
			'the code',
		);
	},
);

const distinguished = scenario(
	'MSOXWSFOLD_S06_TC06_UpdateDistinguishedFolder',
	'MS-OXWSFOLD_R9101',
	async (trial) => {
		const reply = await trial.call(updateFolderXml([named('sentitems'), DELETE_PERMISSIONS]));
		trial.equal('MS-OXWSFOLD_R9101', reply.codes, ['NoError'], 'the code');
	},
);

const updateFailed = scenario(
	'MSOXWSFOLD_S06_TC07_UpdateFolderFailed',
	'MS-OXWSFOLD_R4645',
	async (trial) => {
		const id = await makeFolder(trial, custom('Gone'));
		await trial.ok(deleteFolderXml(folderId(id)));
		const reply = await trial.call(updateFolderXml([folderId(id), renameXml('New')]));
		trial.equal('MS-OXWSFOLD_R4645', classes(reply), ['Error'], 'the class');
	},
);

export const read: readonly Scenario[] = [
	calendar,
	contacts,
	ofClass('MSOXWSFOLD_S04_TC03_GetJournalFolder', 'journal', 'IPF.Journal', 'MS-OXWSFOLD_R586'),
	ofClass('MSOXWSFOLD_S04_TC04_GetInboxFolder', 'inbox', 'IPF.Note', 'MS-OXWSFOLD_R587'),
	ofClass('MSOXWSFOLD_S04_TC05_GetNotesFolder', 'notes', 'IPF.StickyNote', 'MS-OXWSFOLD_R588'),
	tasks,
	unread,
	extended,
	idOnly,
	update,
	append,
	updateSeveral,
	remove,
	twoProperties,
	distinguished,
	updateFailed,
];
