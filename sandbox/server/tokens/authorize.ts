import { randomBytes } from 'node:crypto';
import type { TokenIssuer } from './issuer';
import { consentPage, devicePage, donePage, errorPage } from './pages';
import { Refusal, refusals } from './refusal';

/** What a browser gets. */
export interface Page {
	readonly status: number;
	readonly html: string;
	readonly location?: string;
}

const CODE_MS = 10 * 60_000;
const DEVICE_S = 900;
const KEPT = [
	'client_id',
	'response_type',
	'redirect_uri',
	'scope',
	'resource',
	'state',
	'code_challenge',
	'code_challenge_method',
	'login_hint',
	'prompt',
	'claims',
	'nonce',
	'client_info',
] as const;

const isRegistered = (uris: readonly string[] = [], uri: string): boolean =>
	// The port of a loopback address does not count (RFC 8252, 7.3).
	uris.some((known) => {
		const plain = (text: string) =>
			text.replace(/^(http:\/\/localhost):\d+/, '$1').replace(/\/$/, '');
		return known === uri || plain(known) === plain(uri);
	});

/** The authorization endpoint: a consent page, and the way back with a code (RFC 6749, 4.1; RFC 7636). */
export function authorize(
	issuer: TokenIssuer,
	parameters: URLSearchParams,
	isAnswer: boolean,
	version: 1 | 2 | 'adfs',
): Page {
	const get = (name: (typeof KEPT)[number]) => parameters.get(name) ?? '';
	const redirectUri = get('redirect_uri');
	let application;
	try {
		application = issuer.application(get('client_id'));
		if (!isRegistered(application.redirectUris, redirectUri)) {
			throw refusals.redirect(redirectUri, application.clientId);
		}
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return { status: 400, html: errorPage(`AADSTS${error.number}: ${error.description}`) };
	}
	const back = (answer: Readonly<Record<string, string>>): Page => {
		const target = new URL(redirectUri);
		for (const [name, value] of Object.entries({ ...answer, state: get('state') })) {
			target.searchParams.set(name, value);
		}
		return { status: 302, html: donePage('You may close this page.'), location: target.href };
	};
	const refuse = (error: Refusal) =>
		back({ error: error.error, error_description: `AADSTS${error.number}: ${error.description}` });
	const { clientId, name = 'Application' } = application;
	const hidden = Object.fromEntries(
		KEPT.map((key) => [key, get(key)]).filter(([, value]) => value),
	);
	try {
		if (get('response_type') !== 'code') throw refusals.missing('response_type');
		const challenge = parameters.get('code_challenge') ?? undefined;
		if (challenge !== undefined && get('code_challenge_method') !== 'S256') {
			throw refusals.missing('code_challenge_method');
		}
		const named = version === 2 ? undefined : get('resource') || undefined;
		const target = issuer.target(get('scope'), named, false);
		if (!isAnswer) {
			return { status: 200, html: consentPage(name, hidden, get('login_hint')) };
		}
		if (parameters.get('answer') !== 'accept') {
			return back({
				error: 'access_denied',
				error_description: 'AADSTS65004: User declined to consent to access the app.',
			});
		}
		const user = parameters.get('username') ?? '';
		const password = parameters.get('password') ?? '';
		let account;
		try {
			const found = issuer.accounts();
			account = found.find((entry) => entry.principal.toLowerCase() === user.toLowerCase());
			if (account === undefined) throw refusals.user(user, issuer.settings.tenantDomain);
			if (account.password !== password) throw refusals.password();
			issuer.assertAllowed(account, clientId, target.resource, true);
		} catch (error) {
			if (!(error instanceof Refusal) || error.error !== 'invalid_grant') throw error;
			return { status: 200, html: consentPage(name, hidden, user, error.description) };
		}
		const code = `0.code.${randomBytes(32).toString('base64url')}`;
		const { principal } = account;
		const until = Date.now() + CODE_MS;
		const nonce = get('nonce') || undefined;
		const entry = { clientId, principal, target, nonce, redirectUri, challenge, until };
		issuer.codes.set(code, { ...entry, isUsed: false });
		return back({ code, session_state: issuer.newId() });
	} catch (error) {
		if (error instanceof Refusal) return refuse(error);
		throw error;
	}
}

/** Letters that cannot be mistaken for one another (RFC 8628, 6.1). */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

/** The device authorization endpoint (RFC 8628, 3.2). */
export function startDevice(
	issuer: TokenIssuer,
	form: URLSearchParams,
	version: 1 | 2 | 'adfs',
): Readonly<Record<string, string | number>> {
	const { clientId, isPublic } = issuer.application(form.get('client_id') ?? '');
	if (!isPublic) throw refusals.noProof();
	const named = version === 2 ? undefined : (form.get('resource') ?? undefined);
	const target = issuer.target(form.get('scope') ?? undefined, named, false);
	const code = randomBytes(48).toString('base64url');
	const userCode = [...randomBytes(9)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
	issuer.devices.set(code, { clientId, userCode, target, until: Date.now() + DEVICE_S * 1000 });
	const page = `${issuer.origins.at(-1)}/devicelogin`;
	return {
		user_code: userCode,
		device_code: code,
		[version === 1 ? 'verification_url' : 'verification_uri']: page,
		expires_in: DEVICE_S,
		interval: 5,
		message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
	};
}

/** The page on which a person enters the code. */
export function enterDeviceCode(
	issuer: TokenIssuer,
	form: URLSearchParams,
	isAnswer: boolean,
): Page {
	if (!isAnswer) return { status: 200, html: devicePage() };
	const text = (form.get('code') ?? '').trim().toUpperCase();
	const again = (error: string): Page => ({ status: 200, html: devicePage(text, error) });
	const device = [...issuer.devices.values()].find(({ userCode }) => userCode === text);
	if (device === undefined) return again('That code did not work. Check it and try again.');
	if (form.get('answer') !== 'accept') {
		device.isDeclined = true;
		return { status: 200, html: donePage('You cancelled the sign-in.') };
	}
	const user = form.get('username') ?? '';
	const account = issuer
		.accounts()
		.find((entry) => entry.principal.toLowerCase() === user.toLowerCase());
	if (account === undefined || account.password !== form.get('password')) {
		return again(refusals.password().description);
	}
	try {
		issuer.assertAllowed(account, device.clientId, device.target.resource, true);
	} catch (error) {
		if (error instanceof Refusal) return again(error.description);
		throw error;
	}
	device.principal = account.principal;
	return { status: 200, html: donePage('You have signed in. You may close this page.') };
}
