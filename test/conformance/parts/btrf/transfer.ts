import type { Reply } from '../../reply';
import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import type { Node } from '../../xml';

/** One item in a folder of its own: what the cases export and upload. */
interface Sample {
	readonly folder: string;
	readonly id: string;
	readonly changeKey: string;
	readonly subject: string;
}

/** Parent folder, folder element, item element of each sample. */
const PLACES = [
	['inbox', 'Folder', 'Message'],
	['calendar', 'CalendarFolder', 'CalendarItem'],
	['contacts', 'ContactsFolder', 'Contact'],
	['tasks', 'TasksFolder', 'Task'],
] as const;

async function createFolder(trial: Trial, place: (typeof PLACES)[number], name: string) {
	const [parent, element] = place;
	const reply = await trial.ok(
		`<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id="${parent}"/></m:ParentFolderId><m:Folders><t:${element}><t:DisplayName>${name}</t:DisplayName></t:${element}></m:Folders></m:CreateFolder>`,
	);
	return reply.id('FolderId').id;
}

async function samples(trial: Trial): Promise<Sample[]> {
	const made: Sample[] = [];
	for (const place of PLACES) {
		const subject = `Item of ${place[0]}`;
		const folder = await createFolder(trial, place, 'Original');
		const created = await trial.ok(
			`<m:CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone"><m:SavedItemFolderId><t:FolderId Id="${folder}"/></m:SavedItemFolderId><m:Items><t:${place[2]}><t:Subject>${subject}</t:Subject></t:${place[2]}></m:Items></m:CreateItem>`,
		);
		made.push({ folder, subject, ...created.id() });
	}
	return made;
}

const idXml = (name: string, id: string, changeKey?: string) =>
	`<t:${name} Id="${id}"${changeKey === undefined ? '' : ` ChangeKey="${changeKey}"`}/>`;

const exportXml = (ids: readonly string[]) =>
	`<m:ExportItems><m:ItemIds>${ids.join('')}</m:ItemIds></m:ExportItems>`;

const exportAll = (trial: Trial, items: readonly Sample[]) =>
	trial.ok(exportXml(items.map(({ id }) => idXml('ItemId', id))));

interface Upload {
	readonly folder: string;
	readonly id?: string;
	readonly changeKey?: string;
	readonly data: string;
}

type Action = 'CreateNew' | 'Update' | 'UpdateOrCreate';

function uploadXml(action: Action, list: readonly Upload[], associated?: boolean): string {
	const flag = associated === undefined ? '' : ` IsAssociated="${associated}"`;
	const inner = list.map(({ folder, id, changeKey, data }) => {
		const item = id === undefined ? '' : idXml('ItemId', id, changeKey);
		return `<t:Item CreateAction="${action}"${flag}>${idXml('ParentFolderId', folder)}${item}<t:Data>${data}</t:Data></t:Item>`;
	});
	return `<m:UploadItems><m:Items>${inner.join('')}</m:Items></m:UploadItems>`;
}

const dataOf = (reply: Reply) => reply.all('Data').map((node) => node.text);

/** Uploads what was exported of each sample. */
const uploadsOf = (items: readonly Sample[], exported: Reply): Upload[] =>
	items.map(({ folder, id, changeKey }, i) => ({
		folder,
		id,
		changeKey,
		data: dataOf(exported)[i] ?? '',
	}));

const get = (trial: Trial, ids: readonly string[]) =>
	trial.call(
		`<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>${ids.map((id) => idXml('ItemId', id)).join('')}</m:ItemIds></m:GetItem>`,
	);

const classes = (reply: Reply) =>
	reply.messages.map(({ attributes }) => attributes['ResponseClass']);
const four = <T>(value: T) => PLACES.map(() => value);
const idsOf = (reply: Reply) => reply.ids().map(({ id }) => id);
const subjects = (reply: Reply) => reply.all('Subject').map((node: Node) => node.text);
const parents = (reply: Reply) =>
	reply.all('ParentFolderId').map((node: Node) => node.attributes['Id']);

/** What every successful upload shows. */
const UPLOADED = 'MS-OXWSBTRF_R2007 MS-OXWSBTRF_R2008 MS-OXWSBTRF_R195 MS-OXWSBTRF_R207';

async function checkUploaded(
	trial: Trial,
	items: readonly Sample[],
	upload: Reply,
): Promise<Reply> {
	trial.equal('MS-OXWSBTRF_R2007', classes(upload), four('Success'), 'the response classes');
	trial.equal('MS-OXWSBTRF_R2008', upload.codes, four('NoError'), 'the response codes');
	const got = await get(trial, idsOf(upload));
	trial.equal(
		'MS-OXWSBTRF_R195 MS-OXWSBTRF_R207',
		subjects(got),
		items.map(({ subject }) => subject),
		'the subjects of what was uploaded',
	);
	return got;
}

const createNew = scenario(
	'MSOXWSBTRF_S01_TC01_ExportAndUploadItems_CreateNew_Success',
	`MS-OXWSBTRF_R2107 MS-OXWSBTRF_R2108 MS-OXWSBTRF_R169 MS-OXWSBTRF_R170 MS-OXWSBTRF_R172
	MS-OXWSBTRF_R173 MS-OXWSBTRF_R179 MS-OXWSBTRF_R182 MS-OXWSBTRF_R2111 MS-OXWSBTRF_R226
	MS-OXWSBTRF_R228 MS-OXWSBTRF_R222 ${UPLOADED}`,
	async (trial) => {
		const items = await samples(trial);
		const exported = await trial.call(
			exportXml(
				items.map(({ id, changeKey }, i) => idXml('ItemId', id, i === 2 ? changeKey : undefined)),
			),
		);
		const ids = items.map(({ id }) => id);
		trial.equal('MS-OXWSBTRF_R2107', classes(exported), four('Success'), 'the classes');
		trial.equal('MS-OXWSBTRF_R2108', exported.codes, four('NoError'), 'the codes');
		trial.equal(
			'MS-OXWSBTRF_R169 MS-OXWSBTRF_R170 MS-OXWSBTRF_R179 MS-OXWSBTRF_R182',
			idsOf(exported),
			ids,
			'the ids of what was exported',
		);
		trial.check(
			'MS-OXWSBTRF_R172 MS-OXWSBTRF_R173',
			dataOf(exported).length === 4 && dataOf(exported).every((data) => data !== ''),
			'an item came without data',
		);
		const role = await trial.call(exportXml([idXml('ItemId', items[0]!.id)]), {
			header:
				'<t:ManagementRole><t:UserRoles><t:Role>MailboxSearch</t:Role></t:UserRoles></t:ManagementRole>',
		});
		trial.check(
			'MS-OXWSBTRF_R2111',
			role.isSuccess,
			`with a ManagementRole, which is not looked at, it ended in ${role.codes.join()}`,
		);
		const upload = await trial.call(uploadXml('CreateNew', uploadsOf(items, exported), true));
		const got = await checkUploaded(trial, items, upload);
		trial.check(
			'MS-OXWSBTRF_R228',
			idsOf(upload).length === 4 && idsOf(upload).every((id) => !ids.includes(id)),
			'an upload has an old id',
		);
		const old = await get(trial, ids);
		trial.equal(
			'MS-OXWSBTRF_R226',
			[got.codes, old.codes],
			[four('NoError'), four('NoError')],
			'reading the copies and the originals',
		);
		trial.equal(
			'MS-OXWSBTRF_R222',
			got.all('IsAssociated').map((node) => node.text),
			four('true'),
			'IsAssociated',
		);
	},
	{ witnesses: ['upload-creates-new'] },
);

const update = scenario(
	'MSOXWSBTRF_S01_TC02_ExportAndUploadItems_Update_Success',
	`MS-OXWSBTRF_R200 MS-OXWSBTRF_R214 MS-OXWSBTRF_R211 MS-OXWSBTRF_R229 ${UPLOADED}`,
	async (trial) => {
		const items = await samples(trial);
		const exported = await exportAll(trial, items);
		const upload = await trial.call(uploadXml('Update', uploadsOf(items, exported)));
		const got = await checkUploaded(trial, items, upload);
		trial.equal(
			'MS-OXWSBTRF_R200 MS-OXWSBTRF_R214',
			idsOf(upload),
			items.map(({ id }) => id),
			'the ids of what was uploaded',
		);
		trial.equal(
			'MS-OXWSBTRF_R211',
			parents(got),
			items.map(({ folder }) => folder),
			'the folders',
		);
		const again = await exportAll(trial, items);
		trial.check(
			'MS-OXWSBTRF_R229',
			dataOf(again).every((data, i) => data !== dataOf(exported)[i]),
			'the data is the same after the update',
		);
	},
	{ witnesses: ['upload-updates-in-place'] },
);

const updateOrCreate = scenario(
	'MSOXWSBTRF_S01_TC03_ExportAndUploadItems_UpdateOrCreate_Success',
	`MS-OXWSBTRF_R2321 MS-OXWSBTRF_R235 MS-OXWSBTRF_R2351 ${UPLOADED}`,
	async (trial) => {
		const items = await samples(trial);
		const exported = await exportAll(trial, items);
		const upload = await trial.call(uploadXml('UpdateOrCreate', uploadsOf(items, exported)));
		await checkUploaded(trial, items, upload);
		const again = await exportAll(trial, items);
		trial.check(
			'MS-OXWSBTRF_R2321',
			idsOf(upload).every((id, i) => id === items[i]?.id) &&
				dataOf(again).every((data, i) => data !== dataOf(exported)[i]),
			'the items were not updated',
		);
		const folders: string[] = [];
		for (const place of PLACES) folders.push(await createFolder(trial, place, 'Other'));
		const elsewhere = uploadsOf(items, again).map((one, i) => ({
			...one,
			folder: folders[i] ?? '',
			changeKey: upload.ids()[i]?.changeKey,
		}));
		const copied = await trial.call(uploadXml('UpdateOrCreate', elsewhere));
		const got = await get(trial, idsOf(copied));
		trial.equal('MS-OXWSBTRF_R235', parents(got), folders, 'the folders of the copies');
		trial.check(
			'MS-OXWSBTRF_R2351',
			copied.isSuccess && idsOf(copied).every((id, i) => id !== items[i]?.id),
			`the copies ended in ${copied.codes.join()}`,
		);
	},
	{ witnesses: ['upload-updates-in-place'] },
);

/** Ids that cannot be exported or updated: none, one with a wrong change key, one that is none. */
const wrongIds = (item: Sample): ReadonlyArray<readonly [string, string | undefined]> => [
	['', undefined],
	[item.id, 'InvalidChangeKey'],
	['InvalidItemId', undefined],
];

const isCode = (code: string) => /^Error[A-Za-z]+$/.test(code);

const exportFail = scenario(
	'MSOXWSBTRF_S01_TC04_ExportItems_Fail',
	'MS-OXWSBTRF_R2109 MS-OXWSBTRF_R2110',
	async (trial) => {
		const items = await samples(trial);
		const reply = await trial.call(
			exportXml(wrongIds(items[1]!).map(([id, key]) => idXml('ItemId', id, key))),
		);
		trial.equal('MS-OXWSBTRF_R2109', classes(reply), ['Error', 'Error', 'Error'], 'the classes');
		trial.check(
			'MS-OXWSBTRF_R2110',
			reply.codes.length === 3 && reply.codes.every(isCode),
			`the codes are ${reply.codes.join()}`,
		);
	},
	{ witnesses: ['change-keys-have-form'] },
);

const FAILED = 'MS-OXWSBTRF_R2009 MS-OXWSBTRF_R2010';

/** Uploads over ids that cannot be. */
async function uploadWrong(trial: Trial, items: readonly Sample[], action: Action): Promise<Reply> {
	const exported = await exportAll(trial, items);
	const list = wrongIds(items[1]!).map(([id, changeKey], i) => ({
		folder: items[i]!.folder,
		id,
		...(changeKey === undefined ? {} : { changeKey }),
		data: dataOf(exported)[i] ?? '',
	}));
	return await trial.call(uploadXml(action, list));
}

function checkFailed(trial: Trial, replies: readonly Reply[]): void {
	const all = replies.flatMap(classes);
	trial.check(
		'MS-OXWSBTRF_R2009',
		all.length > 0 && all.every((one) => one === 'Error'),
		`the classes are ${all.join()}`,
	);
	const codes = replies.flatMap((reply) => reply.codes);
	trial.check('MS-OXWSBTRF_R2010', codes.every(isCode), `the codes are ${codes.join()}`);
}

const updateFail = scenario(
	'MSOXWSBTRF_S01_TC05_ExportAndUploadItems_Update_Fail',
	`MS-OXWSBTRF_R231 ${FAILED}`,
	async (trial) => {
		const items = await samples(trial);
		const exported = await exportAll(trial, items);
		const folders: string[] = [];
		for (const place of PLACES) folders.push(await createFolder(trial, place, 'Other'));
		const elsewhere = uploadsOf(items, exported).map((one, i) => ({
			...one,
			folder: folders[i] ?? '',
		}));
		const moved = await trial.call(uploadXml('Update', elsewhere));
		trial.equal('MS-OXWSBTRF_R231', moved.codes, four('ErrorItemNotFound'), 'the codes');
		checkFailed(trial, [moved, await uploadWrong(trial, items, 'Update')]);
	},
	{ witnesses: ['change-keys-have-form', 'upload-looks-in-folder'] },
);

const updateOrCreateFail = scenario(
	'MSOXWSBTRF_S01_TC06_ExportAndUploadItems_UpdateOrCreate_Fail',
	FAILED,
	async (trial) => {
		const items = await samples(trial);
		checkFailed(trial, [await uploadWrong(trial, items, 'UpdateOrCreate')]);
	},
	{ witnesses: ['change-keys-have-form'] },
);

export const transfer: readonly Scenario[] = [
	createNew,
	update,
	updateOrCreate,
	exportFail,
	updateFail,
	updateOrCreateFail,
];
