import { ExchangeError, InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { FolderRef } from '../../../schema/folders';
import type { ProcedureResult } from '../../../schema/procedure';
import type { WriteOutcome, WriteRecord } from '../../backend';
import type { EwsContext } from '../context';
import type { NamedTarget } from '../folders';
import { reach, type Reach } from '../reach';
import { inRounds } from '../write/rounds';
import type { WriteStep } from '../write/step';
import { ANY_ITEM } from '../anyItem';
import type { ListHandler } from './handler';

type Input = Readonly<Row>;

export interface ItemProcedure {
	/** Input that names the record; default `itemId`. */
	readonly input?: string;
	/** Inputs with the same key go into one request; an error stands in the place of its input. */
	keys?(
		context: EwsContext,
		inputs: readonly Input[],
		way: Reach,
	): Promise<Array<string | ExchangeError>> | string[];
	/** What is done with the records of one key; throws when it can be done with none. */
	step(context: EwsContext, first: Input, way: Reach, key: string): Promise<WriteStep> | WriteStep;
	/** The row for a record that is done. */
	row(outcome: WriteOutcome, input: Input): Row;
}

/** A procedure on records by their ids, in batches: one answer or error per input, in its place. */
export const overItems = (procedure: ItemProcedure): ListHandler => ({
	async runAll(context, inputs, scope, call) {
		const way = reach(scope, call, context.settings);
		const found = new Map<number, ProcedureResult[] | ExchangeError>();
		const own = await ownRecords(context, procedure, inputs, { way, found });
		const groups = await grouped(context, procedure, own, { inputs, way, found });
		for (const [key, places] of groups) {
			for (const [place, answer] of await runGroup(context, procedure, places, {
				inputs,
				way,
				key,
			})) {
				found.set(place, answer);
			}
		}
		return inputs.map((_input, place) => found.get(place) ?? notDone());
	},
});

const idOf = ({ input = 'itemId' }: ItemProcedure, values: Input): string =>
	typeof values[input] === 'string' ? values[input] : '';

interface Work {
	readonly way: Reach;
	readonly found: Map<number, ProcedureResult[] | ExchangeError>;
}

/** Places of the inputs whose record is of the mailbox. */
async function ownRecords(
	{ mailboxIds, folders }: EwsContext,
	procedure: ItemProcedure,
	inputs: readonly Input[],
	{ way, found }: Work,
): Promise<number[]> {
	const ids = inputs.map((input) => idOf(procedure, input));
	const errors = await mailboxIds.check(ids, way, (name) => folders.wellKnown(name, way));
	return inputs.flatMap((_input, place) => {
		const error = errors[place];
		if (error) found.set(place, error);
		return error ? [] : [place];
	});
}

async function grouped(
	context: EwsContext,
	procedure: ItemProcedure,
	places: readonly number[],
	{ inputs, way, found }: Work & { readonly inputs: readonly Input[] },
): Promise<Map<string, number[]>> {
	const own = places.map((place) => inputs[place] ?? {});
	const keys = (await procedure.keys?.(context, own, way)) ?? own.map(() => '');
	const groups = new Map<string, number[]>();
	for (const [at, place] of places.entries()) {
		const key = keys[at] ?? '';
		if (key instanceof ExchangeError) found.set(place, key);
		else groups.set(key, [...(groups.get(key) ?? []), place]);
	}
	return groups;
}

async function runGroup(
	context: EwsContext,
	procedure: ItemProcedure,
	places: readonly number[],
	{
		inputs,
		way,
		key,
	}: { readonly inputs: readonly Input[]; readonly way: Reach; readonly key: string },
): Promise<Array<[number, ProcedureResult[] | ExchangeError]>> {
	const records = places.map((index): WriteRecord => ({
		index,
		id: idOf(procedure, inputs[index] ?? {}),
		values: {},
	}));
	let step: WriteStep;
	try {
		step = await procedure.step(context, inputs[places[0] ?? 0] ?? {}, way, key);
	} catch (error) {
		if (!(error instanceof ExchangeError) || way.call.signal?.aborted) throw error;
		return places.map((place) => [place, error]);
	}
	return (await inBatches(context, step, way, records)).map((outcome) => [
		outcome.index,
		answerOf(procedure, outcome, inputs[outcome.index] ?? {}),
	]);
}

/** One outcome per record; those that come again wait for the next round. */
export const inBatches = (
	context: EwsContext,
	step: WriteStep,
	{ call: { signal } }: Reach,
	records: readonly WriteRecord[],
): Promise<WriteOutcome[]> => inRounds(context, step, { options: {}, signal }, records);

function answerOf(
	procedure: ItemProcedure,
	outcome: WriteOutcome,
	input: Input,
): ProcedureResult[] | ExchangeError {
	if (outcome.outcome === 'failed') return outcome.error ?? notDone();
	if (outcome.outcome === 'unknown') return [{ row: unknownRow(outcome) }];
	return [{ row: procedure.row(outcome, input) }];
}

/** An outcome that is unknown is no error: an automatic second run could do it twice. */
export const unknownRow = ({ id, writeId, error }: WriteOutcome): Row => ({
	outcome: 'unknown',
	...(id === undefined ? {} : { id }),
	...(writeId === undefined ? {} : { writeId }),
	message: error?.message,
	advice: error?.advice,
});

const notDone = (): InputError =>
	new InputError('Exchange did not say what became of the record', {
		field: 'itemId',
		advice: 'Look at the record in the mailbox before you run it again.',
	});

/** The new place of a record: its ID there, null where Exchange gives none. */
export const placedRow = (verb: string, { id }: WriteOutcome, previousId: unknown): Row => ({
	outcome: verb,
	id: id === undefined || id === '' || id === previousId ? null : id,
	previousId,
});

/** The folder that an input of type `folder` means. */
export const folderOf = (
	{ folders }: EwsContext,
	input: unknown,
	way: Reach,
): Promise<NamedTarget> => folders.target(ANY_ITEM, input as FolderRef, way);
