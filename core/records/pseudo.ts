import type { WriteOptions } from '../backends/backend';
import { InputError } from '../errors';
import { type Comparison, type Condition, isComparison } from '../query/condition';
import type { ImpersonationType, Query, Scope } from '../query/query';
import type { Row } from '../schema/column';
import { parseFolder } from '../schema/folders';
import { findPseudoColumn, type PseudoColumn } from '../schema/pseudoColumns';
import type { Dialect, Table } from '../schema/table';

/** How a call works, as far as pseudo-columns can set it. */
interface Setting {
	readonly scope: Scope;
	readonly options: WriteOptions;
}

function refuse(pseudo: PseudoColumn, what: string, advice: string): never {
	throw new InputError(`'${pseudo.name}' ${what}`, { field: pseudo.name, advice });
}

function textOf(pseudo: PseudoColumn, value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') refuse(pseudo, 'needs a text', 'Give it a value, or leave it out.');
	const { choices } = pseudo;
	if (!choices) return text;
	const choice = choices.find((known) => known.toLowerCase() === text.toLowerCase());
	return choice ?? refuse(pseudo, `cannot be '${text}'`, `Choose among: ${choices.join(', ')}.`);
}

function apply(setting: Setting, pseudo: PseudoColumn, values: readonly unknown[]): Setting {
	const texts = values.map((value) => textOf(pseudo, value));
	const [text = ''] = texts;
	const { scope, options } = setting;
	if (texts.length > 1 && pseudo.sets !== 'folder') {
		refuse(pseudo, 'takes one value', 'Run one query for each.');
	}
	switch (pseudo.sets) {
		case 'impersonationUser':
			return { options, scope: { ...scope, mailbox: text, access: 'impersonate' } };
		case 'impersonationType':
			return { options, scope: { ...scope, impersonationType: text as ImpersonationType } };
		case 'sharedMailbox':
			return { options, scope: { ...scope, mailbox: text, access: 'delegate' } };
		case 'folder':
			return { options, scope: { ...scope, folders: texts.map(parseFolder) } };
		case 'sendInvitations':
			return {
				scope,
				options: { ...options, sendInvitations: text as WriteOptions['sendInvitations'] },
			};
		case 'sendCancellations':
			return {
				scope,
				options: { ...options, sendCancellations: text as WriteOptions['sendCancellations'] },
			};
	}
}

/** The values that a comparison fixes; undefined when it only narrows. */
function fixedBy({ operator, value }: Comparison): readonly unknown[] | undefined {
	if (operator === 'equals') return [value];
	if (operator !== 'in') return undefined;
	if (Array.isArray(value)) return value;
	return typeof value === 'string' ? value.split(',') : [value];
}

/**
 * The query with what its outermost AND says of pseudo-columns put into its scope.
 * @throws InputError for a pseudo-column elsewhere in the conditions, or with a value that it cannot have.
 */
export function withoutPseudo(table: Table, query: Query, dialect: Dialect): Query {
	if (!query.where) return query;
	const arms = flat(query.where);
	let setting: Setting = { scope: query.scope, options: {} };
	const kept: Condition[] = [];
	for (const arm of arms) {
		const pseudo = isComparison(arm) ? findPseudoColumn(table, arm.column, dialect) : undefined;
		if (!isComparison(arm) || !pseudo) {
			kept.push(refuseInside(table, arm, dialect));
			continue;
		}
		const values = fixedBy(arm);
		const isColumn = pseudo.alsoColumn && (!values || isPlaced(table, query.scope, pseudo));
		if (isColumn) kept.push(arm);
		else if (!values) refuse(pseudo, 'sets one value', "Use 'Equals' with it.");
		else setting = apply(setting, pseudo, values);
	}
	if (setting.scope === query.scope && kept.length === arms.length) return query;
	const where = kept.length === 0 ? undefined : kept.length === 1 ? kept[0] : { and: kept };
	return { ...query, scope: setting.scope, where };
}

/** Whether it is said already which folders are read, or a read goes deeper than the folder named. */
function isPlaced(
	table: Table,
	{ folders, includeSubfolders }: Scope,
	{ isParent }: PseudoColumn,
): boolean {
	if (folders.length > 0) return true;
	return isParent === true && (includeSubfolders === true || table.ews?.deep === true);
}

function flat(condition: Condition): readonly Condition[] {
	return !isComparison(condition) && 'and' in condition ? condition.and.flatMap(flat) : [condition];
}

function refuseInside(table: Table, condition: Condition, dialect: Dialect): Condition {
	const inner = isComparison(condition)
		? []
		: 'not' in condition
			? [condition.not]
			: 'and' in condition
				? condition.and
				: condition.or;
	for (const part of inner) {
		if (!isComparison(part)) {
			refuseInside(table, part, dialect);
			continue;
		}
		const pseudo = findPseudoColumn(table, part.column, dialect);
		if (!pseudo || pseudo.alsoColumn) continue;
		refuse(
			pseudo,
			'says how the whole query works, and stands among alternatives',
			"Combine the conditions by 'And'.",
		);
	}
	return condition;
}

/** Records that are written alike. */
export interface Group<R> extends Setting {
	readonly records: R[];
}

interface ValueRecord {
	readonly index: number;
	readonly values?: Readonly<Row>;
}

/** Records in groups of what their pseudo-columns say, and those whose say cannot be followed. */
export function groupsOf<R extends ValueRecord>(
	table: Table,
	records: readonly R[],
	{ scope, options }: Setting,
	dialect: Dialect,
	rules: { readonly isNew: boolean; readonly automatic: boolean },
): { groups: Array<Group<R>>; refused: Array<{ record: R; error: InputError }> } {
	const groups = new Map<string, Group<R>>();
	const refused: Array<{ record: R; error: InputError }> = [];
	const add = (setting: Setting, record: R) => {
		const key =
			setting.scope === scope && setting.options === options ? '' : JSON.stringify(setting);
		const group = groups.get(key);
		if (group) group.records.push(record);
		else groups.set(key, { ...setting, records: [record] });
	};
	for (const record of records) {
		let setting: Setting = { scope, options };
		const values: Row = {};
		let found = false;
		try {
			for (const [name, value] of Object.entries(record.values ?? {})) {
				const pseudo = findPseudoColumn(table, name, dialect);
				// An incoming item carries the folder that it came from, which says nothing of where it goes.
				const isColumn = pseudo?.alsoColumn && (!rules.isNew || rules.automatic);
				if (!pseudo || isColumn) {
					values[name] = value;
					continue;
				}
				found = true;
				if (value !== null && value !== undefined && value !== '') {
					setting = apply(setting, pseudo, [value]);
				}
			}
			add(setting, found ? { ...record, values } : record);
		} catch (error) {
			if (!(error instanceof InputError)) throw error;
			refused.push({ record, error });
		}
	}
	return { groups: [...groups.values()], refused };
}
