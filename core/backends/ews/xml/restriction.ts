import type { FieldOrder, Restriction } from '../request';
import type { Xml } from './element';
import { element } from './element';
import { fieldPath } from './field';

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/restriction */
export function restriction(expression: Restriction): Xml {
	return element('m:Restriction', null, expressionXml(expression));
}

function expressionXml(expression: Restriction): Xml {
	if ('and' in expression) return junction('t:And', expression.and);
	if ('or' in expression) return junction('t:Or', expression.or);
	if ('not' in expression) return element('t:Not', null, expressionXml(expression.not));
	if ('exists' in expression) return element('t:Exists', null, fieldPath(expression.exists));
	if ('excludes' in expression) {
		return element(
			't:Excludes',
			null,
			fieldPath(expression.excludes),
			// The schema takes decimal digits or hexadecimal ones after 0x.
			element('t:Bitmask', { Value: String(expression.bitmask) }),
		);
	}
	if ('contains' in expression) {
		return element(
			't:Contains',
			{ ContainmentMode: expression.mode, ContainmentComparison: 'IgnoreCase' },
			fieldPath(expression.contains),
			element('t:Constant', { Value: expression.value }),
		);
	}
	return element(
		`t:${expression.compare}`,
		null,
		fieldPath(expression.field),
		element('t:FieldURIOrConstant', null, element('t:Constant', { Value: expression.value })),
	);
}

/** The schema wants at least two operands; one alone is itself. */
function junction(name: string, operands: readonly Restriction[]): Xml {
	const [first] = operands;
	if (!first) throw new TypeError(`${name} without operands`);
	return operands.length === 1
		? expressionXml(first)
		: element(name, null, operands.map(expressionXml));
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/sortorder */
export function sortOrder(order: readonly FieldOrder[]): Xml {
	return element(
		'm:SortOrder',
		null,
		order.map((entry) =>
			element(
				't:FieldOrder',
				{ Order: entry.direction === 'asc' ? 'Ascending' : 'Descending' },
				fieldPath(entry.field),
			),
		),
	);
}
