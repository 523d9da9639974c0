import type { EwsChannel } from '../channel';
import { child, childText, type XmlTree } from '../decode/tree';
import type { EwsCall } from '../request';
import { faultError } from '../faults';
import type { ExchangeError } from '../../../errors';
import { element } from '../xml/element';
import { partsOf } from './part';

export interface GetMailTipsRequest {
	readonly sendingAs: string;
	readonly recipients: readonly string[];
	/** MailTipTypes, such as `OutOfOfficeMessage`; `All` for all. */
	readonly tips: readonly string[];
}

/**
 * The MailTips element of each recipient, or the error in its place.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getmailtips-operation
 */
export async function getMailTips(
	channel: EwsChannel,
	{ sendingAs, recipients, tips }: GetMailTipsRequest,
	call: EwsCall,
): Promise<Array<XmlTree | ExchangeError>> {
	if (recipients.length === 0) return [];
	const address = (smtp: string) => [
		element('t:EmailAddress', null, smtp),
		element('t:RoutingType', null, 'SMTP'),
	];
	const mailbox = (smtp: string) => element('t:Mailbox', null, address(smtp));
	const { ResponseMessages } = await partsOf(
		channel,
		{
			name: 'GetMailTips',
			safe: true,
			since: 'Exchange2010',
			body: element(
				'm:GetMailTips',
				null,
				element('m:SendingAs', null, address(sendingAs)),
				element('m:Recipients', null, recipients.map(mailbox)),
				element('m:MailTipsRequested', null, tips.join(' ')),
			),
		},
		['ResponseMessages'],
		call,
	);
	const messages = ResponseMessages?.children ?? [];
	return recipients.map((recipientKey, index) => {
		const message = messages[index];
		const tip = child(message, 'MailTips');
		if (tip && message?.attributes.ResponseClass !== 'Error') return tip;
		return faultError({
			code: childText(message, 'ResponseCode')?.trim() ?? 'EMPTY_RECORD',
			text: childText(message, 'MessageText'),
			recordKey: recipientKey,
		});
	});
}
