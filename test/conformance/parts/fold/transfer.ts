import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import {
	classes,
	createFoldersXml,
	deleteFolderXml,
	first,
	folderId,
	getFolderXml,
	isError,
	makeFolder,
	makeMessage,
	named,
	subjectsIn,
	textOf,
	transferFolderXml,
	USER1,
} from '../steps';
import { custom } from './create';

const INBOX = named('inbox');
const copyXml = (folders: string, to: string) => transferFolderXml('CopyFolder', folders, to);
const moveXml = (folders: string, to: string) => transferFolderXml('MoveFolder', folders, to);

const copy = scenario(
	'MSOXWSFOLD_S02_TC01_CopyFolder',
	'MS-OXWSFOLD_R1852 MS-OXWSFOLD_R185222 MS-OXWSFOLD_R211',
	async (trial) => {
		await makeMessage(trial, 'In drafts');
		const copied = await trial.call(copyXml(named('drafts'), INBOX));
		trial.equal('MS-OXWSFOLD_R1852', classes(copied), ['Success'], 'the class');
		trial.equal('MS-OXWSFOLD_R185222', copied.codes, ['NoError'], 'the code');
		const { id } = copied.id('FolderId');
		const got = await trial.call(getFolderXml(folderId(id)));
		trial.equal(
			'MS-OXWSFOLD_R211',
			[got.codes, got.text('DisplayName'), await subjectsIn(trial, folderId(id))],
			[['NoError'], 'Drafts', ['In drafts']],
			'the copy',
		);
	},
);

const copySeveral = scenario(
	'MSOXWSFOLD_S02_TC02_CopyMultipleFolders',
	'MS-OXWSFOLD_R1852 MS-OXWSFOLD_R185222',
	async (trial) => {
		const copied = await trial.call(copyXml(named('drafts') + named('deleteditems'), INBOX));
		trial.equal('MS-OXWSFOLD_R1852', classes(copied), ['Success', 'Success'], 'the classes');
		trial.equal('MS-OXWSFOLD_R185222', copied.codes, ['NoError', 'NoError'], 'the codes');
	},
);

/** user1 may make public folders. */
const PUBLIC: NonNullable<Parameters<typeof scenario>[3]>['sandbox'] = {
	fill: (store) => store.grant(store.publicRoot, USER1, 'Owner'),
};

const copyPublic = scenario(
	'MSOXWSFOLD_S02_TC03_CopyPublicFolder',
	'MS-OXWSFOLD_R55501',
	async (trial) => {
		const shared = await makeFolder(trial, custom('Public'), named('publicfoldersroot'));
		const own = await makeFolder(trial, custom('Own'));
		const out = await trial.call(copyXml(folderId(shared), folderId(own)));
		const into = await trial.call(copyXml(folderId(own), folderId(shared)));
		for (const reply of [out, into]) {
			trial.equal('MS-OXWSFOLD_R55501', reply.codes, ['NoError'], 'the code');
			const got = await trial.call(getFolderXml(folderId(reply.id('FolderId').id)));
			trial.check('MS-OXWSFOLD_R55501', got.isSuccess, 'the copy is not there');
		}
	},
	{ sandbox: { ...PUBLIC, build: '14.2' } },
);

/** What is gone can be neither copied nor moved. */
const failed = (name: string, operation: string, requirement: string) =>
	scenario(name, requirement, async (trial) => {
		const id = await makeFolder(trial, custom('Gone'));
		await trial.ok(deleteFolderXml(folderId(id)));
		const reply = await trial.call(transferFolderXml(operation, folderId(id), named('drafts')));
		trial.check(requirement, isError(reply), `the classes are ${classes(reply)}`);
	});

const move = scenario(
	'MSOXWSFOLD_S03_TC01_FolderPropertiesAfterMoved',
	`MS-OXWSFOLD_R4314 MS-OXWSFOLD_R43144 MS-OXWSFOLD_R595 MS-OXWSFOLD_R461 MS-OXWSFOLD_R429
	MS-OXWSFOLD_R594 MS-OXWSFOLD_R7501 MS-OXWSFOLD_R5912 MS-OXWSFOLD_R75 MS-OXWSFOLD_R596
	MS-OXWSFOLD_R68 MS-OXWSFOLD_R6801`,
	async (trial) => {
		const made = await makeFolder(trial, custom('To be moved'), named('drafts'));
		await makeMessage(trial, 'Test mail', folderId(made));
		const sub = await makeFolder(trial, custom('Sub folder'), folderId(made));
		const moved = await trial.call(moveXml(folderId(made), INBOX));
		trial.equal('MS-OXWSFOLD_R4314', moved.codes, ['NoError'], 'the code');
		trial.equal('MS-OXWSFOLD_R43144', classes(moved), ['Success'], 'the class');
		const { id } = moved.id('FolderId');
		const inbox = await trial.ok(getFolderXml(INBOX));
		const got = await trial.call(getFolderXml(folderId(id)));
		const shown = got.first('Folder');
		trial.check('MS-OXWSFOLD_R461', got.isSuccess, 'it is not there');
		trial.equal('MS-OXWSFOLD_R595', textOf(shown, 'TotalCount'), '1', 'how many items it has');
		trial.equal(
			'MS-OXWSFOLD_R429',
			first(shown, 'ParentFolderId')?.attributes['Id'],
			inbox.id('FolderId').id,
			'the folder it is in',
		);
		trial.equal(
			'MS-OXWSFOLD_R594',
			[textOf(shown, 'FolderClass'), textOf(shown, 'DisplayName')],
			['IPF.MyCustomFolderClass', 'To be moved'],
			'its class and name',
		);
		trial.equal(
			['MS-OXWSFOLD_R7501', 'MS-OXWSFOLD_R5912', 'MS-OXWSFOLD_R75'],
			textOf(shown, 'ChildFolderCount'),
			'1',
			'how many folders it has',
		);
		const inner = await trial.ok(getFolderXml(folderId(sub)));
		const parent = inner.first('ParentFolderId')?.attributes ?? {};
		trial.equal(
			['MS-OXWSFOLD_R596', 'MS-OXWSFOLD_R68'],
			parent['Id'],
			id,
			'where the inner one is',
		);
		trial.check(
			'MS-OXWSFOLD_R6801',
			parent['Id'] === id && Boolean(parent['ChangeKey']),
			'the parent has no change key',
		);
	},
);

const moveSeveral = scenario(
	'MSOXWSFOLD_S03_TC02_MoveMultipleFolders',
	'MS-OXWSFOLD_R43144 MS-OXWSFOLD_R429',
	async (trial) => {
		const made = await trial.ok(createFoldersXml(custom('One') + custom('Two'), named('drafts')));
		const both = made
			.ids('FolderId')
			.map(({ id }) => folderId(id))
			.join('');
		const moved = await trial.call(moveXml(both, INBOX));
		trial.equal('MS-OXWSFOLD_R43144', classes(moved), ['Success', 'Success'], 'the classes');
		const inbox = await trial.ok(getFolderXml(INBOX));
		const got = await trial.ok(
			getFolderXml(
				moved
					.ids('FolderId')
					.map(({ id }) => folderId(id))
					.join(''),
			),
		);
		trial.equal(
			'MS-OXWSFOLD_R429',
			got.all('ParentFolderId').map(({ attributes }) => attributes['Id']),
			Array(2).fill(inbox.id('FolderId').id),
			'the folder they are in',
		);
	},
);

const emptyXml = (folder: string, type: string, subfolders: boolean) =>
	`<m:EmptyFolder DeleteType="${type}" DeleteSubFolders="${subfolders}"><m:FolderIds>${folder}</m:FolderIds></m:EmptyFolder>`;

/** An item in the Inbox, and a folder in it with another item. */
async function filled(trial: Trial): Promise<string> {
	const id = await makeFolder(trial, custom('To be deleted'));
	await makeMessage(trial, 'In the folder', folderId(id));
	await makeMessage(trial, 'In the inbox', INBOX);
	return id;
}

const empty = scenario(
	'MSOXWSFOLD_S05_TC01_EmptyFolder',
	`MS-OXWSFOLD_R3474 MS-OXWSFOLD_R34744 MS-OXWSFOLD_R3440 MS-OXWSFOLD_R367 MS-OXWSFOLD_R571
	MS-OXWSFOLD_R380 MS-OXWSFOLD_R5666 MS-OXWSFOLD_R37801`,
	async (trial) => {
		const id = await filled(trial);
		const reply = await trial.call(emptyXml(INBOX, 'HardDelete', true));
		trial.equal(
			['MS-OXWSFOLD_R3474', 'MS-OXWSFOLD_R3440'],
			classes(reply),
			['Success'],
			'the class',
		);
		trial.equal(['MS-OXWSFOLD_R34744', 'MS-OXWSFOLD_R5666'], reply.codes, ['NoError'], 'the code');
		const got = await trial.call(getFolderXml(folderId(id)));
		const left = await subjectsIn(trial, INBOX);
		trial.equal(
			['MS-OXWSFOLD_R367', 'MS-OXWSFOLD_R571', 'MS-OXWSFOLD_R37801'],
			[left, got.codes, await subjectsIn(trial, named('deleteditems'))],
			[[], ['ErrorItemNotFound'], []],
			'what is left',
		);
		trial.equal('MS-OXWSFOLD_R380', got.codes, ['ErrorItemNotFound'], 'what is left of the folder');
	},
	{ witnesses: ['emptying-takes-subfolders'] },
);

const emptyItems = scenario(
	'MSOXWSFOLD_S05_TC02_EmptyFolderWithoutDeletingSubFolder',
	'MS-OXWSFOLD_R3791 MS-OXWSFOLD_R381',
	async (trial) => {
		const id = await filled(trial);
		await trial.ok(emptyXml(INBOX, 'HardDelete', false));
		const got = await trial.call(getFolderXml(folderId(id)));
		trial.equal(
			['MS-OXWSFOLD_R3791', 'MS-OXWSFOLD_R381'],
			[await subjectsIn(trial, INBOX), got.codes],
			[[], ['NoError']],
			'what is left',
		);
	},
);

const emptyToDeleted = scenario(
	'MSOXWSFOLD_S05_TC03_EmptyFolderMoveToDeletedItems',
	'MS-OXWSFOLD_R37802',
	async (trial) => {
		const id = await filled(trial);
		await trial.ok(emptyXml(INBOX, 'MoveToDeletedItems', true));
		const got = await trial.ok(getFolderXml(folderId(id) + named('deleteditems')));
		const [, bin] = got.ids('FolderId');
		trial.equal(
			'MS-OXWSFOLD_R37802',
			[
				await subjectsIn(trial, INBOX),
				await subjectsIn(trial, named('deleteditems')),
				got.first('ParentFolderId')?.attributes['Id'],
			],
			[[], ['In the inbox'], bin?.id],
			'where the item and the folder are',
		);
	},
);

const emptyPublic = scenario(
	'MSOXWSFOLD_S05_TC04_EmptyPublicFolderFailed',
	'MS-OXWSFOLD_R34745',
	async (trial) => {
		const id = await makeFolder(trial, custom('Public'), named('publicfoldersroot'));
		const reply = await trial.call(emptyXml(folderId(id), 'HardDelete', true));
		trial.equal('MS-OXWSFOLD_R34745', classes(reply), ['Error'], 'the class');
	},
	{ sandbox: PUBLIC },
);

const emptySoft = scenario(
	'MSOXWSFOLD_S05_TC05_SoftEmptyFolder',
	'MS-OXWSFOLD_R37803',
	async (trial) => {
		await filled(trial);
		await trial.ok(emptyXml(INBOX, 'SoftDelete', true));
		const kept = await subjectsIn(trial, named('recoverableitemsdeletions'));
		trial.equal(
			'MS-OXWSFOLD_R37803',
			[await subjectsIn(trial, INBOX), kept.sort()],
			[[], ['In the folder', 'In the inbox']],
			'what is in the dumpster',
		);
	},
);

export const transfer: readonly Scenario[] = [
	copy,
	copySeveral,
	copyPublic,
	failed('MSOXWSFOLD_S02_TC04_CopyFolderFailed', 'CopyFolder', 'MS-OXWSFOLD_R185223'),
	move,
	moveSeveral,
	failed('MSOXWSFOLD_S03_TC03_MoveFolderFailed', 'MoveFolder', 'MS-OXWSFOLD_R4315'),
	empty,
	emptyItems,
	emptyToDeleted,
	emptyPublic,
	emptySoft,
];
