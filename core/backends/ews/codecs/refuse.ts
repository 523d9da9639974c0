import { InputError } from '../../../errors';
import type { Column } from '../../../schema/column';

/** The value of a column is not what its type takes. Never quotes more than the beginning. */
export function refuse(column: Column, value: unknown, expected: string): InputError {
	const shown =
		typeof value === 'string'
			? JSON.stringify(value.slice(0, 40))
			: `a value of type ${kindOf(value)}`;
	return new InputError(`'${column.label}' takes ${expected}, not ${shown}`, {
		field: column.id,
		code: 'INVALID_VALUE',
		advice: `Give ${expected}, or null to clear the field.`,
	});
}

function kindOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'list' : typeof value;
}
