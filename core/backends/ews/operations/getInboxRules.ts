import type { EwsChannel } from '../channel';
import { childText, type XmlTree } from '../decode/tree';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { ID_PLAN, one } from './answers';

export interface InboxRules {
	/** Rule elements, in the order in which they run. */
	readonly rules: readonly XmlTree[];
	/** There are rules that only Outlook runs; changing any rule deletes them, or is refused. */
	readonly hasOutlookRules: boolean;
}

/**
 * The rules of a mailbox that the server runs.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getinboxrules-operation
 */
export async function getInboxRules(
	channel: EwsChannel,
	{ mailbox }: { readonly mailbox?: string },
	call: EwsCall,
): Promise<InboxRules> {
	const answer = await channel.answer(
		{
			name: 'GetInboxRules',
			safe: true,
			body: element(
				'm:GetInboxRules',
				null,
				mailbox === undefined ? undefined : element('m:MailboxSmtpAddress', null, mailbox),
			),
			plan: ID_PLAN,
			parts: ['OutlookRuleBlobExists', 'InboxRules'],
			expect: 1,
		},
		call,
	);
	const { InboxRules: rules, OutlookRuleBlobExists: blob } = one(answer).parts;
	return {
		rules: (rules?.children ?? []).filter(({ name }) => name === 'Rule'),
		hasOutlookRules: blob?.text.trim() === 'true',
	};
}

export const ruleIdOf = (rule: XmlTree): string => childText(rule, 'RuleId') ?? '';
