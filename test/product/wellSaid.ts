import { ExchangeError } from '../../core';
import { DEFAULT_PASSWORD } from '../../sandbox';

export interface Saying {
	/** The parameter, column or credential field that the error is about. */
	readonly field?: string;
	readonly kind?: ExchangeError['kind'];
	readonly code?: string;
	/** What the message says. */
	readonly says?: RegExp;
}

/** What no person should read, and what nobody may. */
const NEVER = [
	/undefined/,
	/\[object/,
	/\bnull\b/,
	/NaN/,
	/\bproblem|\bfailure\b|\bmistake/i,
	/[A-Z]:\\[a-z]|\/core\/|\.ts\b|node_modules|\bat [\w.]+ \(/,
];

/**
 * One clear message: what happened, with the field's name in it where there is a field, and the way
 * out. No secret anywhere in the error.
 */
export function expectWellSaid(error: unknown, saying: Saying = {}): ExchangeError {
	if (!(error instanceof ExchangeError)) {
		throw new Error(`No error of ours: ${error instanceof Error ? error.stack : String(error)}`);
	}
	const { message, advice } = error;
	expect(message).toMatch(/^['A-Z].{8,}/);
	expect(message).not.toMatch(/\n/);
	expect(message.length).toBeLessThan(400);
	expect({ message, advice: advice ?? '' }).toMatchObject({
		advice: expect.stringMatching(/^['A-Z].{8,}[.?)]$/),
	});
	// What the person gave may be quoted.
	const unquoted = message.replace(/'[^']*'/g, '');
	for (const never of NEVER) {
		expect(unquoted).not.toMatch(never);
		expect(advice).not.toMatch(never);
	}
	expect(everything(error)).not.toContain(DEFAULT_PASSWORD);
	if (saying.field !== undefined) expect(error.field).toBe(saying.field);
	if (saying.kind !== undefined) expect(error.kind).toBe(saying.kind);
	if (saying.code !== undefined) expect(error.code).toBe(saying.code);
	if (saying.says !== undefined) expect(message).toMatch(saying.says);
	return error;
}

/** All that an error carries, causes included, as text. */
function everything(error: unknown, depth = 0): string {
	if (depth > 5 || typeof error !== 'object' || error === null) return String(error);
	return Object.getOwnPropertyNames(error)
		.map((key) => everything((error as Record<string, unknown>)[key], depth + 1))
		.join('\n');
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
	let value: unknown;
	try {
		value = await promise;
	} catch (error) {
		return error;
	}
	throw new Error(`It was fulfilled: ${JSON.stringify(value)?.slice(0, 300)}`);
}
