import type { EwsField } from '../../../schema/column';
import type { ComparisonElement, ContainmentMode, Restriction } from '../request';

/** Shorthands for restriction nodes. */
export const exists = (field: EwsField): Restriction => ({ exists: field });
export const absent = (field: EwsField): Restriction => ({ not: { exists: field } });
export const compare = (
	field: EwsField,
	element: ComparisonElement,
	value: string,
): Restriction => ({ compare: element, field, value });
export const contains = (field: EwsField, mode: ContainmentMode, value: string): Restriction => ({
	contains: field,
	mode,
	value,
});

/** All of them; one alone needs no And. */
export function all(parts: readonly Restriction[]): Restriction | undefined {
	const flat = parts.flatMap((part) => ('and' in part ? part.and : [part]));
	return flat.length > 1 ? { and: flat } : flat[0];
}

/** Any of them, each once; one alone needs no Or. */
export function any(parts: readonly Restriction[]): Restriction | undefined {
	const every = parts.flatMap((part) => ('or' in part ? part.or : [part]));
	const flat = [...new Map(every.map((part) => [JSON.stringify(part), part])).values()];
	return flat.length > 1 ? { or: flat } : flat[0];
}

/** Number of nodes, which is what Exchange limits. */
export function size(restriction: Restriction): number {
	if ('and' in restriction) return restriction.and.reduce((sum, part) => sum + size(part), 1);
	if ('or' in restriction) return restriction.or.reduce((sum, part) => sum + size(part), 1);
	if ('not' in restriction) return 1 + size(restriction.not);
	return 1;
}
