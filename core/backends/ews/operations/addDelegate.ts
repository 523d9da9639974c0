import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element, type Xml } from '../xml/element';
import {
	delegateAnswer,
	type DelegateAnswer,
	type DeliverMeetingRequests,
	mailboxOf,
} from './delegateAnswer';

export interface AddDelegateRequest {
	readonly mailbox: string;
	/** DelegateUser elements. */
	readonly users: readonly Xml[];
	/** Of the mailbox as a whole; absent: it stays. */
	readonly deliverMeetingRequests?: DeliverMeetingRequests;
}

/**
 * Makes people delegates of a mailbox.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/adddelegate-operation
 */
export async function addDelegate(
	channel: EwsChannel,
	{ mailbox, users, deliverMeetingRequests }: AddDelegateRequest,
	call: EwsCall,
): Promise<DelegateAnswer> {
	const body = element(
		'm:AddDelegate',
		null,
		mailboxOf(mailbox),
		element('m:DelegateUsers', null, users),
		deliverMeetingRequests && element('m:DeliverMeetingRequests', null, deliverMeetingRequests),
	);
	return await delegateAnswer(channel, { name: 'AddDelegate', safe: false, body }, call);
}
