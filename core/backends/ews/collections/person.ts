import { ConflictError, ExchangeError } from '../../../errors';
import { type Comparison, type Condition, isComparison } from '../../../query/condition';
import type { Row } from '../../../schema/column';
import type { EwsContext } from '../context';
import { resolveNames } from '../operations/resolveNames';
import { reach } from '../reach';
import { notThere } from './byIds';
import type { Collection } from './collection';
import { resolvedRow } from './personRow';
import { PersonSearch } from './personSearch';

const SEARCH = 'searchText';
const ADDRESS = ['id', 'emailAddress'] as const;
/** What Exchange looks names up by, so that no person is missed. */
const NAMES = ['displayName', 'givenName', 'surname', 'mailNickname'] as const;
const LOOKED_UP: ReadonlySet<string> = new Set([...NAMES, 'emailAddress']);
const SHOWN = 10;
const AT_ONCE = 4;

/** The text of a condition that every row must pass, when names are looked up by it. */
function textIn(
	where: Condition | undefined,
	operators: ReadonlySet<Comparison['operator']>,
): string | undefined {
	const arms = !where ? [] : isComparison(where) ? [where] : 'and' in where ? where.and : [];
	for (const arm of arms) {
		if (!isComparison(arm)) {
			const text = textIn(arm, operators);
			if (text !== undefined) return text;
		} else if (LOOKED_UP.has(arm.column) && operators.has(arm.operator)) {
			const text = typeof arm.value === 'string' ? arm.value.trim() : '';
			if (text !== '') return text;
		}
	}
	return undefined;
}

const BEGINNINGS: ReadonlySet<Comparison['operator']> = new Set(['startsWith']);
const MIDDLES: ReadonlySet<Comparison['operator']> = new Set([
	'contains',
	'containsPhrase',
	'containsWordPrefix',
]);

async function* read(
	context: EwsContext,
	{ scope, keys, where, columns }: Parameters<Collection['read']>[1],
	call: Parameters<Collection['read']>[2],
): AsyncGenerator<Row[]> {
	const way = reach(scope, call, context.settings);
	const search = new PersonSearch(context, way, columns, call.notice?.bind(call));
	const searched = keys[SEARCH];
	const addresses = ADDRESS.map((key) => keys[key]).find((values) => values !== undefined);
	if (addresses && !searched) {
		for (const address of new Set(addresses)) yield await search.byAddress(address);
		return;
	}
	const texts = searched ?? NAMES.map((key) => keys[key]).find((values) => values !== undefined);
	if (texts) {
		for (const text of texts.filter((one) => one.trim() !== '')) {
			for await (const rows of search.search(text)) {
				yield searched ? rows.map((row) => ({ ...row, [SEARCH]: text })) : rows;
			}
		}
		return;
	}
	const beginning = textIn(where, BEGINNINGS);
	if (beginning !== undefined) {
		yield* search.search(beginning);
		return;
	}
	const middle = textIn(where, MIDDLES);
	if (middle === undefined) {
		yield* search.everybody();
		return;
	}
	call.notice?.(
		`Exchange looks people up by the beginnings of words: whoever has '${middle}' inside of a word only is not found.`,
	);
	yield* search.search(middle);
}

/** One entry by its address, or by a name that means one person alone. */
async function one(
	context: EwsContext,
	id: string,
	{ scope, columns }: Parameters<Collection['fetch']>[1],
	call: Parameters<Collection['fetch']>[2],
): Promise<Row | ExchangeError> {
	const way = reach(scope, call, context.settings);
	try {
		if (id.includes('@') || id.startsWith('/')) {
			const search = new PersonSearch(context, way, columns, call.notice);
			const [found] = await search.byAddress(id);
			return found ?? notThere('person', id);
		}
		const { resolutions } = await resolveNames(
			context.channel,
			{ text: id, contactData: true, allData: true },
			way.call,
		);
		const rows = resolutions.map(resolvedRow);
		const [first, ...others] = rows;
		if (!first) return notThere('person', id);
		return others.length === 0 ? first : ambiguous(id, rows);
	} catch (error) {
		if (!(error instanceof ExchangeError) || call.signal?.aborted) throw error;
		return error;
	}
}

function ambiguous(id: string, rows: readonly Row[]): ConflictError {
	const names = rows
		.slice(0, SHOWN)
		.map(({ displayName, emailAddress }) => `${String(displayName)} <${String(emailAddress)}>`);
	const more = rows.length > SHOWN ? ` and ${rows.length - SHOWN} more` : '';
	return new ConflictError(`'${id}' means ${rows.length} people: ${names.join(', ')}${more}`, {
		code: 'AMBIGUOUS_NAME',
		field: 'id',
		recordKey: id,
		advice: 'Give the address of the person.',
	});
}

/** People, groups and contacts of the global address list. */
export const person: Collection = {
	table: 'person',
	keys: [...ADDRESS, SEARCH, ...NAMES],
	read,
	async fetch(context, request, call) {
		const results: Array<Row | ExchangeError> = [];
		for (let start = 0; start < request.ids.length; start += AT_ONCE) {
			const part = request.ids.slice(start, start + AT_ONCE);
			results.push(
				...(await Promise.all(part.map((id) => one(context, id.trim(), request, call)))),
			);
		}
		return results;
	},
};
