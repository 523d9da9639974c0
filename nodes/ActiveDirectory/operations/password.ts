import type { IExecuteFunctions } from 'n8n-workflow';
import { core } from '../../shared/core';
import { type ColumnResolver, type Mapping, storedMapper } from '../../shared/mapping';
import { parameter } from '../../shared/parameter';
import { plain, text } from '../../shared/values';

/** The column that a new user's first password goes into. */
export const PASSWORD = 'password';

/**
 * Adds the first password of the field that hides it. A password typed among the columns would be read
 * by whoever opens the workflow, so it is refused; one that an expression or the item brings is not.
 */
export function addPassword(
	context: IExecuteFunctions,
	resolver: ColumnResolver,
	{ values, automatic }: Mapping,
	itemIndex: number,
): void {
	if (!automatic && isTyped(context, resolver, itemIndex)) {
		throw new (core().InputError)('A password stands in the clear among the columns', {
			field: 'Columns',
			advice:
				"Type it into the field 'Password', which hides it, or map an expression that brings it from elsewhere.",
		});
	}
	const first = plain(parameter(context, PASSWORD, itemIndex));
	if (typeof first === 'string' && first !== '') values[PASSWORD] = first;
}

function isTyped(context: IExecuteFunctions, resolver: ColumnResolver, itemIndex: number): boolean {
	const mapped = Object.entries(
		(storedMapper(context, 'columns', itemIndex).value ?? {}) as object,
	);
	const additional = parameter(context, 'additionalColumns', itemIndex, { rawExpressions: true });
	const rows = (additional as { values?: Array<{ column?: unknown; value?: unknown }> } | null)
		?.values;
	return [
		...mapped,
		...(rows ?? []).map(({ column, value }) => [text(column), value] as const),
	].some(
		([name, value]) =>
			typeof value === 'string' &&
			value !== '' &&
			!value.startsWith('=') &&
			resolver.tryFind(name)?.id === PASSWORD,
	);
}
