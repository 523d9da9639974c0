import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import {
	createXml,
	deleteXml,
	getXml,
	itemXml,
	KINDS,
	setXml,
	subjectXml,
	transferXml,
	updatedKind,
	updateXml,
} from './kinds';

/** One item of each of the seven kinds in one request, each where its kind lives. */
async function createAll(trial: Trial) {
	const items = KINDS.map((kind) =>
		itemXml(
			kind,
			`${subjectXml(kind.element)}<t:Body BodyType="Text">Body of ${kind.element}</t:Body>`,
		),
	);
	const reply = await trial.ok(createXml(items.join('')));
	return { reply, ids: reply.ids() };
}

const seven = (value: string) => KINDS.map(() => value);

const createGetDelete = scenario(
	'MSOXWSCORE_S08_TC01_CreateGetDeleteTypesOfItemsSuccessfully',
	'MS-OXWSCORE_R299 MS-OXWSCORE_R387 MS-OXWSCORE_R341 MS-OXWSCDATA_R102000000',
	async (trial) => {
		const { reply, ids } = await createAll(trial);
		const all = ids.map(({ id }) => id);
		trial.equal('MS-OXWSCORE_R299', reply.codes, seven('NoError'), 'the codes of CreateItem');
		const got = await trial.call(getXml(all));
		trial.equal(
			'MS-OXWSCORE_R387',
			got.all('Subject').map((node) => node.text),
			KINDS.map(({ element }) => element),
			'the subjects',
		);
		trial.equal(
			'MS-OXWSCDATA_R102000000',
			got.all('Items').map((node) => node.children[0]?.name),
			KINDS.map(({ returned }) => returned),
			'the elements that GetItem returns',
		);
		const deleted = await trial.call(deleteXml(all));
		const gone = await trial.call(getXml(all));
		trial.equal(
			'MS-OXWSCORE_R341',
			[deleted.codes, gone.codes],
			[seven('NoError'), seven('ErrorItemNotFound')],
			'the codes of deleting and reading again',
		);
	},
	{ witnesses: ['delete-removes'] },
);

const copy = scenario(
	'MSOXWSCORE_S08_TC02_CopyTypesOfItemsSuccessfully',
	'MS-OXWSCORE_R1600 MS-OXWSCORE_R1601',
	async (trial) => {
		const { ids } = await createAll(trial);
		const all = ids.map(({ id }) => id);
		const copied = await trial.call(transferXml('CopyItem', all, 'drafts'));
		trial.equal('MS-OXWSCORE_R1601', copied.codes, seven('NoError'), 'the codes of CopyItem');
		const both = await trial.call(getXml([...all, ...copied.ids().map(({ id }) => id)]));
		const folders = both.all('ParentFolderId').map((node) => node.attributes['Id']);
		trial.check(
			'MS-OXWSCORE_R1600',
			both.isSuccess && new Set(folders.slice(KINDS.length)).size === 1,
			`reading ended in ${both.codes.join()}`,
		);
	},
	{ witnesses: ['copy-keeps-original'] },
);

const move = scenario(
	'MSOXWSCORE_S08_TC03_MoveTypesOfItemsSuccessfully',
	'MS-OXWSCORE_R45 MS-OXWSCORE_R46',
	async (trial) => {
		const { ids } = await createAll(trial);
		const all = ids.map(({ id }) => id);
		const moved = await trial.call(transferXml('MoveItem', all, 'deleteditems'));
		trial.equal('MS-OXWSCORE_R46', moved.codes, seven('NoError'), 'the codes of MoveItem');
		const got = await trial.call(getXml(moved.ids().map(({ id }) => id)));
		const folders = got.all('ParentFolderId').map((node) => node.attributes['Id']);
		const old = await trial.call(getXml(all));
		trial.equal(
			'MS-OXWSCORE_R45',
			[got.codes, new Set(folders).size, old.codes],
			[seven('NoError'), 1, seven('ErrorItemNotFound')],
			'new ids, their folders, old ids',
		);
	},
	{ witnesses: ['move-changes-id'] },
);

const update = scenario(
	'MSOXWSCORE_S08_TC04_UpdateTypesOfItemsSuccessfully',
	'MS-OXWSCORE_R561 MS-OXWSCORE_R556',
	async (trial) => {
		const { ids } = await createAll(trial);
		const changed = await trial.call(
			updateXml(
				ids.map(({ id, changeKey }, i) => ({
					id,
					changeKey,
					updates: setXml(updatedKind(KINDS[i]!), 'item:Subject', subjectXml(`Changed ${i}`)),
				})),
			),
		);
		trial.equal('MS-OXWSCORE_R561', changed.codes, seven('NoError'), 'the codes of UpdateItem');
		const got = await trial.ok(getXml(ids.map(({ id }) => id)));
		trial.equal(
			'MS-OXWSCORE_R556',
			got.all('Subject').map((node) => node.text),
			KINDS.map((_kind, i) => `Changed ${i}`),
			'the subjects',
		);
	},
);

const updateFailed = scenario(
	'MSOXWSCORE_S08_TC05_UpdateTypesOfItemsFailed',
	'MS-OXWSCDATA_R335',
	async (trial) => {
		const { ids } = await createAll(trial);
		const two = `${subjectXml('Changed')}<t:ReminderMinutesBeforeStart>15</t:ReminderMinutesBeforeStart>`;
		const reply = await trial.call(
			updateXml(
				ids.map(({ id, changeKey }, i) => ({
					id,
					changeKey,
					updates: setXml(updatedKind(KINDS[i]!), 'item:Subject', two),
				})),
			),
		);
		trial.equal(
			'MS-OXWSCDATA_R335',
			reply.codes,
			seven('ErrorIncorrectUpdatePropertyCount'),
			'the codes of change descriptions with two properties',
		);
	},
	{ witnesses: ['one-property-per-change'] },
);

export const mixed: readonly Scenario[] = [createGetDelete, copy, move, update, updateFailed];
