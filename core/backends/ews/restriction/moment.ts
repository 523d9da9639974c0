import type { Operator } from '../../../query/condition';
import type { EwsField } from '../../../schema/column';
import type { Restriction } from '../request';
import { all, any, compare } from './build';

const SECOND = 1000;
const HOUR = 3_600_000;

/**
 * How far the stored instant can lie from the value that a row shows. Exchange stores 100 ns steps and
 * shows whole seconds; a date without zone is stored as an instant of some zone's day.
 */
interface Spread {
	readonly before: number;
	readonly after: number;
}
const SPREAD: Readonly<Record<'dateTime' | 'date', Spread>> = {
	dateTime: { before: SECOND, after: SECOND },
	date: { before: 36 * HOUR, after: 60 * HOUR },
};

/**
 * Comparison of a dateTime or date column, widened so that no row is lost; undefined where the
 * widened filter would say nothing.
 */
export function momentRestriction(
	type: 'dateTime' | 'date',
	field: EwsField,
	operator: Operator,
	value: unknown,
): Restriction | undefined {
	const from = (moment: number) =>
		compare(field, 'IsGreaterThanOrEqualTo', utc(Math.floor, moment - SPREAD[type].before));
	const until = (moment: number) =>
		compare(field, 'IsLessThanOrEqualTo', utc(Math.ceil, moment + SPREAD[type].after));
	const around = (moment: number) => ({ and: [from(moment), until(moment)] });

	switch (operator) {
		case 'equals':
			return one(value, around);
		case 'greaterThan':
		case 'greaterThanOrEqual':
			return one(value, from);
		case 'lessThan':
		case 'lessThanOrEqual':
			return one(value, until);
		case 'between': {
			const [low, high] = instants(value) ?? [];
			if (low === undefined || high === undefined) return undefined;
			return all([from(low), until(high)]);
		}
		case 'in':
			return any(instants(value)?.map(around) ?? []);
		default:
			return undefined;
	}
}

function one(value: unknown, make: (moment: number) => Restriction): Restriction | undefined {
	const moment = instant(value);
	return moment === undefined ? undefined : make(moment);
}

/** Milliseconds since 1970; a date counts as its midnight in UTC. */
function instant(value: unknown): number | undefined {
	if (typeof value !== 'string') return undefined;
	const moment = Date.parse(value);
	return Number.isNaN(moment) ? undefined : moment;
}

function instants(value: unknown): number[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const moments = value.map(instant);
	return moments.every((moment) => moment !== undefined) ? moments : undefined;
}

/** Whole seconds in UTC, as EWS writes them. */
function utc(round: (value: number) => number, moment: number): string {
	return new Date(round(moment / SECOND) * SECOND).toISOString().replace('.000Z', 'Z');
}
