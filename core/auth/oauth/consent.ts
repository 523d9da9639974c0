import { createHash, randomBytes } from 'node:crypto';
import { completeDeviceCode, startDeviceCode } from '../azure/deviceCode';
import { FatalError, InputError } from '../../errors';
import type { Identity } from '../identity';
import type { AuthServices } from '../services';
import { readCode } from './code';
import { oauthOf } from './endpoints';
import { fingerprint } from './storedTokens';
import { TokenEndpoint } from './tokenEndpoint';
import {
	requireTokenStore,
	type PendingSignIn,
	type TokenRecord,
	type TokenStore,
} from './tokenStore';

/** Milliseconds in which a sign-in has to be completed. */
const PATIENCE_MS = 15 * 60_000;

type Connection = Identity & { readonly authScheme: string };

/** What a person does next. */
export interface SignInStarted {
	/** Page to open in a browser. */
	readonly url: string;
	/** To type on that page, where it asks for one. */
	readonly userCode: string | null;
	readonly verificationUrl: string | null;
	readonly message: string;
	/** ISO 8601. */
	readonly expiresAt: string;
	/** Names this sign-in for its completion. */
	readonly state: string;
}

export interface SignInCompleted {
	/** Who signed in, where the issuer says so. */
	readonly account: string | null;
	/** When the access token ends, ISO 8601. */
	readonly expiresAt: string | null;
	/** Whether it will be renewed without a person. */
	readonly isRenewable: boolean;
	readonly scopes: readonly string[];
	/** Name of the token file. */
	readonly location: string;
}

/**
 * Begins the consent of a person for a connection of OAuth or AzureAD, or the device flow. State and proof key (PKCE, RFC
 * 7636) are kept beside the token file for 15 minutes. Exchange is not asked.
 */
export async function startSignIn(
	connection: Connection,
	services: AuthServices,
	input: { readonly callbackUrl?: string } = {},
	signal?: AbortSignal,
): Promise<SignInStarted> {
	assertPerson(connection);
	const store = await requireTokenStore(oauthOf(connection), services);
	const started =
		connection.authScheme === 'AzureDeviceCode'
			? await startDevice(connection, services, signal)
			: await startConsent(connection, services, input);
	const { pending } = started;
	await store.changePending((list) => ({ list: [...list, pending], answer: undefined }));
	return {
		...started.shown,
		expiresAt: new Date(pending.expiresAt).toISOString(),
		state: pending.state,
	};
}

/**
 * Turns what the person brought back into tokens and keeps them.
 * @param input.code the code, or the whole address that the browser was sent to; none for the device flow
 */
export async function completeSignIn(
	connection: Connection,
	services: AuthServices,
	input: { readonly code?: string; readonly state?: string } = {},
	signal?: AbortSignal,
): Promise<SignInCompleted> {
	assertPerson(connection);
	const oauth = oauthOf(connection);
	const store = await requireTokenStore(oauth, services);
	const { tokens, state } =
		connection.authScheme === 'AzureDeviceCode'
			? await completeDevice(connection, services, store, input, signal)
			: await completeConsent(connection, services, store, input);
	const { refreshToken, verifier } = oauth;
	// What the credential itself brought is older than this sign-in.
	const record: TokenRecord = {
		issuedAt: Date.now(),
		...tokens,
		...(refreshToken ? { seed: fingerprint(refreshToken) } : {}),
		...(verifier ? { redeemed: fingerprint(verifier) } : {}),
	};
	await store.update(async (_current, save) => await save(record));
	await store.changePending((list) => ({
		list: list.filter((one) => one.state !== state),
		answer: undefined,
	}));
	const { account = null, expiresAt, scope = '' } = record;
	return {
		account,
		expiresAt: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
		isRenewable: record.refreshToken !== undefined,
		scopes: scope.split(/\s+/).filter(Boolean),
		location: store.name,
	};
}

interface Started {
	readonly pending: PendingSignIn;
	readonly shown: Pick<SignInStarted, 'url' | 'userCode' | 'verificationUrl' | 'message'>;
}

async function startConsent(
	connection: Connection,
	services: AuthServices,
	input: { readonly callbackUrl?: string },
): Promise<Started> {
	const endpoint = new TokenEndpoint(connection, services, 'user');
	if (!endpoint.endpoints.authorization) {
		throw new InputError("'OAuth Authorization URL' is empty", {
			field: 'oauthAuthorizationUrl',
			advice: "Enter the address of the consent page that belongs to 'OAuth Access Token URL'.",
		});
	}
	const redirectUri = input.callbackUrl || oauthOf(connection).callbackUrl;
	if (!URL.canParse(redirectUri)) {
		throw new InputError("'Callback URL' is not a URL", {
			field: 'callbackUrl',
			advice: 'Write it as it is registered with the application, such as http://localhost:33333.',
		});
	}
	const state = randomBytes(24).toString('base64url');
	const verifier = randomBytes(48).toString('base64url');
	const { user } = connection;
	const url = await endpoint.authorizationUrl({
		redirect_uri: redirectUri,
		state,
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256',
		...(user?.includes('@') ? { login_hint: user } : {}),
	});
	return {
		pending: { state, verifier, redirectUri, expiresAt: Date.now() + PATIENCE_MS },
		shown: {
			url,
			userCode: null,
			verificationUrl: null,
			message: `Open the address in a browser and sign in. The browser then goes to ${redirectUri} and may show an error there: copy its whole address and pass it to Complete Sign-In.`,
		},
	};
}

async function startDevice(
	connection: Connection,
	services: AuthServices,
	signal?: AbortSignal,
): Promise<Started> {
	const device = await startDeviceCode(connection, services, signal);
	const { deviceCode, expiresAt, intervalMs, userCode, verificationUri: url } = device;
	return {
		pending: { state: randomBytes(24).toString('base64url'), deviceCode, intervalMs, expiresAt },
		shown: {
			url,
			userCode,
			verificationUrl: url,
			message: `Open ${url} on any device, enter the code ${userCode} and sign in, then run Complete Sign-In.`,
		},
	};
}

async function completeConsent(
	connection: Connection,
	services: AuthServices,
	store: TokenStore,
	{ code = '', state }: { readonly code?: string; readonly state?: string },
): Promise<{ tokens: TokenRecord; state?: string }> {
	if (code.trim() === '') {
		throw new InputError("'Code' is empty", {
			field: 'code',
			code: 'NO_CODE',
			advice: 'Copy the whole address from the browser after the sign-in; it has code=… in it.',
		});
	}
	const { callbackUrl } = oauthOf(connection);
	const found = readCode(code, await store.pending(), callbackUrl, state || undefined);
	const endpoint = new TokenEndpoint(connection, services, 'user');
	try {
		return { tokens: await endpoint.redeem(found), state: found.state };
	} finally {
		await endpoint.close();
	}
}

async function completeDevice(
	connection: Connection,
	services: AuthServices,
	store: TokenStore,
	{ state }: { readonly state?: string },
	signal?: AbortSignal,
): Promise<{ tokens: TokenRecord; state: string }> {
	const waiting = (await store.pending()).filter((one) => one.deviceCode !== undefined);
	const found = waiting.findLast((one) => !state || one.state === state);
	if (!found) {
		throw new FatalError('No sign-in waits for its completion, or its time is over', {
			code: 'NO_SIGN_IN',
			advice: 'Run Mailbox → Start Sign-In again, and complete within 15 minutes.',
		});
	}
	const { deviceCode = '', intervalMs } = found;
	const tokens = await completeDeviceCode(
		connection,
		services,
		{ deviceCode, intervalMs },
		{ signal },
	);
	return { tokens, state: found.state };
}

/** Only some connections wait for a person. */
function assertPerson({ authScheme, hostToken, oauth }: Connection): void {
	if (hostToken) {
		throw new FatalError('This credential signs in by its own Connect button', {
			code: 'NO_CONSENT_NEEDED',
			advice: 'Open the credential and press Connect.',
		});
	}
	if (authScheme === 'AzureDeviceCode') return;
	const isKnown = authScheme === 'OAuth' || authScheme === 'AzureAD';
	if (!isKnown || (oauth?.grantType !== 'CODE' && oauth?.initiate !== 'REFRESH')) {
		throw new FatalError('This connection signs in by itself: no person is asked', {
			code: 'NO_CONSENT_NEEDED',
			field: 'authScheme',
			advice:
				"Start Sign-In belongs to 'Auth Scheme' OAuth or AzureAD with 'OAuth Grant Type' CODE, and to AzureDeviceCode.",
		});
	}
	if (oauth.initiate !== 'OFF') return;
	throw new FatalError("'Initiate OAuth' is OFF: tokens from a sign-in would not be used", {
		code: 'NO_CONSENT_NEEDED',
		field: 'initiateOAuth',
		advice: "Choose GETANDREFRESH as 'Initiate OAuth'.",
	});
}
