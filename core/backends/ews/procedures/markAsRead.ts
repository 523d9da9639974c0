import { ExchangeError, InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { ProcedureResult } from '../../../schema/procedure';
import type { WriteRecord } from '../../backend';
import type { EwsChannel } from '../channel';
import { nameTarget } from '../folderErrors';
import { getItem } from '../operations/getItem';
import { markAllItemsAsRead } from '../operations/markAllItemsAsRead';
import { updateItem } from '../operations/updateItem';
import type { EwsContext } from '../context';
import { reach, type Reach } from '../reach';
import type { RefResult } from '../request';
import { compareVersions } from '../version';
import type { Settled, WriteStep } from '../write/step';
import { ANY_MESSAGE, IS_READ } from '../anyItem';
import type { ProcedureHandler } from './handler';
import { folderOf, inBatches, overItems, unknownRow } from './overItems';

type Input = Readonly<Row>;

/** Marks messages; doing it twice does no more than once. */
class ReadMark implements WriteStep {
	readonly done = 'updated';
	readonly repeatable = true;

	constructor(
		private readonly channel: EwsChannel,
		private readonly way: Reach,
		private readonly input: { readonly isRead: boolean; readonly sendReceipts: boolean },
	) {}

	async send(records: readonly WriteRecord[]): Promise<RefResult[]> {
		const { isRead, sendReceipts } = this.input;
		// Servers before it have no such attribute and send what was asked for.
		const canSuppress = compareVersions(this.channel.requestVersion, 'Exchange2013_SP1') >= 0;
		return await updateItem(
			this.channel,
			{
				table: ANY_MESSAGE,
				changes: records.map(({ id = '' }) => ({
					ref: { id },
					fields: [{ column: IS_READ, value: isRead }],
				})),
				conflictResolution: 'AlwaysOverwrite',
				...(canSuppress && { suppressReadReceipts: !sendReceipts }),
			},
			this.way.call,
		);
	}

	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const ids = records.map(({ id = '' }) => ({ id }));
		const call = signal ? { ...this.way.call, signal } : this.way.call;
		const rows = await getItem(this.channel, { table: ANY_MESSAGE, ids, columns: [IS_READ] }, call);
		return rows.map((row) => {
			if (row instanceof ExchangeError) return { state: 'open' };
			return { state: row[IS_READ.id] === this.input.isRead ? 'done' : 'untouched' };
		});
	}
}

/** MarkAllItemsAsRead for one folder; doing it twice does no more than once. */
class FolderMark implements WriteStep {
	readonly done = 'updated';
	readonly repeatable = true;

	constructor(private readonly mark: () => Promise<Array<undefined | ExchangeError>>) {}

	send(): Promise<Array<undefined | ExchangeError>> {
		return this.mark();
	}

	settle(records: readonly WriteRecord[]): Promise<Settled[]> {
		return Promise.resolve(records.map(() => ({ state: 'untouched' })));
	}
}

const items = overItems({
	keys: (_context, inputs) =>
		inputs.map(({ isRead, sendReadReceipts }) => `${isRead} ${sendReadReceipts}`),
	step: ({ channel }, { isRead, sendReadReceipts }, way) =>
		new ReadMark(channel, way, {
			isRead: isRead !== false,
			sendReceipts: sendReadReceipts === true,
		}),
	row: ({ id, changeKey }, { isRead }) => ({ outcome: 'updated', id, changeKey, isRead }),
});

async function markFolder(
	context: EwsContext,
	{ folder, isRead, sendReadReceipts }: Input,
	way: Reach,
): Promise<ProcedureResult[]> {
	const { target, name } = await folderOf(context, folder, way);
	const request = {
		folders: [target],
		isRead: isRead !== false,
		suppressReadReceipts: sendReadReceipts !== true,
	};
	const step = new FolderMark(() => markAllItemsAsRead(context.channel, request, way.call));
	const [outcome] = await inBatches(context, step, way, [{ index: 0, values: {} }]);
	if (outcome?.outcome === 'unknown') return [{ row: unknownRow(outcome) }];
	if (outcome?.error) throw nameTarget(outcome.error, name, way);
	return [{ row: { outcome: 'updated', folder: name, isRead: request.isRead } }];
}

const isItem = ({ itemId, folder }: Input): boolean => itemId !== null && folder === null;
const isFolder = ({ itemId, folder }: Input): boolean => itemId === null && folder !== null;

export const markAsRead: ProcedureHandler = {
	async runAll(context, inputs, scope, call) {
		const way = reach(scope, call, context.settings);
		const marked = await items.runAll(context, inputs.filter(isItem), scope, call);
		const results: Array<ProcedureResult[] | ExchangeError> = [];
		let place = 0;
		for (const input of inputs) {
			if (isItem(input)) results.push(marked[place++] ?? eitherOr());
			else if (!isFolder(input)) results.push(eitherOr());
			else results.push(await caught(() => markFolder(context, input, way), way));
		}
		return results;
	},
};

async function caught(
	run: () => Promise<ProcedureResult[]>,
	{ call: { signal } }: Reach,
): Promise<ProcedureResult[] | ExchangeError> {
	try {
		return await run();
	} catch (error) {
		if (!(error instanceof ExchangeError) || signal?.aborted) throw error;
		return error;
	}
}

const eitherOr = (): InputError =>
	new InputError("Either 'Record ID' or 'Whole Folder' is needed", {
		field: 'itemId',
		advice: 'Give the ID of one message, or a folder.',
	});
