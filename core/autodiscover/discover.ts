import type { LookupFunction } from 'node:net';
import { createAuthenticator } from '../auth/registry';
import { usesTokens } from '../auth/schemes';
import type { AuthServices } from '../auth/services';
import type { Settings } from '../connection/settings';
import { CancelledError, ExchangeError, FatalError, InputError, PermissionError } from '../errors';
import type { ProxyOptions } from '../http/proxy';
import type { FoundSettings, Form } from './answer';
import { ask, type Asking, lookPlain, type Outcome } from './ask';
import { pox } from './pox';
import { soap } from './soap';
import { domainOf, Trust } from './trust';

export interface DiscoverRequest {
	readonly address: string;
	/** Hosts outside the domain that credentials may go to. */
	readonly allowedHosts: readonly string[];
	readonly over: 'auto' | 'soap' | 'pox';
}

export interface DiscoverDependencies {
	/** SRV records by priority; default the resolver of the machine. Throws when there are none. */
	resolveSrv?(
		name: string,
	): Promise<ReadonlyArray<{ readonly name: string; readonly port: number }>>;
	readonly signal?: AbortSignal;
	/** What the connection's scheme uses of the world. */
	readonly services?: AuthServices;
	readonly proxy?: ProxyOptions;
	readonly lookup?: LookupFunction;
}

/** One place that was asked, and what came of it. */
export interface Tried {
	readonly place: string;
	readonly result: string;
}

export interface Discovered extends FoundSettings {
	/** Address that was answered for. */
	readonly askedFor: string;
	/** The EWS address for the credential. */
	readonly ewsUrl: string;
	/** Whether the host of `ewsUrl` is of another domain than the address. */
	readonly isForeignHost: boolean;
	readonly place: string;
	readonly over: 'soap' | 'pox';
	readonly tried: readonly Tried[];
}

/** Redirections of all kinds that one search follows. */
const MOST_HOPS = 10;
const FORMS: Readonly<Record<DiscoverRequest['over'], readonly Form[]>> = {
	auto: [soap, pox],
	soap: [soap],
	pox: [pox],
};

/** Ends the search: somebody answered. */
interface End {
	readonly found: Discovered;
}

/**
 * Finds the Exchange Web Services of an address: asks the domain and autodiscover.<domain> over https,
 * then looks for a redirection over plain HTTP, then for an SRV record. Credentials go over verified TLS
 * only, and to hosts of a domain that the credential is of, or those that the person named; redirections are bounded.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange
 */
export async function discover(
	settings: Settings,
	request: DiscoverRequest,
	dependencies: DiscoverDependencies = {},
): Promise<Discovered> {
	const { kerberos, authScheme } = settings;
	// The name of a service is that of the server: other hosts have their own.
	const identity = {
		...settings,
		allowPlainHttp: false,
		...(kerberos ? { kerberos: { ...kerberos, spn: undefined } } : {}),
	};
	const authenticator = createAuthenticator(authScheme, identity, dependencies.services);
	const asking = { ...dependencies, settings, authenticator };
	try {
		return await new Search(asking, request, dependencies).run();
	} finally {
		await authenticator.close?.();
	}
}

/** Where a token may be shown: the server, and the service that it is made out to. */
function tokenHosts({ server, oauth, authScheme }: Settings): readonly string[] | undefined {
	if (!usesTokens(authScheme)) return undefined;
	const places = [server, oauth?.resource ?? ''].filter((place) => URL.canParse(place));
	return [...new Set(places.map((place) => new URL(place).host))];
}

class Search {
	private readonly tried: Tried[] = [];
	/** Places that were asked, so that no circle is walked twice. */
	private readonly asked = new Set<string>();
	private readonly foreign = new Set<string>();
	private readonly unreachable = new Set<string>();
	private readonly trust: Trust;
	private readonly forms: readonly Form[];
	/** With a scheme that shows tokens: the only hosts that are asked. */
	private readonly tokenHosts: readonly string[] | undefined;
	private refusal: string | undefined;
	private hops = 0;

	constructor(
		private readonly asking: Asking,
		private readonly request: DiscoverRequest,
		private readonly dependencies: DiscoverDependencies,
	) {
		this.forms = FORMS[request.over];
		const { settings } = asking;
		this.trust = new Trust(requireDomain(request.address), settings, request.allowedHosts);
		this.tokenHosts = tokenHosts(settings);
	}

	async run(): Promise<Discovered> {
		const address = this.request.address.trim();
		const end = await (this.tokenHosts ? this.byToken(address) : this.address(address));
		if (end) return end.found;
		throw this.notFound();
	}

	/** A token opens the service that it is made out to and nothing else, so only that one is asked. */
	private async byToken(address: string): Promise<End | undefined> {
		for (const host of this.tokenHosts ?? []) {
			const end = await this.host(host, address);
			if (end) return end;
		}
		return undefined;
	}

	/** All places that an address has. */
	private async address(address: string): Promise<End | undefined> {
		const domain = domainOf(address);
		if (!domain) {
			this.note(address, 'is no e-mail address');
			return undefined;
		}
		if (!this.trust.has(domain)) {
			this.refuse(domain, `the address ${address}`);
			return undefined;
		}
		for (const host of [domain, `autodiscover.${domain}`]) {
			const end = await this.host(host, address);
			if (end) return end;
		}
		return (await this.plain(domain, address)) ?? (await this.srv(domain, address));
	}

	private async host(host: string, address: string): Promise<End | undefined> {
		for (const form of this.forms) {
			const end = await this.place(form, `https://${host}${form.path}`, address);
			if (end) return end;
			// Where nobody answers, the other form has nobody to ask.
			if (this.unreachable.has(new URL(`https://${host}`).host)) return undefined;
		}
		return undefined;
	}

	/** One form at one place, and wherever that leads. */
	private async place(form: Form, text: string, address: string): Promise<End | undefined> {
		const url = this.admit(text);
		if (!url || this.unreachable.has(url.host)) return undefined;
		const key = `${form.name} ${url.href} ${address.toLowerCase()}`;
		if (this.asked.has(key)) {
			this.note(url.href, 'was asked before: the redirections go in a circle');
			return undefined;
		}
		this.asked.add(key);
		const outcome = await ask(this.asking, form, url, address);
		return await this.follow(form, url, address, outcome);
	}

	private async follow(
		form: Form,
		url: URL,
		address: string,
		outcome: Outcome,
	): Promise<End | undefined> {
		switch (outcome.kind) {
			case 'settings':
				return this.settle(form, url, address, outcome.settings);
			case 'redirectAddress':
				this.note(url.href, `points to the address ${outcome.address}`);
				if (!this.hop()) return undefined;
				return await (this.tokenHosts
					? this.byToken(outcome.address)
					: this.address(outcome.address));
			case 'redirectUrl':
			case 'moved': {
				this.note(url.href, `points to ${outcome.url}`);
				if (!this.hop()) return undefined;
				const next = /\.svc\/?$/i.test(pathOf(outcome.url)) ? soap : pox;
				return await this.place(next, outcome.url, address);
			}
			case 'refused':
				this.refusal ??= `${url.host}: ${outcome.message}`;
				this.note(url.href, outcome.message);
				return undefined;
			case 'unreachable':
				if (url.protocol === 'https:') this.unreachable.add(url.host);
				this.note(url.href, outcome.message);
				return undefined;
			default:
				this.note(url.href, outcome.message);
				return undefined;
		}
	}

	private settle(form: Form, url: URL, address: string, settings: FoundSettings): End | undefined {
		const ewsUrl = [settings.externalEwsUrl, settings.internalEwsUrl].find(isHttps);
		if (ewsUrl === undefined) {
			const given = settings.externalEwsUrl ?? settings.internalEwsUrl;
			this.note(
				url.href,
				given ? `names ${given}, which is not https` : 'names no Exchange Web Services',
			);
			return undefined;
		}
		this.note(url.href, 'answered');
		return {
			found: {
				...settings,
				askedFor: address,
				ewsUrl,
				isForeignHost: !this.isOwnHost(new URL(ewsUrl)),
				place: url.href,
				over: form.name,
				tried: this.tried,
			},
		};
	}

	/** A server without https of its own for the domain may send callers to the right one. */
	private async plain(domain: string, address: string): Promise<End | undefined> {
		const url = new URL(`http://autodiscover.${domain}${pox.path}`);
		const outcome = await lookPlain(this.asking, url);
		return await this.follow(pox, url, address, outcome);
	}

	private async srv(domain: string, address: string): Promise<End | undefined> {
		const name = `_autodiscover._tcp.${domain}`;
		const resolve = this.dependencies.resolveSrv ?? resolveSrv;
		const records = await resolve(name).catch((error: unknown) => {
			if (error instanceof CancelledError) throw error;
			return [];
		});
		const [record] = records;
		if (!record) {
			this.note(name, 'has no SRV record');
			return undefined;
		}
		const host = record.name.replace(/\.$/, '').toLowerCase();
		const authority = record.port === 443 ? host : `${host}:${record.port}`;
		this.note(name, `points to ${authority}`);
		return this.hop() ? await this.host(authority, address) : undefined;
	}

	/** Where credentials may go; undefined, and noted, for everywhere else. */
	private admit(text: string): URL | undefined {
		const url = URL.canParse(text) ? new URL(text) : undefined;
		if (!url || url.username !== '' || url.password !== '') {
			this.note(text.slice(0, 200), 'is not an address of Autodiscover');
			return undefined;
		}
		if (url.protocol !== 'https:') {
			this.note(url.origin + url.pathname, 'is not https, so no credentials were sent');
			return undefined;
		}
		if (this.tokenHosts && !this.tokenHosts.includes(url.host)) {
			this.note(
				url.origin + url.pathname,
				`is not ${this.tokenHosts.join(' or ')}, which the token is for, so it was not sent there`,
			);
			return undefined;
		}
		if (!this.tokenHosts && !this.trust.has(url.hostname)) {
			this.refuse(url.hostname, url.origin + url.pathname);
			return undefined;
		}
		return url;
	}

	private isOwnHost({ host, hostname }: URL): boolean {
		return this.trust.has(hostname) || this.tokenHosts?.includes(host) === true;
	}

	private refuse(host: string, place: string): void {
		this.foreign.add(host);
		this.note(place, `is of another domain, so no credentials were sent to ${host}`);
	}

	private hop(): boolean {
		this.hops += 1;
		if (this.hops <= MOST_HOPS) return true;
		this.note(`after ${MOST_HOPS} redirections`, 'the search ended');
		return false;
	}

	private note(place: string, result: string): void {
		this.tried.push({ place, result });
	}

	private notFound(): ExchangeError {
		const { address } = this.request;
		const list = this.tried.map(({ place, result }) => `${place}: ${result}`).join('; ');
		const message = `Autodiscover found no Exchange server for '${address}'. Tried: ${list}`;
		const [host] = this.foreign;
		if (host !== undefined) {
			return new PermissionError(message, {
				code: 'FOREIGN_HOST',
				field: 'allowedHosts',
				advice: `If you know ${[...this.foreign].join(', ')} and want your credentials to go there, add it to 'Allowed Hosts'.`,
			});
		}
		if (this.refusal !== undefined) {
			return new PermissionError(message, {
				code: 'SIGN_IN_REFUSED',
				field: 'user',
				advice: `An Autodiscover server answered but refused the sign-in (${this.refusal}). Check user, password and 'Auth Scheme'.`,
			});
		}
		return new FatalError(message, {
			code: 'AUTODISCOVER',
			field: 'address',
			advice:
				"Check the address, or ask the administrator for the address of EWS (Get-WebServicesVirtualDirectory | Format-List ExternalUrl) and enter it as 'Server'.",
		});
	}
}

function requireDomain(address: string): string {
	const domain = domainOf(address);
	if (domain) return domain;
	throw new InputError(`'${address.slice(0, 100)}' is not an e-mail address`, {
		field: 'address',
		advice: 'Write it as user@contoso.example.',
	});
}

const isHttps = (text: string | undefined): text is string =>
	text !== undefined && URL.canParse(text) && new URL(text).protocol === 'https:';

const pathOf = (text: string): string => (URL.canParse(text) ? new URL(text).pathname : '');

async function resolveSrv(name: string) {
	const dns = await import('node:dns/promises');
	const records = await dns.resolveSrv(name);
	return records.sort((a, b) => a.priority - b.priority || b.weight - a.weight);
}
