/** Who sent a message and who got it: as recipients, and in the parts that the older schemas show. */
import type { Column } from '../../schema/column';
import { both, byId, graphPath, listedText } from './bindings';

type Write = 'both' | 'create' | undefined;

interface Person {
	readonly id: string;
	/** EWS element, and what the older EWS schema begins its names with. */
	readonly element: string;
	readonly label: string;
	/** FieldURI without element. */
	readonly uri?: 'message' | 'calendar';
	readonly write?: Write;
	readonly common?: boolean;
	readonly onGraph?: boolean;
	readonly description?: string;
}

/** Lists give a person by name alone: the address takes a read by id. */
export function person(declared: Person): Column[] {
	const { id, element, label, uri = 'message', write, common, onGraph = true } = declared;
	const field = `${uri}:${element}`;
	const writable = write === undefined ? {} : { write };
	const partOf = (path: string, decides?: true) =>
		write === undefined ? {} : { partOf: { column: id, path, ...(decides ? { decides } : {}) } };
	const graph = (path: string) =>
		onGraph ? { graph: graphPath(`${id}${path}`, { ...writable, filter: path !== '' }) } : {};
	const alias = (part: string, path?: string) => ({
		ews: [`${element}${part}`],
		...(onGraph && path ? { graph: [`${id}_emailAddress_${path}`] } : {}),
	});
	return [
		{
			id,
			label,
			type: 'recipient',
			...(declared.description ? { description: declared.description } : {}),
			...(common ? { common } : {}),
			ews: byId(field, writable),
			...graph(''),
		},
		{
			id: `${id}Name`,
			label: `${label} Name`,
			type: 'text',
			...partOf('name'),
			aliases: alias('Name', 'name'),
			ews: listedText(field, {
				at: `${element}/Mailbox/Name`,
				filter: false,
				sort: false,
				...writable,
			}),
			...graph('/emailAddress/name'),
		},
		{
			id: `${id}Address`,
			label: `${label} Address`,
			type: 'text',
			...partOf('address', true),
			aliases: alias('EmailAddress', 'address'),
			ews: byId(field, { at: `${element}/Mailbox/EmailAddress`, ...writable }),
			...graph('/emailAddress/address'),
		},
		{
			id: `${id}RoutingType`,
			label: `${label} Routing Type`,
			type: 'text',
			description: 'SMTP, or EX for an X.500 address.',
			...partOf('routingType'),
			aliases: alias('RoutingType'),
			ews: byId(field, { at: `${element}/Mailbox/RoutingType`, ...writable }),
		},
	];
}

/** Part of every entry, label, names of the older EWS schema for reading and for writing. */
const LIST_PARTS = [
	['address', 'Addresses', ['EmailAddress', 'EmailAddresses']],
	['name', 'Names', ['Name', 'Names']],
	['itemId', 'Item IDs', ['ItemId']],
] as const;

export function recipients(id: string, label: string, element: string): Column[] {
	const parts = LIST_PARTS.map(([part, title, names]): Column => ({
		id: `${id}${title.replace(/ /g, '').replace('IDs', 'Ids')}`,
		label: `${label} ${title}`,
		type: 'textList',
		description:
			part === 'itemId'
				? 'Ids of recipients that are contacts or distribution lists of the mailbox.'
				: `${title} of ${label}, in the same order.`,
		partOf: { column: id, path: `[]/${part}` },
		aliases: { ews: names.map((name) => `${element}_${name}`) },
		ews: byId(`message:${element}`, { ...both, codec: 'recipientList' }),
		...(part === 'itemId' ? {} : { graph: graphPath(id, { ...both, codec: 'part' }) }),
	}));
	const whole: Column = {
		id,
		label,
		type: 'recipientList',
		common: element !== 'ReplyTo',
		ews: byId(`message:${element}`, both),
		graph: graphPath(id, both),
	};
	return element === 'ReplyTo' ? [whole] : [whole, ...parts];
}
