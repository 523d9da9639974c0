import { EwsError } from './errors';

/** @throws EwsError ErrorInvalidChangeKey for a text that no server gave out */
export function checkKeyForm(changeKey: string): void {
	const whole = changeKey.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(changeKey);
	if (!whole) throw new EwsError('ErrorInvalidChangeKey', 'The change key is invalid.');
}
