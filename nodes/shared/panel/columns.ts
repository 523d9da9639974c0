import type { INodePropertyOptions } from 'n8n-workflow';
import type { Operator } from '../../../core/query/condition';
import type { Column } from '../../../core/schema/column';
import type { Dialect, Table } from '../../../core/schema/table';
import { core } from '../core';
import { sentence } from '../sentence';

/** Columns as entries of a list; `labelOf` is what a person sees of one. */
export const columnOptions = (
	columns: readonly Column[],
	labelOf: (column: Column) => string,
): INodePropertyOptions[] =>
	columns.map((column) => ({
		name: labelOf(column),
		value: column.id,
		description: sentence(column.description),
	}));

/**
 * Operators fit for the column of that name; all of them while the column is not known. A pseudo-column sets
 * what it is compared with.
 */
export function operatorOptions(
	table: Table,
	name: string,
	dialect: Dialect,
): INodePropertyOptions[] {
	const { findPseudoColumn, OPERATOR_LABELS, operatorsFor, resolveColumn } = core();
	const toOption = (value: Operator) => ({ name: OPERATOR_LABELS[value], value });
	const found = table.columns.find((column) => column.id === name);
	if (found) return operatorsFor(found).map(toOption);
	if (name === '' || name.startsWith('=')) {
		return (Object.keys(OPERATOR_LABELS) as Operator[]).map(toOption);
	}
	if (findPseudoColumn(table, name, dialect)) return [toOption('equals'), toOption('in')];
	return operatorsFor(resolveColumn(table, name, dialect)).map(toOption);
}
