import { type DirectorySchema, readSubschema } from '../backends/ldap/attributes';
import { textOf, textsOf } from '../backends/ldap/entry';
import { present } from '../backends/ldap/filter';
import type { DirectoryLink } from '../backends/ldap/link';
import type { Wait } from '../backends/ldap/connection';

const EMPTY: DirectorySchema = { attributes: new Map(), classes: new Map() };
const MOST = 8;

/** Schemas by server, name and time of the last change: a changed schema is read anew. */
const cache = new Map<string, DirectorySchema>();

/** The server's schema: one small read when it is known already, else one large one. */
export async function readSchema(link: DirectoryLink, wait: Wait): Promise<DirectorySchema> {
	const server = await link.server(wait);
	if (!server.subschema) return EMPTY;
	const connection = await link.open(wait);
	const read = async (attributes: string[]) => {
		const { entries } = await connection.search(
			{ base: server.subschema ?? '', scope: 'base', filter: present('objectClass'), attributes },
			wait,
		);
		return entries[0];
	};
	const stamp = await read(['modifyTimeStamp']);
	const changed = stamp && textOf(stamp, 'modifyTimeStamp');
	const { host, port, address } = connection.endpoint;
	const key = [host, port, address, server.dsServiceName, server.subschema, changed].join('|');
	const known = changed ? cache.get(key) : undefined;
	if (known) return known;
	const entry = await read(['attributeTypes', 'objectClasses', 'dITContentRules']);
	if (!entry) return EMPTY;
	const schema = readSubschema(
		textsOf(entry, 'attributeTypes'),
		textsOf(entry, 'objectClasses'),
		textsOf(entry, 'dITContentRules'),
	);
	if (changed && schema.attributes.size > 0) {
		const [oldest] = cache.keys();
		if (cache.size >= MOST && oldest !== undefined) cache.delete(oldest);
		cache.set(key, schema);
	}
	return schema;
}
