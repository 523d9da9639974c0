import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { draftOf, type Draft } from '../draft';
import type { EndpointParts } from '../ewsEndpoint';
import type { FaultSpec } from '../faults';
import { errorPage, unavailablePage } from '../pages';
import { readBody, sendText } from '../wire';
import { authorize, enterDeviceCode, startDevice, type Page } from './authorize';
import { grantTokens } from './grants';
import type { TokenIssuer } from './issuer';
import { MachineEndpoints, type MachineAnswer } from './machine';
import { Refusal, refusals } from './refusal';

export interface TokensParts extends Pick<EndpointParts, 'log' | 'faults' | 'connectionOf'> {
	readonly issuer: TokenIssuer;
}

const MAX_BODY = 256 * 1024;
const ENTRA =
	/^\/(?<tenant>[^/]+)\/(?:oauth2\/(?<v2>v2\.0\/)?(?<what>authorize|token|devicecode)|(?:v2\.0\/)?\.well-known\/(?<config>openid-configuration)|discovery\/(?:v2\.0\/)?(?<keys>keys))\/?$/i;
const ADFS = /^\/adfs\/oauth2\/(?<what>authorize|token|devicecode)\/?$/i;
const FIXED: Readonly<Record<string, Route['what']>> = {
	'/devicelogin': 'devicelogin',
	'/common/discovery/instance': 'instance',
	'/metadata/identity/oauth2/token': 'imds',
	'/msi/token': 'appService',
	'/arc/metadata/identity/oauth2/token': 'arc',
};

interface Route {
	readonly what:
		| 'authorize'
		| 'token'
		| 'devicecode'
		| 'config'
		| 'keys'
		| 'instance'
		| 'devicelogin'
		| 'imds'
		| 'appService'
		| 'arc';
	readonly tenant: string;
	readonly version: 1 | 2 | 'adfs';
}

/** Name by which faults and the log know a request. */
const OPERATIONS: Readonly<Record<Route['what'], string>> = {
	authorize: 'Authorize',
	token: 'Token',
	devicecode: 'DeviceCode',
	config: 'OpenIdConfiguration',
	keys: 'Keys',
	instance: 'InstanceDiscovery',
	devicelogin: 'DeviceLogin',
	imds: 'ManagedIdentity',
	appService: 'ManagedIdentity',
	arc: 'ManagedIdentity',
};

function routeOf(path: string): Route | undefined {
	const fixed = FIXED[path.toLowerCase().replace(/\/$/, '')];
	if (fixed) return { what: fixed, tenant: '', version: 1 };
	const adfs = ADFS.exec(path)?.groups;
	if (adfs) {
		return { what: adfs.what!.toLowerCase() as Route['what'], tenant: 'adfs', version: 'adfs' };
	}
	const entra = ENTRA.exec(path)?.groups;
	if (!entra) return undefined;
	const { tenant = '', v2, what, config } = entra;
	return {
		tenant: decodeURIComponent(tenant),
		version: v2 || config ? 2 : 1,
		what: what ? (what.toLowerCase() as Route['what']) : config ? 'config' : 'keys',
	};
}

/**
 * The endpoints that issue tokens: Microsoft Entra in both versions, AD FS, and the identity services of machines in Azure.
 * Their answers and refusals are worded as the real ones are.
 */
export class TokensEndpoint {
	readonly machine: MachineEndpoints;

	constructor(private readonly parts: TokensParts) {
		this.machine = new MachineEndpoints(parts.issuer);
	}

	/** Whether a path is one of these endpoints. */
	static owns(path: string): boolean {
		return routeOf(path) !== undefined;
	}

	async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://sandbox');
		const route = routeOf(url.pathname)!;
		const entry = draftOf(request, this.parts.connectionOf(request.socket));
		// The query may hold a code; the log is for everybody's eyes.
		(entry as { path: string }).path = url.pathname;
		entry.endpoint = OPERATIONS[route.what];
		try {
			const body = await readBody(request, MAX_BODY);
			entry.bytesIn = body.length;
			const form = new URLSearchParams(body.toString('utf8'));
			entry.grant = form.get('grant_type') ?? undefined;
			const fault = this.parts.faults.take(
				{ operation: entry.endpoint, client: entry.client, isNamed: true },
				'read',
			);
			entry.fault = fault?.kind;
			if (fault?.delayMs) await sleep(fault.delayMs, undefined, { ref: false });
			if (fault && this.#fail(fault, request, response)) return;
			this.#answer(route, url, form, request, response);
		} finally {
			entry.status = response.headersSent ? response.statusCode : 0;
			this.parts.log.add(entry as Draft);
		}
	}

	#answer(
		route: Route,
		url: URL,
		form: URLSearchParams,
		request: IncomingMessage,
		response: ServerResponse,
	): void {
		const { issuer } = this.parts;
		const isPost = request.method === 'POST';
		const json = (status: number, body: object, headers: OutgoingHttpHeaders = {}) =>
			sendText(response, status, 'application/json', JSON.stringify(body), {
				'cache-control': 'no-store',
				pragma: 'no-cache',
				...headers,
			});
		const html = ({ status, html: text, location }: Page) =>
			sendText(response, status, 'text/html', text, location ? { location } : {});
		const machine = ({ status, body, headers }: MachineAnswer) => json(status, body, headers);
		const all = new URLSearchParams([...url.searchParams, ...form]);
		const base = `${originOf(request)}${url.pathname}`;
		const { tenant, version } = route;
		try {
			if (version !== 'adfs' && tenant !== '' && !issuer.isTenant(tenant))
				throw refusals.tenant(tenant);
			switch (route.what) {
				case 'token': {
					if (!isPost) throw refusals.missing('grant_type');
					const { authorization } = request.headers;
					const proof = { form, authorization, endpoint: base, version, tenant };
					json(200, grantTokens(issuer, proof));
					return;
				}
				case 'devicecode':
					json(200, startDevice(issuer, all, version));
					return;
				case 'authorize':
					html(authorize(issuer, all, isPost, version));
					return;
				case 'devicelogin':
					html(enterDeviceCode(issuer, all, isPost));
					return;
				case 'config':
					json(200, openIdConfiguration(originOf(request), tenant, issuer.issuer(2)));
					return;
				case 'keys':
					json(200, { keys: [keyOf(issuer)] });
					return;
				case 'instance':
					json(200, instanceDiscovery(request, tenant));
					return;
				default:
					machine(this.machine[route.what](request, url.searchParams));
			}
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			json(error.status, error.body(version === 'adfs'));
		}
	}

	/** Whether the fault was the answer. */
	#fail(fault: FaultSpec, request: IncomingMessage, response: ServerResponse): boolean {
		const retry = { 'retry-after': String(fault.retryAfter ?? 1) };
		switch (fault.kind) {
			case 'tooManyRequests':
				sendText(response, 429, 'application/json', '{"error":"temporarily_unavailable"}', retry);
				return true;
			case 'serviceUnavailable':
				sendText(response, 503, 'text/html', unavailablePage, retry);
				return true;
			case 'serverError':
				sendText(response, 500, 'text/html', errorPage);
				return true;
			case 'html':
			case 'loginPage':
				sendText(response, 200, 'text/html', errorPage);
				return true;
			case 'huge':
				sendText(response, 200, 'application/json', `{"access_token":"${'A'.repeat(4_000_000)}"}`);
				return true;
			case 'dropBefore':
			case 'dropAfter':
				request.socket.destroy();
				return true;
			case 'silence':
				return true;
			default:
				return false;
		}
	}
}

const originOf = ({ headers, socket }: IncomingMessage): string =>
	`${'encrypted' in socket ? 'https' : 'http'}://${headers.host}`;

const openIdConfiguration = (origin: string, tenant: string, issuer: string) => ({
	issuer,
	authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
	token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
	device_authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/devicecode`,
	jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
	response_types_supported: ['code'],
	subject_types_supported: ['pairwise'],
	id_token_signing_alg_values_supported: ['RS256'],
	token_endpoint_auth_methods_supported: [
		'client_secret_post',
		'client_secret_basic',
		'private_key_jwt',
	],
	code_challenge_methods_supported: ['S256'],
});

const instanceDiscovery = (request: IncomingMessage, tenant: string) => {
	const { host = '' } = request.headers;
	return {
		tenant_discovery_endpoint: `${originOf(request)}/${tenant || 'common'}/v2.0/.well-known/openid-configuration`,
		'api-version': '1.1',
		metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
	};
};

function keyOf(issuer: TokenIssuer): object {
	const { publicKey, kid } = issuer.keys;
	return { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid, x5t: kid };
}
