import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { delegateAnswer, type DelegateAnswer, mailboxOf, userId } from './delegateAnswer';

/**
 * Takes delegates, by address or SID, and their rights in the standard folders away.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/removedelegate-operation
 */
export async function removeDelegate(
	channel: EwsChannel,
	{ mailbox, ids }: { readonly mailbox: string; readonly ids: readonly string[] },
	call: EwsCall,
): Promise<DelegateAnswer> {
	const body = element(
		'm:RemoveDelegate',
		null,
		mailboxOf(mailbox),
		element('m:UserIds', null, ids.map(userId)),
	);
	return await delegateAnswer(channel, { name: 'RemoveDelegate', safe: false, body }, call);
}
