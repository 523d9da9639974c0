import { createHash } from 'node:crypto';
import type { Structure } from '../../store';
import type { Context } from '../context';
import { child, type Node } from '../xml/node';
import { readMailbox } from './mailbox';

/** A member's key: the same address or name has the same one, however it was written. */
function keyOf(name: string, address: string): string {
	const hash = createHash('sha256').update(`${address.toLowerCase()}\n${name}`).digest();
	return Buffer.concat([Buffer.from([0, 0, 0, 0]), hash]).toString('base64');
}

/** Members of a distribution list as the server keeps them: each with its key, completed from the directory. */
export function readMembers(node: Node, ctx: Context): Structure {
	const children = node.children.flatMap((member): Structure[] => {
		const mailbox = child(member, 'Mailbox');
		if (mailbox === undefined) return [];
		const known = readMailbox(mailbox, ctx);
		const item = child(mailbox, 'ItemId');
		const parts: Array<[string, string | undefined]> = [
			['Name', known.name],
			['EmailAddress', known.address],
			['RoutingType', known.address === undefined ? undefined : (known.routing ?? 'SMTP')],
			['MailboxType', child(mailbox, 'MailboxType')?.text.trim() ?? known.mailboxType],
		];
		const inner = parts
			.filter((part): part is [string, string] => part[1] !== undefined && part[1] !== '')
			.map(([name, text]): Structure => ({ name, text }));
		if (item !== undefined) inner.push({ name: 'ItemId', attributes: { ...item.attributes } });
		const text = known.address ?? item?.attributes['Id'] ?? '';
		return [
			{
				name: 'Member',
				attributes: { Key: keyOf(known.name ?? '', text) },
				children: [
					{ name: 'Mailbox', children: inner },
					{ name: 'Status', text: 'Normal' },
				],
			},
		];
	});
	// One address is a member once.
	const keys = new Set<string>();
	const unique = children.filter(({ attributes }) => {
		const key = attributes?.['Key'] ?? '';
		return !keys.has(key) && keys.add(key);
	});
	return { name: 'Members', children: unique };
}

/** Two lists as one, the first first. */
export function joinMembers(before: Structure, added: Structure): Structure {
	const known = new Set(before.children?.map(({ attributes }) => attributes?.['Key']));
	const fresh = (added.children ?? []).filter(({ attributes }) => !known.has(attributes?.['Key']));
	return { name: 'Members', children: [...(before.children ?? []), ...fresh] };
}

/** The list without one member; undefined when it had none of that key. */
export function withoutMember(list: Structure | undefined, key: string): Structure | undefined {
	const rest = list?.children?.filter(({ attributes }) => attributes?.['Key'] !== key);
	if (rest === undefined || rest.length === list?.children?.length) return undefined;
	return { name: 'Members', children: rest };
}
