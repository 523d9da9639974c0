import type {
	FieldType,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import type { ProcedureInput } from '../../../core/procedures/procedure';
import type { Column, ColumnType } from '../../../core/schema/column';
import type { Table } from '../../../core/schema/table';
import { core } from '../../shared/core';
import { text } from '../../shared/values';
import { procedureOf } from '../operations/procedure';
import { titleOf } from '../parameters/show';
import { columnLabel, currentTable, isWritable } from './columns';

/** Widget of each column type; what is not named is a line of text. */
const WIDGETS: Readonly<Partial<Record<ColumnType, FieldType>>> = {
	choice: 'options',
	integer: 'number',
	decimal: 'number',
	boolean: 'options',
	dateTime: 'dateTime',
	date: 'dateTime',
	textList: 'array',
	recipientList: 'array',
	attendeeList: 'array',
	recurrence: 'object',
	flag: 'object',
	object: 'object',
};

/** A toggle would be saved as `false` without anybody touching it, so booleans are a choice. */
const TRUE_OR_FALSE: INodePropertyOptions[] = [
	{ name: 'True', value: 'true' },
	{ name: 'False', value: 'false' },
];

const widgetOf = (type: ColumnType): FieldType => WIDGETS[type] ?? 'string';

function choicesOf(column: {
	type: ColumnType;
	choices?: readonly string[];
}): { options: INodePropertyOptions[] } | undefined {
	if (column.type === 'boolean') return { options: TRUE_OR_FALSE };
	if (column.type !== 'choice') return undefined;
	return {
		options: (column.choices ?? []).map((value) => ({ name: titleOf(value), value })),
	};
}

/** JSON editors show an error mark while they are empty: they are added on demand. */
const startsHidden = (column: Column): boolean =>
	!column.common || ['array', 'object'].includes(widgetOf(column.type));

function fieldOf(table: Table, column: Column, defaultMatch: boolean): ResourceMapperField {
	const canBeUsedToMatch = defaultMatch || column.match === true;
	return {
		id: column.id,
		displayName: columnLabel(table, column),
		required: false,
		defaultMatch,
		canBeUsedToMatch,
		display: true,
		type: widgetOf(column.type),
		...choicesOf(column),
		removed: !defaultMatch && startsHidden(column),
	};
}

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

/** Recipients are typed as text: an empty list editor would show an error mark. */
const inputField = (input: ProcedureInput): ResourceMapperField => ({
	id: input.id,
	displayName: input.label,
	required: input.required ?? false,
	defaultMatch: false,
	canBeUsedToMatch: false,
	display: true,
	type: widgetOf(input.type) === 'array' ? 'string' : widgetOf(input.type),
	...choicesOf(input),
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
	return { fields: (fixed ?? core().findProcedure(name)).inputs.map(inputField) };
}
