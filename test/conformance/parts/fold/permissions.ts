import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import {
	all,
	AS_USER2,
	base,
	createFoldersXml,
	createXml,
	deleteFolderXml,
	deleteXml,
	folderId,
	folderXml,
	getFolderXml,
	getXml,
	itemId,
	makeFolder,
	makeMessage,
	messageXml,
	named,
	paths,
	renameXml,
	subjectChange,
	textOf,
	transferFolderXml,
	updateFolderXml,
	USER2,
} from '../steps';
import { custom, managedXml, OWN_MAILBOX } from './create';
import { EXTENDED } from './read';

const FLAGS = [
	'CanCreateItems',
	'CanCreateSubFolders',
	'IsFolderOwner',
	'IsFolderVisible',
	'IsFolderContact',
] as const;

interface Given {
	readonly flags?: Readonly<Partial<Record<(typeof FLAGS)[number], boolean>>>;
	readonly edit?: 'None' | 'Owned' | 'All';
	readonly remove?: 'None' | 'Owned' | 'All';
	readonly read?: 'None' | 'FullDetails';
	readonly level: string;
	readonly user?: string;
}

const SMTP = `<t:PrimarySmtpAddress>${USER2}</t:PrimarySmtpAddress>`;

/** PermissionSet with one permission; its elements in the order of the schema. */
function permissions({ flags = {}, edit, remove, read, level, user = SMTP }: Given): string {
	const maybe = (name: string, value: unknown) =>
		value === undefined ? '' : `<t:${name}>${String(value)}</t:${name}>`;
	const inner =
		FLAGS.map((name) => maybe(name, flags[name])).join('') +
		maybe('EditItems', edit) +
		maybe('DeleteItems', remove) +
		maybe('ReadItems', read) +
		maybe('PermissionLevel', level);
	return `<t:PermissionSet><t:Permissions><t:Permission><t:UserId>${user}</t:UserId>${inner}</t:Permission></t:Permissions></t:PermissionSet>`;
}

const every = (on: boolean) =>
	Object.fromEntries(FLAGS.map((name) => [name, on])) as Record<(typeof FLAGS)[number], boolean>;

/** What somebody else can do in a folder. */
interface Ability {
	readonly subfolder: boolean;
	readonly create: boolean;
	readonly read: { readonly own: boolean; readonly other: boolean };
	readonly edit: { readonly own: boolean; readonly other: boolean };
	readonly remove: { readonly own: boolean; readonly other: boolean };
}

interface Tried extends Ability {
	readonly folder: string;
	readonly rights: (name: string) => string | undefined;
}

/** Shares a folder with user2 and lets user2 try everything. */
async function tryAll(trial: Trial, given: Given): Promise<Tried> {
	const folder = await makeFolder(trial, custom('Shared', permissions(given)));
	const { id: other } = await makeMessage(trial, 'Of the owner', folderId(folder));
	const can = async (body: string) => (await trial.call(body, AS_USER2)).isSuccess;
	const subfolder = await can(createFoldersXml(custom('Sub'), folderId(folder)));
	const created = await trial.call(
		createXml(messageXml('Of the other'), { folder: folderId(folder) }),
		AS_USER2,
	);
	const create = created.isSuccess;
	const own = create ? created.id().id : undefined;
	const both = async (xml: (id: string) => string) => ({
		own: own !== undefined && (await can(xml(own))),
		other: await can(xml(other)),
	});
	const read = await both((id) => getXml(itemId(id)));
	const edit = await both((id) => subjectChange(id, 'Changed'));
	const got = await trial.call(getFolderXml(folderId(folder)), AS_USER2);
	const remove = await both((id) => deleteXml(itemId(id)));
	const shown = got.first('EffectiveRights');
	return {
		folder,
		subfolder,
		create,
		read,
		edit,
		remove,
		rights: (name) => textOf(shown, name),
	};
}

const ability = ({ subfolder, create, read, edit, remove }: Ability): Ability => ({
	subfolder,
	create,
	read,
	edit,
	remove,
});

const ALL = { own: true, other: true };
const OWN = { own: true, other: false };
const NONE = { own: false, other: false };

const allOn = scenario(
	'MSOXWSFOLD_S07_TC01_FolderPermissionCustomLevelAllPermissionEnabled',
	`MS-OXWSFOLD_R4302 MS-OXWSFOLD_R4702 MS-OXWSFOLD_R46 MS-OXWSFOLD_R4501 MS-OXWSFOLD_R4701
	MS-OXWSFOLD_R51003 MS-OXWSFOLD_R52003 MS-OXWSFOLD_R98 MS-OXWSFOLD_R9802 MS-OXWSFOLD_R1182
	MS-OXWSFOLD_R154`,
	async (trial) => {
		const tried = await tryAll(trial, {
			flags: every(true),
			edit: 'All',
			remove: 'All',
			read: 'FullDetails',
			level: 'Custom',
		});
		trial.check(
			['MS-OXWSFOLD_R4302', 'MS-OXWSFOLD_R4702', 'MS-OXWSFOLD_R4701'],
			tried.subfolder,
			'the user makes no sub folder',
		);
		trial.check(['MS-OXWSFOLD_R46', 'MS-OXWSFOLD_R4501'], tried.create, 'the user creates no item');
		trial.equal('MS-OXWSFOLD_R51003', tried.edit, ALL, 'what the user changes');
		trial.equal('MS-OXWSFOLD_R52003', tried.remove, ALL, 'what the user deletes');
		const got = await trial.ok(
			getFolderXml(folderId(tried.folder), base('IdOnly', paths('folder:PermissionSet'))),
		);
		const [given] = all(got.first('PermissionSet'), 'Permission').filter(
			(one) => textOf(one, 'PrimarySmtpAddress') === USER2,
		);
		trial.equal(
			['MS-OXWSFOLD_R98', 'MS-OXWSFOLD_R9802', 'MS-OXWSFOLD_R1182'],
			FLAGS.map((name) => textOf(given, name)),
			FLAGS.map(() => 'true'),
			'the permissions of the user',
		);
		// All rights together are what an owner has.
		trial.check(
			'MS-OXWSFOLD_R154',
			['Custom', 'Owner'].includes(textOf(given, 'PermissionLevel') ?? ''),
			'the level is another',
		);
	},
	{ witnesses: ['permissions-are-kept'] },
);

const allOff = scenario(
	'MSOXWSFOLD_S07_TC02_FolderPermissionCustomLevelAllPermissionDisabled',
	'MS-OXWSFOLD_R47001 MS-OXWSFOLD_R4502 MS-OXWSFOLD_R51001 MS-OXWSFOLD_R52001',
	async (trial) => {
		const tried = await tryAll(trial, {
			flags: every(false),
			edit: 'None',
			remove: 'None',
			level: 'Custom',
		});
		trial.check('MS-OXWSFOLD_R47001', !tried.subfolder, 'the user makes a sub folder');
		trial.check('MS-OXWSFOLD_R4502', !tried.create, 'the user creates an item');
		trial.equal('MS-OXWSFOLD_R51001', tried.edit, NONE, 'what the user changes');
		trial.equal('MS-OXWSFOLD_R52001', tried.remove, NONE, 'what the user deletes');
	},
);

/** Somebody with a level can do exactly this. */
function level(
	name: string,
	of: string,
	requirement: string,
	expected: Ability,
	more = '',
	look?: (trial: Trial, tried: Tried) => Promise<void> | void,
): Scenario {
	return scenario(name, `${requirement} ${more}`, async (trial) => {
		const tried = await tryAll(trial, { level: of });
		trial.equal(requirement, ability(tried), expected, `what a ${of} can do`);
		await look?.(trial, tried);
	});
}

const LEVELS: readonly Scenario[] = [
	level(
		'MSOXWSFOLD_S07_TC03_FolderPermissionOwnerLevel',
		'Owner',
		'MS-OXWSFOLD_R146',
		{ subfolder: true, create: true, read: ALL, edit: ALL, remove: ALL },
		`MS-OXWSFOLD_R810107 MS-OXWSFOLD_R810109 MS-OXWSFOLD_R8101011 MS-OXWSCDATA_R1298
		MS-OXWSCDATA_R1299 MS-OXWSCDATA_R1300`,
		async (trial, { folder, rights }) => {
			trial.equal('MS-OXWSFOLD_R810107', rights('Delete'), 'true', 'the right to delete');
			trial.equal('MS-OXWSFOLD_R810109', rights('Modify'), 'true', 'the right to change');
			trial.equal('MS-OXWSFOLD_R8101011', rights('Read'), 'true', 'the right to read');
			const got = await trial.ok(
				getFolderXml(folderId(folder), base('IdOnly', paths('folder:PermissionSet'))),
				AS_USER2,
			);
			const user = got.all('UserId').find((one) => textOf(one, 'PrimarySmtpAddress') !== undefined);
			trial.check('MS-OXWSCDATA_R1298', /^S-1-5-/.test(textOf(user, 'SID') ?? ''), 'no SID');
			trial.equal('MS-OXWSCDATA_R1299', textOf(user, 'PrimarySmtpAddress'), USER2, 'the address');
			trial.equal('MS-OXWSCDATA_R1300', textOf(user, 'DisplayName'), 'User 2', 'the name');
		},
	),
	level(
		'MSOXWSFOLD_S07_TC04_FolderPermissionPublishingEditorLevel',
		'PublishingEditor',
		'MS-OXWSFOLD_R147',
		{ subfolder: true, create: true, read: ALL, edit: ALL, remove: ALL },
	),
	level('MSOXWSFOLD_S07_TC05_FolderPermissionEditorLevel', 'Editor', 'MS-OXWSFOLD_R148', {
		subfolder: false,
		create: true,
		read: ALL,
		edit: ALL,
		remove: ALL,
	}),
	level(
		'MSOXWSFOLD_S07_TC06_FolderPermissionPublishingAuthorLevel',
		'PublishingAuthor',
		'MS-OXWSFOLD_R149',
		{ subfolder: true, create: true, read: ALL, edit: OWN, remove: OWN },
	),
	level('MSOXWSFOLD_S07_TC07_FolderPermissionAuthorLevel', 'Author', 'MS-OXWSFOLD_R150', {
		subfolder: false,
		create: true,
		read: ALL,
		edit: OWN,
		remove: OWN,
	}),
	level(
		'MSOXWSFOLD_S07_TC08_FolderPermissionNonEditingAuthorLevel',
		'NoneditingAuthor',
		'MS-OXWSFOLD_R151',
		{ subfolder: false, create: true, read: ALL, edit: NONE, remove: OWN },
	),
	level(
		'MSOXWSFOLD_S07_TC09_FolderPermissionReviewerLevel',
		'Reviewer',
		'MS-OXWSFOLD_R152',
		{
			subfolder: false,
			create: false,
			read: { own: false, other: true },
			edit: NONE,
			remove: NONE,
		},
		'MS-OXWSFOLD_R810108 MS-OXWSFOLD_R8101010',
		(trial, { rights }) => {
			trial.equal('MS-OXWSFOLD_R810108', rights('Delete'), 'false', 'the right to delete');
			trial.equal('MS-OXWSFOLD_R8101010', rights('Modify'), 'false', 'the right to change');
		},
	),
	level(
		'MSOXWSFOLD_S07_TC10_FolderPermissionContributorLevel',
		'Contributor',
		'MS-OXWSFOLD_R153',
		{ subfolder: false, create: true, read: OWN, edit: NONE, remove: NONE },
		'MS-OXWSFOLD_R8101012',
		(trial, { rights }) =>
			trial.equal('MS-OXWSFOLD_R8101012', rights('Read'), 'false', 'the right to read'),
	),
	level(
		'MSOXWSFOLD_S07_TC11_FolderPermissionNoneLevel',
		'None',
		'MS-OXWSFOLD_R145',
		{ subfolder: false, create: false, read: NONE, edit: NONE, remove: NONE },
		'MS-OXWSCDATA_R1301',
		async (trial, { folder }) => {
			const got = await trial.ok(
				getFolderXml(folderId(folder), base('IdOnly', paths('folder:PermissionSet'))),
			);
			const names = got.all('DistinguishedUser').map(({ text }) => text);
			trial.equal('MS-OXWSCDATA_R1301', names, ['Default', 'Anonymous'], 'the accounts');
		},
	),
];

const PRESENT = `MS-OXWSFOLD_R4601 MS-OXWSFOLD_R4703 MS-OXWSFOLD_R4803 MS-OXWSFOLD_R4903 MS-OXWSFOLD_R5003
	MS-OXWSFOLD_R5102 MS-OXWSFOLD_R5202 MS-OXWSFOLD_R1223 MS-OXWSFOLD_R1232 MS-OXWSFOLD_R460101
	MS-OXWSFOLD_R470301 MS-OXWSFOLD_R480301 MS-OXWSFOLD_R490301 MS-OXWSFOLD_R500301 MS-OXWSFOLD_R510201
	MS-OXWSFOLD_R520201 MS-OXWSFOLD_R122301 MS-OXWSFOLD_R123201`;
const ABSENT = `MS-OXWSFOLD_R460102 MS-OXWSFOLD_R470302 MS-OXWSFOLD_R480302 MS-OXWSFOLD_R490302
	MS-OXWSFOLD_R500302 MS-OXWSFOLD_R510202 MS-OXWSFOLD_R520202 MS-OXWSFOLD_R122302 MS-OXWSFOLD_R120302`;
const TYPES = 'MS-OXWSFOLD_R45 MS-OXWSFOLD_R47 MS-OXWSFOLD_R48 MS-OXWSFOLD_R49 MS-OXWSFOLD_R50';
const words = (text: string) => text.trim().split(/\s+/);

const FULL: Given = {
	flags: every(true),
	edit: 'All',
	remove: 'All',
	read: 'FullDetails',
	level: 'Custom',
};

const withAndWithout = scenario(
	'MSOXWSFOLD_S07_TC12_FolderPermissionWithOrWithoutAllSet',
	`${PRESENT} ${ABSENT} ${TYPES}`,
	async (trial) => {
		const make = (name: string, given: Given) =>
			trial.call(createFoldersXml(custom(name, permissions(given)), named('inbox')));
		const full = await make('All set', FULL);
		trial.equal(words(PRESENT), full.codes, ['NoError'], 'the code with all of them');
		const bare = await make('None set', { level: 'Custom' });
		trial.equal(words(ABSENT), bare.codes, ['NoError'], 'the code without them');
		const got = await trial.ok(
			getFolderXml(
				folderId(bare.id('FolderId').id),
				base('AllProperties', paths('folder:PermissionSet')),
			),
		);
		const [given] = got
			.all('Permission')
			.filter((one) => textOf(one, 'PrimarySmtpAddress') === USER2);
		for (const [at, requirement] of words(TYPES).entries()) {
			const name = FLAGS[at] as string;
			trial.equal(requirement, textOf(given, name), 'false', name);
		}
	},
);

const readAll = scenario(
	'MSOXWSFOLD_S07_TC13_FolderPermissionReadItemFullDetail',
	'MS-OXWSFOLD_R158 MS-OXWSFOLD_R51002 MS-OXWSFOLD_R52002 MS-OXWSFOLD_R122',
	async (trial) => {
		const tried = await tryAll(trial, {
			flags: { CanCreateItems: true, IsFolderOwner: true },
			edit: 'Owned',
			remove: 'Owned',
			read: 'FullDetails',
			level: 'Custom',
		});
		trial.equal(['MS-OXWSFOLD_R158', 'MS-OXWSFOLD_R122'], tried.read, ALL, 'what the user reads');
		trial.equal('MS-OXWSFOLD_R51002', tried.edit, OWN, 'what the user changes');
		trial.equal('MS-OXWSFOLD_R52002', tried.remove, OWN, 'what the user deletes');
	},
);

const readNone = scenario(
	'MSOXWSFOLD_S07_TC14_FolderPermissionReadItemNone',
	'MS-OXWSFOLD_R157',
	async (trial) => {
		const tried = await tryAll(trial, { read: 'None', level: 'Custom' });
		trial.equal('MS-OXWSFOLD_R157', tried.read, NONE, 'what the user reads');
	},
);

const notCustom = scenario(
	'MSOXWSFOLD_S07_TC15_FolderPermissionLevelNotCustom',
	'MS-OXWSFOLD_R54911',
	async (trial) => {
		const set = permissions({ flags: { CanCreateSubFolders: true }, level: 'Contributor' });
		const reply = await trial.call(createFoldersXml(custom('Shared', set), named('inbox')));
		trial.equal('MS-OXWSFOLD_R54911', reply.codes, ['ErrorInvalidPermissionSettings'], 'the code');
	},
	{ sandbox: { build: '14.2' } },
);

const contributor = scenario(
	'MSOXWSFOLD_S07_TC16_FolderPermissionLevelContributor',
	'MS-OXWSFOLD_R1231 MS-OXWSFOLD_R1531',
	async (trial) => {
		const { create, read } = await tryAll(trial, { level: 'Contributor' });
		trial.check('MS-OXWSFOLD_R1231', create, 'a contributor creates nothing');
		trial.equal('MS-OXWSFOLD_R1531', read, OWN, 'what a contributor reads');
	},
);

/** Four kinds of folders are made, changed, copied, moved and deleted. */
async function allOperations(
	trial: Trial,
	folders: readonly string[],
	elements: readonly string[],
): Promise<string> {
	const header =
		'<t:MailboxCulture>en-US</t:MailboxCulture><t:TimeZoneContext><t:TimeZoneDefinition Id="UTC"/></t:TimeZoneContext>';
	const options = { header };
	const created = await trial.ok(createFoldersXml(folders.join(''), named('inbox')), options);
	const ids = created.ids('FolderId').map(({ id }) => folderId(id));
	await trial.ok(managedXml(OWN_MAILBOX, 'Contracts'), options);
	const got = await trial.ok(getFolderXml(ids.join('')), options);
	await trial.ok(
		updateFolderXml(
			...ids.map((id, at) => [id, renameXml(`Renamed ${at}`, elements[at])] as const),
		),
		options,
	);
	const copied = await trial.ok(
		transferFolderXml('CopyFolder', ids.join(''), named('drafts')),
		options,
	);
	await trial.ok(transferFolderXml('MoveFolder', ids.join(''), named('deleteditems')), options);
	const copies = copied.ids('FolderId').map(({ id }) => folderId(id));
	await trial.ok(deleteFolderXml([...ids, ...copies].join('')), options);
	return got.xml;
}

const ELEMENTS = ['Folder', 'CalendarFolder', 'ContactsFolder', 'TasksFolder'];
const CLASS_OF = ['IPF.MyCustomFolderClass', 'IPF.Appointment', 'IPF.Contact', 'IPF.Task'];
const MANAGED: NonNullable<Parameters<typeof scenario>[3]>['sandbox'] = {
	fill: (store) => store.managedFolders.set('Contracts', { id: 'contracts' }),
};

const withAll = scenario(
	'MSOXWSFOLD_S08_TC01_AllOperationsWithAllOptionalElements',
	'MS-OXWSFOLD_R5892 MS-OXWSFOLD_R78 MS-OXWSFOLD_R9803 MS-OXWSFOLD_R980301',
	async (trial) => {
		const folders = ELEMENTS.map((element, at) =>
			folderXml(
				`New ${at}`,
				EXTENDED + (element === 'CalendarFolder' ? '' : permissions(FULL)),
				element,
				CLASS_OF[at],
			),
		);
		const xml = await allOperations(trial, folders, ELEMENTS);
		trial.check(
			'MS-OXWSFOLD_R5892',
			CLASS_OF.every((one) => xml.includes(one)),
			'a class is lost',
		);
		trial.check(
			['MS-OXWSFOLD_R78', 'MS-OXWSFOLD_R9803', 'MS-OXWSFOLD_R980301'],
			xml.split(USER2).length === 4,
			'not each of three folders has the permission',
		);
	},
	{ sandbox: MANAGED },
);

const withoutAny = scenario(
	'MSOXWSFOLD_S08_TC02_AllOperationsWithoutAllOptionalElements',
	'MS-OXWSFOLD_R589202 MS-OXWSFOLD_R7802 MS-OXWSFOLD_R980302',
	async (trial) => {
		const folders = ELEMENTS.map((element, at) => folderXml(`New ${at}`, '', element));
		const xml = await allOperations(trial, folders, ELEMENTS);
		trial.check(
			['MS-OXWSFOLD_R589202', 'MS-OXWSFOLD_R7802', 'MS-OXWSFOLD_R980302'],
			ELEMENTS.every((element) => xml.includes(`<t:${element}>`)),
			'a folder is missing',
		);
	},
	{ sandbox: MANAGED },
);

export const sharing: readonly Scenario[] = [
	allOn,
	allOff,
	...LEVELS,
	withAndWithout,
	readAll,
	readNone,
	notCustom,
	contributor,
	withAll,
	withoutAny,
];
