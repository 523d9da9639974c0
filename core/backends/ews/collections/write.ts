import { ExchangeError, InputError } from '../../../errors';
import type { Call, WriteOutcome, WriteRecord, WriteRequest } from '../../backend';
import type { EwsContext } from '../context';
import { requireClearable, requireColumns } from '../operations/fields';
import { failed } from '../write/batch';
import { collectionOf } from './registry';

/**
 * Writes records of a collection: what the server is too old for and what cannot be cleared is refused
 * before anything is sent. One outcome per record, in input order.
 */
export async function writeCollection(
	context: EwsContext,
	request: WriteRequest,
	call: Call,
): Promise<WriteOutcome[]> {
	const { table, action, records } = request;
	const write = collectionOf(table)[action];
	if (!write) {
		throw new InputError(`A ${table.label} cannot be written by '${action}'`, {
			field: 'operation',
			advice: 'Choose another operation.',
		});
	}
	const outcomes: WriteOutcome[] = [];
	const ready = records.filter((record) => {
		const error = refusal(context, request, record);
		if (error) outcomes.push(failed(record, error));
		return !error;
	});
	if (ready.length > 0)
		outcomes.push(...(await write(context, { ...request, records: ready }, call)));
	const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
	return records.map(({ index }) => byIndex.get(index) as WriteOutcome);
}

function refusal(
	{ channel }: EwsContext,
	{ table }: WriteRequest,
	{ values }: WriteRecord,
): ExchangeError | undefined {
	const fields = table.columns
		.filter(({ id }) => id in values)
		.map((column) => ({ column, value: values[column.id] }));
	try {
		requireColumns(
			channel,
			fields.map(({ column }) => column),
		);
		requireClearable(fields);
		return undefined;
	} catch (error) {
		if (error instanceof ExchangeError) return error;
		throw error;
	}
}
