import type { Row } from '../../../schema/column';
import type { Call } from '../../backend';
import type { EwsContext } from '../context';
import { findPeople } from '../operations/findPeople';
import { resolveNames } from '../operations/resolveNames';
import type { Reach } from '../reach';
import { compareVersions, versionOf } from '../version';
import { ALONE, hasAddress, PERSONA_FIELDS, personaRow, resolvedRow } from './personRow';

/** People of a page. ResolveNames gives 100 at the most. */
const PAGE = 200;
/** Requests after which a text that too many people begin with is not made longer any more. */
const MOST_LOOKUPS = 2_000;
const AT_ONCE = 4;
/** What aliases and addresses begin with; directories find accented letters by the plain one. */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const BETWEEN = [...LETTERS, '.', '-', '_', "'", ...LETTERS.map((letter) => ` ${letter}`)];

/** Looks people up in the global address list, each once. */
export class PersonSearch {
	private readonly seen = new Set<string>();
	private lookups = 0;
	private isCut = false;

	constructor(
		private readonly context: EwsContext,
		private readonly way: Reach,
		private readonly columns: readonly string[],
		private readonly notice: Call['notice'],
	) {}

	/** All people; Exchange gives no list of them, so every letter and digit is looked up. */
	async *everybody(): AsyncGenerator<Row[]> {
		this.notice?.(
			'Exchange has no list of all people: they were looked up by what their names and aliases begin with.',
		);
		for (const letter of LETTERS) yield* this.found(letter);
		this.tell();
	}

	/** People who have a name, alias or address that begins with the text, in any of their words. */
	async *search(text: string): AsyncGenerator<Row[]> {
		yield* this.found(text);
		this.tell();
	}

	/** The entry of an address, or nothing. */
	async byAddress(address: string): Promise<Row[]> {
		const text = /^(?:smtp:|\/o=)/i.test(address) ? address : `smtp:${address}`;
		const { resolutions } = await resolveNames(
			this.context.channel,
			{ text, contactData: true, allData: true },
			this.way.call,
		);
		return resolutions.filter((found) => hasAddress(found, address)).map(resolvedRow);
	}

	private async *found(text: string): AsyncGenerator<Row[]> {
		const { channel } = this.context;
		this.lookups++;
		const { resolutions, cut } = await resolveNames(
			channel,
			{ text, contactData: true, allData: true },
			this.way.call,
		);
		yield this.fresh(resolutions.map(resolvedRow));
		if (!cut) return;
		if (this.hasPaging()) {
			yield* this.paged(text);
			return;
		}
		// An older server: the same by longer beginnings.
		for (const more of BETWEEN) {
			if (this.lookups >= MOST_LOOKUPS) {
				this.isCut = true;
				return;
			}
			yield* this.found(`${text}${more}`);
		}
	}

	private hasPaging(): boolean {
		const { channel } = this.context;
		const server = channel.serverVersion;
		const version = server ? versionOf(server) : channel.requestVersion;
		return compareVersions(version, 'Exchange2013') >= 0;
	}

	private async *paged(text: string): AsyncGenerator<Row[]> {
		const { channel } = this.context;
		let total = Infinity;
		for (let offset = 0; offset < total;) {
			const page = { text, offset, max: PAGE, fields: PERSONA_FIELDS };
			const found = await findPeople(channel, page, this.way.call);
			if (found.people.length === 0) return;
			total = found.total;
			offset += found.people.length;
			yield await this.whole(this.fresh(found.people.map(personaRow)));
		}
	}

	/** Rows with what only the entry of each person tells, where that is asked for. */
	private async whole(rows: readonly Row[]): Promise<Row[]> {
		if (!this.columns.some((column) => ALONE.has(column))) return [...rows];
		const whole: Row[] = [];
		for (let start = 0; start < rows.length; start += AT_ONCE) {
			const part = rows.slice(start, start + AT_ONCE);
			const entries = await Promise.all(
				part.map(async (row) => {
					const address = row.emailAddress;
					const found = typeof address === 'string' ? await this.byAddress(address) : [];
					return found[0] ?? row;
				}),
			);
			whole.push(...entries);
		}
		return whole;
	}

	private fresh(rows: readonly Row[]): Row[] {
		return rows.filter(({ id }) => {
			const key = String(id).toLowerCase();
			if (key === '' || this.seen.has(key)) return false;
			this.seen.add(key);
			return true;
		});
	}

	private tell(): void {
		if (!this.isCut) return;
		this.notice?.(
			'More people match than this Exchange server lists, and some are missing. Narrow the search text.',
		);
	}
}
