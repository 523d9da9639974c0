import { refuse } from './refuse';
import type { TextCodec } from './codec';

export const integer: TextCodec = {
	kind: 'text',
	decoder: () => (value) => (value.trim() === '' ? null : Number(value)),
	encode: (value, column) => {
		const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
			throw refuse(column, value, 'a whole number');
		}
		return String(number);
	},
};

/** Digits as text: numbers of JavaScript are exact to 2^53 only. */
export const int64: TextCodec = {
	kind: 'text',
	decoder: () => (value) => (value.trim() === '' ? null : value.trim()),
	encode: (value, column) => {
		const digits = typeof value === 'bigint' || typeof value === 'number' ? String(value) : value;
		if (typeof digits !== 'string' || !/^-?\d{1,19}$/.test(digits.trim())) {
			throw refuse(column, value, 'a whole number');
		}
		return digits.trim();
	},
};

export const decimal: TextCodec = {
	kind: 'text',
	decoder: () => (value) => (value.trim() === '' ? null : Number(value)),
	encode: (value, column) => {
		const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		if (typeof number !== 'number' || !Number.isFinite(number))
			throw refuse(column, value, 'a number');
		return String(number);
	},
};

export const boolean: TextCodec = {
	kind: 'text',
	decoder: () => (value) => {
		const known = value.trim();
		return known === '' ? null : known === 'true' || known === '1';
	},
	encode: (value, column) => {
		const known = typeof value === 'string' ? value.trim().toLowerCase() : value;
		if (known === true || known === 'true') return 'true';
		if (known === false || known === 'false') return 'false';
		throw refuse(column, value, 'true or false');
	},
};
