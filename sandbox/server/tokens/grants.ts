import { createHash } from 'node:crypto';
import type { Account } from '../account';
import { clientIdOf, proveClient, type Proof } from './clientProof';
import {
	objectIdOf,
	valuesOf,
	type Grant,
	type Subject,
	type Target,
	type TokenIssuer,
} from './issuer';
import { refusals } from './refusal';
import type { Application } from './settings';

export interface TokenRequest extends Proof {
	readonly version: Subject['version'];
	/** Tenant of the address. */
	readonly tenant: string;
}

interface Asking {
	readonly issuer: TokenIssuer;
	readonly request: TokenRequest;
	readonly application: Application;
	readonly form: URLSearchParams;
}

/** Answer of a token endpoint (RFC 6749, 5.1). */
export type Issued = Readonly<Record<string, string | number>>;

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** What each grant demands; the tokens it gives. */
const GRANTS: Readonly<Record<string, (asking: Asking) => Issued>> = {
	client_credentials: (asking) => {
		const { issuer, request, application, form } = asking;
		const isAny = /^(organizations|common)$/i.test(request.tenant);
		if (isAny && request.version !== 'adfs') throw refusals.noTenant();
		proveClient(issuer, application, request, true);
		return issue(asking, issuer.target(text(form, 'scope'), resourceOf(asking), true));
	},
	password: (asking) => {
		const { issuer, request, application, form } = asking;
		proveClient(issuer, application, request, false);
		const target = issuer.target(text(form, 'scope'), resourceOf(asking), false);
		const user = required(form, 'username');
		const { clientId } = application;
		const password = required(form, 'password');
		const account = issuer.authenticate(user, password, clientId, target.resource);
		return issue(asking, target, account);
	},
	authorization_code: (asking) => {
		const { issuer, request, application, form } = asking;
		proveClient(issuer, application, request, false);
		const code = issuer.codes.get(required(form, 'code'));
		if (code === undefined || code.until < Date.now()) throw refusals.code();
		if (code.clientId !== application.clientId) throw refusals.code();
		if (code.isUsed) throw refusals.usedCode();
		if (code.redirectUri !== required(form, 'redirect_uri')) {
			throw refusals.redirect(form.get('redirect_uri')!, application.clientId);
		}
		const verifier = form.get('code_verifier') ?? '';
		const hash = createHash('sha256').update(verifier).digest('base64url');
		if (code.challenge !== undefined && code.challenge !== hash) throw refusals.verifier();
		code.isUsed = true;
		return issue(asking, code.target, accountOf(issuer, code), code.nonce);
	},
	refresh_token: (asking) => {
		const { issuer, request, application, form } = asking;
		proveClient(issuer, application, request, false);
		const token = required(form, 'refresh_token');
		const grant = issuer.refreshTokens.get(token);
		if (grant?.clientId !== application.clientId) throw refusals.refreshToken();
		const account = accountOf(issuer, grant);
		issuer.assertAllowed(account, grant.clientId, grant.target.resource);
		if (issuer.settings.singleUseRefreshTokens) issuer.refreshTokens.delete(token);
		return issue(asking, { ...grant.target, wantsRefresh: true }, account);
	},
	[DEVICE_GRANT]: (asking) => {
		const { issuer, request, application, form } = asking;
		proveClient(issuer, application, request, false);
		const code = required(form, 'device_code');
		const device = issuer.devices.get(code);
		if (device?.clientId !== application.clientId) throw refusals.device();
		if (device.until < Date.now()) throw refusals.deviceExpired();
		if (device.isDeclined) throw refusals.declined();
		if (device.principal === undefined) throw refusals.pending();
		issuer.devices.delete(code);
		const { principal, target, clientId } = device;
		return issue(asking, target, accountOf(issuer, { principal, target, clientId }));
	},
};

/** @throws Refusal */
export function grantTokens(issuer: TokenIssuer, request: TokenRequest): Issued {
	const { form } = request;
	const clientId = clientIdOf(request);
	if (!clientId) throw refusals.missing('client_id');
	const application = issuer.application(clientId);
	const given = required(form, 'grant_type');
	// The name of drafts of RFC 8628, which Microsoft's own library for Node still sends.
	const name = given === 'device_code' ? DEVICE_GRANT : given;
	const grant = Object.hasOwn(GRANTS, name) ? GRANTS[name] : undefined;
	if (grant === undefined) throw refusals.grant(name);
	assertClaims(issuer, form);
	return grant({ issuer, request, application, form });
}

const text = (form: URLSearchParams, name: string): string | undefined =>
	form.get(name) ?? undefined;

function required(form: URLSearchParams, name: string): string {
	const value = form.get(name);
	if (!value) throw refusals.missing(name);
	return value;
}

/** AD FS and endpoints before version 2.0 name the service by a parameter. */
function resourceOf({ request, form }: Asking): string | undefined {
	return request.version === 2 ? undefined : required(form, 'resource');
}

/** A claims request has to be JSON, and may be more than the policies grant. */
function assertClaims({ settings }: TokenIssuer, form: URLSearchParams): void {
	const claims = form.get('claims');
	if (claims === null) return;
	try {
		valuesOf(claims);
	} catch {
		throw refusals.missing('claims');
	}
	if (settings.refusesClaims) throw refusals.blocked(claims);
}

/** The password may have changed since: that ends the sign-in. */
function accountOf(issuer: TokenIssuer, { principal }: Grant): Account {
	const found = issuer.accounts().find((account) => account.principal === principal);
	if (found) return found;
	throw refusals.refreshToken();
}

function issue(asking: Asking, target: Target, account?: Account, nonce?: string): Issued {
	const { issuer, request, application, form } = asking;
	const { clientId } = application;
	const { version } = request;
	const { lifetime } = issuer.settings;
	const claims = text(form, 'claims');
	const subject = { clientId, account, version, claims };
	const now = Math.floor(Date.now() / 1000);
	const scope = target.permissions.length > 0 ? target.permissions : ['.default'];
	const common = {
		token_type: 'Bearer',
		access_token: issuer.accessToken(target, subject),
		...(account && target.wantsRefresh
			? {
					refresh_token: issuer.newRefreshToken({ clientId, principal: account.principal, target }),
				}
			: {}),
		...(account && target.wantsIdentity
			? { id_token: issuer.idToken(clientId, account, version, nonce) }
			: {}),
		...(account && form.get('client_info') === '1'
			? { client_info: clientInfo(issuer, account) }
			: {}),
	};
	if (version === 1) {
		return {
			...common,
			expires_in: String(lifetime),
			ext_expires_in: String(lifetime),
			expires_on: String(now + lifetime),
			not_before: String(now - 300),
			resource: target.resource,
		};
	}
	return {
		...common,
		expires_in: lifetime,
		...(version === 2 ? { ext_expires_in: lifetime } : { resource: target.resource }),
		...(account ? { scope: scope.map((name) => `${target.resource}/${name}`).join(' ') } : {}),
	};
}

/** Who an account is to the libraries of Microsoft, which ask for it by `client_info=1`. */
const clientInfo = ({ settings }: TokenIssuer, { principal }: Account): string =>
	Buffer.from(JSON.stringify({ uid: objectIdOf(principal), utid: settings.tenantId })).toString(
		'base64url',
	);
