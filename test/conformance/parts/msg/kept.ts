import { scenario, type Scenario } from '../../scenario';
import {
	createXml,
	itemId,
	getXml,
	makeMessage,
	messageXml,
	named,
	updateXml,
	USER2,
} from '../steps';
import { checkFailure, fails, full, ids, mailbox } from './steps';

interface Kept {
	readonly name: string;
	readonly element: string;
	readonly value: string;
	readonly shown: string;
	/** A new message may have it, a saved one keeps it. */
	readonly updateOnly?: boolean;
	/** What goes wrong is shown, too. */
	readonly failures?: boolean;
	/** The sandbox has no such property, so that no rule is in the way of it. */
	readonly unknown?: boolean;
}

const CASES: readonly Kept[] = [
	{
		name: 'MSOXWSMSG_S07_TC03_VerifyConversationIndexIsReadOnly',
		element: 'ConversationIndex',
		value: '<t:ConversationIndex>AQID</t:ConversationIndex>',
		shown: '49',
		failures: true,
	},
	{
		name: 'MSOXWSMSG_S07_TC04_VerifyConversationTopicIsReadOnly',
		element: 'ConversationTopic',
		value: '<t:ConversationTopic>Topic</t:ConversationTopic>',
		shown: '52',
	},
	{
		name: 'MSOXWSMSG_S07_TC05_VerifyInternetMessageIdIsReadOnly',
		element: 'InternetMessageId',
		value: '<t:InternetMessageId>&lt;other@contoso.example&gt;</t:InternetMessageId>',
		shown: '58',
		updateOnly: true,
		unknown: true,
	},
	{
		name: 'MSOXWSMSG_S07_TC06_VerifyReceivedByIsReadOnly',
		element: 'ReceivedBy',
		value: mailbox('ReceivedBy', USER2),
		shown: '72001',
	},
	{
		name: 'MSOXWSMSG_S07_TC07_VerifyReceivedRepresentingIsReadOnly',
		element: 'ReceivedRepresenting',
		value: mailbox('ReceivedRepresenting', USER2),
		shown: '73001',
	},
	{
		name: 'MSOXWSMSG_S07_TC08_VerifyApprovalRequestDataIsReadOnly',
		element: 'ApprovalRequestData',
		value:
			'<t:ApprovalRequestData><t:IsUndecidedApprovalRequest>false</t:IsUndecidedApprovalRequest></t:ApprovalRequestData>',
		shown: '73008',
		unknown: true,
	},
	{
		name: 'MSOXWSMSG_S07_TC09_VerifyVotingInformationIsReadOnly',
		element: 'VotingInformation',
		value: '<t:VotingInformation><t:VotingResponse>Yes</t:VotingResponse></t:VotingInformation>',
		shown: '73009',
		unknown: true,
	},
	{
		name: 'MSOXWSMSG_S07_TC10_VerifyReminderMessageDataIsReadOnly',
		element: 'ReminderMessageData',
		value: '<t:ReminderMessageData><t:ReminderText>Soon</t:ReminderText></t:ReminderMessageData>',
		shown: '73010',
		unknown: true,
	},
];

const CODE = 'ErrorInvalidPropertySet';

const keptCase = ({ name, element, value, shown, updateOnly, failures, unknown }: Kept): Scenario =>
	scenario(
		name,
		`${ids(shown)} ${failures ? fails('create', 'update') : ''}`,
		async (trial) => {
			const { id } = await makeMessage(trial, 'Kept');
			const uri = `message:${element}`;
			const updated = await trial.call(updateXml(id, uri, value));
			trial.equal(ids(shown), updated.codes, [CODE], `the code of changing ${element}`);
			if (failures) checkFailure(trial, updated, 'update', CODE);
			const given = createXml(messageXml('New', value), { folder: named('drafts') });
			const created = await trial.call(given);
			if (!updateOnly) {
				trial.equal(ids(shown), created.codes, [CODE], `the code of writing ${element}`);
			}
			if (failures) checkFailure(trial, created, 'create', CODE);
			const got = await trial.ok(getXml(itemId(id)));
			trial.equal(ids(shown), got.text('Subject'), 'Kept', 'the subject of what was refused');
			await trial.ok(createXml(full('Without it'), { folder: named('drafts') }));
		},
		{ witnesses: unknown ? [] : ['read-only-refused'] },
	);

export const kept: readonly Scenario[] = CASES.map(keptCase);
