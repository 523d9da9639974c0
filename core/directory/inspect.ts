import { rowReader } from '../backends/ldap/rows';
import type { Call } from '../backends/backend';
import { compileCondition } from '../query/evaluate';
import { columnsById } from '../schema/resolve';
import { type Context, planOf, readEntries } from './query';
import type { AttributeUse, DirectoryQuery } from './session';

const LONGEST_EXAMPLE = 200;

/** Every attribute of the table with how many objects have a value and one example; the filled ones first. */
export async function listAttributes(
	context: Context,
	query: Pick<DirectoryQuery, 'table' | 'scope' | 'where' | 'ldapFilter'>,
	call: Call,
): Promise<AttributeUse[]> {
	const { table, schema } = context;
	const plan = await planOf(context, query, [], call);
	const columns = columnsById(table);
	const passes = plan.residual ? compileCondition(plan.residual, columns) : () => true;
	const toRow = rowReader(plan.columns);
	const filled = new Map<string, number>();
	const examples = new Map<string, unknown>();
	const readers = new Map(
		table.columns.flatMap((column) =>
			column.ldap?.attribute
				? [[column.ldap.attribute.toLowerCase(), { column, read: rowReader([column]) }] as const]
				: [],
		),
	);
	let of = 0;
	const attributes = ['*', ...plan.attributes];
	for await (const entries of readEntries(context, { ...plan, attributes }, query.scope, call)) {
		for (const entry of entries) {
			if (plan.residual && !passes(toRow(entry))) continue;
			of += 1;
			for (const [key, values] of entry.values) {
				if (values.length === 0) continue;
				filled.set(key, (filled.get(key) ?? 0) + 1);
				const reader = examples.has(key) ? undefined : readers.get(key);
				if (reader) examples.set(key, short(reader.read(entry)[reader.column.id]));
			}
		}
	}
	const uses = [...readers].map(([key, { column }]): AttributeUse => ({
		name: column.id,
		label: column.label,
		type: column.type,
		multiValued: schema.attributes.get(key)?.multi ?? column.ldap?.multi ?? false,
		filled: filled.get(key) ?? 0,
		of,
		example: examples.get(key) ?? null,
	}));
	return uses.sort((a, b) => b.filled - a.filled);
}

function short(value: unknown): unknown {
	if (typeof value === 'string' && value.length > LONGEST_EXAMPLE) {
		return `${value.slice(0, LONGEST_EXAMPLE)}…`;
	}
	return Array.isArray(value) ? value.slice(0, 3).map(short) : value;
}
