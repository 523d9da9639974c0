import { FatalError, InputError } from '../../errors';
import { explainRefusal, readRefusal } from '../azure/explain';
import type { Code } from './tokenEndpoint';
import type { PendingSignIn } from './tokenStore';

/** Characters that a code or the address with it may have. */
const LIMIT = 16_384;

/**
 * What a person brings back from the consent page: the whole address, its query, or the code alone.
 * @param pending sign-ins under way, for `state` and the proof key (PKCE)
 * @param state names the sign-in that a code alone belongs to; absent: the latest
 * @throws ExchangeError where the page said no, or the address belongs to no sign-in that was begun here
 */
export function readCode(
	text: string,
	pending: readonly PendingSignIn[],
	callbackUrl: string,
	state?: string,
): Code & { readonly state?: string } {
	const answer = parametersOf(text.trim().slice(0, LIMIT));
	if (!answer) {
		const wanted = pending.filter((one) => !one.deviceCode && (!state || one.state === state));
		if (state && wanted.length === 0) throw foreign();
		// The latest, where several were begun.
		const found = wanted.at(-1);
		return {
			code: text.trim(),
			redirectUri: found?.redirectUri ?? callbackUrl,
			verifier: found?.verifier,
			state: found?.state,
		};
	}
	const error = answer.get('error');
	if (error) {
		throw explainRefusal(
			readRefusal({ error, error_description: answer.get('error_description') ?? undefined }),
			{ host: 'The consent page' },
		);
	}
	const code = answer.get('code');
	if (!code) {
		throw new InputError('The address holds no code of a sign-in', {
			field: 'oauthVerifier',
			code: 'NO_CODE',
			advice: 'Copy the whole address from the browser after the sign-in; it has code=… in it.',
		});
	}
	const answered = answer.get('state') ?? state;
	const found = pending.find((one) => one.state === answered);
	if (answered && (!found || (state && state !== answered))) throw foreign();
	return {
		code,
		redirectUri: found?.redirectUri ?? callbackUrl,
		verifier: found?.verifier,
		state: found?.state,
	};
}

/** RFC 6749, 4.1.2; AD FS and Entra may answer in the fragment. */
function parametersOf(text: string): URLSearchParams | undefined {
	const query = URL.canParse(text)
		? new URL(text).search + new URL(text).hash.replace('#', '&')
		: /(?:^|[?#&])(?:code|error)=/.test(text)
			? text.replace(/^[?#]/, '')
			: undefined;
	return query === undefined ? undefined : new URLSearchParams(query.replace(/^\?/, ''));
}

const foreign = () =>
	new FatalError('This address belongs to no sign-in that was begun with this connection', {
		code: 'UNKNOWN_STATE',
		field: 'oauthVerifier',
		advice:
			'Run Mailbox → Start Sign-In again and complete within 15 minutes, with the same credential; never paste an address that somebody else sent.',
	});
