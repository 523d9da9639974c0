import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import {
	base,
	classes,
	createFoldersXml,
	deleteFolderXml,
	first,
	folderId,
	foldersOf,
	folderXml,
	getFolderXml,
	isError,
	makeFolder,
	makeMessage,
	named,
	renameXml,
	subjectsIn,
	textOf,
	transferFolderXml,
	updateFolderXml,
	USER1,
	USER2,
} from '../steps';

const INBOX = named('inbox');
const CUSTOM = 'IPF.MyCustomFolderClass';
export const custom = (name: string, inner = '') => folderXml(name, inner, 'Folder', CUSTOM);

const createDelete = scenario(
	'MSOXWSFOLD_S01_TC01_CreateDeleteFolder',
	`MS-OXWSFOLD_R71021 MS-OXWSFOLD_R7102 MS-OXWSFOLD_R216 MS-OXWSFOLD_R67 MS-OXWSFOLD_R5890
	MS-OXWSFOLD_R2202 MS-OXWSFOLD_R560 MS-OXWSFOLD_R589201 MS-OXWSFOLD_R22202 MS-OXWSFOLD_R28
	MS-OXWSFOLD_R2802 MS-OXWSFOLD_R2531 MS-OXWSFOLD_R252 MS-OXWSFOLD_R6802 MS-OXWSFOLD_R7201
	MS-OXWSFOLD_R72 MS-OXWSFOLD_R5900 MS-OXWSFOLD_R42101 MS-OXWSFOLD_R3104 MS-OXWSFOLD_R31044
	MS-OXWSFOLD_R568 MS-OXWSFOLD_R306 MS-OXWSFOLD_R341`,
	async (trial) => {
		const nameless = await trial.call(createFoldersXml('<t:Folder/>', INBOX));
		trial.check('MS-OXWSFOLD_R71021', isError(nameless), `without a name: ${nameless.codes}`);
		const gone = await makeFolder(trial, custom('Gone'));
		await trial.ok(deleteFolderXml(folderId(gone)));
		const orphan = await trial.call(createFoldersXml(custom('Orphan'), folderId(gone)));
		trial.equal('MS-OXWSFOLD_R216', orphan.codes, ['ErrorParentFolderNotFound'], 'the code');
		const own = await trial.call(
			createFoldersXml(
				`<t:Folder>${folderId(gone)}<t:DisplayName>x</t:DisplayName></t:Folder>`,
				INBOX,
			),
		);
		const created = await trial.call(createFoldersXml(custom('Custom folder'), INBOX));
		const { id } = created.id('FolderId');
		trial.check('MS-OXWSFOLD_R67', isError(own) && id !== '', 'a client can choose the id');
		trial.equal(
			['MS-OXWSFOLD_R2202', 'MS-OXWSFOLD_R560'],
			classes(created),
			['Success'],
			'the class',
		);
		trial.equal(
			['MS-OXWSFOLD_R22202', 'MS-OXWSFOLD_R589201'],
			created.codes,
			['NoError'],
			'the code',
		);
		await makeMessage(trial, 'Test mail', folderId(id));
		const inbox = await trial.ok(getFolderXml(INBOX, base('IdOnly')));
		const got = await trial.call(getFolderXml(folderId(id)));
		trial.check('MS-OXWSFOLD_R2531', got.isSuccess, `reading it ends in ${got.codes}`);
		const shown = got.first('Folder');
		trial.check(['MS-OXWSFOLD_R28', 'MS-OXWSFOLD_R2802'], shown !== undefined, 'it is no Folder');
		trial.equal('MS-OXWSFOLD_R7102', textOf(shown, 'DisplayName'), 'Custom folder', 'its name');
		trial.equal('MS-OXWSFOLD_R5890', textOf(shown, 'FolderClass'), CUSTOM, 'its class');
		trial.equal(
			['MS-OXWSFOLD_R252', 'MS-OXWSFOLD_R6802'],
			first(shown, 'ParentFolderId')?.attributes['Id'],
			inbox.id('FolderId').id,
			'the folder it is in',
		);
		trial.equal(
			['MS-OXWSFOLD_R7201', 'MS-OXWSFOLD_R72', 'MS-OXWSFOLD_R5900'],
			textOf(shown, 'TotalCount'),
			'1',
			'how many items it has',
		);
		trial.check(
			'MS-OXWSFOLD_R42101',
			['FolderClass', 'EffectiveRights', 'PermissionSet', 'UnreadCount'].every((one) =>
				first(shown, one),
			),
			'not all properties are there',
		);
		const deleted = await trial.call(deleteFolderXml(folderId(id)));
		trial.equal(
			['MS-OXWSFOLD_R3104', 'MS-OXWSFOLD_R568'],
			classes(deleted),
			['Success'],
			'the class',
		);
		trial.equal('MS-OXWSFOLD_R31044', deleted.codes, ['NoError'], 'the code');
		const after = await trial.call(getFolderXml(folderId(id)));
		trial.check(['MS-OXWSFOLD_R306', 'MS-OXWSFOLD_R341'], isError(after), 'it is still there');
	},
);

const exists = scenario(
	'MSOXWSFOLD_S01_TC02_CreateExistFolder',
	'MS-OXWSFOLD_R217',
	async (trial) => {
		await makeFolder(trial, custom('Custom folder'));
		const again = await trial.call(createFoldersXml(custom('Custom folder'), INBOX));
		trial.equal('MS-OXWSFOLD_R217', again.codes, ['ErrorFolderExists'], 'the code');
	},
	{ witnesses: ['folder-names-are-unique'] },
);

const defaults = scenario(
	'MSOXWSFOLD_S01_TC03_DeleteDefaultFolder',
	'MS-OXWSFOLD_R308 MS-OXWSFOLD_R31045',
	async (trial) => {
		for (const name of ['inbox', 'deleteditems']) {
			const reply = await trial.call(deleteFolderXml(named(name), 'SoftDelete'));
			trial.equal(
				'MS-OXWSFOLD_R308',
				reply.codes,
				['ErrorDeleteDistinguishedFolder'],
				`the code for ${name}`,
			);
			trial.equal('MS-OXWSFOLD_R31045', classes(reply), ['Error'], `the class for ${name}`);
		}
	},
	{ witnesses: ['distinguished-folders-stay'] },
);

const manage: NonNullable<Parameters<typeof scenario>[3]>['sandbox'] = {
	fill: (store) => {
		store.managedFolders.set('Contracts', { id: 'contracts', comment: 'Kept 10 years' });
		store.managedFolders.set('Invoices', { id: 'invoices', comment: 'Kept 8 years' });
		store.managedFolders.set('Limited', { id: 'limited', storageQuota: 100 });
	},
};

export const managedXml = (mailbox: string, ...names: readonly string[]) =>
	`<m:CreateManagedFolder><m:FolderNames>${names.map((name) => `<t:FolderName>${name}</t:FolderName>`).join('')}</m:FolderNames>${mailbox}</m:CreateManagedFolder>`;
export const OWN_MAILBOX = `<m:Mailbox><t:EmailAddress>${USER1}</t:EmailAddress></m:Mailbox>`;

/** A managed folder and the one that it is in, as the server shows them. */
async function managed(trial: Trial, name: string) {
	const created = await trial.call(managedXml(OWN_MAILBOX, name));
	const { id } = created.id('FolderId');
	const got = await trial.ok(getFolderXml(folderId(id)));
	const parent = got.first('ParentFolderId')?.attributes['Id'] ?? '';
	return { created, id, got, shown: got.first('ManagedFolderInformation'), parent };
}

const createManaged = scenario(
	'MSOXWSFOLD_S01_TC04_CreateManagedFolder',
	`MS-OXWSFOLD_R2692 MS-OXWSFOLD_R26992 MS-OXWSFOLD_R565 MS-OXWSFOLD_R2961 MS-OXWSFOLD_R298
	MS-OXWSFOLD_R5922 MS-OXWSFOLD_R1111 MS-OXWSFOLD_R1081 MS-OXWSFOLD_R10811 MS-OXWSFOLD_R1082`,
	async (trial) => {
		const { created, got, shown, parent } = await managed(trial, 'Contracts');
		trial.equal(
			['MS-OXWSFOLD_R2692', 'MS-OXWSFOLD_R565'],
			classes(created),
			['Success'],
			'the class',
		);
		trial.equal('MS-OXWSFOLD_R26992', created.codes, ['NoError'], 'the code');
		trial.equal('MS-OXWSFOLD_R2961', got.text('DisplayName'), 'Contracts', 'its name');
		trial.check('MS-OXWSFOLD_R298', got.isSuccess, 'it is not in the mailbox');
		trial.check('MS-OXWSFOLD_R5922', shown !== undefined, 'nothing is said of its management');
		trial.equal('MS-OXWSFOLD_R1111', textOf(shown, 'Comment'), 'Kept 10 years', 'the comment');
		trial.equal(
			['MS-OXWSFOLD_R1081', 'MS-OXWSFOLD_R10811'],
			textOf(shown, 'IsManagedFoldersRoot'),
			'false',
			'whether it is the root',
		);
		const root = await trial.ok(getFolderXml(folderId(parent)));
		const above = root.first('ParentFolderId')?.attributes['Id'] ?? '';
		const top = await trial.ok(getFolderXml(folderId(above)));
		trial.check(
			'MS-OXWSFOLD_R1082',
			root.text('IsManagedFoldersRoot') === 'true' &&
				top.first('ManagedFolderInformation') === undefined,
			'the folder it is in is not the root',
		);
	},
	{ sandbox: manage },
);

const hard = scenario(
	'MSOXWSFOLD_S01_TC05_DeleteFolderHardDelete',
	'MS-OXWSFOLD_R34301',
	async (trial) => {
		const id = await makeFolder(trial, custom('Custom folder'));
		await makeMessage(trial, 'Test mail', folderId(id));
		await trial.ok(deleteFolderXml(folderId(id), 'HardDelete'));
		const got = await trial.call(getFolderXml(folderId(id)));
		const kept = await subjectsIn(trial, named('recoverableitemsdeletions'));
		trial.equal(
			'MS-OXWSFOLD_R34301',
			[got.codes, kept],
			[['ErrorItemNotFound'], []],
			'what is left of the folder',
		);
	},
);

const toDeleted = scenario(
	'MSOXWSFOLD_S01_TC06_DeleteFolderMoveToDeleteItems',
	'MS-OXWSFOLD_R34302',
	async (trial) => {
		const id = await makeFolder(trial, custom('Custom folder'));
		await trial.ok(deleteFolderXml(folderId(id), 'MoveToDeletedItems'));
		const got = await trial.ok(getFolderXml(folderId(id)));
		const parent = await trial.ok(
			getFolderXml(folderId(got.first('ParentFolderId')?.attributes['Id'] ?? '')),
		);
		trial.equal('MS-OXWSFOLD_R34302', parent.text('DisplayName'), 'Deleted Items', 'where it is');
	},
);

const nobody = scenario(
	'MSOXWSFOLD_S01_TC07_CreateManagedFolderInNonexistingMailbox',
	'MS-OXWSCDATA_R1453',
	async (trial) => {
		const reply = await trial.call(managedXml('<m:Mailbox/>', 'Contracts'));
		trial.equal('MS-OXWSCDATA_R1453', reply.codes, ['ErrorNonExistentMailbox'], 'the code');
	},
	{ sandbox: manage },
);

const duplicate = scenario(
	'MSOXWSFOLD_S01_TC08_CreateDuplicateManagedFolder',
	'MS-OXWSCDATA_R301 MS-OXWSFOLD_R26993',
	async (trial) => {
		const reply = await trial.call(managedXml('', 'Contracts', 'Contracts'));
		trial.equal('MS-OXWSCDATA_R301', reply.codes[0], 'ErrorDuplicateInputFolderNames', 'the code');
		trial.check('MS-OXWSFOLD_R26993', isError(reply), `the classes are ${classes(reply)}`);
	},
	{ sandbox: manage },
);

const several = scenario(
	'MSOXWSFOLD_S01_TC09_CreateDeleteMultipleFolders',
	'MS-OXWSFOLD_R42102',
	async (trial) => {
		const created = await trial.ok(createFoldersXml(custom('One') + custom('Two'), INBOX));
		const both = created
			.ids('FolderId')
			.map(({ id }) => folderId(id))
			.join('');
		const got = await trial.ok(getFolderXml(both, base('Default')));
		trial.equal(
			'MS-OXWSFOLD_R42102',
			foldersOf(got).map(({ children }) => children.map(({ name }) => name)),
			Array(2).fill(['FolderId', 'DisplayName', 'TotalCount', 'ChildFolderCount', 'UnreadCount']),
			'the default shape',
		);
		await trial.ok(deleteFolderXml(both));
	},
);

const severalManaged = scenario(
	'MSOXWSFOLD_S01_TC10_CreateMultipleManagedFolder',
	'MS-OXWSFOLD_R1091',
	async (trial) => {
		const created = await trial.ok(managedXml('', 'Contracts', 'Invoices'));
		const both = created
			.ids('FolderId')
			.map(({ id }) => folderId(id))
			.join('');
		const got = await trial.ok(getFolderXml(both));
		const ids = got.all('ManagedFolderId').map(({ text }) => text);
		trial.check('MS-OXWSFOLD_R1091', new Set(ids).size === 2, `the ids are ${ids}`);
	},
	{ sandbox: manage },
);

/** A folder of one kind is made, read and deleted. */
function ofKind(
	name: string,
	element: string,
	folderClass: string,
	requirements: string,
	inner = '',
): Scenario {
	return scenario(name, requirements, async (trial) => {
		const id = await makeFolder(trial, folderXml('New', inner, element, folderClass));
		const got = await trial.ok(getFolderXml(folderId(id)));
		const permissions = got.all('PermissionSet').length;
		trial.equal(
			requirements.split(' '),
			[foldersOf(got)[0]?.name, got.text('FolderClass'), got.id('FolderId').id, permissions],
			[element, folderClass, id, 1],
			'the folder',
		);
		await trial.ok(deleteFolderXml(folderId(id)));
	});
}

const SHARED = `<t:PermissionSet><t:Permissions><t:Permission><t:UserId><t:PrimarySmtpAddress>${USER2}</t:PrimarySmtpAddress></t:UserId><t:CanCreateSubFolders>true</t:CanCreateSubFolders><t:IsFolderOwner>true</t:IsFolderOwner><t:PermissionLevel>Custom</t:PermissionLevel></t:Permission></t:Permissions></t:PermissionSet>`;

const READ_ONLY: ReadonlyArray<readonly [string, string]> = [
	['MS-OXWSFOLD_R73', '<t:TotalCount>3</t:TotalCount>'],
	['MS-OXWSFOLD_R76', '<t:ChildFolderCount>3</t:ChildFolderCount>'],
	[
		'MS-OXWSFOLD_R80',
		'<t:ManagedFolderInformation><t:CanDelete>true</t:CanDelete></t:ManagedFolderInformation>',
	],
	[
		'MS-OXWSFOLD_R83',
		`<t:EffectiveRights>${['CreateAssociated', 'CreateContents', 'CreateHierarchy', 'Delete', 'Modify', 'Read'].map((name) => `<t:${name}>true</t:${name}>`).join('')}</t:EffectiveRights>`,
	],
];

const readOnly = scenario(
	'MSOXWSFOLD_S01_TC14_CreateFolderWithReadOnlyElements',
	`MS-OXWSFOLD_R22203 ${READ_ONLY.map(([id]) => id).join(' ')}`,
	async (trial) => {
		for (const [requirement, inner] of READ_ONLY) {
			const reply = await trial.call(createFoldersXml(custom('New', inner), INBOX));
			trial.equal(
				[requirement, 'MS-OXWSFOLD_R22203'],
				[classes(reply), reply.codes],
				[['Error'], ['ErrorInvalidPropertySet']],
				`the class and the code for ${inner}`,
			);
		}
	},
);

const getFailed = scenario(
	'MSOXWSFOLD_S01_TC15_GetFolderFailed',
	'MS-OXWSFOLD_R38645',
	async (trial) => {
		const id = await makeFolder(trial, custom('Custom folder'));
		await trial.ok(deleteFolderXml(folderId(id)));
		const reply = await trial.call(getFolderXml(folderId(id)));
		trial.equal('MS-OXWSFOLD_R38645', classes(reply), ['Error'], 'the class');
	},
);

const soft = scenario(
	'MSOXWSFOLD_S01_TC16_SoftDeleteFolder',
	'MS-OXWSFOLD_R34303',
	async (trial) => {
		const id = await makeFolder(trial, custom('Custom folder'));
		await makeMessage(trial, 'Test mail', folderId(id));
		await trial.ok(deleteFolderXml(folderId(id), 'SoftDelete'));
		const got = await trial.call(getFolderXml(folderId(id)));
		trial.equal(
			'MS-OXWSFOLD_R34303',
			[isError(got), await subjectsIn(trial, named('recoverableitemsdeletions'))],
			[true, ['Test mail']],
			'what is in the dumpster',
		);
	},
);

const loose = scenario(
	'MSOXWSFOLD_S01_TC17_VerifyRenameOrMoveTrue',
	'MS-OXWSFOLD_R105211 MS-OXWSFOLD_R105212',
	async (trial) => {
		const { id, shown } = await managed(trial, 'Contracts');
		const renamed = await trial.call(updateFolderXml([folderId(id), renameXml('Renamed')]));
		const can = textOf(shown, 'CanRenameOrMove');
		trial.check('MS-OXWSFOLD_R105211', can === 'true' && renamed.isSuccess, `${renamed.codes}`);
		const moved = await trial.call(transferFolderXml('MoveFolder', folderId(id), INBOX));
		trial.check('MS-OXWSFOLD_R105212', can === 'true' && moved.isSuccess, `${moved.codes}`);
	},
	{ sandbox: manage },
);

const fixed = scenario(
	'MSOXWSFOLD_S01_TC18_VerifyRenameOrMoveFalse',
	'MS-OXWSFOLD_R1051111 MS-OXWSFOLD_R1051112',
	async (trial) => {
		const { shown, parent } = await managed(trial, 'Contracts');
		const can = textOf(shown, 'CanRenameOrMove');
		const moved = await trial.call(transferFolderXml('MoveFolder', folderId(parent), INBOX));
		trial.check(
			'MS-OXWSFOLD_R1051112',
			can === 'false' && isError(moved),
			`${can}, ${moved.codes}`,
		);
		const renamed = await trial.call(updateFolderXml([folderId(parent), renameXml('Renamed')]));
		trial.check(
			'MS-OXWSFOLD_R1051111',
			can === 'false' && isError(renamed),
			`${can}, ${renamed.codes}`,
		);
	},
	{ sandbox: { ...manage, build: '14.2' } },
);

const noQuota = scenario(
	'MSOXWSFOLD_S01_TC19_VerifyStorageQuotaNotSet',
	'MS-OXWSFOLD_R1071 MS-OXWSFOLD_R10711',
	async (trial) => {
		const { shown } = await managed(trial, 'Contracts');
		trial.equal(
			['MS-OXWSFOLD_R1071', 'MS-OXWSFOLD_R10711'],
			[textOf(shown, 'HasQuota'), textOf(shown, 'StorageQuota')],
			['false', undefined],
			'the quota',
		);
	},
	{ sandbox: manage },
);

const quota = scenario(
	'MSOXWSFOLD_S01_TC20_VerifyStorageQuotaSet',
	'MS-OXWSFOLD_R1072 MS-OXWSFOLD_R1121111',
	async (trial) => {
		const { shown } = await managed(trial, 'Limited');
		trial.equal('MS-OXWSFOLD_R1072', textOf(shown, 'HasQuota'), 'true', 'whether it has a quota');
		trial.equal('MS-OXWSFOLD_R1121111', textOf(shown, 'StorageQuota'), '100', 'the quota');
	},
	{ sandbox: { ...manage, build: '14.2' } },
);

export const create: readonly Scenario[] = [
	createDelete,
	exists,
	defaults,
	createManaged,
	hard,
	toDeleted,
	nobody,
	duplicate,
	several,
	severalManaged,
	ofKind(
		'MSOXWSFOLD_S01_TC11_CreateDeleteCalendarFolder',
		'CalendarFolder',
		'IPF.Appointment',
		'MS-OXWSFOLD_R29 MS-OXWSFOLD_R70',
	),
	ofKind(
		'MSOXWSFOLD_S01_TC12_CreateDeleteTasksFolder',
		'TasksFolder',
		'IPF.Task',
		'MS-OXWSFOLD_R35 MS-OXWSFOLD_R589',
	),
	ofKind(
		'MSOXWSFOLD_S01_TC13_CreateDeleteContactsFolder',
		'ContactsFolder',
		'IPF.Contact',
		'MS-OXWSCONT_R217',
		SHARED,
	),
	readOnly,
	getFailed,
	soft,
	loose,
	fixed,
	noQuota,
	quota,
];
