import type { FieldType, INodePropertyOptions, ResourceMapperField } from 'n8n-workflow';
import type { Column, ColumnType } from '../../../core/schema/column';
import { titleOf } from '../names';

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

export const widgetOf = (type: ColumnType): FieldType => WIDGETS[type] ?? 'string';

export function choicesOf(column: {
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

/** A column as the mapper shows it; `defaultMatch` identifies the record unless another is chosen. */
export const mapperField = (
	column: Column,
	displayName: string,
	{ defaultMatch, match }: { defaultMatch: boolean; match: boolean },
): ResourceMapperField => ({
	id: column.id,
	displayName,
	required: false,
	defaultMatch,
	canBeUsedToMatch: match,
	display: true,
	type: widgetOf(column.type),
	...choicesOf(column),
	removed: !defaultMatch && startsHidden(column),
});
