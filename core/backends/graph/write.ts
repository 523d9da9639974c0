import { InputError } from '../../errors';
import type { Scope } from '../../query/query';
import type { Column, ColumnType, Row } from '../../schema/column';
import { resolveColumn } from '../../schema/resolve';
import type { Table } from '../../schema/table';
import { IMMUTABLE_IDS } from './compile';
import { segment } from './odata';
import { collectionPath, parsePath, type PropertyPath } from './path';

export interface GraphWrite {
	readonly method: 'POST' | 'PATCH';
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Readonly<Record<string, unknown>>;
}

export interface GraphWriteRequest {
	readonly action: 'create' | 'update';
	readonly scope: Scope;
	/** With update. */
	readonly id?: string;
	/** With update: version that `stored` was read in; the server refuses any other. */
	readonly changeKey?: string;
	/** Canonical column id -> typed value; `null` clears. */
	readonly values: Readonly<Row>;
	/** With update: the record's properties that `storedProperties` names, as Graph gave them. */
	readonly stored?: Readonly<Record<string, unknown>>;
}

type Properties = Record<string, unknown>;

/**
 * Lists and addresses that an update changes in part: they are read first, changed and sent whole,
 * because a PATCH replaces them.
 */
export function storedProperties(table: Table, values: Readonly<Row>): string[] {
	const roots = new Set<string>();
	for (const id of Object.keys(values)) {
		const { graph } = resolveColumn(table, id, 'graph');
		const path = graph?.path === undefined ? undefined : parsePath(graph.path);
		if (path && isPart(path)) roots.add(path.root);
	}
	return [...roots];
}

/** Whether the column is a part of its property: a slot of a list, or a value below it. */
function isPart({ slot, below }: PropertyPath): boolean {
	return slot !== undefined || below.length > 0;
}

/**
 * One record as a request of Microsoft Graph. Pure.
 * @throws InputError for a column that Graph lacks or does not write, a list given both whole and by
 * slot, and a slot that would leave a gap before it.
 */
export function compileGraphWrite(table: Table, request: GraphWriteRequest): GraphWrite {
	const { action, scope, values, stored = {} } = request;
	const body: Properties = {};
	const whole = new Set<string>();
	const parts = new Map<string, Array<{ column: Column; path: PropertyPath; value: unknown }>>();
	const extended: Properties[] = [];
	for (const [id, value] of Object.entries(values)) {
		const column = resolveColumn(table, id, 'graph');
		const { write, path: text, mapi } = column.graph ?? {};
		if (write !== 'both' && write !== action) {
			throw new InputError(`The column '${column.label}' cannot be written`, {
				field: id,
				advice: 'Microsoft Graph sets it itself. Remove it from the columns.',
			});
		}
		if (mapi !== undefined) extended.push({ id: mapi, value: extendedValue(column, value) });
		if (text === undefined) continue;
		const path = parsePath(text);
		if (isPart(path)) {
			parts.set(path.root, [...(parts.get(path.root) ?? []), { column, path, value }]);
		} else {
			body[path.root] = encode(column, value);
			whole.add(path.root);
		}
	}
	for (const [root, changes] of parts) {
		const [first] = changes;
		if (whole.has(root) && first) {
			throw new InputError(`'${first.column.label}' is given twice, also as part of a list`, {
				field: first.column.id,
				advice: `Give either ${root} or its parts.`,
			});
		}
		body[root] = merged(stored[root], changes);
	}
	if (extended.length > 0) body.singleValueExtendedProperties = extended;
	return { ...target(table, request, scope), body };
}

function target(table: Table, request: GraphWriteRequest, scope: Scope): Omit<GraphWrite, 'body'> {
	const headers = { Prefer: IMMUTABLE_IDS, 'Content-Type': 'application/json' };
	if (request.action === 'create') {
		return { method: 'POST', path: collectionPath(table, scope), headers };
	}
	// An id says the folder by itself.
	const collection = collectionPath(table, { ...scope, folders: [] });
	return {
		method: 'PATCH',
		path: `${collection}/${segment(request.id ?? '')}`,
		headers: request.changeKey ? { ...headers, 'If-Match': `W/"${request.changeKey}"` } : headers,
	};
}

type Change = { readonly column: Column; readonly path: PropertyPath; readonly value: unknown };

function merged(stored: unknown, changes: readonly Change[]): unknown {
	if (changes.every(({ path }) => path.slot === undefined)) {
		const object: Properties = { ...(stored as Properties | null | undefined) };
		for (const { column, path, value } of changes) {
			object[path.below.join('/')] = encode(column, value);
		}
		return object;
	}
	const list: unknown[] = Array.isArray(stored) ? [...(stored as unknown[])] : [];
	const inOrder = [...changes].sort((a, b) => (a.path.slot ?? 0) - (b.path.slot ?? 0));
	for (const { column, path, value } of inOrder) {
		const slot = path.slot ?? 0;
		const key = path.below[0];
		if (key === undefined) list[slot] = encode(column, value);
		else list[slot] = { ...(list[slot] as Properties | undefined), [key]: encode(column, value) };
	}
	while (list.length > 0 && isEmptyEntry(list.at(-1))) list.pop();
	const gap = Array.from(list).findIndex(isEmptyEntry);
	if (gap >= 0) {
		const after = inOrder.find(({ path }) => (path.slot ?? 0) >= gap) ?? inOrder[0];
		throw new InputError(
			`'${after?.column.label}' would leave entry ${gap + 1} of its list empty`,
			{
				field: after?.column.id,
				advice:
					'Microsoft Graph keeps no gaps in lists. Fill the entries in order, clear the last first.',
			},
		);
	}
	return list;
}

/** An address without its address is no entry, whatever its name. */
function isEmptyEntry(entry: unknown): boolean {
	if (typeof entry !== 'object' || entry === null) {
		return entry === undefined || entry === null || entry === '';
	}
	const { address } = entry as { address?: unknown };
	return address === undefined || address === null || address === '';
}

type Encode = (value: unknown) => unknown;

const ENCODERS: Partial<Record<ColumnType, Encode>> = {
	// Lists are emptied, not removed.
	textList: (value) => value ?? [],
	recipientList: (value) => value ?? [],
};
const CODECS: Readonly<Record<string, Encode>> = {
	/** A day as an instant that is the same day in nearly every zone; what Outlook itself writes. */
	noonDate: (value) => (value === null ? null : `${String(value)}T11:59:00Z`),
};

function encode({ type, graph }: Column, value: unknown): unknown {
	const by = (graph?.codec && CODECS[graph.codec]) || ENCODERS[type];
	return by ? by(value) : value;
}

/** Extended properties are text, whatever their type. */
function extendedValue(column: Column, value: unknown): string {
	if (value === null) {
		if (column.type === 'text') return '';
		throw new InputError(`'${column.label}' cannot be cleared through Microsoft Graph`, {
			field: column.id,
			advice: 'Give it a value, or leave the column out.',
		});
	}
	const coded = encode(column, value);
	if (column.type === 'choice') return column.graph?.values?.[String(coded)] ?? String(coded);
	return String(coded);
}
