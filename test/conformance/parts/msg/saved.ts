import { scenario, type Scenario } from '../../scenario';
import {
	AS_USER2,
	base,
	createXml,
	deleteXml,
	findXml,
	getXml,
	isError,
	itemId,
	makeMessage,
	messageXml,
	named,
	paths,
	subjectsIn,
	updateXml,
	USER1,
	USER2,
	USER3,
} from '../steps';
import {
	addressIn,
	checkFailure,
	checkSuccess,
	fails,
	full,
	ids,
	mailbox,
	REFERENCES,
	ROOM,
	sendXml,
	succeeds,
	TO,
} from './steps';

const NOBODY = 'AAMkNoSuchItem==';

const wishes = {
	IsReadReceiptRequested: ids('39 41 42'),
	IsDeliveryReceiptRequested: ids('43 45 46'),
	IsResponseRequested: ids('62 64 65'),
};
const people = {
	ToRecipients: [USER2, ids('30 32')],
	CcRecipients: [USER3, ids('33 35')],
	BccRecipients: [ROOM, ids('36 38')],
	ReplyTo: [USER3, ids('69 71')],
} as const;

const all = scenario(
	'MSOXWSMSG_S01_TC01_CreateGetDeleteMessageWithAllElementsExceptAboutDelegate',
	`${succeeds('create', 'get', 'remove')} ${ids('127 198 2916 66 68')} ${Object.values(wishes).join(' ')} ${Object.values(
		people,
	)
		.map(([, named]) => named)
		.join(' ')}`,
	async (trial) => {
		const created = await trial.call(createXml(full('All'), { folder: named('drafts') }));
		checkSuccess(trial, created, 'create');
		const { id } = created.id();
		const short = await trial.ok(getXml(itemId(id), base('IdOnly')));
		trial.equal(
			ids('127'),
			short.first('Message')?.children.map(({ name }) => name),
			['ItemId'],
			'what IdOnly shows',
		);
		const got = checkSuccess(trial, await trial.call(getXml(itemId(id))), 'get');
		trial.check(
			ids('198'),
			['Subject', 'ParentFolderId', 'DateTimeCreated', 'Size', 'Sensitivity', 'Importance'].every(
				(name) => got.first(name) !== undefined,
			),
			'AllProperties leaves some of them out',
		);
		trial.check(ids('2916'), (addressIn(got, 'ToRecipients') ?? '') !== '', 'an address is empty');
		for (const [element, [address, shown]] of Object.entries(people)) {
			trial.equal(shown, addressIn(got, element), address, element);
		}
		for (const [element, shown] of Object.entries(wishes)) {
			trial.equal(shown, got.text(element), 'true', element);
		}
		trial.equal(ids('66 68'), got.text('References'), REFERENCES, 'References');
		checkSuccess(trial, await trial.call(deleteXml(itemId(id))), 'remove');
	},
);

const saveOnly = scenario(
	'MSOXWSMSG_S01_TC02_CreateMessageWithMessageDispositionTypeSaveOnly',
	`${succeeds('create')} ${ids('80 81 82')}`,
	async (trial) => {
		const created = await trial.call(
			createXml(messageXml('Saved', TO), { folder: named('drafts') }),
		);
		checkSuccess(trial, created, 'create');
		trial.check(ids('82'), created.ids().length === 1, 'no id came back');
		trial.check(
			ids('80'),
			(await subjectsIn(trial, named('drafts'))).includes('Saved') &&
				!(await subjectsIn(trial, named('inbox'), AS_USER2)).includes('Saved'),
			'the message is not in the drafts, or it was sent',
		);
		await trial.ok(sendXml([created.id()], named('sentitems')));
		trial.check(
			ids('81'),
			(await subjectsIn(trial, named('inbox'), AS_USER2)).includes('Saved'),
			'the message could not be sent later',
		);
	},
	{ witnesses: ['sent-mail-arrives'] },
);

const sendOnly = scenario(
	'MSOXWSMSG_S01_TC03_CreateMessageWithMessageDispositionTypeSendOnly',
	`${succeeds('create')} ${ids('83 203 84')}`,
	async (trial) => {
		const created = await trial.call(
			createXml(messageXml('Sent', TO), { disposition: 'SendOnly' }),
		);
		checkSuccess(trial, created, 'create');
		trial.check(ids('84'), created.ids().length === 0, 'an id came back');
		trial.check(
			ids('83'),
			(await subjectsIn(trial, named('inbox'), AS_USER2)).includes('Sent'),
			'the message did not arrive',
		);
		const kept = [
			...(await subjectsIn(trial, named('sentitems'))),
			...(await subjectsIn(trial, named('drafts'))),
		];
		trial.check(ids('203'), !kept.includes('Sent'), 'a copy was saved');
	},
	{ witnesses: ['sent-mail-arrives'] },
);

const sendAndSave = scenario(
	'MSOXWSMSG_S01_TC04_CreateMessageWithMessageDispositionTypeSendAndSaveCopy',
	`${succeeds('create')} ${ids('85 204 86')}`,
	async (trial) => {
		const created = await trial.call(
			createXml(messageXml('Kept', TO), {
				disposition: 'SendAndSaveCopy',
				folder: named('sentitems'),
			}),
		);
		checkSuccess(trial, created, 'create');
		trial.check(ids('86'), created.ids().length === 0, 'an id came back');
		trial.check(
			ids('85'),
			(await subjectsIn(trial, named('inbox'), AS_USER2)).includes('Kept'),
			'the message did not arrive',
		);
		trial.check(
			ids('204'),
			(await subjectsIn(trial, named('sentitems'))).includes('Kept'),
			'no copy was saved in the folder',
		);
	},
	{ witnesses: ['sent-mail-arrives'] },
);

const gone = scenario(
	'MSOXWSMSG_S01_TC05_GetAndDeleteMessageUnsuccessful',
	fails('get', 'remove'),
	async (trial) => {
		const { id } = await makeMessage(trial, 'Gone');
		await trial.ok(deleteXml(itemId(id)));
		checkFailure(trial, await trial.call(getXml(itemId(id))), 'get', 'ErrorItemNotFound');
		checkFailure(trial, await trial.call(deleteXml(itemId(id))), 'remove', 'ErrorItemNotFound');
		const malformed = await trial.call(getXml(itemId(NOBODY)));
		trial.check(ids('135001'), isError(malformed), 'an id of nothing was taken');
	},
);

const MIME = 'MS-OXWSCDATA_R';
const mime = scenario(
	'MSOXWSMSG_S01_TC06_GetMessageWithIncludeMimeContent',
	`${MIME}1188 ${MIME}21188 ${MIME}21189`,
	async (trial) => {
		const { id } = await makeMessage(trial, 'As MIME');
		const get = async (wanted: boolean) =>
			await trial.ok(
				getXml(
					itemId(id),
					base('IdOnly', `<t:IncludeMimeContent>${wanted}</t:IncludeMimeContent>`),
				),
			);
		const text = (await get(true)).text('MimeContent') ?? '';
		trial.check(
			`${MIME}1188 ${MIME}21188`,
			/^Subject: As MIME\r?$/m.test(Buffer.from(text, 'base64').toString('latin1')),
			'the message did not come as MIME',
		);
		trial.check(
			`${MIME}1188 ${MIME}21189`,
			(await get(false)).first('MimeContent') === undefined,
			'the message came as MIME',
		);
	},
);

const filter = scenario(
	'MSOXWSMSG_S01_TC07_GetMessageWithFilterHtmlContent',
	`${MIME}1193 ${MIME}21193 ${MIME}21194`,
	async (trial) => {
		const html =
			'&lt;html&gt;&lt;body&gt;&lt;p&gt;Hello&lt;/p&gt;&lt;script&gt;run()&lt;/script&gt;&lt;/body&gt;&lt;/html&gt;';
		const created = await trial.ok(
			createXml(
				`<t:Message><t:Subject>Script</t:Subject><t:Body BodyType="HTML">${html}</t:Body></t:Message>`,
			),
		);
		const get = async (wanted: boolean) =>
			(
				await trial.ok(
					getXml(
						itemId(created.id().id),
						base(
							'IdOnly',
							`<t:BodyType>HTML</t:BodyType><t:FilterHtmlContent>${wanted}</t:FilterHtmlContent>${paths('item:Body')}`,
						),
					),
				)
			).text('Body') ?? '';
		const safe = await get(true);
		trial.check(
			`${MIME}1193 ${MIME}21193`,
			safe.includes('Hello') && !safe.includes('script'),
			`the filtered body is ${safe}`,
		);
		const whole = await get(false);
		trial.check(
			`${MIME}1193 ${MIME}21194`,
			whole.includes('<script>'),
			`the unfiltered body is ${whole}`,
		);
	},
	{ witnesses: ['filter-removes-scripts'] },
);

const shaped = scenario(
	'MSOXWSMSG_S01_TC08_GetMessageWithBodyTypeAndAdditionProperties',
	`${MIME}1190 ${MIME}1197`,
	async (trial) => {
		const created = await trial.ok(
			createXml(
				'<t:Message><t:Subject>Shaped</t:Subject><t:Body BodyType="HTML">&lt;p&gt;Hello&lt;/p&gt;</t:Body></t:Message>',
			),
		);
		for (const type of ['Text', 'HTML', 'Best'] as const) {
			const got = await trial.ok(
				getXml(
					itemId(created.id().id),
					base('IdOnly', `<t:BodyType>${type}</t:BodyType>${paths('item:Body', 'item:Subject')}`),
				),
			);
			trial.equal(
				`${MIME}1190`,
				got.first('Body')?.attributes['BodyType'],
				type === 'Text' ? 'Text' : 'HTML',
				`the body asked for as ${type}`,
			);
			trial.equal(`${MIME}1197`, got.text('Subject'), 'Shaped', 'the property asked for besides');
		}
	},
	{ witnesses: ['body-type-as-asked'] },
);

const update = scenario(
	'MSOXWSMSG_S02_TC01_UpdateMessage',
	`${succeeds('update')} ${ids('59 60 61')}`,
	async (trial) => {
		const { id } = await makeMessage(trial, 'Before');
		const updated = await trial.call(updateXml(id, 'message:IsRead', '<t:IsRead>true</t:IsRead>'));
		checkSuccess(trial, updated, 'update');
		const found = await trial.ok(findXml(named('drafts'), base('IdOnly', paths('message:IsRead'))));
		trial.equal(ids('59 60 61'), found.text('IsRead'), 'true', 'IsRead');
		await trial.ok(updateXml(id, 'message:IsRead', '<t:IsRead>false</t:IsRead>'));
		const got = await trial.ok(getXml(itemId(id)));
		trial.equal(ids('59 60'), got.text('IsRead'), 'false', 'IsRead');
	},
);

const SENDER = mailbox('Sender', USER1);
const FROM = mailbox('From', USER1);

const optional = scenario(
	'MSOXWSMSG_S07_TC01_VerifyMessageWithAllOptionalElements',
	ids('2516 26 28 53 55 4200 4600 6100 6500'),
	async (trial) => {
		const written = full('Optional', {
			wish: false,
			isRead: '<t:IsRead>false</t:IsRead>',
			sender: SENDER,
			from: FROM,
		});
		const created = await trial.ok(createXml(written, { folder: named('drafts') }));
		const got = await trial.ok(getXml(itemId(created.id().id)));
		trial.check(ids('2516'), (addressIn(got, 'Sender') ?? '') !== '', 'the sender is empty');
		trial.equal(ids('26 28'), addressIn(got, 'Sender'), USER1, 'Sender');
		trial.equal(ids('53 55'), addressIn(got, 'From'), USER1, 'From');
		trial.equal(ids('4200'), got.text('IsReadReceiptRequested'), 'false', 'the read receipt');
		trial.equal(
			ids('4600'),
			got.text('IsDeliveryReceiptRequested'),
			'false',
			'the delivery report',
		);
		trial.equal(ids('6100'), got.text('IsRead'), 'false', 'IsRead');
		trial.equal(ids('6500'), got.text('IsResponseRequested'), 'false', 'IsResponseRequested');
	},
);

const bare = scenario(
	'MSOXWSMSG_S07_TC02_VerifyMessageWithoutOptionalElements',
	ids('27 34 37 40 48 51 54 57 63 67 70'),
	async (trial) => {
		const created = await trial.call(createXml(messageXml('Bare'), { folder: named('drafts') }));
		const got = created.isSuccess ? await trial.call(getXml(itemId(created.id().id))) : created;
		trial.check(
			ids('27 34 37 40 48 51 54 57 63 67 70'),
			created.isSuccess && got.isSuccess && got.text('Subject') === 'Bare',
			`a message without optional elements ended in ${created.codes} and ${got.codes}`,
		);
	},
);

export const saved: readonly Scenario[] = [
	all,
	saveOnly,
	sendOnly,
	sendAndSave,
	gone,
	mime,
	filter,
	shaped,
	update,
	optional,
	bare,
];
