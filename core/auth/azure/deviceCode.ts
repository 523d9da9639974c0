import { FatalError, InputError, RetriableError } from '../../errors';
import { sleep } from '../../http/retry';
import type { Identity } from '../identity';
import type { AuthServices } from '../services';
import { audienceOf } from './audience';
import { entraEndpoints } from './environments';
import { explainNonsense } from './explain';
import { postForm, readTokens, type IssuedTokens } from './tokenEndpoint';

/** What a person needs, and what the second half needs later, perhaps in another process. */
export interface DeviceSignIn {
	/** Secret, for `completeDeviceCode`. */
	readonly deviceCode: string;
	/** For the person to type. */
	readonly userCode: string;
	/** Page to type it on. */
	readonly verificationUri: string;
	/** Milliseconds since 1970. */
	readonly expiresAt: number;
	/** Milliseconds between two questions. */
	readonly intervalMs: number;
}

const DEFAULT_LIFE_S = 900;
const DEFAULT_INTERVAL_S = 5;
/** Milliseconds that Complete Sign-In waits for a person who is still typing. */
const PATIENCE_MS = 20_000;

/**
 * Asks for a device code (RFC 8628, 3.1). MSAL's own function asks and then waits for the person in one call, in
 * memory; here a person may take minutes and the workflow ends meanwhile, so both halves stand alone.
 */
export async function startDeviceCode(
	identity: Identity,
	services: AuthServices,
	signal?: AbortSignal,
): Promise<DeviceSignIn> {
	const { deviceCodeUrl, clientId, context, scope } = partsOf(identity);
	const http = services.http('tokens');
	try {
		const form = { client_id: clientId, scope };
		const data = await postForm(http, deviceCodeUrl, form, { safe: true, context, signal });
		const { device_code: deviceCode, user_code: userCode } = data;
		const page = data.verification_uri ?? data.verification_url;
		if (
			typeof deviceCode !== 'string' ||
			typeof userCode !== 'string' ||
			typeof page !== 'string'
		) {
			throw explainNonsense(new URL(deviceCodeUrl).host, 200);
		}
		if (!URL.canParse(page) || !/^https?:$/.test(new URL(page).protocol)) {
			throw explainNonsense(new URL(deviceCodeUrl).host, 200);
		}
		const seconds = (value: unknown, fallback: number, most: number) =>
			Math.min(most, Number(value) > 0 ? Number(value) : fallback);
		return {
			deviceCode,
			userCode: userCode.slice(0, 100),
			verificationUri: page,
			expiresAt: Date.now() + seconds(data.expires_in, DEFAULT_LIFE_S, 3_600) * 1000,
			intervalMs: seconds(data.interval, DEFAULT_INTERVAL_S, 60) * 1000,
		};
	} finally {
		await http.close();
	}
}

/**
 * Turns a device code into tokens once the person has agreed (RFC 8628, 3.4 and 3.5).
 * @throws RetriableError `authorization_pending` while the person has not
 */
export async function completeDeviceCode(
	identity: Identity,
	services: AuthServices,
	pending: { readonly deviceCode: string; readonly intervalMs?: number },
	options: { readonly signal?: AbortSignal; readonly patienceMs?: number } = {},
): Promise<IssuedTokens> {
	const { tokenUrl, clientId, clientSecret, context } = partsOf(identity);
	const { deviceCode } = pending;
	const { signal, patienceMs = PATIENCE_MS } = options;
	const http = services.http('tokens');
	const end = Date.now() + patienceMs;
	let pause = pending.intervalMs ?? DEFAULT_INTERVAL_S * 1000;
	try {
		for (;;) {
			try {
				const form = {
					grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
					client_id: clientId,
					client_secret: clientSecret,
					device_code: deviceCode,
				};
				const data = await postForm(http, tokenUrl, form, {
					safe: false,
					context: { ...context, secrets: [deviceCode, clientSecret] },
					signal,
				});
				return readTokens(data, new URL(tokenUrl).host);
			} catch (cause) {
				if (!isPending(cause)) throw cause;
				if (cause.code === 'slow_down') pause += 5_000;
				if (Date.now() + pause > end) throw cause;
			}
			await sleep(pause, signal);
		}
	} finally {
		await http.close();
	}
}

const PENDING = new Set(['authorization_pending', 'slow_down', 'AADSTS70016']);

const isPending = (cause: unknown): cause is RetriableError =>
	cause instanceof RetriableError && PENDING.has(cause.code ?? '');

function partsOf({ oauth, azure, user }: Identity) {
	const { clientId, clientSecret, accessTokenUrl } = oauth ?? {};
	if (!oauth || !clientId) {
		throw new InputError("'OAuth Client ID' is empty", {
			field: 'oauthClientId',
			advice:
				'Paste the Application (client) ID of an app registration that allows public client flows.',
		});
	}
	const endpoints = entraEndpoints(azure?.environment ?? 'global', azure?.tenant);
	const deviceCodeUrl = accessTokenUrl?.replace(/\/token(\/?)$/i, '/devicecode$1');
	if (deviceCodeUrl !== undefined && deviceCodeUrl === accessTokenUrl) {
		throw new FatalError("The device code page cannot be told from 'OAuth Access Token URL'", {
			field: 'oauthAccessTokenUrl',
			advice: 'Leave it empty for Entra; an own one ends in /token.',
		});
	}
	return {
		clientId,
		clientSecret,
		tokenUrl: accessTokenUrl ?? endpoints.token,
		deviceCodeUrl: deviceCodeUrl ?? endpoints.deviceCode,
		scope: audienceOf(oauth, 'user').scopes.join(' '),
		context: { clientId, tenant: azure?.tenant, resource: oauth.resource, user },
	};
}
