import { azureEnvironments, entraEndpoints } from '../../../../core/auth/azure/environments';
import {
	explainRefusal,
	readRefusal,
	TokenRefusedError,
} from '../../../../core/auth/azure/explain';
import { AADSTS, OAUTH_ERRORS } from '../../../../core/auth/azure/refusals';

describe('refusals in plain words', () => {
	it.each([
		[7000215, 'oauthClientSecret', /does not accept the client secret/],
		[7000222, 'oauthClientSecret', /has expired/],
		[700016, 'oauthClientId', /knows no application/],
		[90002, 'azureTenant', /no tenant/],
		[50126, 'password', /user or password/],
		[50076, undefined, /second factor/],
		[50079, undefined, /second factor/],
		[53003, undefined, /conditional access/],
		[65001, undefined, /Nobody has agreed/],
		[90094, undefined, /administrator/],
		[700027, 'oauthJwtCert', /certificate is not registered/],
		[500011, 'oauthResource', /knows no service/],
		[50034, 'user', /knows no user/],
		[50053, 'user', /locked/],
		[50055, 'password', /expired/],
		[50057, 'user', /disabled/],
		[50105, 'user', /not assigned/],
		[70008, undefined, /sign-in has ended/],
		[700082, undefined, /sign-in has ended/],
		[54005, undefined, /used already/],
		[70011, 'oauthScope', /scope/],
		[1002012, 'oauthScope', /scope/],
	])('AADSTS%i', (number, field, message) => {
		const body = { error: 'invalid_grant', error_description: `AADSTS${number}: Words of Entra.` };
		const error = explainRefusal(readRefusal(body, 400));
		expect(error).toMatchObject({ code: `AADSTS${number}`, field, status: 400 });
		expect(error.message).toMatch(message);
	});

	it('says in every case what happened and what to do, without the words that blame', () => {
		const all = [...Object.values(AADSTS), ...Object.values(OAUTH_ERRORS)];
		expect(all.length).toBeGreaterThan(80);
		for (const { message, advice } of all) {
			expect(message).not.toMatch(/\.$|problem|failure|mistake|oops/i);
			expect(advice).toMatch(/\.$/);
			expect(advice).not.toMatch(/problem|failure|mistake/i);
		}
	});

	it('leaves no gap where a name is not known', () => {
		for (const number of Object.keys(AADSTS)) {
			const { message } = explainRefusal({ codes: [Number(number)] });
			expect(message).not.toMatch(/[{}]|''| {2}/);
		}
	});

	it('keeps correlation id, trace id and claims', () => {
		const claims = '{"access_token":{}}';
		const body = { error: 'interaction_required', correlation_id: 'c-1', trace_id: 't-1', claims };
		const error = explainRefusal(readRefusal(body, 400));
		expect(error).toMatchObject({ requestId: 'c-1, trace t-1', claims });
		expect(error).toBeInstanceOf(TokenRefusedError);
	});

	it('says that a sign-in is of no further use, and when it still is', () => {
		const of = (error: string) => explainRefusal({ error, codes: [] });
		expect(of('invalid_grant')).toMatchObject({ needsSignIn: true, kind: 'permission' });
		expect(of('invalid_client')).toMatchObject({ needsSignIn: false });
		expect(of('authorization_pending')).toMatchObject({ kind: 'retriable' });
		expect(of('temporarily_unavailable')).toMatchObject({ kind: 'retriable' });
		const busy = explainRefusal({ status: 429, codes: [], waitMs: 7_000 });
		expect(busy).toMatchObject({ kind: 'retriable', waitMs: 7_000 });
	});

	it('quotes an unknown refusal without secrets, tokens and control characters', () => {
		const token = `eyJ${'a'.repeat(60)}.${'b'.repeat(60)}`;
		const error_description = `XX-1: bad\u0007 hush-hush ${token} here\r\nTrace ID: 1`;
		const error = explainRefusal(readRefusal({ error: 'odd', error_description }, 400), {
			host: 'login.contoso.example',
			secrets: ['hush-hush', undefined],
		});
		expect(error.message).toBe("'login.contoso.example' issues no token: XX-1: bad  … … here");
		expect(error.code).toBe('odd');
	});

	it.each([
		null,
		'text',
		'<html>',
		42,
		[],
		{ error: {} },
		{ error_codes: 'x', error: 5 },
		'{"error":',
	])('bears nonsense such as %j', (body) => {
		expect(explainRefusal(readRefusal(body, 400)).message).toMatch(/issues no token/);
	});

	it('is not misled by names that every object has', () => {
		expect(explainRefusal({ error: 'constructor', codes: [] }).message).toMatch(/issues no token/);
	});
});

describe('clouds', () => {
	it('have addresses of their own, and no token of one is asked for at another', () => {
		for (const [name, cloud] of Object.entries(azureEnvironments)) {
			for (const text of [
				cloud.authority,
				cloud.graph,
				cloud.ews,
				cloud.ewsResource,
				cloud.portal,
			]) {
				const url = new URL(text);
				expect(url.protocol).toBe('https:');
				const suffix = { china: /\.cn$/, global: /\.com$/ }[name] ?? /\.us$/;
				expect(url.hostname).toMatch(suffix);
			}
			expect(new URL(cloud.ews).origin).toBe(cloud.ewsResource);
		}
	});

	it('have endpoints for a tenant, whose name cannot lead elsewhere', () => {
		const { token } = entraEndpoints('usGovL4', 'contoso.example');
		expect(token).toBe('https://login.microsoftonline.us/contoso.example/oauth2/v2.0/token');
		expect(entraEndpoints('global', '../evil?x').token).toContain('/..%2Fevil%3Fx/');
		expect(entraEndpoints('global').deviceCode).toContain('/organizations/oauth2/v2.0/devicecode');
	});
});
