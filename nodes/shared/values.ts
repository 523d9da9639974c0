import { core } from './core';

interface DateLike {
	toISO(): string;
}

const isDateLike = (value: object): value is DateLike =>
	typeof (value as Partial<DateLike>).toISO === 'function';

/**
 * What an expression yielded, as plain data: n8n hands Luxon dates and JavaScript dates through, which
 * become ISO 8601 text with their own offset.
 */
export function plain(value: unknown): unknown {
	if (value === null || typeof value !== 'object') return value;
	if (value instanceof Date) return value.toISOString();
	if (isDateLike(value)) return value.toISO();
	if (Array.isArray(value)) return value.map(plain);
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}

/** The text of a parameter, without surrounding blanks; an absent one is empty. */
export function text(value: unknown): string {
	const given = plain(value);
	return given === null || given === undefined ? '' : String(given).trim();
}

/** A list typed as text (commas, semicolons or line ends, or a JSON array) or given as an array. */
export function list(value: unknown): unknown[] {
	const given = plain(value);
	if (Array.isArray(given)) return given;
	const typed = text(given);
	if (typed === '') return [];
	if (typed.startsWith('[')) {
		const parsed = parseArray(typed);
		if (parsed) return parsed;
	}
	return typed
		.split(/[,;\n]/)
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/** Values one per line, or as an array: what is on a line is taken whole, commas included. */
export function lines(value: unknown): string[] {
	const given = plain(value);
	const typed = text(given);
	const parsed = Array.isArray(given)
		? given
		: typed.startsWith('[')
			? parseArray(typed)
			: undefined;
	return (parsed ?? typed.split(/\r?\n/)).map(text).filter((entry) => entry !== '');
}

function parseArray(typed: string): unknown[] | undefined {
	try {
		const parsed: unknown = JSON.parse(typed);
		return Array.isArray(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** A whole number of a parameter that an expression may have filled with anything. */
export function wholeNumber(label: string, value: unknown, minimum: number): number {
	const number = typeof value === 'number' ? value : Number(text(value) || NaN);
	if (Number.isSafeInteger(number) && number >= minimum) return number;
	throw new (core().InputError)(`'${label}' has to be a whole number from ${minimum} up`, {
		field: label,
		advice: `It is ${JSON.stringify(plain(value))} now.`,
	});
}
