import { scenario, type Scenario } from '../../scenario';
import {
	AS_USER2,
	base,
	createXml,
	deleteXml,
	findXml,
	first,
	getXml,
	itemId,
	makeMessage,
	messageXml,
	named,
	paths,
	people,
	subjectsIn,
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
	ROOM,
	sendXml,
	succeeds,
	TO,
	transferXml,
} from './steps';

const twoPlaces = (
	name: string,
	operation: 'CopyItem' | 'MoveItem',
	kind: 'copy' | 'move',
): Scenario =>
	scenario(name, succeeds(kind), async (trial) => {
		const { id } = await makeMessage(trial, 'Here');
		const answer = await trial.call(transferXml(operation, itemId(id), named('inbox')));
		checkSuccess(trial, answer, kind);
		const there = (await subjectsIn(trial, named('inbox'))).includes('Here');
		const here = (await subjectsIn(trial, named('drafts'))).includes('Here');
		const [answered = ''] = succeeds(kind).split(' ');
		trial.check(answered, there && here === (kind === 'copy'), 'the message is in the wrong place');
	});

const nothing = (
	name: string,
	operation: 'CopyItem' | 'MoveItem',
	kind: 'copy' | 'move',
): Scenario =>
	scenario(name, fails(kind), async (trial) => {
		const { id } = await makeMessage(trial, 'Gone');
		await trial.ok(deleteXml(itemId(id)));
		const answer = await trial.call(transferXml(operation, itemId(id), named('inbox')));
		checkFailure(trial, answer, kind, 'ErrorItemNotFound');
	});

const AS_USER3 = { user: USER3 };
const RECEIVED = ['ToRecipients', 'CcRecipients', 'BccRecipients', 'ReceivedBy']
	.map((name) => `message:${name}`)
	.concat('message:ReceivedRepresenting', 'message:Sender');

const send = scenario(
	'MSOXWSMSG_S05_TC01_SendMessage',
	`${succeeds('send')} ${ids('31 36 69 2512 2912 196 72 197 73')}`,
	async (trial) => {
		const written = await trial.ok(createXml(full('Sent'), { folder: named('drafts') }));
		const sent = await trial.call(sendXml([written.id()], named('sentitems')));
		checkSuccess(trial, sent, 'send');

		const seen = async (user: string) => {
			const found = await trial.ok(findXml(named('inbox')), { user });
			return await trial.ok(getXml(itemId(found.id().id), base('IdOnly', paths(...RECEIVED))), {
				user,
			});
		};
		const got = await seen(USER2);
		const types = (element: string) =>
			got.first(element)?.children.map((one) => first(one, 'MailboxType')?.text);
		trial.check(
			ids('2512'),
			types('Sender')?.every(isMailbox) ?? false,
			'the sender is no mailbox',
		);
		trial.check(
			ids('2912'),
			types('ToRecipients')?.every(isMailbox) ?? false,
			'a recipient is no mailbox',
		);
		trial.equal(ids('196 72'), addressIn(got, 'ReceivedBy'), USER2, 'ReceivedBy');
		trial.equal(
			ids('197 73'),
			addressIn(got, 'ReceivedRepresenting'),
			USER2,
			'ReceivedRepresenting',
		);
		const copies = [got, await seen(USER3), await seen(ROOM)];
		trial.check(
			ids('36'),
			copies.every((one) => one.first('BccRecipients') === undefined),
			'recipients see who got a blind copy',
		);

		const found = await trial.ok(findXml(named('inbox')), AS_USER2);
		const { id, changeKey } = found.id();
		const reply = `<t:ReplyToItem><t:ReferenceItemId Id="${id}" ChangeKey="${changeKey}"/><t:NewBodyContent BodyType="Text">Thanks</t:NewBodyContent></t:ReplyToItem>`;
		await trial.call(createXml(reply, { disposition: 'SendOnly' }), AS_USER2);
		trial.check(
			ids('69'),
			(await subjectsIn(trial, named('inbox'), AS_USER3)).includes('RE: Sent') &&
				!(await subjectsIn(trial, named('inbox'))).includes('RE: Sent'),
			'the answer did not go where answers should go',
		);

		const lonely = await makeMessage(trial, 'To nobody');
		const refused = await trial.call(sendXml([lonely], named('sentitems')));
		trial.equal(ids('31'), refused.codes, ['ErrorInvalidRecipients'], 'sending to nobody');
	},
	{ witnesses: ['bcc-is-hidden', 'reply-goes-to-sender', 'sent-mail-arrives'] },
);

const SEVERAL = ['update', 'copy', 'move', 'remove'] as const;

const several = scenario(
	'MSOXWSMSG_S06_TC01_OperateMultipleMessages',
	succeeds('create', 'get', 'send', ...SEVERAL),
	async (trial) => {
		const written = ['First', 'Second'].map((subject) => messageXml(subject, TO)).join('');
		const created = await trial.call(createXml(written, { folder: named('drafts') }));
		checkSuccess(trial, created, 'create', 2);
		const items = created.ids();
		const both = items.map(({ id }) => itemId(id)).join('');
		checkSuccess(trial, await trial.call(getXml(both)), 'get', 2);
		const updates = items.map(
			({ id }) =>
				`<t:ItemChange>${itemId(id)}<t:Updates><t:SetItemField><t:FieldURI FieldURI="message:ToRecipients"/><t:Message>${people('ToRecipients', USER2, USER3)}</t:Message></t:SetItemField></t:Updates></t:ItemChange>`,
		);
		const updated = await trial.call(
			`<m:UpdateItem ConflictResolution="AlwaysOverwrite" MessageDisposition="SaveOnly"><m:ItemChanges>${updates.join('')}</m:ItemChanges></m:UpdateItem>`,
		);
		checkSuccess(trial, updated, 'update', 2);
		const copied = await trial.call(transferXml('CopyItem', both, named('inbox')));
		checkSuccess(trial, copied, 'copy', 2);
		const copies = copied.ids().map(({ id }) => itemId(id));
		const moved = await trial.call(transferXml('MoveItem', copies.join(''), named('deleteditems')));
		checkSuccess(trial, moved, 'move', 2);
		checkSuccess(trial, await trial.call(sendXml(updated.ids(), named('sentitems'))), 'send', 2);
		const arrived = await subjectsIn(trial, named('inbox'), AS_USER3);
		trial.check(
			ids('177'),
			['First', 'Second'].every((subject) => arrived.includes(subject)),
			`what arrived is ${arrived}`,
		);
		const removed = await trial.call(
			deleteXml(
				moved
					.ids()
					.map(({ id }) => itemId(id))
					.join(''),
			),
		);
		checkSuccess(trial, removed, 'remove', 2);
	},
	{ witnesses: ['sent-mail-arrives'] },
);

const isMailbox = (type: string | undefined): boolean => type === 'Mailbox';

export const transfers: readonly Scenario[] = [
	twoPlaces('MSOXWSMSG_S03_TC01_CopyMessage', 'CopyItem', 'copy'),
	nothing('MSOXWSMSG_S03_TC02_CopyMessageUnsuccessful', 'CopyItem', 'copy'),
	twoPlaces('MSOXWSMSG_S04_TC01_MoveMessage', 'MoveItem', 'move'),
	nothing('MSOXWSMSG_S04_TC02_MoveMessageUnsuccessful', 'MoveItem', 'move'),
	send,
	several,
];
