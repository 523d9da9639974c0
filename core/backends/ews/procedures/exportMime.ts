import { ExchangeError, InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { ProcedureResult } from '../../../schema/procedure';
import { ANY_ITEM, SUBJECT } from '../anyItem';
import type { EwsContext } from '../context';
import { elementOf } from '../decode/element';
import { exportItem as exportOne } from '../operations/exportItems';
import { getItem } from '../operations/getItem';
import { getMime } from '../operations/getMime';
import { reach, type Reach } from '../reach';
import { fileName, lazyFile } from './files';
import type { ListHandler } from './handler';

const AT_ONCE = 50;

interface Kind {
	readonly extension: string;
	readonly contentType: string;
}

const MESSAGE: Kind = { extension: 'eml', contentType: 'message/rfc822' };
/** What MIME Exchange makes of a record. */
const MIME_KINDS: Readonly<Record<string, Kind>> = {
	CalendarItem: { extension: 'ics', contentType: 'text/calendar' },
	Contact: { extension: 'vcf', contentType: 'text/vcard' },
};
const STREAM: Kind = { extension: 'fts', contentType: 'application/octet-stream' };

/** Each record with a file that is read when somebody opens it. */
const exporting = (kindOf: (row: Row) => Kind, open: typeof getMime): ListHandler => ({
	async runAll(context, inputs, scope, call) {
		const way = reach(scope, call, context.settings);
		const ids = inputs.map(({ itemId }) => String(itemId));
		const rows = await readHeads(context, ids, way);
		return rows.map((row): ProcedureResult[] | ExchangeError => {
			if (row instanceof ExchangeError) return row;
			const id = String(row.id);
			const { extension, contentType } = kindOf(row);
			const name = fileName(row[SUBJECT.id], extension);
			const file = lazyFile({ name, contentType }, () => open(context.channel, id, way.call));
			return [{ row: { id, name, contentType, subject: row[SUBJECT.id] ?? null }, file }];
		});
	},
});

/** Subject and kind of records, or the error in the place of each. */
async function readHeads(
	{ channel, mailboxIds, folders }: EwsContext,
	ids: readonly string[],
	way: Reach,
): Promise<Array<Row | ExchangeError>> {
	const foreign = await mailboxIds.check(ids, way, (name) => folders.wellKnown(name, way));
	const own = ids.filter((_id, place) => foreign[place] === undefined);
	const rows: Array<Row | ExchangeError> = [];
	for (let start = 0; start < own.length; start += AT_ONCE) {
		const part = own.slice(start, start + AT_ONCE).map((id) => ({ id }));
		const request = { table: ANY_ITEM, ids: part, columns: [SUBJECT] };
		rows.push(...(await getItem(channel, request, way.call)));
	}
	let place = 0;
	return foreign.map((error) => error ?? rows[place++] ?? noRecord());
}

const noRecord = (): InputError =>
	new InputError('The record was not answered', { field: 'itemId', advice: 'Try again.' });

export const exportMime = exporting((row) => MIME_KINDS[elementOf(row) ?? ''] ?? MESSAGE, getMime);
export const exportItem = exporting(() => STREAM, exportOne);
