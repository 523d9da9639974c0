import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { KerberosCryptoError } from './error';

/** More rounds than any directory asks for; a second of one core at most. */
const MAX_ROUNDS = 1_000_000;

const derive = promisify(pbkdf2);

/**
 * PBKDF2 as the AES types use it; runs beside the event loop.
 * https://www.rfc-editor.org/rfc/rfc3962#section-4, https://www.rfc-editor.org/rfc/rfc8009#section-4
 * @param params the number of rounds, four bytes, as a KDC may send it; 0 stands for 2^32
 */
export async function passwordKey(
	password: string,
	salt: Buffer,
	params: Buffer | undefined,
	type: { readonly rounds: number; readonly keyBytes: number; readonly hash: string },
): Promise<Buffer> {
	const rounds = params === undefined ? type.rounds : readRounds(params);
	return await derive(Buffer.from(password, 'utf8'), salt, rounds, type.keyBytes, type.hash);
}

function readRounds(params: Buffer): number {
	const rounds = params.length === 4 ? params.readUInt32BE() : NaN;
	if (rounds >= 1 && rounds <= MAX_ROUNDS) return rounds;
	throw new KerberosCryptoError(
		'The KDC asks for parameters of the password key that no KDC needs',
		{
			code: 'KERBEROS_S2K_PARAMS',
			advice: `Up to ${MAX_ROUNDS.toLocaleString('en')} rounds of PBKDF2 are computed. Ask the administrator of the realm which server answers on the KDC's address.`,
		},
	);
}
