import type { LookupFunction } from 'node:net';
import type { Identity } from '../auth/identity';
import { createAnonymous } from '../auth/none';
import { HostTokenLenders } from '../auth/oauth/hostTokens';
import { createAuthenticator } from '../auth/registry';
import { usesTokens } from '../auth/schemes';
import type { AuthServices } from '../auth/services';
import { HostFiles } from '../files/hostFiles';
import type { Authenticator } from '../http/authenticator';
import { createHttpClient } from '../http/client';
import type { HttpClient } from '../http/message';
import type { HttpOptions } from '../http/options';
import type { ProxyOptions } from '../http/proxy';
import type { SessionHost } from '../session';
import type { Settings } from './settings';

/** Milliseconds for a token endpoint's answer, and for the addresses of this very machine. */
const TOKENS_MS = 30_000;
const METADATA_MS = 10_000;
const METADATA_CONNECT_MS = 2_000;

/**
 * Who one connection signs in as: the scheme with the tokens and tickets that it has fetched, and what it
 * uses of the world. Sessions with equal settings share it; what a program lends is asked of the latest
 * session that is still open.
 */
export class SignIn {
	readonly services: AuthServices;
	readonly authenticator: Authenticator;
	readonly proxy: ProxyOptions;
	private readonly lenders = new HostTokenLenders();
	/** Look-up of names under the program's policy. */
	readonly lookup?: LookupFunction;
	private readonly hosts: SessionHost[] = [];
	private readonly proxySignIn?: Authenticator;

	/** @param host of the session that comes first; of it nothing is kept that belongs to its run */
	constructor(
		private readonly settings: Settings,
		host: SessionHost = {},
	) {
		this.lookup = host.lookup;
		const files = new HostFiles({
			isPathBlocked: async (path) => (await this.hosts.at(-1)?.isPathBlocked?.(path)) === true,
		});
		this.services = {
			files,
			http: (kind) => (kind === 'metadata' ? this.metadataClient() : this.tokenClient()),
			lookup: host.lookup,
			connectionKey: connectionKey(settings, host),
			...(host.refreshToken ? { refreshHostToken: this.lenders.refresh } : {}),
		};
		this.proxySignIn = this.openProxySignIn();
		const { proxySignIn: authenticator } = this;
		this.proxy = authenticator
			? ({ ...settings.proxy, authenticator } as ProxyOptions)
			: settings.proxy;
		this.authenticator = createAuthenticator(settings.authScheme, settings, this.services);
	}

	/** A session uses it; @returns takes back what the session's program lent. */
	lend(host: SessionHost): () => void {
		const takeBack = host.refreshToken && this.lenders.lend(async () => await host.refreshToken!());
		this.hosts.push(host);
		return () => {
			takeBack?.();
			const at = this.hosts.indexOf(host);
			if (at >= 0) this.hosts.splice(at, 1);
		};
	}

	async close(): Promise<void> {
		await Promise.all([this.authenticator.close?.(), this.proxySignIn?.close?.()]);
	}

	/**
	 * Certificates of token endpoints are verified whatever 'Ignore SSL Issues' says: that is meant for a
	 * server of one's own. It holds for an issuer of one's own, whose address stands in the credential.
	 */
	private tokenClient(): HttpClient {
		const { tls, oauth } = this.settings;
		const { ca, minVersion } = tls;
		const options = (rejectUnauthorized: boolean): HttpOptions => ({
			tls: { ca, minVersion, legacy: false, rejectUnauthorized },
			proxy: this.proxy,
			timeoutMs: TOKENS_MS,
			lookup: this.lookup,
		});
		const verified = createHttpClient(options(true), createAnonymous());
		const own = oauth?.accessTokenUrl && new URL(oauth.accessTokenUrl).origin;
		if (tls.rejectUnauthorized || !own) return verified;
		const unverified = createHttpClient({ ...options(false), origin: own }, createAnonymous());
		return {
			send: async (request) =>
				await (originOf(request.url) === own ? unverified : verified).send(request),
			close: async () => void (await Promise.all([verified.close(), unverified.close()])),
		};
	}

	/** The machine's own identity: never by a proxy, and quick to say that nobody is there. */
	private metadataClient(): HttpClient {
		return createHttpClient(
			{
				tls: { rejectUnauthorized: true, legacy: false },
				proxy: { mode: 'none' },
				timeoutMs: METADATA_MS,
				connectTimeoutMs: METADATA_CONNECT_MS,
			},
			createAnonymous(),
		);
	}

	/** Basic is sent by http itself; any other scheme signs in to a proxy as it does to a server. */
	private openProxySignIn(): Authenticator | undefined {
		const { proxy } = this.settings;
		if (proxy.mode !== 'custom' || !/^https?:/i.test(proxy.url)) return undefined;
		const { authScheme = 'Basic' } = proxy;
		if (authScheme === 'Basic' || authScheme === 'None') return undefined;
		return createAuthenticator(authScheme, proxyIdentity(this.settings), this.services);
	}
}

/** Without a user of its own a proxy is shown who the connection signs in as. */
function proxyIdentity(settings: Settings): Identity {
	const { user, password, kerberos, channelBinding } = settings;
	const { user: own, password: secret } = settings.proxy as { user?: string; password?: string };
	const realm = {
		kdcs: kerberos?.kdcs ?? [],
		serviceKdcs: [],
		allowRc4: kerberos?.allowRc4 ?? false,
	};
	return {
		user: own ?? user,
		password: own ? secret : password,
		allowPlainHttp: true,
		channelBinding,
		allowNtlm: true,
		kerberos: own
			? { ...realm, realm: kerberos?.realm }
			: { ...kerberos, ...realm, spn: undefined, serviceRealm: undefined },
	};
}

/**
 * Names the connection where a file is kept for it. People share an application and a tenant, and a
 * credential of n8n names nobody when its token comes by consent: so the credential itself counts, where
 * the program tells it.
 */
function connectionKey(settings: Settings, host: SessionHost): string {
	const { authScheme, azure, oauth, user, server } = settings;
	return JSON.stringify([
		authScheme,
		azure?.environment,
		azure?.tenant?.toLowerCase(),
		oauth?.clientId?.toLowerCase(),
		oauth?.grantType,
		oauth?.accessTokenUrl,
		oauth?.resource,
		(user ?? oauth?.userId)?.toLowerCase(),
		new URL(server).origin,
		usesTokens(authScheme) ? host.credentialId : undefined,
	]);
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : undefined);
