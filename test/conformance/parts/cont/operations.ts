import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import { createXml, element, FULL, getXml, REQUIRED } from './contact';

const itemIds = (ids: readonly string[]) =>
	`<m:ItemIds>${ids.map((id) => `<t:ItemId Id="${id}"/>`).join('')}</m:ItemIds>`;

const updateXml = (ids: readonly string[], value: string) =>
	`<m:UpdateItem ConflictResolution="AlwaysOverwrite"><m:ItemChanges>${ids
		.map(
			(id) =>
				`<t:ItemChange><t:ItemId Id="${id}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="contacts:FileAs"/><t:Contact>${element('FileAs', value)}</t:Contact></t:SetItemField></t:Updates></t:ItemChange>`,
		)
		.join('')}</m:ItemChanges></m:UpdateItem>`;

const transferXml = (operation: string, ids: readonly string[], folder: string) =>
	`<m:${operation}><m:ToFolderId><t:DistinguishedFolderId Id="${folder}"/></m:ToFolderId>${itemIds(ids)}</m:${operation}>`;

const readAll = (ids: readonly string[]) =>
	getXml('').replace(/<m:ItemIds>.*<\/m:ItemIds>/, itemIds(ids));

const create = async (trial: Trial, inner = REQUIRED) => (await trial.ok(createXml(inner))).id().id;

const update = scenario(
	'MSOXWSCONT_S02_TC01_UpdateContactItem',
	'MS-OXWSCONT_R279 MS-OXWSCONT_R20',
	async (trial) => {
		const id = await create(trial);
		const updated = await trial.call(updateXml([id], 'Changed'));
		trial.equal('MS-OXWSCONT_R279', updated.codes, ['NoError'], 'the code of UpdateItem');
		const got = await trial.ok(getXml(id));
		trial.equal('MS-OXWSCONT_R20', got.text('FileAs'), 'Changed', 'FileAs');
	},
);

const copy = scenario(
	'MSOXWSCONT_S03_TC01_CopyContactItem',
	'MS-OXWSCONT_R291',
	async (trial) => {
		const id = await create(trial);
		const copied = await trial.call(transferXml('CopyItem', [id], 'drafts'));
		const both = await trial.call(readAll([id, copied.id().id]));
		trial.equal(
			'MS-OXWSCONT_R291',
			[copied.codes, both.all('FileAs').map((node) => node.text)],
			[['NoError'], ['Contact 1', 'Contact 1']],
			'the code, and what original and copy are filed as',
		);
	},
	{ witnesses: ['copy-keeps-original'] },
);

const move = scenario(
	'MSOXWSCONT_S04_TC01_MoveContactItem',
	'MS-OXWSCONT_R285',
	async (trial) => {
		const id = await create(trial);
		const moved = await trial.call(transferXml('MoveItem', [id], 'drafts'));
		const old = await trial.call(getXml(id));
		const fresh = await trial.call(getXml(moved.id().id));
		trial.equal(
			'MS-OXWSCONT_R285',
			[moved.codes, old.codes, fresh.text('FileAs')],
			[['NoError'], ['ErrorItemNotFound'], 'Contact 1'],
			'the codes of moving and of the old id, and what the new one is filed as',
		);
	},
	{ witnesses: ['move-changes-id'] },
);

const OPERATIONS =
	'MS-OXWSCONT_R297 MS-OXWSCONT_R279 MS-OXWSCONT_R285 MS-OXWSCONT_R113 MS-OXWSCONT_R291';

/** Creates, updates, moves, reads and copies contacts of that content, all in one request each. */
const operate = (name: string, inner: string, count: number) =>
	scenario(
		name,
		OPERATIONS,
		async (trial) => {
			const ok = Array.from({ length: count }, () => 'NoError');
			const contacts = ok.map(() => `<t:Contact>${inner}</t:Contact>`).join('');
			const created = await trial.call(createXml('').replace('<t:Contact></t:Contact>', contacts));
			trial.equal('MS-OXWSCONT_R297', created.codes, ok, 'the codes of CreateItem');
			const ids = created.ids().map(({ id }) => id);
			const updated = await trial.call(updateXml(ids, 'Changed'));
			trial.equal('MS-OXWSCONT_R279', updated.codes, ok, 'the codes of UpdateItem');
			const moved = await trial.call(transferXml('MoveItem', ids, 'drafts'));
			trial.equal('MS-OXWSCONT_R285', moved.codes, ok, 'the codes of MoveItem');
			const movedIds = moved.ids().map(({ id }) => id);
			const got = await trial.call(readAll(movedIds));
			trial.equal(
				'MS-OXWSCONT_R113',
				got.all('FileAs').map((node) => node.text),
				ok.map(() => 'Changed'),
				'what the contacts are filed as',
			);
			const copied = await trial.call(transferXml('CopyItem', movedIds, 'drafts'));
			trial.equal('MS-OXWSCONT_R291', copied.codes, ok, 'the codes of CopyItem');
		},
		{ witnesses: ['return-new-ids'] },
	);

export const operations: readonly Scenario[] = [
	update,
	copy,
	move,
	operate('MSOXWSCONT_S05_TC01_OperateMultipleContactItems', REQUIRED, 2),
	operate('MSOXWSCONT_S06_TC01_OperateContactItemWithoutOptionalElements', REQUIRED, 1),
	operate('MSOXWSCONT_S06_TC02_OperateContactItemWithOptionalElements', FULL, 1),
];
