import {
	type Attribute,
	attributesOfClass,
	type DirectorySchema,
} from '../backends/ldap/attributes';
import type { Column } from '../schema/column';
import type { Table } from '../schema/table';
import { directoryType, findDirectoryTable } from '../tables/registry';

const tables = new WeakMap<DirectorySchema, Map<string, Table>>();

/**
 * A table as this server has it: the declared columns with the types of its schema, without those that
 * it does not know, and after them every other attribute of the class.
 */
export function liveTable(name: string, schema: DirectorySchema): Table {
	const declared = findDirectoryTable(name);
	if (schema.attributes.size === 0) return declared;
	let built = tables.get(schema);
	if (!built) tables.set(schema, (built = new Map()));
	let table = built.get(declared.name);
	if (!table) built.set(declared.name, (table = merge(declared, schema)));
	return table;
}

function merge(declared: Table, schema: DirectorySchema): Table {
	const columns = new Map<string, Column>();
	for (const column of declared.columns) {
		const live = adapt(column, schema);
		if (live && !columns.has(live.id.toLowerCase())) columns.set(live.id.toLowerCase(), live);
	}
	const objectClass = declared.ldap?.objectClass;
	const names =
		objectClass && schema.classes.has(objectClass.toLowerCase())
			? attributesOfClass(schema, objectClass)
			: schema.attributes.keys();
	const rest: Column[] = [];
	for (const key of names) {
		const attribute = schema.attributes.get(key);
		if (attribute && !columns.has(attribute.name.toLowerCase())) {
			const column = columnOf(attribute);
			columns.set(column.id.toLowerCase(), column);
			rest.push(column);
		}
	}
	rest.sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1));
	const ordered = [...columns.values()].filter((column) => !rest.includes(column));
	return { ...declared, columns: [...ordered, ...rest] };
}

function adapt(column: Column, schema: DirectorySchema): Column | undefined {
	const { ldap } = column;
	if (!ldap) return undefined;
	if (ldap.computed) {
		const { from } = ldap.computed;
		return from.length === 0 || from.some((name) => schema.attributes.has(name.toLowerCase()))
			? column
			: undefined;
	}
	const attribute = schema.attributes.get((ldap.attribute ?? '').toLowerCase());
	if (!attribute) return KEPT.has(column.id) ? column : undefined;
	const live = columnOf(attribute);
	return {
		...column,
		id: attribute.name,
		// RFC 4512 knows several names of one attribute, such as street and streetAddress.
		...(attribute.name.toLowerCase() === column.id.toLowerCase()
			? {}
			: { aliases: { ldap: [...(column.aliases?.ldap ?? []), column.id] } }),
		type: live.type,
		ldap: {
			...live.ldap!,
			write: ldap.write,
			filter: ldap.filter !== false && live.ldap?.filter !== false,
		},
	};
}

/** Every row has them, whatever the server. */
const KEPT = new Set(['distinguishedName', 'objectGUID']);

function columnOf({ name, codec, multi, caseExact, readOnly, constructed }: Attribute): Column {
	return {
		id: name,
		label: name,
		type: directoryType(codec, multi),
		ldap: {
			attribute: name,
			codec,
			...(multi ? { multi } : {}),
			...(caseExact ? { caseExact } : {}),
			read: 'list',
			...(readOnly ? {} : { write: 'both' }),
			filter: !constructed,
		},
	};
}
