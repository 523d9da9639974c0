import { InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { Recipient } from '../../../schema/recipients';
import { child, childText, type XmlTree } from '../decode/tree';
import { getMailTips as send } from '../operations/getMailTips';
import { ownAddress } from '../ownAddress';
import { reach } from '../reach';
import { entryRows } from './entries';
import type { ProcedureHandler } from './handler';

/** MailTipTypes. */
const TIPS = [
	'All',
	'OutOfOfficeMessage',
	'MailboxFullStatus',
	'CustomMailTip',
	'ExternalMemberCount',
	'TotalMemberCount',
	'MaxMessageSize',
	'DeliveryRestriction',
	'ModerationStatus',
	'InvalidRecipient',
];
/** Recipients that Exchange takes at once. */
const BATCH = 50;

const FLAGS: Readonly<Record<string, string>> = {
	MailboxFull: 'mailboxFull',
	DeliveryRestricted: 'deliveryRestricted',
	IsModerated: 'isModerated',
	InvalidRecipient: 'invalidRecipient',
};
const NUMBERS: Readonly<Record<string, string>> = {
	TotalMemberCount: 'totalMemberCount',
	ExternalMemberCount: 'externalMemberCount',
	MaxMessageSize: 'maxMessageSize',
};

function tipOf(text: string): string {
	const found = TIPS.find((tip) => tip.toLowerCase() === text.trim().toLowerCase());
	if (found) return found;
	throw new InputError(`There is no mail tip '${text}'`, {
		field: 'tips',
		advice: `Choose among ${TIPS.join(', ')}.`,
	});
}

function rowOf(tips: XmlTree): Row {
	const outOfOffice = child(tips, 'OutOfOffice');
	const duration = child(outOfOffice, 'Duration');
	const row: Row = {
		outOfOffice: childText(child(outOfOffice, 'ReplyBody'), 'Message') || null,
		outOfOfficeStart: childText(duration, 'StartTime') ?? null,
		outOfOfficeEnd: childText(duration, 'EndTime') ?? null,
		customMailTip: childText(tips, 'CustomMailTip') ?? null,
	};
	for (const [element, id] of Object.entries(FLAGS)) {
		const text = childText(tips, element)?.trim();
		row[id] = text === undefined ? null : text === 'true' || text === '1';
	}
	for (const [element, id] of Object.entries(NUMBERS)) {
		const text = childText(tips, element)?.trim();
		row[id] = text ? Number(text) : null;
	}
	row.pending = (childText(tips, 'PendingMailTips') ?? '').split(/\s+/).filter(Boolean);
	return row;
}

export const getMailTips: ProcedureHandler = {
	async run(context, input, scope, call) {
		const { channel, settings } = context;
		const tips = ((input.tips ?? []) as readonly string[]).map(tipOf);
		const recipients = (input.recipients as readonly Recipient[]).map(
			({ address }) => address ?? '',
		);
		const given = typeof input.sendingAs === 'string' ? input.sendingAs.trim() : '';
		const sendingAs = given || (await ownAddress(context, scope, call));
		const way = reach(scope, call, settings);
		const found = [];
		for (let start = 0; start < recipients.length; start += BATCH) {
			const part = recipients.slice(start, start + BATCH);
			const request = { sendingAs, recipients: part, tips: tips.length > 0 ? tips : ['All'] };
			found.push(...(await send(channel, request, way.call)));
		}
		return entryRows(found, rowOf, (index) => ({ address: recipients[index] }));
	},
};
