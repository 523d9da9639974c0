import { scenario, type Scenario } from '../../scenario';
import { all, at, text, type Node } from '../../xml';
import {
	additional,
	allProperties,
	BASE,
	createXml,
	folder,
	getXml,
	itemXml,
	MESSAGE,
	shape,
	subjectXml,
} from './kinds';

const DUE = '2026-01-15T10:00:00Z';
const SUBJECT = 'Subject '.padEnd(255, 'x');

const FILE = `<t:FileAttachment><t:Name>file.txt</t:Name><t:Content>VGV4dA==</t:Content></t:FileAttachment>`;
const INNER = `<t:ItemAttachment><t:Name>inner</t:Name><t:Message><t:Subject>Inner</t:Subject></t:Message></t:ItemAttachment>`;

/** An item with every element that a client may write. */
const FULL = [
	'<t:ItemClass>IPM.Note</t:ItemClass>',
	subjectXml(SUBJECT),
	'<t:Sensitivity>Personal</t:Sensitivity>',
	'<t:Body BodyType="Text">Some text</t:Body>',
	`<t:Attachments>${INNER}${FILE}</t:Attachments>`,
	'<t:Categories><t:String>One</t:String><t:String>Two</t:String></t:Categories>',
	'<t:Importance>High</t:Importance>',
	'<t:InReplyTo>&lt;1@example.org&gt;</t:InReplyTo>',
	`<t:ReminderDueBy>${DUE}</t:ReminderDueBy>`,
	'<t:ReminderIsSet>true</t:ReminderIsSet>',
	'<t:ReminderMinutesBeforeStart>15</t:ReminderMinutesBeforeStart>',
	'<t:Culture>en-US</t:Culture>',
	'<t:RetentionDate>2026-02-01T00:00:00Z</t:RetentionDate>',
].join('');

/** Element, requirements, what its text has to be. */
const TEXTS: ReadonlyArray<readonly [string, string, string | RegExp]> = [
	['ItemClass', 'MS-OXWSCORE_R1310 MS-OXWSCORE_R72', 'IPM.Note'],
	['Subject', 'MS-OXWSCORE_R1311 MS-OXWSCORE_R73', SUBJECT],
	['DateTimeReceived', 'MS-OXWSCORE_R1315 MS-OXWSCORE_R78', /^\d{4}-\d\d-\d\dT/],
	['Size', 'MS-OXWSCORE_R1316 MS-OXWSCORE_R79', /^[1-9]\d*$/],
	['InReplyTo', 'MS-OXWSCORE_R1319 MS-OXWSCORE_R82', '<1@example.org>'],
	['IsSubmitted', 'MS-OXWSCORE_R1320 MS-OXWSCORE_R83 MS-OXWSCORE_R1607', 'false'],
	['IsDraft', 'MS-OXWSCORE_R1321', 'true'],
	['IsFromMe', 'MS-OXWSCORE_R1322 MS-OXWSCORE_R85 MS-OXWSCORE_R1611', 'false'],
	['IsResend', 'MS-OXWSCORE_R1323 MS-OXWSCORE_R86 MS-OXWSCORE_R1613', 'false'],
	['IsUnmodified', 'MS-OXWSCORE_R1324', 'false'],
	['DateTimeSent', 'MS-OXWSCORE_R1326 MS-OXWSCORE_R89', /^\d{4}-\d\d-\d\dT/],
	['DateTimeCreated', 'MS-OXWSCORE_R1327 MS-OXWSCORE_R90', /^\d{4}-\d\d-\d\dT/],
	['ReminderDueBy', 'MS-OXWSCORE_R1329 MS-OXWSCORE_R92', DUE],
	['ReminderNextTime', 'MS-OXWSCORE_R1727 MS-OXWSCORE_R2283', /^2026-01-15T(09:45|10:00):00Z$/],
	['ReminderMinutesBeforeStart', 'MS-OXWSCORE_R1331 MS-OXWSCORE_R95', '15'],
	['Culture', 'MS-OXWSCORE_R1337 MS-OXWSCORE_R102', 'en-US'],
	['LastModifiedName', 'MS-OXWSCORE_R1339 MS-OXWSCORE_R104', 'User 1'],
	['LastModifiedTime', 'MS-OXWSCORE_R1340 MS-OXWSCORE_R105', /^\d{4}-\d\d-\d\dT/],
	['InstanceKey', 'MS-OXWSCORE_R1348', /^[A-Za-z0-9+/]+={0,2}$/],
	['RetentionDate', 'MS-OXWSCORE_R1353', '2026-02-01T00:00:00Z'],
	['Preview', 'MS-OXWSCORE_R1354', 'Some text'],
	['TextBody', 'MS-OXWSCORE_R1731', 'Some text'],
	['HasAttachments', 'MS-OXWSCORE_R1335 MS-OXWSCORE_R100 MS-OXWSCORE_R1620', 'true'],
];

/** Rights over an item: nothing is made inside it, its owner may do the rest. */
const RIGHTS: ReadonlyArray<readonly [string, string, string]> = [
	['CreateAssociated', 'false', 'MS-OXWSCDATA_R1130 MS-OXWSCDATA_R21131'],
	['CreateContents', 'false', 'MS-OXWSCDATA_R1132 MS-OXWSCDATA_R21133'],
	['CreateHierarchy', 'false', 'MS-OXWSCDATA_R1133 MS-OXWSCDATA_R21135'],
	['Delete', 'true', 'MS-OXWSCDATA_R1134 MS-OXWSCDATA_R21136'],
	['Modify', 'true', 'MS-OXWSCDATA_R1135 MS-OXWSCDATA_R21138'],
	['Read', 'true', 'MS-OXWSCDATA_R1136 MS-OXWSCDATA_R21140'],
	['ViewPrivateItems', 'true', 'MS-OXWSCDATA_R21142'],
];

const OTHERS = `MS-OXWSCORE_R74 MS-OXWSCORE_R1309 MS-OXWSCORE_R71 MS-OXWSCDATA_R1628 MS-OXWSCDATA_R1629
	MS-OXWSCORE_R1314 MS-OXWSCORE_R2281 MS-OXWSCDATA_R1229 MS-OXWSCDATA_R1633 MS-OXWSCDATA_R1634
	MS-OXWSCORE_R1317 MS-OXWSCORE_R80 MS-OXWSCDATA_R1541 MS-OXWSCORE_R1328 MS-OXWSCORE_R91
	MS-OXWSCORE_R1338 MS-OXWSCORE_R103 MS-OXWSCORE_R1344 MS-OXWSCORE_R2288 MS-OXWSCDATA_R4003
	MS-OXWSCORE_R1621`;
const RECEIVED = `MS-OXWSCORE_R1333 MS-OXWSCORE_R96 MS-OXWSCORE_R97 MS-OXWSCORE_R1334 MS-OXWSCORE_R98
	MS-OXWSCORE_R99 MS-OXWSCORE_R1325 MS-OXWSCORE_R88 MS-OXWSCORE_R20301 MS-OXWSCORE_R122
	MS-OXWSCORE_R1367 MS-OXWSCORE_R124 MS-OXWSCDATA_R1674`;

const ids = (rows: ReadonlyArray<readonly unknown[]>, column: number) =>
	rows.map((row) => row[column]).join(' ');
const words = (list: string) => list.trim().split(/\s+/);

const NAMED = additional(
	'item:InstanceKey',
	'item:Preview',
	'item:TextBody',
	'item:ReminderNextTime',
	'item:RetentionDate',
	'item:Attachments',
);

const mailbox = (user: number) =>
	`<t:Mailbox><t:EmailAddress>user${user}@contoso.example</t:EmailAddress></t:Mailbox>`;

const full = scenario(
	'MSOXWSCORE_S01_TC09_VerifyItemWithWithAllElement',
	words(`${ids(TEXTS, 1)} ${ids(RIGHTS, 2)} ${OTHERS} ${RECEIVED}`),
	async (trial) => {
		const created = await trial.ok(createXml(itemXml(BASE, FULL), BASE.home));
		const got = await trial.ok(getXml([created.id().id], allProperties(NAMED)));
		const item = got.first(BASE.returned);
		for (const [name, requirements, expected] of TEXTS) {
			const value = text(item, name);
			const fits = typeof expected === 'string' ? value === expected : expected.test(value ?? '');
			trial.check(words(requirements), fits, `${name} is ${value}, not ${expected}`);
		}
		trial.check(
			'MS-OXWSCORE_R74',
			(text(item, 'Subject') ?? '').length === 255,
			'a subject of 255 characters was changed',
		);
		const parent = at(item, 'ParentFolderId')?.attributes ?? {};
		trial.check(
			'MS-OXWSCORE_R1309 MS-OXWSCORE_R71 MS-OXWSCDATA_R1628',
			(parent['Id'] ?? '') !== '',
			'there is no folder id',
		);
		trial.check('MS-OXWSCDATA_R1629', (parent['ChangeKey'] ?? '') !== '', 'it has no change key');
		const attachments = at(item, 'Attachments');
		const named = (name: string) =>
			(attachments?.children ?? []).filter((one: Node) => one.name === name).length;
		trial.check(
			'MS-OXWSCORE_R1314 MS-OXWSCORE_R2281 MS-OXWSCDATA_R1229',
			attachments?.children.length === 2,
			`there are ${attachments?.children.length} attachments`,
		);
		trial.equal('MS-OXWSCDATA_R1633', named('ItemAttachment'), 1, 'the attached items');
		trial.equal('MS-OXWSCDATA_R1634', named('FileAttachment'), 1, 'the attached files');
		trial.equal(
			'MS-OXWSCORE_R1317 MS-OXWSCORE_R80 MS-OXWSCDATA_R1541',
			all(at(item, 'Categories'), 'String').map((node) => node.text),
			['One', 'Two'],
			'the categories',
		);
		const responses = at(item, 'ResponseObjects')?.children ?? [];
		trial.check(
			'MS-OXWSCORE_R1328 MS-OXWSCORE_R91',
			responses.some((node) => node.name === 'ForwardItem'),
			`the response objects are ${responses.map((node) => node.name).join()}`,
		);
		const rights = at(item, 'EffectiveRights');
		trial.check(
			'MS-OXWSCORE_R1338 MS-OXWSCORE_R103',
			rights !== undefined,
			'there are no effective rights',
		);
		for (const [name, expected, requirements] of RIGHTS) {
			trial.equal(words(requirements), text(rights, name), expected, name);
		}
		trial.check(
			'MS-OXWSCORE_R1344 MS-OXWSCORE_R2288',
			(at(item, 'ConversationId')?.attributes['Id'] ?? '') !== '',
			'there is no conversation id',
		);
		const cut = '<t:MaximumBodySize>4</t:MaximumBodySize>';
		const short = await trial.ok(
			getXml([created.id().id], shape('IdOnly', cut + additional('item:Body'))),
		);
		trial.equal(
			'MS-OXWSCDATA_R4003',
			[at(item, 'Body')?.attributes['IsTruncated'], short.first('Body')?.attributes['IsTruncated']],
			['false', 'true'],
			'IsTruncated of the whole body and of a part of it',
		);
		const bare = await trial.ok(createXml(itemXml(BASE, subjectXml('Bare')), BASE.home));
		trial.equal(
			'MS-OXWSCORE_R1621',
			(await trial.ok(getXml([bare.id().id]))).text('HasAttachments'),
			'false',
			'HasAttachments without any',
		);

		const message = itemXml(
			MESSAGE,
			`${subjectXml('Sent')}<t:ToRecipients>${mailbox(1)}${mailbox(2)}</t:ToRecipients><t:CcRecipients>${mailbox(3)}</t:CcRecipients>`,
		);
		await trial.ok(createXml(message).replace('SaveOnly', 'SendOnly'));
		const found = await trial.ok(
			`<m:FindItem Traversal="Shallow">${shape('IdOnly')}<m:ParentFolderIds>${folder('inbox')}</m:ParentFolderIds></m:FindItem>`,
		);
		const received = (await trial.ok(getXml([found.id().id]))).first('Message');
		trial.equal(
			'MS-OXWSCORE_R1333 MS-OXWSCORE_R96 MS-OXWSCORE_R97',
			text(received, 'DisplayCc'),
			'User 3',
			'DisplayCc',
		);
		trial.equal(
			'MS-OXWSCORE_R1334 MS-OXWSCORE_R98 MS-OXWSCORE_R99',
			text(received, 'DisplayTo'),
			'User 1; User 2',
			'DisplayTo',
		);
		const headers = at(received, 'InternetMessageHeaders')?.children ?? [];
		trial.check(
			`MS-OXWSCORE_R1325 MS-OXWSCORE_R88 MS-OXWSCORE_R20301 MS-OXWSCORE_R122`,
			headers.length > 0,
			'there are no Internet message headers',
		);
		trial.check(
			'MS-OXWSCORE_R1367 MS-OXWSCORE_R124 MS-OXWSCDATA_R1674',
			headers.some((node) => node.attributes['HeaderName'] === 'Subject' && node.text === 'Sent'),
			`the headers are ${headers.map((node) => node.attributes['HeaderName']).join()}`,
		);
	},
	{ witnesses: ['item-holds-nothing'] },
);

export const complete: readonly Scenario[] = [full];
