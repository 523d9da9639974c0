import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import type { Column } from '../../../core/schema/column';
import { mapperField } from '../../shared/panel/mapper';
import { text } from '../../shared/values';
import { NAMING_COLUMNS } from '../operations/update';
import { columnLabel, declaredTable, isWritable } from './table';

const KEY = 'objectGUID';

/**
 * Columns for Create, Update and Create or Update. Workflows keep this list, so it does not depend on
 * the credential: attributes that only this directory's schema has are under Additional Columns.
 */
export async function getMappingColumns(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const { columns } = declaredTable(this);
	const operation = text(this.getCurrentNodeParameter('operation'));
	if (operation === 'update') return { fields: updateFields(columns) };
	const writable = columns.filter((column) => isWritable(column, operation));
	const first = operation === 'upsert' ? writable.find(({ match }) => match) : undefined;
	return {
		fields: writable.map((column) =>
			mapperField(column, columnLabel(column), {
				defaultMatch: column === first,
				match: column === first || column.match === true,
			}),
		),
	};
}

/** An object is named by one of the columns that the directory looks it up by. */
function updateFields(columns: readonly Column[]): ResourceMapperField[] {
	const key = columns.filter(({ id }) => id === KEY);
	const others = columns.filter((column) => column.id !== KEY);
	return [...key, ...others]
		.filter((column) => NAMING_COLUMNS[column.id] ?? isWritable(column, 'update'))
		.map((column) => {
			const field = mapperField(column, columnLabel(column), {
				defaultMatch: column.id === KEY,
				match: NAMING_COLUMNS[column.id] !== undefined,
			});
			return isWritable(column, 'update') || column.id === KEY
				? field
				: { ...field, removed: true };
		});
}
