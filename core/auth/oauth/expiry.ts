import type { AccessToken } from './tokenSource';

/** Milliseconds before its end in which a token is renewed; of a short life, the last tenth. */
const MARGIN_MS = 5 * 60_000;

export interface Lifetime {
	/** Milliseconds since 1970. */
	readonly issuedAt?: number;
	/** Milliseconds since 1970; absent: good until the server says otherwise. */
	readonly expiresAt?: number;
}

/** Whether a token will be good for the next request. */
export function isFresh({ issuedAt, expiresAt }: Lifetime, now = Date.now()): boolean {
	if (expiresAt === undefined) return true;
	const margin = issuedAt === undefined ? MARGIN_MS : (expiresAt - issuedAt) / 10;
	return now < expiresAt - Math.max(0, Math.min(MARGIN_MS, margin));
}

export const asAccessToken = (value: string, { expiresAt }: Lifetime): AccessToken => ({
	value,
	...(expiresAt === undefined ? {} : { expiresAt }),
});
