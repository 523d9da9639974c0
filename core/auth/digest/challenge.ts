import type { Challenge } from '../../http/authenticator';
import { algorithmOf, type Algorithm } from './algorithm';

/** Longest value of a server that is sent back to it. */
const VALUE_LIMIT = 4096;

/** A challenge of RFC 7616, 3.3 that can be answered. */
export interface DigestChallenge {
	/** As they stand between the quotes: they are sent back like that. */
	readonly realm: string;
	readonly nonce: string;
	readonly opaque?: string;
	/** As the server spells it; absent where it names none. */
	readonly algorithmName?: string;
	readonly algorithm: Algorithm;
	/** Absent: a server of RFC 2069. */
	readonly qop?: 'auth' | 'auth-int';
	readonly isStale: boolean;
	readonly isUtf8: boolean;
	readonly hashesUser: boolean;
}

/** The strongest of the challenges that can be answered; of equal ones the first, which the server prefers. */
export function chooseChallenge(challenges: readonly Challenge[]): DigestChallenge | undefined {
	return offersOf(challenges)
		.map(read)
		.filter((challenge) => challenge !== undefined)
		.reduce<DigestChallenge | undefined>(
			(best, next) => (!best || next.algorithm.strength > best.algorithm.strength ? next : best),
			undefined,
		);
}

export const offersOf = (challenges: readonly Challenge[]): readonly Challenge[] =>
	challenges.filter(({ scheme }) => scheme.toLowerCase() === 'digest');

function read({ params, raw }: Challenge): DigestChallenge | undefined {
	const value = (name: string) => raw?.[name] ?? params[name];
	const [realm = '', nonce, opaque] = ['realm', 'nonce', 'opaque'].map(value);
	const algorithm = algorithmOf(params.algorithm);
	if (!algorithm || nonce === undefined) return undefined;
	if ([realm, nonce, opaque ?? ''].some((text) => text.length > VALUE_LIMIT)) return undefined;
	const offered = params.qop
		?.toLowerCase()
		.split(',')
		.map((text) => text.trim())
		.filter(Boolean);
	const qop = offered?.includes('auth')
		? 'auth'
		: offered?.includes('auth-int')
			? 'auth-int'
			: undefined;
	if (offered?.length && !qop) return undefined;
	const is = (name: string, expected: string) => params[name]?.toLowerCase() === expected;
	return {
		realm,
		nonce,
		opaque,
		algorithmName: params.algorithm,
		algorithm,
		qop,
		isStale: is('stale', 'true'),
		isUtf8: is('charset', 'utf-8'),
		hashesUser: is('userhash', 'true'),
	};
}
