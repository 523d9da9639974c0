/** Columns that show a part of another column's value: how it is taken out, and put back. */
import { InputError } from '../errors';
import type { Column, PartOf, Row } from './column';
import type { Table } from './table';

type Part = Column & { readonly partOf: PartOf };
type Group = Record<string, unknown>;

const EACH = '[]/';
const SLOT = /^\d+$/;

const isPart = (column: Column): column is Part => column.partOf !== undefined;
const isGroup = (value: unknown): value is Group =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The part's value in a whole; `null` where it is not there. */
export function takePart(whole: unknown, { path, values }: PartOf): unknown {
	if (whole === null || whole === undefined) return null;
	if (path.startsWith(EACH)) {
		const key = path.slice(EACH.length);
		const list: unknown[] = Array.isArray(whole) ? whole : [whole];
		const found = list.map((entry) => (isGroup(entry) ? (entry[key] ?? null) : null));
		// Places count, so that the parts of one entry stand together.
		return found.every((value) => value === null) ? null : found.map((value) => value ?? '');
	}
	let value: unknown = whole;
	for (const step of path.split('/')) value = (value as Group | null | undefined)?.[step];
	const known = Object.entries(values ?? {}).find(([, inWhole]) => inWhole === value);
	return (known?.[0] ?? value ?? null) as unknown;
}

const partsByTable = new WeakMap<Table, readonly Part[]>();

/** The parts among the columns of a record's values. */
function partsIn(table: Table, values: Readonly<Row>): readonly Part[] {
	let parts = partsByTable.get(table);
	if (!parts) partsByTable.set(table, (parts = table.columns.filter(isPart)));
	return parts.length === 0 ? parts : parts.filter(({ id }) => id in values);
}

/** Wholes that must be read before parts of them can be written. */
export function wholesOf(table: Table, values: Readonly<Row>): Column[] {
	const ids = new Set(partsIn(table, values).map(({ partOf }) => partOf.column));
	return ids.size === 0 ? [] : table.columns.filter(({ id }) => ids.has(id));
}

/**
 * The values with each group of parts as the whole column that it changes; `stored` is what the record has
 * now.
 * @throws InputError for a slot of a list behind an empty one, and for parts beside their whole.
 */
export function withWholes(
	table: Table,
	values: Readonly<Row>,
	stored: Readonly<Row> = {},
): Readonly<Row> {
	const parts = partsIn(table, values);
	if (parts.length === 0) return values;
	const all: Row = { ...values };
	for (const whole of wholesOf(table, values)) {
		const own = parts.filter(({ partOf }) => partOf.column === whole.id);
		for (const { id } of own) delete all[id];
		all[whole.id] = put(stored[whole.id] ?? null, own, values);
	}
	return all;
}

/** @throws InputError when a record gives a column and a part of it. */
export function checkParts(table: Table, values: Readonly<Row>): void {
	const part = partsIn(table, values).find(({ partOf }) => partOf.column in values);
	if (!part) return;
	const whole = table.columns.find(({ id }) => id === part.partOf.column);
	throw new InputError(
		`'${part.label}' is a part of '${whole?.label ?? part.partOf.column}', and both are given`,
		{ field: part.id, advice: 'Leave one of them out.' },
	);
}

function put(stored: unknown, parts: readonly Part[], values: Readonly<Row>): unknown {
	const [first] = parts;
	if (!first) return stored;
	const { path } = first.partOf;
	if (SLOT.test(path)) return putSlots(stored, parts, values);
	if (path.startsWith(EACH)) return putEntries(stored, parts, values);
	return putMembers(stored, parts, values);
}

function putSlots(stored: unknown, parts: readonly Part[], values: Readonly<Row>): unknown {
	const slots: unknown[] = Array.isArray(stored) ? [...(stored as unknown[])] : [];
	for (const { id, partOf } of parts) slots[Number(partOf.path)] = values[id];
	const isEmpty = (value: unknown) => value === null || value === undefined || value === '';
	for (const { id, label, partOf } of parts) {
		const before = Array.from(slots.slice(0, Number(partOf.path)));
		if (isEmpty(values[id]) || !before.some(isEmpty)) continue;
		throw new InputError(`'${label}' cannot be filled while a slot before it is empty`, {
			field: id,
			advice: 'Exchange keeps a list without gaps: fill the slots from the first on.',
		});
	}
	const list = Array.from(slots).filter((value) => !isEmpty(value));
	return list.length > 0 ? list : null;
}

/** Lists of the same length, side by side; a shorter one leaves the rest of the entries as they are. */
function putEntries(stored: unknown, parts: readonly Part[], values: Readonly<Row>): unknown {
	const given = parts.map((part): [string, unknown[]] => {
		const value = values[part.id];
		const list: unknown[] = Array.isArray(value) ? value : [];
		const key = part.partOf.path.slice(EACH.length);
		return [key, key === 'address' ? list.flatMap(addresses) : list];
	});
	const entries: unknown[] = Array.isArray(stored) ? (stored as unknown[]) : [];
	const isWhole = given.some(([key]) => key === 'address' || key === 'id');
	const length = Math.max(...given.map(([, list]) => list.length), isWhole ? 0 : entries.length);
	const merged = Array.from({ length }, (_, at) => {
		// Another address is another person: nothing of who stood there before belongs to it.
		const entry: Group = isWhole || !isGroup(entries[at]) ? {} : { ...entries[at] };
		for (const [key, list] of given) {
			if (list[at] === undefined || list[at] === '') delete entry[key];
			else entry[key] = list[at];
		}
		return entry;
	}).filter((entry) => Object.keys(entry).length > 0);
	return merged.length > 0 ? merged : null;
}

/** Older queries separate addresses by semicolons. */
const addresses = (value: unknown): unknown[] =>
	typeof value === 'string' ? value.split(';').map((one) => one.trim()) : [value];

function putMembers(stored: unknown, parts: readonly Part[], values: Readonly<Row>): unknown {
	const whole: Group = isGroup(stored) ? structuredClone(stored) : {};
	const first = (part: Part) => (part.partOf.decides ? 0 : 1);
	for (const { id, partOf } of [...parts].sort((a, b) => first(a) - first(b))) {
		const value = values[id] ?? null;
		if (partOf.decides && value === null) return null;
		const steps = partOf.path.split('/');
		const key = steps.pop() ?? '';
		let group = whole;
		for (const step of steps) group = (group[step] ??= {}) as Group;
		const put = typeof value === 'string' ? (partOf.values?.[value] ?? value) : value;
		if (partOf.decides && group[key] !== put)
			for (const other of Object.keys(group)) delete group[other];
		if (put === null) delete group[key];
		else group[key] = put;
	}
	return Object.keys(whole).length > 0 ? whole : null;
}
