import type { Column } from '../../schema/column';
import { both, graphMapi, graphPath, listedText } from './bindings';

interface TextExtra {
	readonly description?: string;
	readonly common?: boolean;
	readonly match?: boolean;
	/** Graph may filter on it. */
	readonly filter?: boolean;
}

/** Text of a contact that both dialects have; `ews` is the element, `graph` the property or `MAPI id`. */
export function text(
	id: string,
	label: string,
	ews: string,
	graph: string,
	extra: TextExtra = {},
): Column {
	const { filter, ...rest } = extra;
	const binding = graph.startsWith('String ')
		? graphMapi(graph, both)
		: graphPath(graph, { ...both, ...(filter ? { filter } : {}) });
	return {
		id,
		label,
		type: 'text',
		...rest,
		aliases: { ews: [ews] },
		ews: listedText(`contacts:${ews}`, both),
		graph: binding,
	};
}
