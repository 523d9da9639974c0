import {
	createHash,
	generateKeyPairSync,
	randomBytes,
	randomUUID,
	type KeyObject,
} from 'node:crypto';
import { findAccount, type Account } from '../account';
import { isSignedBy, readJwt, signJwt } from './jwt';
import { refusals } from './refusal';
import {
	defaultTokenSettings,
	EXCHANGE_ROLES,
	GRAPH_ROLES,
	type Application,
	type TokenOptions,
} from './settings';

export const GRAPH = 'https://graph.microsoft.com';
export const EXCHANGE = 'https://outlook.office365.com';
const EXCHANGE_ID = '00000002-0000-0ff1-ce00-000000000000';
const GRAPH_ID = '00000003-0000-0000-c000-000000000000';
const NO_SERVICE = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Which service a token is for, and what it allows there. */
export interface Target {
	readonly resource: string;
	/** Delegated permissions without the service's name. */
	readonly permissions: readonly string[];
	readonly wantsRefresh: boolean;
	readonly wantsIdentity: boolean;
}

/** A sign-in of a person that codes and refresh tokens stand for. */
export interface Grant {
	readonly clientId: string;
	readonly principal: string;
	readonly target: Target;
}

export interface Code extends Grant {
	readonly redirectUri: string;
	readonly challenge?: string;
	/** Of OpenID Connect; comes back in the id token. */
	readonly nonce?: string;
	readonly until: number;
	isUsed: boolean;
}

export interface Device {
	readonly clientId: string;
	readonly userCode: string;
	readonly target: Target;
	readonly until: number;
	principal?: string;
	isDeclined?: boolean;
}

/** What a token is issued with. */
export interface Subject {
	readonly clientId: string;
	readonly account?: Account;
	readonly roles?: readonly string[];
	readonly claims?: string;
	readonly version: 1 | 2 | 'adfs';
}

/** One tenant with its applications, people and tokens; Entra and AD FS alike. */
export class TokenIssuer {
	/** May be changed while it runs. */
	settings: Required<TokenOptions>;
	/** Origins of the server itself, known once it listens. */
	origins: string[] = [];
	readonly codes = new Map<string, Code>();
	readonly refreshTokens = new Map<string, Grant>();
	readonly devices = new Map<string, Device>();
	/** Ids of client assertions that were used. */
	readonly assertions = new Set<string>();
	#keys?: { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

	constructor(
		readonly accounts: () => readonly Account[],
		private readonly options: TokenOptions = {},
	) {
		this.settings = { ...defaultTokenSettings, ...options };
	}

	/** Back to how it started; tokens that were issued stay good, as they would. */
	reset(): void {
		this.settings = { ...defaultTokenSettings, ...this.options };
		this.codes.clear();
		this.refreshTokens.clear();
		this.devices.clear();
		this.assertions.clear();
	}

	/** Made when it is first needed: it takes a while. */
	get keys() {
		if (this.#keys) return this.#keys;
		const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const der = publicKey.export({ type: 'spki', format: 'der' });
		const kid = createHash('sha256').update(der).digest('base64url').slice(0, 27);
		return (this.#keys = { kid, privateKey, publicKey });
	}

	isTenant(name: string): boolean {
		const { tenantId, tenantDomain } = this.settings;
		const known = [tenantId, tenantDomain, 'organizations', 'common'];
		return known.some((entry) => entry.toLowerCase() === name.toLowerCase());
	}

	application(clientId: string): Application {
		const found = this.settings.applications.find((entry) => entry.clientId === clientId);
		if (found) return found;
		throw refusals.application(clientId, this.settings.tenantDomain);
	}

	/** The account of a name and password; throws what Entra answers otherwise. */
	authenticate(name: string, password: string, clientId: string, resource: string): Account {
		const account = findAccount(this.accounts(), name);
		if (account === undefined) throw refusals.user(name, this.settings.tenantDomain);
		if (account.password !== password) throw refusals.password();
		this.assertAllowed(account, clientId, resource);
		return account;
	}

	/** Second factors, locks and policies, which apply to refreshing too. */
	assertAllowed(account: Account, clientId: string, resource: string, isInteractive = false): void {
		const state = this.settings.users[account.principal];
		if (state === 'mfa') {
			if (!isInteractive) throw refusals.mfa(resource);
		} else if (state === 'unassigned') throw refusals.unassigned(clientId);
		else if (state !== undefined) throw refusals[state]();
		const { hasConsent = true, name = 'Application' } = this.application(clientId);
		if (!hasConsent && !isInteractive) throw refusals.consent(clientId, name);
	}

	/** The one service that scopes, or the parameter `resource`, ask for. */
	target(scope: string | undefined, resource: string | undefined, isApplication: boolean): Target {
		const scopes = (scope ?? '').split(' ').filter(Boolean);
		const services = scopes.filter((entry) => !NO_SERVICE.has(entry));
		const wantsRefresh = scopes.includes('offline_access') || resource !== undefined;
		const wantsIdentity = scopes.includes('openid') || wantsRefresh;
		if (resource !== undefined) {
			this.assertResource(resource);
			return { resource, permissions: [], wantsRefresh, wantsIdentity };
		}
		const [first] = services;
		if (first === undefined) throw refusals.scope(scope ?? '');
		if (isApplication && (services.length > 1 || !first.endsWith('/.default'))) {
			throw refusals.appScope(scope ?? '');
		}
		const parts = services.map((entry) => {
			const at = entry.lastIndexOf('/');
			return at < 0
				? { resource: GRAPH, permission: entry }
				: { resource: entry.slice(0, at), permission: entry.slice(at + 1) };
		});
		const named = parts[0]!.resource;
		if (parts.some((part) => part.resource !== named)) throw refusals.scope(scope ?? '');
		this.assertResource(named);
		return {
			resource: named,
			permissions: parts.map((part) => part.permission).filter((entry) => entry !== '.default'),
			wantsRefresh,
			wantsIdentity,
		};
	}

	/** Whether a token with this audience is for a service that the server plays. */
	isOwnAudience(audience: string, service: 'exchange' | 'graph'): boolean {
		const plain = (text: string) => text.replace(/\/+$/, '').toLowerCase();
		const known =
			service === 'graph'
				? [GRAPH, GRAPH_ID]
				: [EXCHANGE, EXCHANGE_ID, ...this.origins, ...this.settings.resources];
		// `00000002-…/host@tenant`, as Exchange hybrid writes it.
		const [bare = ''] = audience.split(/(?<=^[0-9a-f-]{36})\//);
		return known.some((entry) => plain(entry) === plain(audience) || entry === bare);
	}

	accessToken(target: Target, subject: Subject): string {
		const { tenantId, lifetime } = this.settings;
		const { clientId, account, version, claims } = subject;
		const now = Math.floor(Date.now() / 1000);
		const objectId = objectIdOf(account?.principal ?? clientId);
		const isGraph = this.isOwnAudience(target.resource, 'graph');
		const permissions =
			target.permissions.length > 0
				? target.permissions
				: isGraph
					? ['Mail.ReadWrite', 'User.Read']
					: ['EWS.AccessAsUser.All'];
		const granted = this.settings.applications.find((entry) => entry.clientId === clientId)?.roles;
		const roles = subject.roles ?? granted ?? (isGraph ? GRAPH_ROLES : EXCHANGE_ROLES);
		const who = account
			? {
					upn: account.principal,
					unique_name: account.principal,
					preferred_username: account.principal,
					scp: permissions.join(' '),
				}
			: { idtyp: 'app', roles };
		const acrs = claims?.includes('acrs') ? { acrs: valuesOf(claims) } : {};
		const payload = {
			aud: target.resource,
			iss: this.issuer(version),
			iat: now,
			nbf: now - 300,
			exp: now + lifetime,
			appid: clientId,
			...(version === 2 ? { azp: clientId } : {}),
			oid: objectId,
			sub: objectId,
			...(version === 'adfs' ? {} : { tid: tenantId }),
			ver: version === 2 ? '2.0' : '1.0',
			uti: randomBytes(16).toString('base64url'),
			...who,
			...acrs,
		};
		const { privateKey, kid } = this.keys;
		return signJwt(payload, privateKey, { kid, x5t: kid });
	}

	/** Payload of an own token whose signature holds. */
	verify(token: string): Readonly<Record<string, unknown>> | undefined {
		const jwt = readJwt(token);
		return jwt && isSignedBy(jwt, this.keys.publicKey) ? jwt.payload : undefined;
	}

	idToken(clientId: string, account: Account, version: Subject['version'], nonce?: string): string {
		const now = Math.floor(Date.now() / 1000);
		const { privateKey, kid } = this.keys;
		const payload = {
			aud: clientId,
			iss: this.issuer(version),
			iat: now,
			exp: now + 3_600,
			sub: objectIdOf(`${clientId} ${account.principal}`),
			oid: objectIdOf(account.principal),
			tid: this.settings.tenantId,
			preferred_username: account.principal,
			upn: account.principal,
			name: account.user,
			...(nonce ? { nonce } : {}),
			ver: version === 2 ? '2.0' : '1.0',
		};
		return signJwt(payload, privateKey, { kid });
	}

	newRefreshToken(grant: Grant): string {
		const token = `0.sandbox.${randomBytes(48).toString('base64url')}`;
		this.refreshTokens.set(token, grant);
		return token;
	}

	newId(): string {
		return randomUUID();
	}

	issuer(version: Subject['version']): string {
		const { tenantId } = this.settings;
		const origin = this.origins.at(-1) ?? 'http://127.0.0.1';
		if (version === 'adfs') return `${origin}/adfs/services/trust`;
		return version === 2 ? `${origin}/${tenantId}/v2.0` : `${origin}/${tenantId}/`;
	}

	private assertResource(resource: string): void {
		const isKnown =
			this.isOwnAudience(resource, 'exchange') || this.isOwnAudience(resource, 'graph');
		if (!isKnown) throw refusals.resource(resource, this.settings.tenantDomain);
	}
}

/** The same GUID for the same name. */
export function objectIdOf(name: string): string {
	const hex = createHash('sha256').update(name.toLowerCase()).digest('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** Values that a claims request asks for: `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`. */
export function valuesOf(claims: string): string[] {
	const request = JSON.parse(claims) as {
		access_token?: Record<string, { value?: string; values?: string[] } | null>;
	};
	return Object.values(request.access_token ?? {}).flatMap((entry) =>
		[entry?.value, ...(entry?.values ?? [])].filter((value) => value !== undefined),
	);
}
