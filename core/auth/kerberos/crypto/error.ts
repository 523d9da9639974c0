import { FatalError } from '../../../errors';

/** An encrypted part that this key does not open: another password, another key, or changed on the way. */
export class KerberosCryptoError extends FatalError {}

export const integrityError = (type: string): KerberosCryptoError =>
	new KerberosCryptoError(`An encrypted part of Kerberos does not fit the key (${type})`, {
		code: 'KERBEROS_INTEGRITY',
		advice:
			'The key belongs to another password or account, or the message was changed on the way.',
	});
