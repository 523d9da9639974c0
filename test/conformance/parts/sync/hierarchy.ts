import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import {
	base,
	deleteFolderXml,
	folderId,
	folderXml,
	makeFolder,
	named,
	paths,
	renameXml,
	searchXml,
	textOf,
	updateFolderXml,
} from '../steps';
import { changesOf, Client, stateOf, summary, syncFoldersXml } from './steps';

const FIRST = 'First level';
const SECOND = 'Second level';
const RENAMED = 'Renamed';

async function twoLevels(trial: Trial, folder: string, element: string): Promise<string> {
	const outer = await makeFolder(trial, folderXml(FIRST, '', element), named(folder));
	return makeFolder(trial, folderXml(SECOND, '', element), folderId(outer));
}

const rename = (trial: Trial, id: string, element: string) =>
	trial.ok(updateFolderXml([folderId(id), renameXml(RENAMED, element)]));

/** Two folders are made, the inner one is renamed, then deleted. */
function levels(
	name: string,
	folder: string,
	element: string,
	ids: { readonly created: string; readonly type: string; readonly updated: string },
	{
		shape = base('AllProperties'),
		requirements = '',
		afterUpdate,
		afterDelete,
		witnesses = [],
	}: {
		readonly shape?: string;
		readonly requirements?: string;
		readonly afterUpdate?: (trial: Trial, reply: Parameters<typeof summary>[0]) => void;
		readonly afterDelete?: (trial: Trial, reply: Parameters<typeof summary>[0], id: string) => void;
		readonly witnesses?: Scenario['witnesses'];
	},
): Scenario {
	return scenario(
		name,
		`${ids.created} ${ids.type} ${ids.updated} ${requirements}`,
		async (trial) => {
			const client = new Client(trial, (state) => syncFoldersXml({ folder, shape, state }));
			await client.next();
			const id = await twoLevels(trial, folder, element);
			const created = await client.next();
			trial.equal(
				ids.created.split(' '),
				summary(created),
				[`Create ${element}`, `Create ${element}`],
				'what was created',
			);
			await rename(trial, id, element);
			const updated = await client.next();
			trial.equal(
				[...ids.type.split(' '), ...ids.updated.split(' ')],
				summary(updated),
				[`Update ${element}`],
				'what was changed',
			);
			afterUpdate?.(trial, updated);
			await trial.ok(deleteFolderXml(folderId(id)));
			const deleted = await client.next();
			if (JSON.stringify(summary(deleted)) !== '["Delete"]') {
				throw new Error(`One folder was deleted, the server tells ${summary(deleted)}`);
			}
			afterDelete?.(trial, deleted, id);
		},
		{ witnesses },
	);
}

const inbox = levels(
	'MSOXWSSYNC_S01_TC01_SyncFolderHierarchy_InboxFolder',
	'inbox',
	'Folder',
	{
		created: 'MS-OXWSSYNC_R84 MS-OXWSSYNC_R10010',
		type: 'MS-OXWSSYNC_R99',
		updated: 'MS-OXWSSYNC_R10020',
	},
	{
		requirements: 'MS-OXWSSYNC_R85 MS-OXWSSYNC_R87',
		afterUpdate: (trial, reply) =>
			trial.equal('MS-OXWSSYNC_R85', reply.text('DisplayName'), RENAMED, 'the new name'),
		afterDelete: (trial, reply) =>
			trial.equal('MS-OXWSSYNC_R87', summary(reply), ['Delete'], 'what was deleted'),
		witnesses: ['sync-tells-folder-changes'],
	},
);

const calendar = levels(
	'MSOXWSSYNC_S01_TC02_SyncFolderHierarchy_CalendarFolder',
	'calendar',
	'CalendarFolder',
	{ created: 'MS-OXWSSYNC_R1021', type: 'MS-OXWSSYNC_R101', updated: 'MS-OXWSSYNC_R1022' },
	{
		shape: base('IdOnly'),
		requirements: 'MS-OXWSSYNC_R2573 MS-OXWSSYNC_R503',
		afterUpdate: (trial, reply) =>
			trial.equal(
				'MS-OXWSSYNC_R2573',
				reply.first('CalendarFolder')?.children.map(({ name }) => name),
				['FolderId'],
				'what IdOnly returns',
			),
		afterDelete: (trial, reply) =>
			trial.check(
				'MS-OXWSSYNC_R503',
				summary(reply).length === 1 && stateOf(reply) !== '',
				'the answer is not what happened since the state',
			),
	},
);

const contacts = levels(
	'MSOXWSSYNC_S01_TC03_SyncFolderHierarchy_ContactsFolder',
	'contacts',
	'ContactsFolder',
	{ created: 'MS-OXWSSYNC_R1041', type: 'MS-OXWSSYNC_R103', updated: 'MS-OXWSSYNC_R1042' },
	{
		shape: base('Default'),
		requirements: 'MS-OXWSSYNC_R2572 MS-OXWSSYNC_R4601 MS-OXWSSYNC_R117',
		afterUpdate: (trial, reply) => {
			const shown = reply.first('ContactsFolder')?.children.map(({ name }) => name) ?? [];
			trial.equal(
				'MS-OXWSSYNC_R2572',
				shown,
				['FolderId', 'DisplayName', 'TotalCount', 'ChildFolderCount'],
				'what the default shape returns',
			);
			trial.equal(
				'MS-OXWSSYNC_R4601',
				reply.text('IncludesLastFolderInRange'),
				'true',
				'whether the last folder is there',
			);
		},
		afterDelete: (trial, reply, id) =>
			trial.equal('MS-OXWSSYNC_R117', changesOf(reply)[0]?.id, id, 'the id of the folder'),
	},
);

const tasks = levels(
	'MSOXWSSYNC_S01_TC04_SyncFolderHierarchy_TasksFolder',
	'tasks',
	'TasksFolder',
	{
		created: 'MS-OXWSSYNC_R1081 MS-OXWSSYNC_R49',
		type: 'MS-OXWSSYNC_R107',
		updated: 'MS-OXWSSYNC_R1082',
	},
	{
		shape: base('AllProperties', paths('folder:DisplayName')),
		requirements: 'MS-OXWSSYNC_R2571 MS-OXWSSYNC_R2574 MS-OXWSSYNC_R2575 MS-OXWSSYNC_R44',
		afterUpdate: (trial, reply) => {
			const shown = reply.first('TasksFolder')?.children.map(({ name }) => name) ?? [];
			trial.check(
				'MS-OXWSSYNC_R2571',
				['ParentFolderId', 'FolderClass', 'EffectiveRights'].every((one) => shown.includes(one)),
				`all properties are ${shown}`,
			);
			trial.equal(
				['MS-OXWSSYNC_R2574', 'MS-OXWSSYNC_R2575'],
				reply.text('DisplayName'),
				RENAMED,
				'the additional property',
			);
			trial.check(
				'MS-OXWSSYNC_R44',
				/^[A-Za-z0-9+/]+={0,2}$/.test(stateOf(reply)),
				'the state is not Base64',
			);
		},
	},
);

const SEARCH_FOLDER = folderXml(FIRST, searchXml('Search text'), 'SearchFolder');

const search = scenario(
	'MSOXWSSYNC_S01_TC05_SyncFolderHierarchy_SearchFolder',
	`MS-OXWSCDATA_R5188 MS-OXWSSYNC_R2602 MS-OXWSSYNC_R2632 MS-OXWSSYNC_R2601 MS-OXWSSYNC_R2631
	MS-OXWSSYNC_R105 MS-OXWSSYNC_R1061 MS-OXWSSYNC_R1062 MS-OXWSSYNC_R259 MS-OXWSSYNC_R262`,
	async (trial) => {
		const folder = 'searchfolders';
		const invalid = await trial.call(syncFoldersXml({ folder, state: 'H4sIAAA==' }));
		trial.equal('MS-OXWSCDATA_R5188', invalid.codes, ['ErrorInvalidSyncStateData'], 'the code');
		const bare = await trial.call(syncFoldersXml({}));
		trial.equal(['MS-OXWSSYNC_R2602', 'MS-OXWSSYNC_R2632'], bare.codes, ['NoError'], 'the code');
		const begun = await trial.call(syncFoldersXml({ folder }));
		trial.equal('MS-OXWSSYNC_R2601', begun.codes, ['NoError'], 'the code');
		const id = await makeFolder(trial, SEARCH_FOLDER, named(folder));
		const created = await trial.call(syncFoldersXml({ folder, state: stateOf(begun) }));
		trial.equal('MS-OXWSSYNC_R2631', created.codes, ['NoError'], 'the code');
		trial.equal(
			['MS-OXWSSYNC_R105', 'MS-OXWSSYNC_R1061'],
			summary(created),
			['Create SearchFolder'],
			'what was created',
		);
		await rename(trial, id, 'SearchFolder');
		const updated = await trial.ok(syncFoldersXml({ folder, state: stateOf(created) }));
		trial.equal(
			['MS-OXWSSYNC_R1062', 'MS-OXWSSYNC_R259'],
			summary(updated),
			['Update SearchFolder'],
			'what was changed',
		);
		const again = await trial.ok(syncFoldersXml({ folder }));
		trial.equal(
			'MS-OXWSSYNC_R262',
			changesOf(again).map(({ name, node }) => [name, textOf(node, 'DisplayName')]),
			[['Create', RENAMED]],
			'what there is without a state',
		);
		await trial.ok(deleteFolderXml(folderId(id)));
		const deleted = await trial.ok(syncFoldersXml({ folder, state: stateOf(again) }));
		if (summary(deleted)[0] !== 'Delete') throw new Error('The deletion is not told');
	},
);

const KINDS: ReadonlyArray<readonly [string, string]> = [
	['inbox', 'Folder'],
	['calendar', 'CalendarFolder'],
	['contacts', 'ContactsFolder'],
	['tasks', 'TasksFolder'],
	['searchfolders', 'SearchFolder'],
];

const newFolder = (trial: Trial, folder: string, element: string) =>
	folder === 'searchfolders'
		? makeFolder(trial, SEARCH_FOLDER, named(folder))
		: makeFolder(trial, folderXml(FIRST, '', element), named(folder));

/** All kinds of folders at once: made, renamed, deleted. */
async function allKinds(trial: Trial, look: (step: string) => Promise<void>): Promise<void> {
	const made: Array<readonly [string, string]> = [];
	for (const [folder, element] of KINDS) {
		made.push([await newFolder(trial, folder, element), element]);
	}
	await look('Create');
	for (const [id, element] of made) await rename(trial, id, element);
	await look('Update');
	for (const [id] of made) await trial.ok(deleteFolderXml(folderId(id)));
	await look('Delete');
}

const without = scenario(
	'MSOXWSSYNC_S03_TC01_SyncFolderHierarchy_WithoutOptionalElements',
	'MS-OXWSSYNC_R260 MS-OXWSSYNC_R263',
	async (trial) => {
		await allKinds(trial, async (step) => {
			const reply = await trial.call(syncFoldersXml({ shape: base('Default') }));
			trial.check(
				['MS-OXWSSYNC_R260', 'MS-OXWSSYNC_R263'],
				reply.isSuccess && summary(reply).every((one) => one.startsWith('Create ')),
				`after ${step} the server answers ${reply.codes} and ${summary(reply)}`,
			);
		});
	},
);

const withAll = scenario(
	'MSOXWSSYNC_S03_TC02_SyncFolderHierarchy_WithAllOptionalElements',
	'MS-OXWSSYNC_R260 MS-OXWSSYNC_R263 MS-OXWSSYNC_R2601 MS-OXWSSYNC_R2631',
	async (trial) => {
		const clients = KINDS.map(
			([folder]) =>
				new Client(trial, (state) => syncFoldersXml({ folder, shape: base('Default'), state })),
		);
		for (const client of clients) await client.next();
		await allKinds(trial, async (step) => {
			for (const [at, client] of clients.entries()) {
				const [, element = ''] = KINDS[at] ?? [];
				const expected = step === 'Delete' ? step : `${step} ${element}`;
				trial.equal(
					['MS-OXWSSYNC_R260', 'MS-OXWSSYNC_R263', 'MS-OXWSSYNC_R2601', 'MS-OXWSSYNC_R2631'],
					summary(await client.next()),
					[expected],
					`what happened to the ${element}`,
				);
			}
		});
	},
);

export const hierarchy: readonly Scenario[] = [
	inbox,
	calendar,
	contacts,
	tasks,
	search,
	without,
	withAll,
];
