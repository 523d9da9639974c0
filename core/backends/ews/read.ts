import type { Settings } from '../../connection/settings';
import { ExchangeError, RetriableError } from '../../errors';
import { compileCondition } from '../../query/evaluate';
import { sleep } from '../../http/retry';
import type { Column, Row } from '../../schema/column';
import type { Call, Plan } from '../backend';
import type { AddressBook } from './addresses';
import type { EwsChannel } from './channel';
import { Finisher } from './finish';
import { parentIdOf } from './folderColumns';
import { isFolderMissing, nameTarget } from './folderErrors';
import type { Folders, NamedTarget } from './folders';
import { readFolders } from './folderTree';
import { IdSet } from './idSet';
import { findFolder } from './operations/findFolder';
import { findItem, type FindResult } from './operations/findItem';
import { readView, type View } from './paging';
import { BY_CREATION, type EwsRequest, MAX_PAGE } from './plan';
import { reach, type Reach, type ReachSettings } from './reach';
import type { FieldOrder, ItemView, Restriction } from './request';
import { wasRepeated } from './retry';
import { supports } from './versions';
import { readWindows } from './windows';

/** The server takes the query but not its filter: what it says then. */
const NO_FILTER: ReadonlySet<string> = new Set([
	'ErrorUnsupportedPathForQuery',
	'ErrorUnsupportedQueryFilter',
	'ErrorInvalidRestriction',
	'ErrorRestrictionTooComplex',
	'ErrorRestrictionTooLong',
	'ErrorUnsupportedTypeForConversion',
	'ErrorContainsFilterWrongType',
]);
const WINDOW_ATTEMPTS = 4;
const PATH = 'parentFolderPath';

export interface ReaderContext {
	readonly channel: EwsChannel;
	readonly folders: Folders;
	readonly addresses: AddressBook;
	readonly settings: ReachSettings & Pick<Settings, 'folderDepth'>;
	/** Milliseconds before a page that broke off is read again. */
	readonly retryMs?: number;
}

/** Rows of a plan, folder by folder. */
export class Reader {
	constructor(private readonly context: ReaderContext) {}

	async *read(plan: Plan<EwsRequest>, call: Call): AsyncGenerator<Row[]> {
		const { folders, settings } = this.context;
		const way = reach(plan.query.scope, call, settings);
		const targets = await folders.targets(plan.table, plan.query.scope, way);
		await this.meet(plan, targets, way);
		const request = this.adapted(plan, call);
		const complete = await this.completion(plan, request, targets, way);
		const thrownAway = await this.thrownAway(plan, way);
		const isKept = ({ id }: Row) => !thrownAway?.has(String(id));
		for (const folder of targets) {
			const own = folder.call ? { ...way, call: folder.call } : way;
			const one = new FolderRead(this.context, plan, request, folder, own, call, complete(folder));
			try {
				if (!thrownAway) yield* one.rows();
				else for await (const rows of one.rows()) yield rows.filter(isKept);
			} catch (error) {
				throw nameTarget(error, folder.name, way);
			}
		}
	}

	/** A hierarchy read from its top includes what was deleted: the folders below Deleted Items. */
	private async thrownAway(
		{ table, query }: Plan<EwsRequest>,
		way: Reach,
	): Promise<ReadonlySet<string> | undefined> {
		if (!table.ews?.deep || query.scope.folders.some(({ kind }) => kind !== 'default')) {
			return undefined;
		}
		const { channel, folders } = this.context;
		try {
			const bin = folders.wellKnown('deleteditems', way);
			return new Set((await readFolders(channel, bin, way.call)).map(({ id }) => id));
		} catch (error) {
			// Not everybody who sees the calendars of a mailbox sees what was deleted there.
			if (isFolderMissing(error)) return undefined;
			throw error;
		}
	}

	/** Columns of newer servers are asked for only of a server that is known to have them. */
	private async meet(plan: Plan<EwsRequest>, targets: readonly NamedTarget[], way: Reach) {
		const { channel, folders } = this.context;
		const [first] = targets;
		if (channel.serverVersion || channel.settings.platform !== 'auto' || !first) return;
		if (plan.request.fetched.some(({ ews }) => ews?.since)) await folders.open([first], way);
	}

	/** The request without columns that this server is too old for; `parentFolderId` where the path needs it. */
	private adapted(plan: Plan<EwsRequest>, call: Call): EwsRequest {
		const { request, table } = plan;
		const { channel } = this.context;
		const missing = request.fetched.filter((column) => !supports(channel, column));
		if (missing.length > 0) {
			const labels = missing.map(({ label }) => `'${label}'`).join(', ');
			call.notice?.(`${labels} stays empty: this Exchange server is older than the column.`);
		}
		const parent = request.withPath ? [parentIdOf(table)] : [];
		const usable = (columns: readonly Column[]) => {
			const supported = columns.filter((column) => supports(channel, column));
			return [
				...supported,
				...parent.filter(({ id }) => !supported.some((column) => column.id === id)),
			];
		};
		return { ...request, listed: usable(request.listed), fetched: usable(request.fetched) };
	}

	/** Fills the folder's path and the columns that nobody delivers, in rows of a folder. */
	private async completion(
		plan: Plan<EwsRequest>,
		request: EwsRequest,
		targets: readonly NamedTarget[],
		way: Reach,
	): Promise<(folder: NamedTarget) => (row: Row) => void> {
		const delivered = new Set(['id', 'changeKey', ...request.fetched.map(({ id }) => id)]);
		const empty = plan.columns.filter((id) => !delivered.has(id));
		const isInside = targets.some(({ path }) => path === undefined);
		const tree = request.withPath && isInside ? await this.context.folders.tree(way) : undefined;
		return ({ path }) =>
			(row) => {
				for (const id of empty) row[id] ??= null;
				if (!request.withPath) return;
				row[PATH] = path ?? tree?.path(String(row.parentFolderId)) ?? null;
			};
	}
}

/** One folder of a read. */
class FolderRead {
	private readonly seen = new IdSet();
	private readonly finisher: Finisher;

	constructor(
		private readonly context: ReaderContext,
		private readonly plan: Plan<EwsRequest>,
		private readonly request: EwsRequest,
		private readonly folder: NamedTarget,
		private readonly way: Reach,
		private readonly call: Call,
		complete: (row: Row) => void,
	) {
		this.finisher = new Finisher({
			channel: context.channel,
			addresses: context.addresses,
			table: plan.table,
			request,
			bodyFormat: plan.query.bodyFormat,
			call: way.call,
			complete,
		});
	}

	async *rows(): AsyncGenerator<Row[]> {
		if (this.request.range) {
			yield* this.finished(this.calendar(this.request.range));
			return;
		}
		if (this.request.top) {
			const top = await this.top(this.request.top);
			if (top) {
				yield top;
				return;
			}
		}
		let started = false;
		try {
			for await (const rows of this.finished(this.pages(this.request.restriction))) {
				started = true;
				yield rows;
			}
		} catch (error) {
			if (started || !this.refusesFilter(error)) throw error;
			this.call.notice?.('Exchange refused the filter, so all rows were read and filtered here.');
			yield* this.finished(this.pages(undefined));
		}
	}

	private async *finished(read: AsyncGenerator<Row[]>): AsyncGenerator<Row[]> {
		for await (const rows of read) {
			if (rows.length === 0) {
				yield* this.finisher.flush();
				continue;
			}
			const whole = this.finisher.take(rows);
			if (whole.length > 0) yield whole;
		}
	}

	private pages(restriction: Restriction | undefined): AsyncGenerator<Row[]> {
		const { firstSize, size } = this.request;
		const open =
			this.plan.table.ews?.kind === 'folder'
				? (view: View) => this.findFolders(view, restriction)
				: (view: View) => this.findItems({ kind: 'indexed', ...view }, restriction, BY_CREATION);
		const { signal } = this.way.call;
		const { retryMs } = this.context;
		return readView(open, { firstSize, size, seen: this.seen, signal, retryMs });
	}

	private findItems(
		view: ItemView,
		restriction?: Restriction,
		order?: readonly FieldOrder[],
	): AsyncGenerator<Row[], FindResult> {
		const { table, query } = this.plan;
		return findItem(
			this.context.channel,
			{
				table,
				parents: [this.folder.target],
				columns: this.request.listed,
				view,
				restriction,
				order,
				bodyFormat: query.bodyFormat,
			},
			this.way.call,
		);
	}

	private findFolders(view: View, restriction?: Restriction): AsyncGenerator<Row[], FindResult> {
		return findFolder(
			this.context.channel,
			{
				parents: [this.folder.target],
				traversal: this.isDeep() ? 'Deep' : 'Shallow',
				columns: this.request.listed,
				view,
				restriction,
			},
			this.way.call,
		);
	}

	private isDeep(): boolean {
		const { table, query } = this.plan;
		if (this.folder.shallow) return false;
		return query.scope.includeSubfolders === true || table.ews?.deep === true;
	}

	/** A window that breaks off is read again; what it brought is known by id. */
	private async *calendar(range: { start: string; end: string }): AsyncGenerator<Row[]> {
		const max = this.request.size;
		const open = (window: { start: string; end: string }) => () =>
			this.findItems({ kind: 'calendar', ...window, max });
		yield* readWindows((window) => this.again(open(window)), range, this.seen);
	}

	private async *again(
		open: () => AsyncGenerator<Row[], FindResult>,
	): AsyncGenerator<Row[], FindResult> {
		for (let attempt = 1; ; attempt++) {
			let count = 0;
			const page = open();
			try {
				for (;;) {
					const next = await page.next();
					if (next.done) return next.value;
					count += next.value.length;
					yield next.value;
				}
			} catch (error) {
				if (!(error instanceof RetriableError) || attempt >= WINDOW_ATTEMPTS) throw error;
				if (wasRepeated(error, count)) throw error;
				const wait = (this.context.retryMs ?? 500) * 2 ** (attempt - 1);
				await sleep(wait, this.way.call.signal);
			} finally {
				await page.return({ pages: [], includesLast: false });
			}
		}
	}

	/** The first rows of a sorted view, when one page holds them for sure; else undefined. */
	private async top(top: NonNullable<EwsRequest['top']>): Promise<Row[] | undefined> {
		const { residual, table } = this.plan;
		const max = residual ? Math.min(MAX_PAGE, Math.max(100, top.rows * 4)) : Math.max(2, top.rows);
		const rows: Row[] = [];
		const view = { kind: 'indexed', offset: 0, max } as const;
		let includesLast = false;
		try {
			const page = this.again(() => this.findItems(view, this.request.restriction, top.order));
			for (;;) {
				const next = await page.next();
				if (next.done) {
					includesLast = next.value.includesLast;
					break;
				}
				rows.push(...next.value);
			}
		} catch (error) {
			if (error instanceof ExchangeError && this.allowsPlainRead(error)) return undefined;
			throw error;
		}
		const whole = this.finisher.take(rows.filter((row) => this.seen.add(String(row.id))));
		for await (const more of this.finisher.flush()) whole.push(...more);
		const columns = new Map(table.columns.map((column) => [column.id, column]));
		const passing = residual ? whole.filter(compileCondition(residual, columns)) : whole;
		const isPlaced = whole.every((row) => row[top.column] !== null);
		if (includesLast || (isPlaced && passing.length >= top.rows)) return passing;
		this.seen.clear();
		return undefined;
	}

	private allowsPlainRead(error: ExchangeError): boolean {
		return (
			this.refusesFilter(error) ||
			error.code === 'ErrorUnsupportedPathForSortGroup' ||
			error.code === 'ErrorExceededFindCountLimit'
		);
	}

	private refusesFilter(error: unknown): boolean {
		if (!(error instanceof ExchangeError) || !this.request.restriction) return false;
		return NO_FILTER.has(error.code ?? '');
	}
}
