import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element, type Xml } from '../xml/element';
import {
	delegateAnswer,
	type DelegateAnswer,
	type DeliverMeetingRequests,
	mailboxOf,
} from './delegateAnswer';

export interface UpdateDelegateRequest {
	readonly mailbox: string;
	/** DelegateUser elements. */
	readonly users: readonly Xml[];
	/** Of the mailbox as a whole; absent: it stays. */
	readonly deliverMeetingRequests?: DeliverMeetingRequests;
}

/**
 * Changes delegates of a mailbox; what a user's element leaves out stays.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/updatedelegate-operation
 */
export async function updateDelegate(
	channel: EwsChannel,
	{ mailbox, users, deliverMeetingRequests }: UpdateDelegateRequest,
	call: EwsCall,
): Promise<DelegateAnswer> {
	const body = element(
		'm:UpdateDelegate',
		null,
		mailboxOf(mailbox),
		element('m:DelegateUsers', null, users),
		deliverMeetingRequests && element('m:DeliverMeetingRequests', null, deliverMeetingRequests),
	);
	return await delegateAnswer(channel, { name: 'UpdateDelegate', safe: false, body }, call);
}
