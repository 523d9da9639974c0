import { createHash } from 'node:crypto';

/** An algorithm of RFC 7616, 6.1. */
export interface Algorithm {
	/** As createHash knows it. */
	readonly hash: string;
	/** The password's hash is tied to the first nonces of a session. */
	readonly isSession: boolean;
	/** Stronger ones are higher. */
	readonly strength: number;
}

const HASHES: ReadonlyArray<readonly [name: string, hash: string]> = [
	['md5', 'md5'],
	['sha-256', 'sha256'],
	['sha-512-256', 'sha512-256'],
];

const ALGORITHMS = new Map<string, Algorithm>(
	HASHES.flatMap(([name, hash], strength): Array<[string, Algorithm]> => [
		[name, { hash, isSession: false, strength }],
		[`${name}-sess`, { hash, isSession: true, strength }],
	]),
);

/** @param name as a challenge spells it; absent: MD5 */
export const algorithmOf = (name = 'MD5'): Algorithm | undefined =>
	ALGORITHMS.get(name.toLowerCase());

export const digest = (hash: string, ...parts: ReadonlyArray<string | Uint8Array>): string => {
	const made = createHash(hash);
	for (const part of parts) made.update(part);
	return made.digest('hex');
};

/** H of values with colons between them; text is UTF-8. */
export const digestOf = (hash: string, ...values: ReadonlyArray<string | Buffer>): string =>
	digest(hash, ...values.flatMap((value, at) => (at === 0 ? [value] : [':', value])));
