import type { EwsChannel } from '../channel';
import { childText, type XmlTree } from '../decode/tree';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { partsOf } from './part';

/**
 * Rule elements of a mailbox in the order in which the server runs them.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getinboxrules-operation
 */
export async function getInboxRules(
	channel: EwsChannel,
	{ mailbox }: { readonly mailbox?: string },
	call: EwsCall,
): Promise<readonly XmlTree[]> {
	const { InboxRules } = await partsOf(
		channel,
		{
			name: 'GetInboxRules',
			safe: true,
			since: 'Exchange2010_SP1',
			body: element(
				'm:GetInboxRules',
				null,
				mailbox === undefined ? undefined : element('m:MailboxSmtpAddress', null, mailbox),
			),
		},
		['InboxRules'],
		call,
	);
	return (InboxRules?.children ?? []).filter(({ name }) => name === 'Rule');
}

export const ruleIdOf = (rule: XmlTree): string => childText(rule, 'RuleId') ?? '';
