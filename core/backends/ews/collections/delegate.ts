import { ExchangeError, InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { Scope } from '../../../query/query';
import type { Call, WriteOutcome, WriteRecord, WriteRequest } from '../../backend';
import type { EwsContext } from '../context';
import { childText, child } from '../decode/tree';
import { nameTarget, TOP } from '../folderErrors';
import { addDelegate } from '../operations/addDelegate';
import type { DelegateAnswer, DeliverMeetingRequests } from '../operations/delegateAnswer';
import { getDelegate } from '../operations/getDelegate';
import { removeDelegate } from '../operations/removeDelegate';
import { updateDelegate } from '../operations/updateDelegate';
import { ownAddress } from '../ownAddress';
import { reach, type Reach } from '../reach';
import type { EwsCall, ItemRef } from '../request';
import { inRounds } from '../write/rounds';
import type { Settled, WriteStep } from '../write/step';
import { byIds, foldAddress, notThere } from './byIds';
import type { Collection } from './collection';
import { checkDelegate, delegateRow, delegateXml, isDelegateSo, scopeOf } from './delegateUser';

/** The delegates of one mailbox. */
class Delegates {
	constructor(
		readonly context: EwsContext,
		readonly mailbox: string,
		readonly way: Reach,
	) {}

	static async of(context: EwsContext, scope: Scope, call: Call): Promise<Delegates> {
		const mailbox = await ownAddress(context, scope, call);
		return new Delegates(context, mailbox, reach(scope, call, context.settings));
	}

	async rows(signal?: AbortSignal): Promise<Row[]> {
		const call = signal ? { ...this.way.call, signal } : this.way.call;
		try {
			const { users, deliverMeetingRequests } = await getDelegate(
				this.context.channel,
				this.mailbox,
				call,
			);
			return users.flatMap((user) => {
				// A delegate whose account is gone is none that can be shown or changed.
				if (!user || user instanceof ExchangeError) return [];
				return [delegateRow(user, deliverMeetingRequests)];
			});
		} catch (error) {
			throw nameTarget(error, TOP, this.way);
		}
	}
}

type Result = ItemRef | ExchangeError;

/** Adds, changes and removes delegates; the ones that a request does not name stay. */
class DelegateStep implements WriteStep {
	readonly repeatable = true;
	/** Records that asked for what is so already. */
	readonly unchanged = new Set<number>();

	constructor(
		private readonly delegates: Delegates,
		private readonly action: WriteRequest['action'],
	) {}

	get done(): 'created' | 'updated' | 'deleted' {
		return `${this.action}d`;
	}

	async send(records: readonly WriteRecord[]): Promise<Result[]> {
		const rows = this.action === 'update' ? await this.delegates.rows() : [];
		const results = new Map<WriteRecord, Result>();
		const ready: Array<{ record: WriteRecord; values: Readonly<Row> }> = [];
		for (const record of records) {
			const values = this.valuesOf(record, rows);
			if (values instanceof ExchangeError || 'isSame' in values) {
				const isError = values instanceof ExchangeError;
				if (!isError) this.unchanged.add(record.index);
				results.set(record, isError ? values : { id: record.id ?? '' });
			} else {
				ready.push({ record, values });
			}
		}
		// Where meeting requests go is a matter of the mailbox: one answer per request.
		const scopes = new Set(ready.map(({ record }) => scopeOf(record.values)));
		for (const scope of scopes) {
			const part = ready.filter(({ record }) => scopeOf(record.values) === scope);
			const { users } = await this.write(part, scope);
			for (const [place, { record }] of part.entries()) {
				results.set(record, resultOf(users[place], record));
			}
		}
		return records.map((record) => results.get(record) ?? notThere('delegate', record.id ?? ''));
	}

	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const rows = await this.delegates.rows(signal);
		return records.map((record): Settled => {
			const row = find(rows, idOf(record));
			if (this.action === 'delete') return row ? { state: 'untouched' } : { state: 'done' };
			if (!row || !isDelegateSo(row, record.values)) return { state: 'untouched' };
			return { state: 'done', ref: { id: String(row.id) } };
		});
	}

	private valuesOf(
		record: WriteRecord,
		rows: readonly Row[],
	): Readonly<Row> | { readonly isSame: true } | ExchangeError {
		if (this.action === 'delete') return {};
		if (this.action === 'create' && idOf(record) === '') return noAddress();
		try {
			checkDelegate(record.values);
		} catch (error) {
			if (error instanceof InputError) return error;
			throw error;
		}
		if (this.action === 'create') return record.values;
		const row = find(rows, idOf(record));
		if (!row) return notThere('delegate', record.id ?? '');
		return isDelegateSo(row, record.values) ? { isSame: true } : { ...row, ...record.values };
	}

	private async write(
		part: ReadonlyArray<{ readonly record: WriteRecord; readonly values: Readonly<Row> }>,
		scope: DeliverMeetingRequests | undefined,
	): Promise<DelegateAnswer> {
		const { context, mailbox, way } = this.delegates;
		if (this.action === 'delete') {
			const ids = part.map(({ record }) => idOf(record));
			return await removeDelegate(context.channel, { mailbox, ids }, way.call);
		}
		const request = {
			mailbox,
			users: part.map(({ record, values }) => delegateXml(idOf(record), values)),
			...(scope && { deliverMeetingRequests: scope }),
		};
		const write: (
			channel: EwsContext['channel'],
			wanted: typeof request,
			call: EwsCall,
		) => Promise<DelegateAnswer> = this.action === 'create' ? addDelegate : updateDelegate;
		return await write(context.channel, request, way.call);
	}
}

const idOf = ({ id, values }: WriteRecord): string =>
	(id ?? (typeof values.emailAddress === 'string' ? values.emailAddress : '')).trim();

function find(rows: readonly Row[], id: string): Row | undefined {
	const wanted = foldAddress(id);
	return rows.find((row) =>
		[row.id, row.sid].some((one) => typeof one === 'string' && foldAddress(one) === wanted),
	);
}

const NO_DELEGATE = 'ErrorNotDelegate';

function resultOf(answer: DelegateAnswer['users'][number], record: WriteRecord): Result {
	if (answer instanceof ExchangeError) {
		return answer.code === NO_DELEGATE ? notThere('delegate', idOf(record)) : answer;
	}
	const address = childText(child(answer, 'UserId'), 'PrimarySmtpAddress');
	return { id: address ?? idOf(record) };
}

const noAddress = (): InputError =>
	new InputError("'Email Address' is empty", {
		field: 'emailAddress',
		advice: 'Give the address of the person who is to be a delegate.',
	});

async function write(
	context: EwsContext,
	{ action, scope, records, options }: WriteRequest,
	call: Call,
): Promise<WriteOutcome[]> {
	const delegates = await Delegates.of(context, scope, call);
	const step = new DelegateStep(delegates, action);
	const { signal } = delegates.way.call;
	const outcomes = await inRounds(context, step, { options, signal }, records);
	return outcomes.map((outcome) => {
		const isUnchanged = outcome.outcome === 'updated' && step.unchanged.has(outcome.index);
		return isUnchanged ? { ...outcome, outcome: 'unchanged' } : outcome;
	});
}

/** People who act for the owner of a mailbox. */
export const delegate: Collection = {
	table: 'delegate',
	async *read(context, { scope }, call) {
		yield await (await Delegates.of(context, scope, call)).rows();
	},
	async fetch(context, { ids, scope }, call) {
		const rows = await (await Delegates.of(context, scope, call)).rows();
		return byIds(rows, ids, { label: 'delegate', fold: foldAddress });
	},
	create: write,
	update: write,
	delete: write,
};
