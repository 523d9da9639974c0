import { ExchangeError } from '../../../errors';
import type { EwsChannel, EwsOperation } from '../channel';
import { child, childText, type XmlTree } from '../decode/tree';
import { faultError } from '../faults';
import type { EwsCall } from '../request';
import { element, type Xml } from '../xml/element';
import { partsOf } from './part';

export type DeliverMeetingRequests =
	'DelegatesOnly' | 'DelegatesAndMe' | 'DelegatesAndSendInformationToMe' | 'NoForward';

export interface DelegateAnswer {
	/** DelegateUser, empty where there is nothing to tell, or the error in its place. */
	readonly users: ReadonlyArray<XmlTree | undefined | ExchangeError>;
	readonly deliverMeetingRequests?: DeliverMeetingRequests;
}

export const mailboxOf = (address: string): Xml =>
	element('m:Mailbox', null, element('t:EmailAddress', null, address));

export const userId = (id: string): Xml =>
	element(
		't:UserId',
		null,
		id.includes('@') ? element('t:PrimarySmtpAddress', null, id) : element('t:SID', null, id),
	);

/**
 * Delegate operations answer with one message that holds one for each user.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/delegate-access-and-ews-in-exchange
 */
export async function delegateAnswer(
	channel: EwsChannel,
	operation: Pick<EwsOperation, 'name' | 'body' | 'safe'>,
	call: EwsCall,
): Promise<DelegateAnswer> {
	const parts = await partsOf(
		channel,
		{ ...operation, since: 'Exchange2007_SP1' },
		['ResponseMessages', 'DeliverMeetingRequests'],
		call,
	);
	const scope = parts.DeliverMeetingRequests?.text.trim() as DeliverMeetingRequests | undefined;
	return {
		users: (parts.ResponseMessages?.children ?? []).map(userOf),
		...(scope && { deliverMeetingRequests: scope }),
	};
}

function userOf(message: XmlTree): XmlTree | undefined | ExchangeError {
	if (message.attributes.ResponseClass !== 'Error') return child(message, 'DelegateUser');
	const code = childText(message, 'ResponseCode')?.trim() ?? 'ErrorInternalServerError';
	return faultError({ code, text: childText(message, 'MessageText') });
}
