/**
 * Any MAPI property as a column, called as Microsoft Graph calls it, so that the name means the same in both
 * dialects: `String 0x3A45`, `Integer {00062004-0000-0000-C000-000000000046} Id 0x8005`,
 * `String {00020329-0000-0000-C000-000000000046} Name Colour`.
 * https://learn.microsoft.com/graph/api/resources/extended-properties-overview
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri
 */
import { InputError } from '../errors';
import type { Column, ColumnType, EwsField, MapiType } from './column';
import type { Table } from './table';

/** Type of one value -> type of the column. */
const SINGLE: Readonly<Record<string, ColumnType>> = {
	String: 'text',
	Boolean: 'boolean',
	Short: 'integer',
	Integer: 'integer',
	Long: 'int64',
	Float: 'decimal',
	Double: 'decimal',
	Currency: 'decimal',
	ApplicationTime: 'decimal',
	SystemTime: 'dateTime',
	Binary: 'binary',
	CLSID: 'text',
};
/** Lists of these are lists of texts; lists of numbers are plain lists. */
const TEXTUAL: ReadonlySet<string> = new Set(['String', 'CLSID', 'Binary', 'SystemTime']);

const TYPES: ReadonlyMap<string, { readonly name: MapiType; readonly type: ColumnType }> = new Map(
	Object.entries(SINGLE).flatMap(([name, type]) => {
		const one = { name: name as MapiType, type };
		const many = {
			name: `${name}Array` as MapiType,
			type: TEXTUAL.has(name) ? ('textList' as const) : ('object' as const),
		};
		const entries: Array<[string, typeof one | typeof many]> = [[name.toLowerCase(), one]];
		if (name !== 'Boolean') entries.push([`${name.toLowerCase()}array`, many]);
		return entries;
	}),
);

/** DistinguishedPropertySetId -> GUID; people remember the names. */
const SETS: Readonly<Record<string, string>> = {
	address: '00062004-0000-0000-C000-000000000046',
	appointment: '00062002-0000-0000-C000-000000000046',
	calendarassistant: '11000E07-B51B-40D6-AF21-CAA85EDAB1D0',
	common: '00062008-0000-0000-C000-000000000046',
	internetheaders: '00020386-0000-0000-C000-000000000046',
	meeting: '6ED8DA90-450B-101B-98DA-00AA003F1305',
	publicstrings: '00020329-0000-0000-C000-000000000046',
	sharing: '00062040-0000-0000-C000-000000000046',
	task: '00062003-0000-0000-C000-000000000046',
	unifiedmessaging: '4442858E-A9E3-4E80-B900-317A210CC15B',
};

const GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;
const NUMBER = /^(?:0x([0-9a-f]{1,8})|(\d{1,10}))$/i;
/** The first word decides whether a name is meant as a property at all. */
const FORM = /^\s*([A-Za-z]+)\s+(\S+)(?:\s+(id|name)\s+(\S.*?))?\s*$/i;

const EXAMPLES =
	"Write 'String 0x3A45', 'Integer {00062004-0000-0000-C000-000000000046} Id 0x8005' or 'String {00020329-0000-0000-C000-000000000046} Name Colour'.";

function refuse(name: string, what: string): never {
	throw new InputError(`'${name}' names no MAPI property: ${what}`, {
		field: name,
		code: 'INVALID_PROPERTY',
		advice: EXAMPLES,
	});
}

const MEANT = new RegExp(
	`^\\s*(?:${[...TYPES.keys()].join('|')})\\s+(?:0x|\\{|\\d|(?:${Object.keys(SETS).join('|')})\\s)`,
	'i',
);

/** Whether the name is meant as a MAPI property: a type, then what a tag or a property set begins with. */
export const isMapiName = (name: string): boolean => MEANT.test(name);

const known = new Map<string, Column>();
/** Names come from people and workflows: enough for all of them, and no more. */
const MOST_KNOWN = 2_000;

/**
 * The column of a MAPI property; undefined for a name that is not meant as one.
 * @throws InputError for one that is, and is not written as it must be.
 */
export function mapiColumn(name: string): Column | undefined {
	if (!isMapiName(name)) return undefined;
	let column = known.get(name);
	if (!column) {
		column = makeColumn(name);
		if (known.size >= MOST_KNOWN) known.clear();
		known.set(name, column);
	}
	return column;
}

function makeColumn(name: string): Column {
	const [, word = '', place = '', kind, rest = ''] = FORM.exec(name) ?? [];
	const mapi = TYPES.get(word.toLowerCase());
	if (!mapi) refuse(name, 'it ends too early or has a part too many');
	const { id, field } =
		kind === undefined
			? byTag(name, mapi.name, place)
			: kind.toLowerCase() === 'id'
				? byId(name, mapi.name, place, rest)
				: byName(mapi.name, setOf(name, place), rest);
	const isList = mapi.name.endsWith('Array');
	const isWhole = isList || mapi.type === 'binary';
	return {
		id,
		label: id,
		type: mapi.type,
		description: 'MAPI property.',
		ews: {
			field,
			...(isList && mapi.type === 'object' ? { codec: 'numberList' } : {}),
			// Lists cut binary values as they cut texts, but nothing tells that one was cut.
			read: isWhole ? 'item' : mapi.type === 'text' ? 'listTruncated' : 'list',
			write: 'both',
			filter: !isList,
			sort: !isWhole,
		},
		graph: { mapi: id, ...(isList ? { codec: 'multiValue' } : {}), read: 'list', write: 'both' },
	};
}

const hex = (number: number, digits: number) =>
	`0x${number.toString(16).toUpperCase().padStart(digits, '0')}`;

function numberOf(name: string, text: string, what: string): number {
	const match = NUMBER.exec(text);
	if (!match) refuse(name, `'${text}' is no ${what}`);
	return match[1] === undefined ? Number(match[2]) : parseInt(match[1], 16);
}

function byTag(name: string, mapiType: MapiType, text: string): { id: string; field: EwsField } {
	if (text.startsWith('{') || SETS[text.toLowerCase()]) {
		refuse(name, "a property set needs 'Id' and a number, or 'Name' and a name");
	}
	const tag = numberOf(name, text, 'property tag');
	if (tag < 1 || tag >= 0x8000) {
		refuse(name, `a tag lies between 0x0001 and 0x7FFF; others belong to a property set`);
	}
	const written = hex(tag, 4);
	return { id: `${mapiType} ${written}`, field: { tag: written, mapiType } };
}

function setOf(name: string, text: string): string {
	const guid = GUID.exec(text)?.[1]?.toUpperCase() ?? SETS[text.toLowerCase()];
	if (guid === undefined) refuse(name, `'${text}' is no property set`);
	return guid;
}

function byId(name: string, mapiType: MapiType, setText: string, text: string) {
	const set = setOf(name, setText);
	const propertyId = numberOf(name, text, 'property id');
	if (propertyId > 0x7fff_ffff) refuse(name, `'${text}' is no property id`);
	return {
		id: `${mapiType} {${set}} Id ${hex(propertyId, 4)}`,
		field: { set, propertyId, mapiType },
	};
}

const byName = (mapiType: MapiType, set: string, propertyName: string) => ({
	id: `${mapiType} {${set}} Name ${propertyName}`,
	field: { set, propertyName, mapiType },
});

const extended = new WeakMap<Table, Map<string, Table>>();
const MOST_EXTENDED = 200;

/**
 * The table with the MAPI properties among the names as columns of it; the table itself where there are
 * none. The same names give the same table, so that what is made once for a table is made once. A name that
 * is not written as it must be is left to whoever resolves it.
 */
export function withProperties(table: Table, names: Iterable<string>): Table {
	const columns = new Map<string, Column>();
	for (const name of names) {
		const column = wellWritten(name);
		if (column) columns.set(column.id, column);
	}
	if (columns.size === 0) return table;
	const key = [...columns.keys()].sort().join('\n');
	let tables = extended.get(table);
	if (!tables) extended.set(table, (tables = new Map()));
	let found = tables.get(key);
	if (!found) {
		found = { ...table, columns: [...table.columns, ...columns.values()] };
		if (tables.size >= MOST_EXTENDED) tables.clear();
		tables.set(key, found);
	}
	return found;
}

function wellWritten(name: string): Column | undefined {
	try {
		return mapiColumn(name);
	} catch (error) {
		if (error instanceof InputError) return undefined;
		throw error;
	}
}
