import {
	createAzureMSI,
	createAzureServicePrincipal,
	createAzureServicePrincipalCert,
} from '../../../../core/auth/azure/schemes';
import { azureEnvironments } from '../../../../core/auth/azure/environments';
import type { AzureIdentity } from '../../../../core/auth/identity';
import type { HttpClient, HttpRequest, HttpResponse } from '../../../../core/http/message';
import { certificate } from '../../../servers/certificates';
import { identityWith, servicesIn } from '../oauth/connection';

/** What would go out; each request is answered with the next status. */
function recorder(...statuses: number[]) {
	const sent: HttpRequest[] = [];
	const http: HttpClient = {
		send: async (request) => {
			sent.push(request);
			const status = statuses[sent.length - 1] ?? 200;
			const body = JSON.stringify(
				status === 200 ? { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 } : {},
			);
			const answer: Partial<HttpResponse> = {
				status,
				headers: {},
				text: async () => body,
				discard: async () => undefined,
			};
			return answer as HttpResponse;
		},
		close: async () => undefined,
	};
	return { sent, services: servicesIn('/nowhere', { http: () => http }) };
}

const at = (href: string) => ({ url: new URL(href), request: { method: 'POST', target: '/' } });
const exchange = at('https://outlook.office365.com/EWS/Exchange.asmx');
const identityIn = (azure: AzureIdentity, resource: string) =>
	identityWith({ initiate: 'GETANDREFRESH', clientSecret: 'Test-Secret-1', resource }, { azure });
const formOf = ({ body }: HttpRequest) => Object.fromEntries(new URLSearchParams(String(body)));

describe('requests for tokens', () => {
	it.each(Object.keys(azureEnvironments) as Array<AzureIdentity['environment']>)(
		'go to the authority of %s and nowhere else',
		async (environment) => {
			const { authority, ewsResource } = azureEnvironments[environment];
			for (const tenant of ['contoso.example', 'c0de0000-0000-4000-8000-000000000001']) {
				const { sent, services } = recorder();
				const identity = identityIn({ environment, tenant }, ewsResource);
				const handshake = createAzureServicePrincipal(identity, services).handshake(exchange);
				expect(await handshake.first()).toBe('Bearer token-1');
				expect(sent).toHaveLength(1);
				const [path, query] = sent[0]!.url.split('?');
				expect(path).toBe(`${authority}/${tenant}/oauth2/v2.0/token`);
				expect(query ?? '').toMatch(/^(client-request-id=[0-9a-f-]{36})?$/);
				expect(formOf(sent[0]!)).toMatchObject({
					grant_type: 'client_credentials',
					scope: `${ewsResource}/.default`,
					client_secret: 'Test-Secret-1',
				});
			}
		},
	);

	it('of a certificate carry x5t#S256, PS256 and the chain, and no secret', async () => {
		const { sent, services } = recorder();
		const { cert, key } = await certificate({ keyType: 'rsa' });
		const identity = identityWith(
			{ resource: 'https://mail.contoso.example/', certificate: { type: 'PEM', text: cert, key } },
			{ azure: { environment: 'global', tenant: 'contoso.example' } },
		);
		await createAzureServicePrincipalCert(identity, services).handshake(exchange).first();
		const form = formOf(sent[0]!);
		const head = JSON.parse(
			Buffer.from(form.client_assertion!.split('.')[0]!, 'base64url').toString(),
		) as Record<string, unknown>;
		expect(head).toMatchObject({ alg: 'PS256', x5c: [expect.any(String)] });
		expect(head['x5t#S256']).toMatch(/^[\w-]{43}$/);
		expect(form).not.toHaveProperty('client_secret');
		// An audience that ends in a slash keeps it.
		expect(form.scope).toBe('https://mail.contoso.example//.default');
	});

	it('never go out for a server that is reached without TLS', () => {
		const { sent, services } = recorder();
		const identity = {
			...identityIn({ environment: 'global', tenant: 'contoso.example' }, 'https://x.example'),
			allowPlainHttp: false,
		};
		const scheme = createAzureServicePrincipal(identity, services);
		expect(() => scheme.handshake(at('http://mail.contoso.example/'))).toThrow(/plain HTTP/);
		expect(sent).toEqual([]);
	});

	it('of a machine are repeated while its service is being updated', async () => {
		process.env['IDENTITY_ENDPOINT'] = 'http://127.0.0.1:9/msi/token';
		process.env['IDENTITY_HEADER'] = 'Test-Header-1';
		try {
			const { sent, services } = recorder(404);
			const identity = identityIn({ environment: 'global' }, 'https://outlook.office365.com');
			const handshake = createAzureMSI(identity, services).handshake(exchange);
			expect(await handshake.first()).toBe('Bearer token-1');
			expect(sent).toHaveLength(2);
			expect(sent[0]).toMatchObject({
				method: 'GET',
				headers: { 'X-IDENTITY-HEADER': 'Test-Header-1' },
			});
			expect(new URL(sent[0]!.url).searchParams.get('resource')).toBe(
				'https://outlook.office365.com',
			);
		} finally {
			delete process.env['IDENTITY_ENDPOINT'];
			delete process.env['IDENTITY_HEADER'];
		}
	});
});
