import type { HttpClient } from '../../http/message';
import { tokenClaims } from '../oauth/claims';
import { explainNonsense, type RefusalContext } from './explain';
import { explainAnswer, parse } from './msal';

const ANSWER_LIMIT = 256 * 1024;
const TIMEOUT_MS = 30_000;

/** Posts a form to an endpoint of RFC 6749 or 8628; the JSON of a good answer. Throws ExchangeError in plain words. */
export async function postForm(
	http: HttpClient,
	url: string,
	form: Readonly<Record<string, string | undefined>>,
	options: {
		/** Nothing is used up by being sent twice. */
		readonly safe: boolean;
		readonly context: RefusalContext;
		readonly signal?: AbortSignal;
	},
): Promise<Readonly<Record<string, unknown>>> {
	const given = Object.entries(form).filter((pair): pair is [string, string] => Boolean(pair[1]));
	const answer = await http.send({
		method: 'POST',
		url,
		headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
		body: new URLSearchParams(given).toString(),
		safe: options.safe,
		signal: options.signal,
		timeoutMs: TIMEOUT_MS,
	});
	const data = parse(await answer.text(ANSWER_LIMIT));
	if (answer.status >= 200 && answer.status < 300 && data !== undefined && !data.error) return data;
	throw explainAnswer(data, answer, { host: new URL(url).host, ...options.context });
}

/** Tokens of one answer; secret. */
export interface IssuedTokens {
	readonly accessToken: string;
	readonly refreshToken?: string;
	/** Milliseconds since 1970; absent: not known. */
	readonly expiresAt?: number;
	/** Scopes that were granted, separated by blanks. */
	readonly scope?: string;
	/** Who signed in, as the issuer names him. */
	readonly account?: string;
}

/** @throws FatalError where the answer holds no token */
export function readTokens(data: Readonly<Record<string, unknown>>, host: string): IssuedTokens {
	const text = (name: string) => {
		const value = data[name];
		return typeof value === 'string' && value !== '' ? value : undefined;
	};
	const accessToken = text('access_token');
	if (accessToken === undefined) throw explainNonsense(host, 200);
	const seconds = Number(data.expires_in);
	return {
		accessToken,
		refreshToken: text('refresh_token'),
		expiresAt: Number.isFinite(seconds) && seconds > 0 ? Date.now() + seconds * 1000 : undefined,
		scope: text('scope'),
		account: tokenClaims(text('id_token') ?? '').account,
	};
}
