import { rmSync } from 'node:fs';
import { createAuthenticator } from '../../../../core/auth/registry';
import type { AzureIdentity, Identity, OAuthIdentity } from '../../../../core/auth/identity';
import type { AuthServices } from '../../../../core/auth/services';
import { createHttpClient } from '../../../../core/http/client';
import type { Authenticator } from '../../../../core/http/authenticator';
import type { HttpClient, HttpRequest } from '../../../../core/http/message';
import { DEFAULT_CLIENT_SECRET, DEFAULT_CLIENTS, type Sandbox } from '../../../../sandbox';
import { folderOfOwn, identityWith, servicesIn } from '../oauth/connection';

export { DEFAULT_CLIENT_SECRET, DEFAULT_CLIENTS };

/** What a test says of its connection; the rest is right for the sandbox. */
export interface Wish {
	readonly oauth?: Partial<OAuthIdentity>;
	readonly azure?: Partial<AzureIdentity>;
	readonly identity?: Partial<Identity>;
	readonly services?: Partial<AuthServices>;
}

export const originOf = ({ url }: Sandbox): string => new URL(url).origin;

const envelope = (mailbox?: string): string =>
	`<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><soap:Header><t:RequestServerVersion Version="Exchange2016"/>${
		mailbox
			? `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${mailbox}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`
			: ''
	}</soap:Header><soap:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder></soap:Body></soap:Envelope>`;

/** A connection of one scheme to the sandbox, by core's own HTTP client. */
export class Connected {
	/** Where tokens were asked for. */
	readonly asked: string[] = [];
	readonly identity: Identity;
	readonly services: AuthServices;
	private readonly client: HttpClient;
	private readonly authenticator: Authenticator;
	private readonly folder = folderOfOwn();

	constructor(
		private readonly sandbox: Sandbox,
		scheme: string,
		{ oauth, azure, identity, services }: Wish = {},
	) {
		const origin = originOf(sandbox);
		const lent = servicesIn(this.folder, services);
		this.services = {
			...lent,
			http: (kind) => {
				const client = lent.http(kind);
				const send = (request: HttpRequest) => {
					this.asked.push(new URL(request.url).origin);
					return client.send(request);
				};
				return { send, close: () => client.close() };
			},
		};
		this.identity = identityWith(
			{
				initiate: 'GETANDREFRESH',
				clientId: DEFAULT_CLIENTS.service,
				clientSecret: DEFAULT_CLIENT_SECRET,
				accessTokenUrl: `${origin}/contoso.example/oauth2/v2.0/token`,
				resource: origin,
				...oauth,
			},
			{ ...identity, azure: { environment: 'global', tenant: 'contoso.example', ...azure } },
		);
		this.authenticator = createAuthenticator(scheme, this.identity, this.services);
		this.client = createHttpClient(
			{ origin, tls: { rejectUnauthorized: true, legacy: false }, proxy: { mode: 'none' } },
			this.authenticator,
		);
	}

	/** Asks for the inbox; the answer's XML. */
	async inbox(mailbox?: string, signal?: AbortSignal): Promise<string> {
		const answer = await this.client.send({
			method: 'POST',
			url: this.sandbox.url,
			headers: { 'content-type': 'text/xml; charset=utf-8' },
			body: envelope(mailbox),
			safe: true,
			signal,
		});
		return await answer.text();
	}

	/** Requests for tokens that reached the sandbox. */
	get grants(): Array<string | undefined> {
		return this.sandbox.log
			.entries()
			.filter(({ endpoint }) => endpoint === 'Token' || endpoint === 'ManagedIdentity')
			.map(({ grant, endpoint }) => grant ?? endpoint);
	}

	async close(): Promise<void> {
		await this.client.close();
		await this.authenticator.close?.();
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** Connections of one file of tests; closed after each test. */
export function useConnections(sandbox: () => Sandbox) {
	const open: Connected[] = [];
	afterEach(async () => {
		await Promise.all(open.splice(0).map((connection) => connection.close()));
	});
	return (scheme: string, wish?: Wish): Connected => {
		const connection = new Connected(sandbox(), scheme, wish);
		open.push(connection);
		return connection;
	};
}

/** What was refused, as a person reads it. */
export async function refusalOf(work: Promise<unknown>): Promise<Error & Record<string, string>> {
	try {
		await work;
	} catch (error) {
		return error as Error & Record<string, string>;
	}
	throw new Error('It was not refused');
}
