import type { InboxRule, Mailbox, Structure } from '../../store';
import { demandMailbox, mailboxAt } from '../access';
import type { Context } from '../context';
import { structureXml } from '../fields/print';
import { alone, attempt, success, type Answer } from '../response';
import { element, wrap } from '../xml/escape';
import { child, type Node } from '../xml/node';

const NAME = 'GetInboxRulesResponse';

/** The mailbox of MailboxSmtpAddress, else the user's own. @throws EwsError */
export function rulesMailbox(request: Node, ctx: Context): Mailbox {
	const address = child(request, 'MailboxSmtpAddress')?.text.trim() ?? '';
	const owner = mailboxAt(ctx, address === '' ? ctx.user.primarySmtp : address);
	demandMailbox(ctx, owner);
	return owner;
}

function ruleXml(rule: InboxRule): string {
	const [name, ...rest] = rule.parts as readonly Structure[];
	return wrap(
		'Rule',
		element('RuleId', rule.id) +
			(name === undefined ? '' : structureXml(name)) +
			element('Priority', String(rule.priority)) +
			rest.map(structureXml).join(''),
	);
}

export function getInboxRules(request: Node, ctx: Context): Answer {
	return alone(
		attempt(NAME, '', () => {
			const { services } = rulesMailbox(request, ctx);
			const blob = `<m:OutlookRuleBlobExists>${services.clientRules.length > 0}</m:OutlookRuleBlobExists>`;
			const rules = services.inboxRules.map(ruleXml).join('');
			return success(NAME, blob + (rules === '' ? '' : wrap('m:InboxRules', rules)));
		}),
	);
}
