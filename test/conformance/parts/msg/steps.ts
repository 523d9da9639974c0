import type { Reply } from '../../reply';
import type { Trial } from '../../trial';
import { classes, first, itemId, people, USER2, USER3 } from '../steps';
import type { Node } from '../../xml';

export const ROOM = 'service@contoso.example';
export const REFERENCES = '<first@contoso.example>';

export const mailbox = (element: string, address: string): string =>
	`<t:${element}><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:${element}>`;

export const TO = people('ToRecipients', USER2);

/** A message with everything a client may say, in the order of the schema. */
export const full = (
	subject: string,
	{ wish = true, isRead = '', sender = '', from = '' } = {},
): string =>
	`<t:Message><t:Subject>${subject}</t:Subject>${sender}${TO}${people('CcRecipients', USER3)}${people('BccRecipients', ROOM)}<t:IsReadReceiptRequested>${wish}</t:IsReadReceiptRequested><t:IsDeliveryReceiptRequested>${wish}</t:IsDeliveryReceiptRequested>${from}${isRead}<t:IsResponseRequested>${wish}</t:IsResponseRequested><t:References>${REFERENCES.replace('<', '&lt;').replace('>', '&gt;')}</t:References>${people('ReplyTo', USER3)}</t:Message>`;

/** Address in the first mailbox of an element. */
export const addressIn = (node: Reply | Node, element: string): string | undefined => {
	const holder = 'xml' in node ? node.first(element) : first(node, element);
	return first(holder, 'EmailAddress')?.text;
};

/** Ids in pairs: of the answer itself, of its class, of its code. */
export const OPERATIONS = {
	create: '111 112 113',
	get: '133 134 135',
	update: '143 144 145',
	remove: '152 153 154',
	move: '161 162 163',
	copy: '168 169 170',
	send: '177 178 179',
} as const;

const FAILURES = {
	create: '113001 113002',
	get: '135001 135002',
	update: '145001 145002',
	remove: '154001 154002',
	move: '163001 163002',
	copy: '170001 170002',
} as const;

export const ids = (numbers: string): string =>
	numbers
		.trim()
		.split(/\s+/)
		.map((number) => `MS-OXWSMSG_R${number}`)
		.join(' ');

export const succeeds = (...names: ReadonlyArray<keyof typeof OPERATIONS>): string =>
	ids(names.map((name) => OPERATIONS[name]).join(' '));
export const fails = (...names: ReadonlyArray<keyof typeof FAILURES>): string =>
	ids(names.map((name) => FAILURES[name]).join(' '));

/** The answer of an operation that succeeds, for as many items as were named. */
export function checkSuccess(
	trial: Trial,
	reply: Reply,
	operation: keyof typeof OPERATIONS,
	count = 1,
): Reply {
	const [answered = '', ofClass = '', ofCode = ''] = succeeds(operation).split(' ');
	trial.equal(answered, reply.messages.length, count, `response messages to ${operation}`);
	trial.check(
		ofClass,
		classes(reply).every((name) => name === 'Success'),
		`the response classes are ${classes(reply)}`,
	);
	trial.check(ofCode, reply.isSuccess, `the response codes are ${reply.codes}`);
	return reply;
}

/** The answer of an operation that fails with this code. */
export function checkFailure(
	trial: Trial,
	reply: Reply,
	operation: keyof typeof FAILURES,
	code: string,
): void {
	const [ofClass = '', ofCode = ''] = fails(operation).split(' ');
	trial.equal(ofClass, classes(reply), ['Error'], 'the response class');
	trial.equal(ofCode, reply.codes, [code], 'the response code');
}

export const transferXml = (operation: string, items: string, folder: string): string =>
	`<m:${operation}><m:ToFolderId>${folder}</m:ToFolderId><m:ItemIds>${items}</m:ItemIds></m:${operation}>`;

export const sendXml = (
	messages: ReadonlyArray<{ id: string; changeKey: string }>,
	folder: string,
): string =>
	`<m:SendItem SaveItemToFolder="true"><m:ItemIds>${messages.map(({ id, changeKey }) => itemId(id, changeKey)).join('')}</m:ItemIds><m:SavedItemFolderId>${folder}</m:SavedItemFolderId></m:SendItem>`;
