import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import type { ProcedureInput } from '../../../core/schema/procedure';
import type { Column } from '../../../core/schema/column';
import type { Table } from '../../../core/schema/table';
import { core } from '../../shared/core';
import { choicesOf, mapperField, widgetOf } from '../../shared/panel/mapper';
import { text } from '../../shared/values';
import { mappedInputs } from '../operations/inputs';
import { procedureOf } from '../operations/procedure';
import { columnLabel, currentTable, isWritable } from './columns';

const fieldOf = (table: Table, column: Column, defaultMatch: boolean): ResourceMapperField =>
	mapperField(column, columnLabel(table, column), {
		defaultMatch,
		match: defaultMatch || column.match === true,
	});

/** Columns for Create, Update and Create or Update, in the order of the table. */
export async function getMappingColumns(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const table = currentTable(this);
	const operation = text(this.getCurrentNodeParameter('operation'));
	const writable = table.columns.filter((column) => isWritable(column, operation));
	const key = table.columns.find((column) => column.id === 'id');
	if (operation === 'update' && key) {
		const others = writable.map((column) => ({
			...fieldOf(table, column, false),
			canBeUsedToMatch: false,
		}));
		return { fields: [fieldOf(table, key, true), ...others] };
	}
	const matches = operation === 'upsert' ? writable.find((column) => column.match) : undefined;
	return { fields: writable.map((column) => fieldOf(table, column, column === matches)) };
}

function widgetOfInput({ type, choices }: ProcedureInput): Partial<ResourceMapperField> {
	if (type === 'folder' || type === 'files') return { type: 'string' };
	const widget = widgetOf(type);
	return { type: widget === 'array' ? 'string' : widget, ...choicesOf({ type, choices }) };
}

/** Recipients are typed as text: an empty list editor would show an error mark. */
const inputField = (input: ProcedureInput): ResourceMapperField => ({
	id: input.id,
	displayName: input.label,
	required: input.required ?? false,
	defaultMatch: false,
	canBeUsedToMatch: false,
	display: true,
	...widgetOfInput(input),
	...(input.default === undefined ? {} : { defaultValue: String(input.default) }),
});

/** Inputs of the operation's procedure, or of the one that Procedure names. */
export async function getProcedureInputs(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const read = (name: string) => this.getCurrentNodeParameter(name) as unknown;
	const locator = read('procedure') as { value?: unknown } | undefined;
	const name = text(locator?.value ?? locator);
	const fixed = procedureOf(text(read('resource')), text(read('operation')));
	if (!fixed && (name === '' || name.startsWith('='))) {
		return { fields: [], emptyFieldsNotice: 'Choose a procedure to see its inputs.' };
	}
	const inputs = fixed ? mappedInputs(fixed) : core().findProcedure(name).inputs;
	return { fields: inputs.map(inputField) };
}
