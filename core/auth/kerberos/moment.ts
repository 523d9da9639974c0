import { randomInt } from 'node:crypto';

let last = 0;

/**
 * A time as Kerberos writes it: whole seconds, as milliseconds since 1970, and microseconds. No two of this
 * process are the same, or services and KDCs would take one authenticator for a copy of another.
 */
export function moment(milliseconds: number): { readonly time: number; readonly usec: number } {
	const wanted = Math.floor(milliseconds) * 1000 + randomInt(1000);
	// Clocks of other realms may be far away from this one; those meet nowhere.
	const isNear = wanted <= last && last - wanted < 1_000_000;
	last = isNear ? last + 1 : wanted;
	return { time: Math.floor(last / 1_000_000) * 1000, usec: last % 1_000_000 };
}
