import { InputError } from '../errors';

/** Refuses text that cannot be written as UTF-8 or UTF-16 without changing it. */
export function refuseHalfCharacters(text: string, field: string, label: string): void {
	if (!/\p{Cs}/u.test(text)) return;
	throw new InputError(`'${label}' holds half a character (a lone surrogate)`, {
		field,
		advice: 'Type it anew; it was cut or damaged where it came from.',
	});
}
