import { InputError } from '../errors';

/** Readers of what a person typed. `label` is the name that the form or the property row shows. */
export function readText(value: unknown, label: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw notUsable(label, 'is not text', 'Enter plain text.');
}

/** A password as it is: leading and trailing blanks belong to it. */
export function readSecret(value: unknown, label: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value;
	if (typeof value === 'number') return String(value);
	throw notUsable(label, 'is not text', 'Enter plain text.');
}

export function readBoolean(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	const text = readText(value, label).toLowerCase();
	if (['true', '1', 'yes', 'on'].includes(text)) return true;
	if (['', 'false', '0', 'no', 'off'].includes(text)) return false;
	throw notUsable(label, `has the value '${short(text)}'`, 'Use true or false.');
}

export function readInteger(value: unknown, label: string, min: number, max: number): number {
	const text = readText(value, label);
	const number = Number(text);
	if (!/^[+-]?\d+$/.test(text) || number < min || number > max) {
		throw notUsable(
			label,
			`has the value '${short(text)}'`,
			`Use a whole number from ${min} to ${max}.`,
		);
	}
	return number;
}

/** One of `choices`, in any case; returns it as it is spelled there. */
export function readChoice<T extends string>(
	value: unknown,
	label: string,
	choices: readonly T[],
): T {
	const text = readText(value, label);
	const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
	if (found !== undefined) return found;
	throw notUsable(label, `has the value '${short(text)}'`, `Use one of ${choices.join(', ')}.`);
}

/** Entries separated by comma, semicolon, blank or line; an array as it is. */
export function readList(value: unknown, label: string): string[] {
	const parts = Array.isArray(value)
		? value.map((item) => readText(item, label))
		: readText(value, label).split(/[\s,;]+/);
	return parts.map((part) => part.trim()).filter(Boolean);
}

/** PEM blocks with the line breaks that a one-line form field takes away; empty for nothing. */
export function readPem(value: unknown, label: string): string {
	const text = readText(value, label).replace(/(?:\\r)?\\n/g, '\n');
	const lined = text.replace(
		/-----BEGIN ([A-Z0-9 ]{1,60})-----([^-]*)-----END \1-----/g,
		(block, name: string, body: string) => {
			// An encrypted key in the old form carries headers, whose lines mean something.
			if (body.includes(':')) return block;
			const lines = body.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
			return [`-----BEGIN ${name}-----`, ...lines, `-----END ${name}-----`, ''].join('\n');
		},
	);
	return lined.trim();
}

/** Base64 of either alphabet without blanks and line breaks; empty for nothing. */
export function readBase64(value: unknown, label: string): string {
	const text = readText(value, label).replace(/\s/g, '');
	const isBase64 =
		/^[A-Za-z0-9+/_-]*={0,2}$/.test(text) && text.replace(/=+$/, '').length % 4 !== 1;
	if (isBase64) return text;
	throw notUsable(
		label,
		'is not Base64',
		'Paste what `base64 -w0 FILE` prints, or in PowerShell [Convert]::ToBase64String([IO.File]::ReadAllBytes("FILE")).',
	);
}

/** Percent-decoding that takes any bytes, since a person may have encoded them in Latin-1. */
export function percentDecoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

export function notUsable(label: string, what: string, advice: string): InputError {
	return new InputError(`'${label}' ${what}`, { field: label, advice });
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
