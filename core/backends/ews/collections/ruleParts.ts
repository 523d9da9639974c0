/** How a part of a rule is read and written. */
export type RuleKind =
	'texts' | 'flag' | 'recipients' | 'choice' | 'folder' | 'dates' | 'sizes' | 'item';

/** One condition or action: its name in Graph's messageRule and its element in EWS. */
export interface RulePart {
	readonly id: string;
	readonly element: string;
	readonly kind: RuleKind;
	readonly choices?: readonly string[];
}

const part = (
	kind: RuleKind,
	id: string,
	element = id.charAt(0).toUpperCase() + id.slice(1),
	choices?: readonly string[],
): RulePart => ({ id, element, kind, ...(choices && { choices }) });

const IMPORTANCE = ['low', 'normal', 'high'];
const SENSITIVITY = ['normal', 'personal', 'private', 'confidential'];
const FLAGS = [
	'any',
	'call',
	'doNotForward',
	'followUp',
	'fyi',
	'forward',
	'noResponseNecessary',
	'read',
	'reply',
	'replyToAll',
	'review',
];

/**
 * Conditions and exceptions in the order of the schema; those without a name in Graph are called like it.
 * https://learn.microsoft.com/graph/api/resources/messagerulepredicates
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/conditions
 */
export const PREDICATES: readonly RulePart[] = [
	part('texts', 'categories'),
	part('texts', 'bodyContains', 'ContainsBodyStrings'),
	part('texts', 'headerContains', 'ContainsHeaderStrings'),
	part('texts', 'recipientContains', 'ContainsRecipientStrings'),
	part('texts', 'senderContains', 'ContainsSenderStrings'),
	part('texts', 'bodyOrSubjectContains', 'ContainsSubjectOrBodyStrings'),
	part('texts', 'subjectContains', 'ContainsSubjectStrings'),
	part('choice', 'messageActionFlag', 'FlaggedForAction', FLAGS),
	part('recipients', 'fromAddresses'),
	part('texts', 'fromConnectedAccounts'),
	part('flag', 'hasAttachments'),
	part('choice', 'importance', 'Importance', IMPORTANCE),
	part('flag', 'isApprovalRequest'),
	part('flag', 'isAutomaticForward'),
	part('flag', 'isAutomaticReply'),
	part('flag', 'isEncrypted'),
	part('flag', 'isMeetingRequest'),
	part('flag', 'isMeetingResponse'),
	part('flag', 'isNonDeliveryReport', 'IsNDR'),
	part('flag', 'isPermissionControlled'),
	part('flag', 'isReadReceipt'),
	part('flag', 'isSigned'),
	part('flag', 'isVoicemail'),
	part('texts', 'itemClasses'),
	part('texts', 'messageClassifications'),
	part('flag', 'notSentToMe'),
	part('flag', 'sentCcMe'),
	part('flag', 'sentOnlyToMe'),
	part('recipients', 'sentToAddresses'),
	part('flag', 'sentToMe'),
	part('flag', 'sentToOrCcMe'),
	part('choice', 'sensitivity', 'Sensitivity', SENSITIVITY),
	part('dates', 'withinDateRange'),
	part('sizes', 'withinSizeRange'),
];

/**
 * https://learn.microsoft.com/graph/api/resources/messageruleactions
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/actions
 */
export const ACTIONS: readonly RulePart[] = [
	part('texts', 'assignCategories'),
	part('folder', 'copyToFolder'),
	part('flag', 'delete'),
	part('recipients', 'forwardAsAttachmentTo', 'ForwardAsAttachmentToRecipients'),
	part('recipients', 'forwardTo', 'ForwardToRecipients'),
	part('choice', 'markImportance', 'MarkImportance', IMPORTANCE),
	part('flag', 'markAsRead'),
	part('folder', 'moveToFolder'),
	part('flag', 'permanentDelete'),
	part('recipients', 'redirectTo', 'RedirectToRecipients'),
	part('recipients', 'sendSmsAlertTo', 'SendSMSAlertToRecipients'),
	part('item', 'serverReplyWithMessage'),
	part('flag', 'stopProcessingRules'),
];

/** The three objects of a rule by column, with their element. */
export const GROUPS = {
	conditions: {
		element: 'Conditions',
		label: 'Conditions',
		parts: PREDICATES,
		prefix: 'Condition',
	},
	exceptions: {
		element: 'Exceptions',
		label: 'Exceptions',
		parts: PREDICATES,
		prefix: 'Exception',
	},
	actions: { element: 'Actions', label: 'Actions', parts: ACTIONS, prefix: 'Action' },
} as const;
export type RuleGroup = keyof typeof GROUPS;
export const RULE_GROUPS = Object.keys(GROUPS) as RuleGroup[];
