/** Between 1601-01-01, where FILETIME counts from, and 1970-01-01, in milliseconds. */
const EPOCH = 11_644_473_600_000n;
const TICKS = 10_000n;
const MOST = 9_223_372_036_854_775_807n;

/** Both mean that there is no such time: https://learn.microsoft.com/windows/win32/adschema/a-accountexpires */
export const NEVER = ['0', String(MOST)] as const;

/** 100-nanosecond intervals since 1601 as an ISO instant; undefined for never, and for what no calendar has. */
export function readFileTime(text: string): string | undefined {
	if (!/^-?\d{1,20}$/.test(text)) return undefined;
	const ticks = BigInt(text);
	if (ticks <= 0n || ticks >= MOST) return undefined;
	return iso(Number(ticks / TICKS - EPOCH));
}

export function writeFileTime(instant: number): string {
	return String((BigInt(Math.round(instant)) + EPOCH) * TICKS);
}

const GENERALIZED =
	/^(\d{4})(\d{2})(\d{2})(\d{2})(?:(\d{2})(?:(\d{2}))?)?(?:[.,](\d{1,9}))?(Z|[+-]\d{2}(?:\d{2})?)$/;

/** `20261121110000.0Z` as an ISO instant: https://www.rfc-editor.org/rfc/rfc4517#section-3.3.13 */
export function readGeneralizedTime(text: string): string | undefined {
	const match = GENERALIZED.exec(text);
	if (!match) return undefined;
	const [, year, month, day, hour, minute, second, fraction, zone = 'Z'] = match;
	const unit = second !== undefined ? 1000 : minute !== undefined ? 60_000 : 3_600_000;
	const date = new Date(0);
	date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
	date.setUTCHours(Number(hour), Number(minute ?? 0), Number(second ?? 0));
	const sign = zone.startsWith('-') ? -1 : 1;
	const offset =
		zone === 'Z' ? 0 : sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5) || 0));
	return iso(date.getTime() + Number(`0.${fraction ?? 0}`) * unit - offset * 60_000);
}

export function writeGeneralizedTime(instant: number): string {
	return `${new Date(instant).toISOString().slice(0, 19).replace(/[-:T]/g, '')}.0Z`;
}

/** `261121110000Z`: two-digit years from 50 on are of the last century. */
export function readUtcTime(text: string): string | undefined {
	const match = /^(\d{2})(\d{10}Z)$/.exec(text);
	if (!match) return undefined;
	return readGeneralizedTime(`${Number(match[1]) < 50 ? '20' : '19'}${match[1]}${match[2]}`);
}

export function writeUtcTime(instant: number): string {
	return `${new Date(instant).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`;
}

function iso(instant: number): string | undefined {
	if (!Number.isFinite(instant) || Math.abs(instant) > 8.64e15) return undefined;
	const text = new Date(instant).toISOString();
	return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}
