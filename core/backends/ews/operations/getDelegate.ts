import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { delegateAnswer, type DelegateAnswer, mailboxOf } from './delegateAnswer';

/**
 * All delegates of a mailbox with their permissions.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getdelegate-operation
 */
export async function getDelegate(
	channel: EwsChannel,
	mailbox: string,
	call: EwsCall,
): Promise<DelegateAnswer> {
	const body = element('m:GetDelegate', { IncludePermissions: true }, mailboxOf(mailbox));
	return await delegateAnswer(channel, { name: 'GetDelegate', safe: true, body }, call);
}
