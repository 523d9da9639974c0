import { isGroup, type Entry, type Item, type Structure } from '../../store';
import { itemById } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { structureXml } from '../fields/print';
import { childOf, textOf } from '../fields/structure';
import { entryXml } from '../people/entry';
import { answer, attempt, success, type Answer } from '../response';
import { element, wrap } from '../xml/escape';
import { child, type Node } from '../xml/node';

const NAME = 'ExpandDLResponseMessage';

function noResults(): EwsError {
	return new EwsError('ErrorNameResolutionNoResults', 'No results were found.');
}

/** A member that nobody knows: an address alone. */
function stranger(address: string): string {
	return wrap(
		'Mailbox',
		element('Name', address) +
			element('EmailAddress', address) +
			element('RoutingType', 'SMTP') +
			element('MailboxType', 'OneOff'),
	);
}

/** One level of a directory group: groups inside stay groups, itself included. */
function groupMembers(entry: Entry | undefined, ctx: Context): string[] {
	if (entry === undefined || !isGroup(entry)) throw noResults();
	return entry.members.map((address) => {
		const member = ctx.store.directory.findEntry(address);
		return member === undefined ? stranger(address) : entryXml(member);
	});
}

/** Members of a private list, completed from the directory where it knows them. */
function listMembers(item: Item, ctx: Context): string[] {
	if (item.kind !== 'DistributionList') {
		throw new EwsError(
			'ErrorInvalidItemForOperationExpandDL',
			'The item is not a distribution list.',
		);
	}
	const members = item.properties.get('distributionlist:Members') as Structure | undefined;
	return (members?.children ?? []).flatMap((member) => {
		const mailbox = childOf(member, 'Mailbox');
		if (mailbox === undefined) return [];
		const address = textOf(mailbox, 'EmailAddress');
		const entry = address === undefined ? undefined : ctx.store.directory.findEntry(address);
		return [entry === undefined ? structureXml(mailbox) : entryXml(entry)];
	});
}

function expand(mailbox: Node, ctx: Context): string[] {
	const itemId = child(mailbox, 'ItemId');
	if (itemId !== undefined) return listMembers(itemById(ctx, itemId.attributes['Id'] ?? ''), ctx);
	const address = child(mailbox, 'EmailAddress')?.text.trim();
	if (address === undefined) {
		throw new EwsError(
			'ErrorMissingInformationEmailAddress',
			'The e-mail address of the list is missing.',
		);
	}
	return groupMembers(ctx.store.directory.findEntry(address), ctx);
}

export function expandDl(request: Node, ctx: Context): Answer {
	const message = attempt(NAME, '', () => {
		const members = expand(child(request, 'Mailbox') as Node, ctx);
		const set = wrap('m:DLExpansion', members.join(''), {
			TotalItemsInView: members.length,
			IncludesLastItemInRange: true,
		});
		return success(NAME, set);
	});
	return answer('ExpandDL', [message]);
}
