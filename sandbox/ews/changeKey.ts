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

function conflict(): EwsError {
	return new EwsError(
		'ErrorIrresolvableConflict',
		'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
	);
}

/**
 * NeverOverwrite: the change key must be the current one. AutoResolve: a stale one ends in a conflict when
 * it cannot be merged; the sandbox keeps no history, so a stale one always does. AlwaysOverwrite: not
 * looked at. Both others need one (MS-OXWSCORE 3.1.4.9).
 */
export function checkChangeKey(
	current: string,
	given: string | undefined,
	resolution: string,
): void {
	if (resolution === 'AlwaysOverwrite') return;
	if (given === undefined || given === '') {
		throw new EwsError(
			'ErrorChangeKeyRequiredForWriteOperations',
			'A change key is required for this operation.',
		);
	}
	checkKeyForm(given);
	if (given !== current) throw conflict();
}
