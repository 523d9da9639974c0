import { type EwsChannel, isError, messageError } from '../channel';
import { child, childText, type XmlTree } from '../decode/tree';
import type { EwsCall } from '../request';
import { element, type Xml } from '../xml/element';
import { ID_PLAN } from './answers';

export interface UpdateInboxRulesRequest {
	readonly mailbox?: string;
	/** Whether rules that only Outlook runs may go; without it Exchange refuses when there are any. */
	readonly removeOutlookRules: boolean;
	/** CreateRuleOperation, SetRuleOperation and DeleteRuleOperation. All are done, or none. */
	readonly operations: readonly Xml[];
}

/** What is wrong with one field of a rule. */
export interface RuleError {
	/** Such as `Condition:FromAddresses`. */
	readonly field: string;
	readonly code: string;
	readonly message: string;
	readonly value: string;
}

const INVALID = 'ErrorInboxRulesValidationError';

/**
 * The errors of operations by their place: none, and all were done; some, and nothing was.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/updateinboxrules-operation
 */
export async function updateInboxRules(
	channel: EwsChannel,
	{ mailbox, removeOutlookRules, operations }: UpdateInboxRulesRequest,
	call: EwsCall,
): Promise<ReadonlyMap<number, readonly RuleError[]>> {
	const answer = await channel.answer(
		{
			name: 'UpdateInboxRules',
			safe: false,
			since: 'Exchange2010_SP1',
			body: element(
				'm:UpdateInboxRules',
				null,
				mailbox === undefined ? undefined : element('m:MailboxSmtpAddress', null, mailbox),
				element('m:RemoveOutlookRuleBlob', null, String(removeOutlookRules)),
				element('m:Operations', null, operations),
			),
			plan: ID_PLAN,
			parts: ['RuleOperationErrors'],
			expect: 1,
		},
		call,
	);
	const [message] = answer.messages;
	const refused = message?.parts.RuleOperationErrors?.children ?? [];
	if (!message || !isError(message)) return new Map();
	if (message.code !== INVALID || refused.length === 0) {
		throw messageError(message, answer.requestId);
	}
	return new Map(
		refused.map((operation) => [
			Number(childText(operation, 'OperationIndex')),
			(child(operation, 'ValidationErrors')?.children ?? []).map(ruleError),
		]),
	);
}

const ruleError = (error: XmlTree): RuleError => ({
	field: childText(error, 'FieldURI') ?? '',
	code: childText(error, 'ErrorCode') ?? INVALID,
	message: childText(error, 'ErrorMessage') ?? '',
	value: childText(error, 'FieldValue') ?? '',
});
