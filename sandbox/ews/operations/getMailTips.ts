import { isGroup, isMailbox, type Entry, type Group } from '../../store';
import { isAway } from '../../store/absence';
import { mailboxAt } from '../access';
import type { Context } from '../context';
import { mailboxXml } from '../fields/print';
import { readMailbox } from '../fields/read';
import { alone, attempt, success, type Answer } from '../response';
import { printTime } from '../time';
import { element, wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';

const NAME = 'GetMailTipsResponse';
const ONE = 'MailTipsResponseMessageType';
/** Bytes that a message to anybody may have. */
const MAX_MESSAGE_SIZE = 36 * 1024 * 1024;

/** Everybody in a group and the groups inside it, each once. */
function everybody(group: Group, ctx: Context, seen = new Set<string>()): Set<string> {
	if (seen.has(group.primarySmtp)) return seen;
	seen.add(group.primarySmtp);
	for (const address of group.members) {
		const member = ctx.store.directory.findEntry(address);
		if (member !== undefined && isGroup(member)) everybody(member, ctx, seen);
		else seen.add((member?.primarySmtp ?? address).toLowerCase());
	}
	return seen;
}

function counts(entry: Entry | undefined, ctx: Context): { total: number; external: number } {
	if (entry === undefined || !isGroup(entry)) {
		return { total: 1, external: entry !== undefined && isMailbox(entry) ? 0 : 1 };
	}
	const people = [...everybody(entry, ctx)].filter((address) => {
		const one = ctx.store.directory.findEntry(address);
		return one === undefined || !isGroup(one);
	});
	const external = people.filter((address) => ctx.store.directory.find(address) === undefined);
	return { total: people.length, external: external.length };
}

/** An address of a domain that this organization has, which nobody has. */
function isNobody(address: string, entry: Entry | undefined, ctx: Context): boolean {
	const domain = address.split('@')[1]?.toLowerCase();
	if (domain === undefined) return true;
	const ours = ctx.store.directory.mailboxes.some((mailbox) =>
		mailbox.primarySmtp.toLowerCase().endsWith(`@${domain}`),
	);
	return ours && entry === undefined;
}

/** What the person's automatic reply says to somebody of the organization. */
function outOfOffice(entry: Entry | undefined, ctx: Context): string {
	if (entry === undefined || !isMailbox(entry)) return '';
	const { absence } = entry.services;
	if (!isAway(absence, ctx.now))
		return wrap('OutOfOffice', wrap('ReplyBody', element('Message', '')));
	const duration =
		absence.state === 'Scheduled'
			? wrap(
					'Duration',
					element('StartTime', printTime(absence.start)) +
						element('EndTime', printTime(absence.end)),
				)
			: '';
	return wrap(
		'OutOfOffice',
		wrap('ReplyBody', element('Message', absence.internalReply), { 'xml:lang': 'en-US' }) +
			duration,
	);
}

function tips(recipient: Node, wants: (tip: string) => boolean, ctx: Context): string {
	const address = child(recipient, 'EmailAddress')?.text.trim() ?? '';
	const entry = ctx.store.directory.findEntry(address);
	const services = entry !== undefined && isMailbox(entry) ? entry.services : undefined;
	const { total, external } = counts(entry, ctx);
	const tip = (asked: string, name: string, value: string | number | boolean | undefined) =>
		wants(asked) && value !== undefined && value !== '' ? element(name, String(value)) : '';
	return wrap(
		'm:MailTips',
		wrap(
			'RecipientAddress',
			mailboxXml(readMailbox(recipient, ctx)).replace(/^<t:Mailbox>|<\/t:Mailbox>$/g, ''),
		) +
			'<t:PendingMailTips/>' +
			(wants('OutOfOfficeMessage') ? outOfOffice(entry, ctx) : '') +
			tip('MailboxFullStatus', 'MailboxFull', services?.full ?? false) +
			tip('CustomMailTip', 'CustomMailTip', services?.mailTip) +
			tip('TotalMemberCount', 'TotalMemberCount', total) +
			tip('ExternalMemberCount', 'ExternalMemberCount', external) +
			tip('MaxMessageSize', 'MaxMessageSize', MAX_MESSAGE_SIZE) +
			tip('DeliveryRestriction', 'DeliveryRestricted', services?.restricted ?? false) +
			tip('ModerationStatus', 'IsModerated', services?.moderated ?? false) +
			tip('InvalidRecipient', 'InvalidRecipient', isNobody(address, entry, ctx)),
	);
}

export function getMailTips(request: Node, ctx: Context): Answer {
	const asked = new Set(child(request, 'MailTipsRequested')?.text.trim().split(/\s+/));
	const wants = (name: string) => asked.has('All') || asked.has(name);
	return alone(
		attempt(NAME, '', () => {
			mailboxAt(ctx, child(child(request, 'SendingAs') as Node, 'EmailAddress')?.text);
			const messages = below(request, 'Recipients').map((one) =>
				success(ONE, tips(one, wants, ctx)),
			);
			const list = messages.map((message) => message.xml).join('');
			return success(NAME, list === '' ? '' : `<m:ResponseMessages>${list}</m:ResponseMessages>`);
		}),
	);
}
