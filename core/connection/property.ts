import { InputError } from '../errors';
import type { Settings } from './settings';
import { readText } from './values';

/** What the rows of 'Advanced Properties' come to. */
export interface Advanced {
	/** Values for fields of the credential, as if they had been typed there. */
	readonly fields: Record<string, unknown>;
	readonly settings: { -readonly [Name in keyof Settings]?: Settings[Name] };
	/** Parts of a proxy, joined when all rows are read. */
	readonly proxy: {
		server?: string;
		port?: number;
		protocol?: 'http' | 'https' | 'socks4' | 'socks5';
	};
	/** Parts of a certificate, joined when all rows are read. */
	readonly certificate: { value?: string; kind?: string };
}

/** One advanced property: what its value does to the connection. */
export interface Property {
	readonly name: string;
	/** Other names of the same property. */
	readonly aliases?: readonly string[];
	/** Field of the credential that it is the same as. */
	readonly field?: string;
	/** Why it is not used here, and what to use instead. */
	readonly unused?: { readonly why: string; readonly advice: string };
	/** Takes the value, or answers why it cannot be used and what to use instead. */
	readonly apply: (value: unknown, advanced: Advanced, find: FindProperty) => void;
}

/** A property by its name; throws InputError with the nearest name. */
export type FindProperty = (name: string) => Property;

/** The same value as a field of the credential. */
export const asField = (name: string, field: string): Property => ({
	name,
	field,
	apply: (value, { fields }) => void (fields[field] = value),
});

/** Not taken: the answer says why and what to use. `neutral` values ask for what happens anyway. */
export const answered = (
	name: string,
	why: string,
	advice: string,
	neutral: readonly string[] = [],
): Property => ({
	name,
	unused: { why, advice },
	apply: (value: unknown) => {
		if (neutral.includes(readText(value, name).toLowerCase())) return;
		throw new InputError(`The advanced property '${name}' is not used here: ${why}`, {
			field: name,
			advice,
		});
	},
});
