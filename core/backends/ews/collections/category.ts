import { CancelledError, ConflictError, ExchangeError, SkippableError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { Call, WriteOutcome, WriteRecord, WriteRequest } from '../../backend';
import type { EwsContext } from '../context';
import { nameTarget } from '../folderErrors';
import { createUserConfiguration } from '../operations/createUserConfiguration';
import {
	getUserConfiguration,
	type UserConfigurationName,
} from '../operations/getUserConfiguration';
import { updateUserConfiguration } from '../operations/updateUserConfiguration';
import { reach, type Reach } from '../reach';
import type { ItemRef } from '../request';
import { inRounds } from '../write/rounds';
import type { Settled, WriteStep } from '../write/step';
import { byIds } from './byIds';
import { CategoryList, newGuid } from './categoryList';
import type { Collection } from './collection';

/** How often the list is read and joined again when somebody else wrote it meanwhile. */
const MOST_ATTEMPTS = 5;
const FOLDER = 'calendar';
/** There is no list yet; or, when it is made, somebody made it meanwhile. */
const NO_LIST = 'ErrorItemNotFound';
const HAS_LIST = 'ErrorItemSave';

interface Stored {
	readonly list: CategoryList;
	/** A mailbox in which nobody ever used a category has no list. */
	readonly isNew: boolean;
}

/** Where the list of a mailbox is kept. */
class ListStore {
	private readonly name: UserConfigurationName;

	constructor(
		private readonly context: EwsContext,
		private readonly way: Reach,
	) {
		this.name = { name: 'CategoryList', folder: context.folders.wellKnown(FOLDER, way) };
	}

	async read(signal?: AbortSignal): Promise<Stored> {
		const call = signal ? { ...this.way.call, signal } : this.way.call;
		try {
			const bytes = await getUserConfiguration(this.context.channel, this.name, call);
			return { list: CategoryList.parse(bytes), isNew: false };
		} catch (error) {
			if (error instanceof ExchangeError && error.code === NO_LIST && !error.field) {
				return { list: CategoryList.parse(undefined), isNew: true };
			}
			throw nameTarget(error, FOLDER, this.way);
		}
	}

	async write({ list, isNew }: Stored): Promise<void> {
		const write = isNew ? createUserConfiguration : updateUserConfiguration;
		const request = { ...this.name, xml: list.toBytes() };
		await write(this.context.channel, request, this.way.call);
	}
}

/**
 * Reads the list, makes the changes, writes it, and reads it again: Exchange does not tell when another
 * program wrote the list in between, so what is missing afterwards is joined once more.
 */
class CategoryStep implements WriteStep {
	readonly repeatable = true;
	private readonly guids = new Map<number, string>();

	constructor(
		private readonly store: ListStore,
		private readonly action: WriteRequest['action'],
	) {}

	get done(): 'created' | 'updated' | 'deleted' {
		return `${this.action}d`;
	}

	async send(records: readonly WriteRecord[]): Promise<Array<ItemRef | ExchangeError>> {
		const results = new Map<WriteRecord, ItemRef | ExchangeError>();
		let stored = await this.store.read();
		for (let attempt = 1; ; attempt++) {
			const { list } = stored;
			const open = records.filter((record) => !results.has(record));
			const applied = open.map((record) => list.apply(this.action, record, this.guidOf(record)));
			const isWritten = !list.isChanged || (await this.write(stored));
			stored = list.isChanged ? await this.store.read() : stored;
			for (const [place, record] of open.entries()) {
				const result = applied[place];
				const isError = result instanceof ExchangeError;
				const isHeld = stored.list.holds(this.action, record, this.guidOf(record));
				if (result && isWritten && (isError || isHeld)) results.set(record, result);
			}
			const whole = records.map((record) => results.get(record));
			if (whole.every((result) => result !== undefined)) return whole;
			if (attempt >= MOST_ATTEMPTS) throw overwritten();
		}
	}

	/** Whether nobody wrote it meanwhile, as far as Exchange says so. */
	private async write(stored: Stored): Promise<boolean> {
		try {
			await this.store.write(stored);
			return true;
		} catch (error) {
			if (error instanceof CancelledError || !(error instanceof ExchangeError)) throw error;
			if (error instanceof ConflictError || (stored.isNew && error.code === HAS_LIST)) return false;
			throw error;
		}
	}

	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const { list } = await this.store.read(signal);
		return records.map((record): Settled => {
			const guid = this.guidOf(record);
			if (!list.holds(this.action, record, guid)) return { state: 'untouched' };
			return { state: 'done', ref: { id: record.id ?? guid } };
		});
	}

	private guidOf({ index }: WriteRecord): string {
		const guid = this.guids.get(index) ?? newGuid();
		this.guids.set(index, guid);
		return guid;
	}
}

async function rowsOf(
	context: EwsContext,
	scope: WriteRequest['scope'],
	call: Call,
): Promise<Row[]> {
	const way = reach(scope, call, context.settings);
	return (await new ListStore(context, way).read()).list.rows;
}

async function write(
	context: EwsContext,
	{ action, scope, records, options }: WriteRequest,
	call: Call,
): Promise<WriteOutcome[]> {
	const way = reach(scope, call, context.settings);
	const step = new CategoryStep(new ListStore(context, way), action);
	return await inRounds(context, step, { options, signal: way.call.signal }, records);
}

function overwritten(): SkippableError {
	return new SkippableError('Another program kept writing the list of categories over', {
		code: 'CATEGORY_LIST_BUSY',
		advice: 'Try again when nobody changes categories in that mailbox.',
	});
}

/** The master category list of a mailbox. */
export const category: Collection = {
	table: 'category',
	async *read(context, { scope }, call) {
		yield await rowsOf(context, scope, call);
	},
	async fetch(context, { ids, scope }, call) {
		const rows = await rowsOf(context, scope, call);
		return byIds(rows, ids, { label: 'category', fold: (id) => id.toUpperCase() });
	},
	create: write,
	update: write,
	delete: write,
};
