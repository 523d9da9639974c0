import type { Column } from '../../schema/column';
import { both, byId, graphPath } from './bindings';

interface ListRest {
	/** What the older EWS schema calls the slots, before the number. */
	readonly alias: string;
	readonly onGraph?: boolean;
}

/** A list of texts, and its first three entries as columns of their own, as the older schema shows them. */
export function listWithSlots(
	id: string,
	label: string,
	field: string,
	{ alias, onGraph = false }: ListRest,
): Column[] {
	const whole: Column = {
		id,
		label,
		type: 'textList',
		ews: byId(field, both),
		...(onGraph ? { graph: graphPath(id, both) } : {}),
	};
	const slots = [1, 2, 3].map((slot): Column => ({
		id: `${id}${slot}`,
		label: `${label} ${slot}`,
		type: 'text',
		description: `Entry ${slot} of ${label}. Cleared, the entries after it move up.`,
		partOf: { column: id, path: String(slot - 1) },
		aliases: { ews: [`${alias}${slot}`] },
		ews: byId(field, { ...both, codec: 'textList' }),
		...(onGraph ? { graph: graphPath(`${id}[${slot - 1}]`, both) } : {}),
	}));
	return [whole, ...slots];
}
