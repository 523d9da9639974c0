import { CancelledError, ExchangeError } from '../../errors';
import { type Predicate, compileCondition } from '../../query/evaluate';
import { comparedNames } from '../../query/names';
import type { Query } from '../../query/query';
import type { Column, Row } from '../../schema/column';
import type { Table } from '../../schema/table';
import { AddressBook } from './addresses';
import type { EwsChannel } from './channel';
import { belongs, fetchRecords } from './fetch';
import type { EwsRequest } from './plan';
import type { EwsCall } from './request';
import { hasMaster, SeriesMasters } from './seriesMasters';

/** Texts of this length may be cut. Exchange cuts at 255; half a character pair more is dropped. */
const MAYBE_CUT = 254;
/** Records per read of texts alone, which are small beside bodies. */
const TEXTS = 200;
const GONE: ReadonlySet<string> = new Set(['ErrorItemNotFound']);

export interface FinishContext {
	readonly channel: EwsChannel;
	readonly addresses: AddressBook;
	readonly table: Table;
	readonly request: EwsRequest;
	readonly bodyFormat?: Query['bodyFormat'];
	readonly call: EwsCall;
	/** Fills what no answer carries, such as the folder's path. */
	readonly complete?: (row: Row) => void;
}

/**
 * Makes whole rows of listed ones: leaves out items of another kind, reads again what the list cut
 * or does not have, and turns X.500 addresses into SMTP. Rows that need a request wait until the page
 * has ended, so that one read never holds two connections; the order stays.
 */
export class Finisher {
	private waiting: Row[] = [];
	private readonly addressColumns: readonly Column[];
	private readonly cut: ReadonlySet<string>;
	private readonly early?: Predicate;
	private readonly earlyColumns: readonly string[];
	private readonly masters?: SeriesMasters;

	constructor(private readonly context: FinishContext) {
		const { request, table } = context;
		this.cut = new Set(request.cut);
		this.addressColumns = AddressBook.columns(request.fetched);
		if (request.withMaster) this.masters = new SeriesMasters(context.channel, table);
		this.earlyColumns = comparedNames(request.early);
		if (request.early) {
			const columns = new Map(table.columns.map((column) => [column.id, column]));
			this.early = compileCondition(request.early, columns);
		}
	}

	/** Rows that are whole already, up to the first that is not. */
	take(rows: readonly Row[]): Row[] {
		const { table, complete } = this.context;
		const whole: Row[] = [];
		for (const row of rows) {
			if (!belongs(table, row)) continue;
			if (this.waiting.length > 0 || this.needsRequest(row)) {
				this.waiting.push(row);
			} else {
				complete?.(row);
				whole.push(row);
			}
		}
		return whole;
	}

	/** The rows that had to wait. Call it when no answer is open. */
	async *flush(): AsyncGenerator<Row[]> {
		const rows = this.waiting;
		this.waiting = [];
		const { request, addresses, call } = this.context;
		if (rows.length === 0) return;
		await addresses.resolve(rows, this.addressColumns, call);
		const kept = this.early ? rows.filter((row) => this.passesEarly(row)) : rows;
		// Runs of whole rows go out as they are; what is between is read batch by batch.
		const unread = kept.filter((row) => request.fetchAll || this.isCut(row));
		const read = this.read(unread);
		let ready: Row[] = [];
		let batch: Array<Row | undefined> = [];
		for (const row of kept) {
			if (!request.fetchAll && !this.isCut(row)) {
				ready.push(row);
				continue;
			}
			if (batch.length === 0) {
				yield* this.out(ready);
				ready = [];
				const next = await read.next();
				batch = next.done ? [] : [...next.value];
			}
			const whole = batch.shift();
			if (whole) ready.push(whole);
		}
		yield* this.out(ready);
	}

	private async *out(rows: Row[]): AsyncGenerator<Row[]> {
		if (rows.length === 0) return;
		await this.masters?.fill(rows, this.context.call);
		for (const row of rows) this.context.complete?.(row);
		yield rows;
	}

	/** In the place of each row the whole one, or undefined where it left since. */
	private async *read(rows: readonly Row[]): AsyncGenerator<Array<Row | undefined>> {
		const { request, call, addresses } = this.context;
		let place = 0;
		for await (const found of this.records(rows, this.unread(rows))) {
			const listed = rows.slice(place, place + found.length);
			place += found.length;
			const whole = request.fetchAll ? found : await this.completed(listed, found);
			const present = whole.filter((row) => row !== undefined);
			await addresses.resolve(present, this.addressColumns, call);
			yield whole;
		}
	}

	/** Records by id, batch by batch; undefined where one left since. */
	private async *records(
		rows: readonly Row[],
		columns: readonly Column[],
	): AsyncGenerator<Array<Row | undefined>> {
		const { channel, table, request, bodyFormat, call } = this.context;
		const ids = rows.map((row) => String(row.id));
		const batch = request.fetchAll ? undefined : TEXTS;
		const wanted = { table, ids, columns, bodyFormat, batch };
		for await (const results of fetchRecords(channel, wanted, call)) {
			yield results.map((result) => {
				if (!(result instanceof ExchangeError)) return result;
				if (result instanceof CancelledError || !GONE.has(result.code ?? '')) throw result;
				return undefined;
			});
		}
	}

	/** What the list has not told: all, or the texts that it cut in one of the rows. */
	private unread(rows: readonly Row[]): readonly Column[] {
		const { fetched, fetchAll, cut } = this.context.request;
		if (fetchAll) return fetched;
		const long = new Set(cut.filter((id) => rows.some((row) => isLong(row[id]))));
		return fetched.filter(({ id }) => long.has(id));
	}

	/** The listed rows with their whole texts. One that changed since it was listed is read anew, as a whole. */
	private async completed(
		listed: readonly Row[],
		found: ReadonlyArray<Row | undefined>,
	): Promise<Array<Row | undefined>> {
		const whole = found.map((texts, place) => {
			const row = listed[place];
			if (!row || !texts || texts.changeKey !== row.changeKey) return undefined;
			return Object.assign(row, texts);
		});
		const changed = found.flatMap((texts, place) => (texts && !whole[place] ? [place] : []));
		const rows = listed.filter((_row, place) => changed.includes(place));
		let next = 0;
		for await (const anew of this.records(rows, this.context.request.fetched)) {
			for (const row of anew) whole[changed[next++] ?? -1] = row;
		}
		return whole;
	}

	private needsRequest(row: Row): boolean {
		return (
			this.context.request.fetchAll ||
			(this.masters !== undefined && hasMaster(row)) ||
			this.isCut(row) ||
			this.context.addresses.needs(row, this.addressColumns)
		);
	}

	private isCut(row: Row): boolean {
		// The loop over a row's own keys is several times faster than looking up one column after the other.
		for (const id in row) {
			if (isLong(row[id]) && this.cut.has(id)) return true;
		}
		return false;
	}

	/** A text that may be cut decides nothing yet. */
	private passesEarly(row: Row): boolean {
		return this.earlyColumns.some((id) => isLong(row[id])) || (this.early?.(row) ?? true);
	}
}

function isLong(value: unknown): boolean {
	return typeof value === 'string' && value.length >= MAYBE_CUT;
}
