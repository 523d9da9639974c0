import type { Challenge } from './authenticator';

/** Longest header that is looked at: a peer's, so it is bounded. */
const LIMIT = 64 * 1024;
const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const TOKEN68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
const PARAMETER = /([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y;
const NEXT_PARAMETER = new RegExp(`[ \\t]*(?:,[ \\t]*)+${PARAMETER.source}`, 'y');
const SEPARATOR = /[\s,]*/y;
const SPACE = /[ \t]*/y;

/**
 * Challenges of WWW-Authenticate (RFC 9110, 11.3): one header may hold several, and a quoted value
 * may hold commas. What cannot be understood ends the reading of that header.
 */
export function parseChallenges(headers: string | readonly string[] | undefined): Challenge[] {
	const list = headers === undefined ? [] : typeof headers === 'string' ? [headers] : headers;
	return list.flatMap((header) => parseHeader(header.slice(0, LIMIT)));
}

function parseHeader(text: string): Challenge[] {
	const found: Challenge[] = [];
	let at = 0;
	const take = (pattern: RegExp): RegExpExecArray | null => {
		pattern.lastIndex = at;
		const match = pattern.exec(text);
		if (match) at += match[0].length;
		return match;
	};

	for (;;) {
		take(SEPARATOR);
		const scheme = take(TOKEN)?.[0];
		if (scheme === undefined || !/[\s,]/.test(text[at] ?? ',')) return found;
		const params: Record<string, string> = {};
		const raw: Record<string, string> = {};
		let token: string | undefined;
		if (take(SPACE)![0] !== '') {
			// `NTLM abc=` holds a token, `Basic realm=x` a parameter: only the latter goes on after the sign.
			token = take(TOKEN68)?.[0];
			for (
				let match = token === undefined ? take(PARAMETER) : null;
				match;
				match = take(NEXT_PARAMETER)
			) {
				const [, name, quoted, plain] = match;
				const key = name!.toLowerCase();
				// The first of several wins: a second one would let whoever appends to a header change its meaning.
				if (key === '__proto__' || Object.hasOwn(params, key)) continue;
				params[key] = quoted?.replace(/\\(.)/g, '$1') ?? plain!;
				if (quoted?.includes('\\')) raw[key] = quoted;
			}
		}
		found.push({
			scheme,
			params,
			...(Object.keys(raw).length > 0 ? { raw } : {}),
			...(token === undefined ? {} : { token }),
		});
	}
}
