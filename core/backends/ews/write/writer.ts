import type { Settings } from '../../../connection/settings';
import { ExchangeError, InputError } from '../../../errors';
import type { FolderRef } from '../../../query/query';
import { toWindowsZone } from '../../../schema/zones';
import type { Table } from '../../../schema/table';
import type { Call, WriteOutcome, WriteRecord, WriteRequest } from '../../backend';
import type { EwsChannel } from '../channel';
import { nameTarget, TOP } from '../folderErrors';
import type { Folders } from '../folders';
import type { MailboxIds } from '../mailboxIds';
import { reach, type Reach, type ReachSettings } from '../reach';
import { failed } from './batch';
import { type WriteContext, hasFields } from './context';
import { CreateStep } from './create';
import { DeleteStep } from './delete';
import { type BatchContext, type BatchRequest, inBatches, inRounds, rounds } from './rounds';
import { UpdateStep } from './update';

export interface WriterContext extends BatchContext {
	readonly channel: EwsChannel;
	readonly folders: Folders;
	readonly mailboxIds: MailboxIds;
	readonly settings: ReachSettings & Pick<Settings, 'batchSize'>;
}

/** Writes records in batches; one outcome per record, in input order. */
export class Writer {
	constructor(private readonly context: WriterContext) {}

	async write(request: WriteRequest, call: Call): Promise<WriteOutcome[]> {
		if (request.records.length === 0) return [];
		const outcomes = await this.byAction(request, call);
		const way = reach(request.scope, call, this.context.settings);
		const byIndex = new Map(
			outcomes.map((outcome) => [outcome.index, nameField(request, outcome, way)]),
		);
		return request.records.map((record) => byIndex.get(record.index) as WriteOutcome);
	}

	private async byAction(request: WriteRequest, call: Call): Promise<WriteOutcome[]> {
		const context = await this.prepare(request, call);
		if (request.action === 'create') {
			const step = new CreateStep(context);
			return await inBatches(this.context, step, batched(context), request.records);
		}
		const refused: WriteOutcome[] = [];
		const own = await this.ownRecords(request.records, context, refused);
		if (request.action === 'delete') {
			const bin = this.context.folders.wellKnown('deleteditems', context.reach);
			const step = new DeleteStep(context, bin);
			return [...refused, ...(await inRounds(this.context, step, batched(context), own))];
		}
		return [...refused, ...(await this.update(context, own))];
	}

	private async prepare(request: WriteRequest, call: Call): Promise<WriteContext> {
		const { channel, folders, settings } = this.context;
		const { table, scope, options, action } = request;
		if (action === 'create' && scope.folders.length > 1) {
			throw new InputError('A record can be created in one folder only', {
				field: 'Folder',
				advice: "Leave 'Additional Folders' out.",
			});
		}
		const way = zoned(reach(scope, call, settings), table, call);
		const ref = action === 'create' ? (scope.folders[0] ?? { kind: 'default' }) : undefined;
		const home = await folders.target(table, homeOf(table, action, ref), way);
		const routed = home.call ?? (ref ? undefined : await folders.publicCall(scope, way));
		return {
			channel,
			table,
			reach: routed ? { ...way, call: { ...way.call, ...routed } } : way,
			options,
			folder: home.target,
		};
	}

	/** Records with an id that belongs to the mailbox; the others are refused without a request. */
	private async ownRecords(
		records: readonly WriteRecord[],
		{ reach: way }: WriteContext,
		refused: WriteOutcome[],
	): Promise<WriteRecord[]> {
		const withId = records.filter((record) => {
			if (record.id) return true;
			refused.push(failed(record, noId()));
			return false;
		});
		const wellKnown = (name: string) => this.context.folders.wellKnown(name, way);
		const ids = withId.map(({ id = '' }) => id);
		let errors: Array<ExchangeError | undefined>;
		try {
			errors = await this.context.mailboxIds.check(ids, way, wellKnown);
		} catch (error) {
			throw nameTarget(error, TOP, way);
		}
		return withId.filter((record, place) => {
			const error = errors[place];
			if (error) refused.push(failed(record, error));
			return !error;
		});
	}

	private async update(
		context: WriteContext,
		records: readonly WriteRecord[],
	): Promise<WriteOutcome[]> {
		const step = new UpdateStep(context);
		const outcomes: WriteOutcome[] = [];
		const changing = records.filter((record) => {
			if (hasFields(context.table, record.values)) return true;
			outcomes.push(unchanged(record));
			return false;
		});
		/** Change keys that this run made: given -> made, by record. */
		const made = new Map<string, { given?: string; key?: string }>();
		for (const round of rounds(changing)) {
			const current = round.map((record) => {
				const earlier = made.get(record.id ?? '');
				const isOurs = earlier && (!record.changeKey || record.changeKey === earlier.given);
				return isOurs ? { ...record, changeKey: earlier.key } : record;
			});
			const keyed = await step.withChangeKeys(current);
			const ready: WriteRecord[] = [];
			for (const [place, record] of keyed.entries()) {
				const original = round[place];
				if (!original) continue;
				if (record instanceof ExchangeError) outcomes.push(failed(original, record));
				else ready.push(record);
			}
			const written = await inBatches(this.context, step, batched(context), ready);
			const byIndex = new Map(round.map((record) => [record.index, record]));
			for (const { index, outcome, changeKey } of written) {
				const record = byIndex.get(index);
				if (!record?.id || outcome !== 'updated') continue;
				const given = made.get(record.id)?.given ?? record.changeKey;
				made.set(record.id, { given, key: changeKey });
			}
			outcomes.push(...written);
		}
		return outcomes;
	}
}

/** Where new records go, or the table's home. */
function homeOf({ ews }: Table, action: WriteRequest['action'], ref?: FolderRef): FolderRef {
	const name = action === 'create' ? ews?.newRecordsFolder : undefined;
	if (name === undefined || (ref && ref.kind !== 'default')) return ref ?? { kind: 'default' };
	return { kind: 'wellKnown', name };
}

const batched = ({ options, reach: way }: WriteContext): BatchRequest => ({
	options,
	signal: way.call.signal,
});

/** Days and recurrences of these mean the zone of the call. */
const ZONED: ReadonlySet<string> = new Set(['CalendarItem', 'Task']);

function zoned(way: Reach, table: Table, call: Call): Reach {
	if (!ZONED.has(table.ews?.element ?? '')) return way;
	return { ...way, call: { ...way.call, timeZoneId: toWindowsZone(call.timeZone) } };
}

/** An error about the folder of new records names it. */
function nameField(request: WriteRequest, outcome: WriteOutcome, way: Reach): WriteOutcome {
	if (request.action !== 'create' || outcome.outcome !== 'failed' || !outcome.error) return outcome;
	const ref = request.scope.folders[0];
	const name = ref && 'name' in ref ? ref.name : ref && 'path' in ref ? ref.path : undefined;
	const label = name ?? (ref && 'id' in ref ? ref.id : (request.table.ews?.defaultFolder ?? ''));
	return { ...outcome, error: nameTarget(outcome.error, label, way) as ExchangeError };
}

function unchanged(record: WriteRecord): WriteOutcome {
	const { index, id, changeKey } = record;
	return { index, outcome: 'unchanged', id, changeKey };
}

function noId(): InputError {
	return new InputError('The id of the record is empty', {
		field: 'id',
		advice: 'Give the id that a query of this table returned.',
	});
}
