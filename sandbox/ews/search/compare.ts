import type { Body, Recipient, Value } from '../../store';
import { plainText } from '../fields/computed';

/** What comparisons look at: text, a number (times too), a boolean, or several texts. */
export type Comparable = string | number | boolean | readonly string[];

const IMPORTANCE = ['Low', 'Normal', 'High'];
const SENSITIVITY = ['Normal', 'Personal', 'Private', 'Confidential'];
const STATUS = ['NotStarted', 'InProgress', 'Completed', 'WaitingOnOthers', 'Deferred'];

/** Names that are numbers in the store are ordered as those. */
export const RANKS: Readonly<Record<string, readonly string[]>> = {
	'item:Importance': IMPORTANCE,
	'item:Sensitivity': SENSITIVITY,
	'task:Status': STATUS,
};

export function comparable(key: string, value: Value | undefined): Comparable | undefined {
	if (value === undefined) return undefined;
	if (typeof value === 'string') {
		const rank = RANKS[key]?.indexOf(value);
		return rank === undefined || rank < 0 ? value : rank;
	}
	if (typeof value !== 'object') return value;
	if (Array.isArray(value)) {
		return (value as ReadonlyArray<string | Recipient>).map((one) =>
			typeof one === 'string' ? one : [one.name, one.address].filter(Boolean).join(' '),
		);
	}
	if ('type' in value && 'text' in value) return plainText(value as Body);
	if ('address' in value || 'routing' in value) {
		const one = value as Recipient;
		return one.name ?? one.address ?? '';
	}
	return undefined;
}

// The collation of a mailbox ignores case; comparison is by code unit after folding.
export function fold(text: string): string {
	return text.toLowerCase();
}

/** Below, equal or above; texts without case; a missing value comes before every other. */
export function order(a: Comparable | undefined, b: Comparable | undefined): number {
	if (a === undefined || b === undefined) {
		return a === b ? 0 : a === undefined ? -1 : 1;
	}
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	const left = fold(String(a));
	const right = fold(String(b));
	return left < right ? -1 : left > right ? 1 : 0;
}
