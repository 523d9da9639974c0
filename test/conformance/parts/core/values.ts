import { scenario, type Scenario } from '../../scenario';
import { text } from '../../xml';
import {
	BASE,
	create,
	createXml,
	deleteXml,
	EVENT,
	folder,
	getXml,
	itemXml,
	shape,
	subjectXml,
	transferXml,
} from './kinds';

/** Each value of an enumeration: written, read back, and shown to be the one that was written. */
const enumeration = (
	name: string,
	element: 'Importance' | 'Sensitivity',
	values: Readonly<Record<string, string>>,
	all: string,
) =>
	scenario(name, `${Object.values(values).join(' ')} ${all}`, async (trial) => {
		const seen: Array<string | undefined> = [];
		for (const [value, id] of Object.entries(values)) {
			// The order of the schema: Subject, Sensitivity, …, Importance.
			const item = await create(
				trial,
				BASE,
				`${subjectXml(value)}<t:${element}>${value}</t:${element}>`,
			);
			const read = (await trial.ok(getXml([item.id]))).text(element);
			trial.equal(id, read, value, element);
			seen.push(read);
		}
		trial.equal(all, seen, Object.keys(values), `the values of ${element}`);
	});

const bodies = scenario(
	'MSOXWSCORE_S01_TC12_VerifyItemWithBodyEnums',
	'MS-OXWSCORE_R1679 MS-OXWSCORE_R1680 MS-OXWSCORE_R76 MS-OXWSCDATA_R1665 MS-OXWSCDATA_R1097',
	async (trial) => {
		const read = async (type: string, content: string) => {
			const { id } = await create(
				trial,
				BASE,
				`${subjectXml(type)}<t:Body BodyType="${type}">${content}</t:Body>`,
			);
			return (await trial.ok(getXml([id]))).first('Body');
		};
		const html = await read('HTML', '&lt;html&gt;&lt;body&gt;Bold&lt;/body&gt;&lt;/html&gt;');
		const plain = await read('Text', 'Plain');
		trial.equal('MS-OXWSCORE_R1679', html?.attributes['BodyType'], 'HTML', 'the type of HTML');
		trial.equal('MS-OXWSCORE_R1680', plain?.attributes['BodyType'], 'Text', 'the type of text');
		trial.equal(
			'MS-OXWSCORE_R76',
			[html?.text, plain?.text],
			['<html><body>Bold</body></html>', 'Plain'],
			'the bodies',
		);
		trial.check(
			'MS-OXWSCDATA_R1665 MS-OXWSCDATA_R1097',
			html?.attributes['BodyType'] !== plain?.attributes['BodyType'],
			'both bodies have one type',
		);
	},
);

const TIMES = ['DateTimeReceived', 'DateTimeSent', 'DateTimeCreated', 'LastModifiedTime'];

const precision = scenario(
	'MSOXWSCORE_S01_TC13_VerifyItemWithDateTimePrecisionEnums',
	'MS-OXWSCORE_R1670 MS-OXWSCORE_R1671 MS-OXWSCORE_R1162 MS-OXWSCORE_R1256 MS-OXWSCDATA_R1816 MS-OXWSCDATA_R132502',
	async (trial) => {
		const { id } = await create(trial, BASE);
		const read = async (value: string) => {
			const header = `<t:DateTimePrecision>${value}</t:DateTimePrecision>`;
			const reply = await trial.ok(getXml([id]), { header });
			return TIMES.map((name) => reply.text(name) ?? '');
		};
		const seconds = await read('Seconds');
		const milliseconds = await read('Milliseconds');
		trial.check(
			'MS-OXWSCORE_R1670',
			seconds.every((time) => /:\d\dZ$/.test(time)),
			`Seconds gave ${seconds.join()}`,
		);
		trial.check(
			'MS-OXWSCORE_R1671',
			milliseconds.every((time) => /\.\d{3}Z$/.test(time)),
			`Milliseconds gave ${milliseconds.join()}`,
		);
		trial.check(
			'MS-OXWSCORE_R1162 MS-OXWSCORE_R1256 MS-OXWSCDATA_R1816 MS-OXWSCDATA_R132502',
			seconds.every((time, i) => time !== milliseconds[i]),
			'the header changes nothing',
		);
	},
	{ witnesses: ['seconds-unless-asked'] },
);

const disposal = scenario(
	'MSOXWSCORE_S01_TC20_VerifyItemWithDisposalTypeEnum',
	'MS-OXWSCORE_R1667 MS-OXWSCORE_R1668 MS-OXWSCORE_R1669',
	async (trial) => {
		const places = ['deleteditems', 'recoverableitemsdeletions'];
		const remove = async (type: string) => {
			const { id } = await create(trial, BASE, subjectXml(type));
			await trial.ok(deleteXml([id], type));
			const gone = await trial.call(getXml([id]));
			const found: string[] = [];
			for (const place of places) {
				const reply = await trial.ok(
					`<m:FindItem Traversal="Shallow">${shape('Default')}<m:ParentFolderIds>${folder(place)}</m:ParentFolderIds></m:FindItem>`,
				);
				if (reply.all('Subject').some((node) => node.text === type)) found.push(place);
			}
			return [gone.codes, found];
		};
		const missing = ['ErrorItemNotFound'];
		trial.equal('MS-OXWSCORE_R1667', await remove('HardDelete'), [missing, []], 'HardDelete');
		trial.equal(
			'MS-OXWSCORE_R1668',
			await remove('MoveToDeletedItems'),
			[missing, ['deleteditems']],
			'MoveToDeletedItems',
		);
		trial.equal(
			'MS-OXWSCORE_R1669',
			await remove('SoftDelete'),
			[missing, ['recoverableitemsdeletions']],
			'SoftDelete',
		);
	},
	{ witnesses: ['delete-removes', 'deleted-items-keeps'] },
);

const returnNewItemIds = scenario(
	'MSOXWSCORE_S01_TC22_ReturnNewItemIdsIsIgnored',
	'MS-OXWSCORE_R1230 MS-OXWSCORE_R47',
	async (trial) => {
		const outcomes: string[] = [];
		for (const operation of ['CopyItem', 'MoveItem'] as const) {
			for (const flag of ['true', 'false', '']) {
				const { id } = await create(trial, BASE);
				const element = flag && `<m:ReturnNewItemIds>${flag}</m:ReturnNewItemIds>`;
				const request = transferXml(operation, [id], 'inbox').replace(
					`</m:${operation}>`,
					`${element}</m:${operation}>`,
				);
				const reply = await trial.call(request);
				const isNew = reply.ids().some((one) => one.id !== id);
				outcomes.push(`${reply.codes.join()} ${isNew ? 'new' : 'none'}`);
			}
		}
		trial.check(
			'MS-OXWSCORE_R1230',
			outcomes.every((one) => one.startsWith('NoError')),
			outcomes.join('; '),
		);
		trial.equal('MS-OXWSCORE_R47', [...new Set(outcomes)], ['NoError new'], 'the outcomes');
	},
	{ witnesses: ['return-new-ids'] },
);

const associated = scenario(
	'MSOXWSCORE_S01_TC24_CreateItemAssociatedWithFolder',
	'MS-OXWSCORE_R106 MS-OXWSCORE_R1618 MS-OXWSCORE_R1619 MS-OXWSCORE_R2285',
	async (trial) => {
		const flag = (on: boolean) => `<t:IsAssociated>${on}</t:IsAssociated>`;
		const hidden = await create(trial, BASE, subjectXml('Hidden') + flag(true));
		const plain = await create(trial, BASE, subjectXml('Plain') + flag(false));
		const flags = (await trial.ok(getXml([hidden.id, plain.id]))).all('IsAssociated');
		trial.equal('MS-OXWSCORE_R1618', flags[0]?.text, 'true', 'IsAssociated of the hidden item');
		trial.equal('MS-OXWSCORE_R1619', flags[1]?.text, 'false', 'IsAssociated of the other');
		const find = async (traversal: string) =>
			(
				await trial.ok(
					`<m:FindItem Traversal="${traversal}">${shape('Default')}<m:ParentFolderIds>${folder('drafts')}</m:ParentFolderIds></m:FindItem>`,
				)
			)
				.all('Subject')
				.map((node) => node.text);
		trial.equal(
			'MS-OXWSCORE_R106 MS-OXWSCORE_R2285',
			[await find('Associated'), await find('Shallow')],
			[['Hidden'], ['Plain']],
			'what each traversal finds',
		);
	},
	{ witnesses: ['associated-stay-hidden'] },
);

const START = '<t:StartDate>2026-01-15T00:00:00Z</t:StartDate>';
const DUE = '<t:DueDate>2026-01-16T00:00:00Z</t:DueDate>';
const DONE = '<t:CompleteDate>2026-01-16T00:00:00Z</t:CompleteDate>';
const flagXml = (status: string, dates = '') =>
	`${subjectXml('Item 1')}<t:Flag><t:FlagStatus>${status}</t:FlagStatus>${dates}</t:Flag>`;

const flagged = scenario(
	'MSOXWSCORE_S01_TC26_CreateItemWithFlagStatusFlagged',
	'MS-OXWSCORE_R2002 MS-OXWSCORE_R1042 MS-OXWSCORE_R1043 MS-OXWSCORE_R1044 MS-OXWSCORE_R1502 MS-OXWSCORE_R1346',
	async (trial) => {
		const { id } = await create(trial, BASE, flagXml('Flagged', START + DUE));
		const bare = await create(trial, BASE, flagXml('Flagged'));
		const both = await trial.ok(getXml([id, bare.id]));
		const [flag, without] = both.all('Flag');
		trial.equal('MS-OXWSCORE_R1042', text(flag, 'FlagStatus'), 'Flagged', 'the status');
		trial.equal(
			'MS-OXWSCORE_R1043 MS-OXWSCORE_R1502',
			text(flag, 'StartDate')?.slice(0, 10),
			'2026-01-15',
			'the start',
		);
		trial.equal(
			'MS-OXWSCORE_R1044 MS-OXWSCORE_R1346',
			text(flag, 'DueDate')?.slice(0, 10),
			'2026-01-16',
			'the due date',
		);
		const complete = await trial.call(
			createXml(itemXml(BASE, flagXml('Flagged', START + DUE + DONE)), BASE.home),
		);
		trial.check(
			'MS-OXWSCORE_R2002',
			text(without, 'FlagStatus') === 'Flagged' && !complete.isSuccess,
			`Flagged with a complete date ended in ${complete.codes.join()}`,
		);
	},
	{ witnesses: ['flag-dates-fit'] },
);

const notFlagged = scenario(
	'MSOXWSCORE_S01_TC27_CreateItemWithFlagStatusNotFlagged',
	'MS-OXWSCORE_R2005',
	async (trial) => {
		const { id } = await create(trial, BASE, flagXml('NotFlagged'));
		const got = await trial.ok(getXml([id]));
		const dated = await trial.call(
			createXml(itemXml(BASE, flagXml('NotFlagged', START + DUE)), BASE.home),
		);
		trial.equal(
			'MS-OXWSCORE_R2005',
			[got.text('FlagStatus'), got.text('StartDate'), dated.codes],
			['NotFlagged', undefined, ['ErrorInvalidArgument']],
			'the status, its start, and the code of one with dates',
		);
	},
	{ witnesses: ['flag-dates-fit'] },
);

const wrongFlags = scenario(
	'MSOXWSCORE_S01_TC28_CreateItemWithFlagStatusFailed',
	'MS-OXWSCORE_R2008 MS-OXWSCORE_R2010 MS-OXWSCORE_R1045',
	async (trial) => {
		const code = async (status: string, dates: string) =>
			(await trial.call(createXml(itemXml(BASE, flagXml(status, dates)), BASE.home))).codes[0];
		const { id } = await create(trial, BASE, flagXml('Complete', DONE));
		const got = await trial.ok(getXml([id]));
		trial.equal(
			'MS-OXWSCORE_R1045',
			got.text('CompleteDate')?.slice(0, 10),
			'2026-01-16',
			'the complete date',
		);
		trial.equal(
			'MS-OXWSCORE_R2008',
			await code('Complete', START + DUE),
			'ErrorInvalidArgument',
			'the code of a complete flag with start and due date',
		);
		const wrong = [
			await code('Flagged', DONE),
			await code('Flagged', START),
			await code('Flagged', DUE),
			await code('NotFlagged', START + DUE),
			await code('NotFlagged', DONE),
		];
		trial.equal(
			'MS-OXWSCORE_R2010',
			[...new Set(wrong)],
			['ErrorInvalidArgument'],
			'the codes of dates that do not fit',
		);
	},
	{ witnesses: ['flag-dates-fit'] },
);

const reminder = scenario(
	'MSOXWSCORE_S05_TC19_VerifyItemWithReminderIsSet',
	'MS-OXWSCORE_R94 MS-OXWSCORE_R1330 MS-OXWSCORE_R1616 MS-OXWSCORE_R1617',
	async (trial) => {
		const read = async (on: boolean) => {
			const { id } = await create(
				trial,
				EVENT,
				`${subjectXml('Event')}<t:ReminderIsSet>${on}</t:ReminderIsSet>`,
			);
			return (await trial.ok(getXml([id]))).text('ReminderIsSet');
		};
		const on = await read(true);
		const off = await read(false);
		trial.equal('MS-OXWSCORE_R1616', on, 'true', 'ReminderIsSet with a reminder');
		trial.equal('MS-OXWSCORE_R1617', off, 'false', 'ReminderIsSet without');
		trial.check('MS-OXWSCORE_R94 MS-OXWSCORE_R1330', on !== off, 'both are the same');
	},
);

export const values: readonly Scenario[] = [
	enumeration(
		'MSOXWSCORE_S01_TC10_VerifyItemWithImportanceChoicesTypeEnums',
		'Importance',
		{ High: 'MS-OXWSCORE_R198', Low: 'MS-OXWSCORE_R199', Normal: 'MS-OXWSCORE_R200' },
		'MS-OXWSCORE_R81 MS-OXWSCORE_R1318',
	),
	enumeration(
		'MSOXWSCORE_S01_TC11_VerifyItemWithSensitivityChoicesTypeEnums',
		'Sensitivity',
		{
			Confidential: 'MS-OXWSCORE_R1650',
			Normal: 'MS-OXWSCORE_R1651',
			Personal: 'MS-OXWSCORE_R1652',
			Private: 'MS-OXWSCORE_R1653',
		},
		'MS-OXWSCORE_R75',
	),
	bodies,
	precision,
	disposal,
	returnNewItemIds,
	associated,
	flagged,
	notFlagged,
	wrongFlags,
	reminder,
];
