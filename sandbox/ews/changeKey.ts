import { EwsError } from './errors';

/**
 * A change key begins with the type of its object, a 32-bit number of which the low byte alone is used.
 * @throws EwsError ErrorInvalidChangeKey for a text that no server gave out
 */
export function checkKeyForm(changeKey: string): void {
	const whole = changeKey.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(changeKey);
	const bytes = Buffer.from(changeKey, 'base64');
	if (!whole || bytes[1] !== 0 || bytes[2] !== 0) {
		throw new EwsError('ErrorInvalidChangeKey', 'The change key is invalid.');
	}
}
