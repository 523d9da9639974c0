import type { IExecuteFunctions } from 'n8n-workflow';
import type { Column } from '../../core/schema/column';
import type { Table } from '../../core/schema/table';
import { parameter } from '../shared/parameter';
import { namedFields } from '../shared/select';
import { text } from '../shared/values';

/** Every attribute that has a value. */
const EVERYTHING = '*';

/** Whether entries come with the column; a password is only ever written. */
export const isReadable = ({ ldap }: Column): boolean => ldap?.read === 'list';

/** What later nodes name the object by. */
const KEY = 'objectGUID';

/** The columns with the key, at the end where nobody chose it. */
const withKey = (names: string[]): string[] =>
	names.some((name) => name.trim().toLowerCase() === KEY.toLowerCase()) ? names : [...names, KEY];

/**
 * The columns that Output and Fields of an item ask for; absent: the table's default columns. A tool
 * gets no binary columns unless they are named, since a model cannot read them. The schema is asked
 * for only where its columns are wanted.
 */
export async function selectOf(
	context: IExecuteFunctions,
	itemIndex: number,
	schema: () => Promise<Table>,
	tool: boolean,
): Promise<string[] | undefined> {
	const mode = text(parameter(context, 'output', itemIndex));
	if (mode === 'fields') return withKey(namedFields(parameter(context, 'fields', itemIndex)));
	if (mode === 'raw' && !tool) return [EVERYTHING];
	if (mode !== 'all' && mode !== 'raw') return undefined;
	const { columns } = await schema();
	return columns
		.filter(isReadable)
		.filter(({ type }) => !(tool && type === 'binary'))
		.map(({ id }) => id);
}
