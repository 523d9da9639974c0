import { InputError } from '../../../errors';
import type { Column, EwsVersion } from '../../../schema/column';
import { codecOf, sourcesOf } from '../codecs';
import type { EncodeContext, FieldPart } from '../codecs/codec';
import { parsePath } from '../decode/path';
import type { EwsChannel } from '../channel';
import type { EwsCall, FieldValue } from '../request';
import { compareVersions } from '../version';
import { compose, isEmpty } from '../xml/compose';
import { element, type Xml } from '../xml/element';
import { fieldKey, fieldPath } from '../xml/field';

/** Every answer carries the own id with BaseShape IdOnly. */
const OWN_ID = /^(?:item:ItemId|folder:FolderId)$/;

/** AdditionalProperties for the columns, each property once; undefined when there are none. */
export function additionalProperties(
	columns: readonly Column[],
	version: EwsVersion,
): Xml | undefined {
	const paths = new Map<string, Xml>();
	for (const column of columns) {
		for (const { field, since } of sourcesOf(column)) {
			if ('uri' in field && OWN_ID.test(field.uri)) continue;
			if (since !== undefined && compareVersions(version, since) < 0) continue;
			const key = fieldKey(field);
			if (!paths.has(key)) paths.set(key, fieldPath(field));
		}
	}
	if (paths.size === 0) return undefined;
	return element('t:AdditionalProperties', null, [...paths.values()]);
}

export const columnsOf = (fields: readonly FieldValue[]): Column[] =>
	fields.map(({ column }) => column);

/** Throws InputError for the first column that the server is too old for. */
export function requireColumns(channel: EwsChannel, columns: readonly Column[]): void {
	for (const { id, label, ews } of columns) {
		if (ews?.since !== undefined) channel.requires(`The column '${label}'`, ews.since, id);
	}
}

/** Throws InputError for the first column that would be cleared and cannot be. */
export function requireClearable(fields: readonly FieldValue[]): void {
	for (const { column, value } of fields) {
		if (!column.ews?.kept || (value !== null && value !== undefined)) continue;
		throw new InputError(`'${column.label}' cannot be cleared: Exchange always keeps a value`, {
			field: column.id,
			code: 'KEPT_COLUMN',
			advice: 'Give it a value, or leave the column out.',
		});
	}
}

/** What a record's values come to, property by property. */
export function recordParts(
	fields: readonly FieldValue[],
	channel: EwsChannel,
	call: EwsCall,
): FieldPart[] {
	const context: EncodeContext = {
		values: new Map(fields.map(({ column, value }) => [column.id, value])),
		timeZone: call.timeZoneId,
		version: channel.requestVersion,
	};
	const parts = fields.flatMap((field) => encode(field, context));
	if (!parts.some((part) => part.implied)) return parts;
	const explicit = new Set(parts.filter(({ implied }) => !implied).map(placeKey));
	const implied = new Set<string>();
	return parts.filter((part) => {
		if (!part.implied) return true;
		const key = placeKey(part);
		if (explicit.has(key) || implied.has(key)) return false;
		implied.add(key);
		return true;
	});
}

const placeKey = ({ field, at }: FieldPart): string => `${fieldKey(field)} ${at ?? ''}`;

function encode({ column, value }: FieldValue, context: EncodeContext): readonly FieldPart[] {
	const sources = sourcesOf(column);
	const codec = codecOf(column);
	const { at } = column.ews ?? {};
	const place = at === undefined ? undefined : parsePath(at).steps.find((step) => step.place);
	if (sources.length === 0 || place || (codec.kind === 'tree' && !codec.encode)) {
		throw new InputError(`'${column.label}' cannot be written`, {
			field: column.id,
			code: 'READ_ONLY_COLUMN',
			advice: 'Leave it out of the columns to write.',
		});
	}
	if (value === null || value === undefined) {
		// Of several sources the first is the column's own, but a list over three goes as a whole.
		const own = column.type === 'attendeeList' ? sources : sources.slice(0, 1);
		return own.map(({ field, at: where }) => ({ field, at: where }));
	}
	try {
		if (codec.kind === 'tree') return codec.encode?.(value, column, context) ?? [];
		const text = codec.encode(value, column);
		element('t:Value', null, text);
		return sources.map(({ field, at: where }) => ({
			field,
			at: where,
			text,
			...(codec.attributes ? { attributes: codec.attributes(text) } : {}),
		}));
	} catch (error) {
		throw withField(error, column);
	}
}

/** The writer knows which character it refuses, not whose value holds it. */
function withField(error: unknown, column: Column): unknown {
	if (!(error instanceof InputError) || error.field !== undefined) return error;
	return new InputError(`'${column.label}': ${error.message}`, {
		field: column.id,
		code: error.code,
		advice: error.advice,
		cause: error,
	});
}

/**
 * SetItemField and DeleteItemField (or their folder forms), one per property: columns that share a
 * property are written together.
 */
export function changes(
	kind: 'Item' | 'Folder',
	elementName: string,
	parts: readonly FieldPart[],
): Xml[] {
	const groups = new Map<string, FieldPart[]>();
	for (const part of parts) {
		const key = fieldKey(part.field);
		const group = groups.get(key);
		if (group) group.push(part);
		else groups.set(key, [part]);
	}
	return [...groups.values()].map((group) => {
		const filled = group.filter((part) => !isEmpty(part));
		const [first] = group as [FieldPart];
		if (filled.length === 0) {
			return element(`t:Delete${kind}Field`, null, fieldPath(first.field));
		}
		checkBody(filled);
		return element(`t:Set${kind}Field`, null, fieldPath(first.field), compose(elementName, filled));
	});
}

/** AppendToItemField, one per property. */
export const appends = (elementName: string, parts: readonly FieldPart[]): Xml[] =>
	parts
		.filter((part) => !isEmpty(part))
		.map((part) =>
			element('t:AppendToItemField', null, fieldPath(part.field), compose(elementName, [part])),
		);

/** A body type without a body would empty the body. */
function checkBody(parts: readonly FieldPart[]): void {
	if (parts.every(({ at }) => at === 'Body@BodyType')) {
		throw new InputError("'Body Type' can only be written together with the body", {
			field: 'bodyType',
			code: 'BODY_TYPE_ALONE',
			advice: 'Fill in the body as well.',
		});
	}
}
