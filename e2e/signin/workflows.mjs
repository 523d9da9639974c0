/** Credentials as a person enters them, and the workflows that use them. */
import { chain, exchange, manual } from '../workflows.mjs';
import { APP, PERSON } from './server.mjs';

export const FORM_ID = 'signinForm000001';
export const CONNECT_ID = 'signinConnect001';
export const CONSENT_ID = 'signinConsent001';
export const ALL_ID = 'signinFlowAll001';
export const CONNECTED_ID = 'signinFlowOA2001';
export const HOOKED_ID = 'signinFlowHook01';
export const HOOK = 'sign-in-by-connect';
export const CANVAS_ID = 'signinFlowCons01';
export const QUERY_AFTER_CONSENT = 'Query after consent';

/** The sandbox's directory. */
export const TENANT = 'contoso.example';
const API = 'microsoftExchangeApi';
const OAUTH2 = 'microsoftExchangeOAuth2Api';

const api = (id, name, data) => ({ id, name, type: API, data });

/** One for each scheme that is signed in with here. */
export function schemeCredentials({ server, origin, user, kerberos }) {
	const { password } = PERSON;
	const common = { schema: 'EWS', server, allowPlainHttp: true };
	const person = { ...common, user, password };
	const oauth = {
		...common,
		authScheme: 'OAuth',
		oauthClientId: APP.id,
		oauthClientSecret: APP.secret,
		oauthAccessTokenUrl: `${origin}/contoso.example/oauth2/v2.0/token`,
		oauthResource: origin,
	};
	const app = { ...oauth, initiateOAuth: 'GETANDREFRESH', oauthGrantType: 'CLIENT' };
	const { kerberosKeytab, ...place } = kerberos ?? {};
	return [
		api('signinNtlm000001', 'By NTLM', { ...person, authScheme: 'NTLM' }),
		api('signinBasic00001', 'By Basic', { ...person, authScheme: 'Basic' }),
		api('signinDigest0001', 'By Digest', { ...person, authScheme: 'Digest' }),
		api('signinClient0001', 'By OAuth of an app', { ...app, defaultMailbox: PERSON.mailbox }),
		...(kerberos
			? [
					api('signinKrbPass001', 'By Kerberos', { ...person, authScheme: 'Kerberos', ...place }),
					api('signinKrbKeyt001', 'By Kerberos and a keytab', {
						...common,
						authScheme: 'Kerberos',
						...place,
						kerberosKeytab,
					}),
					api('signinNegotiate1', 'By Negotiate', { ...person, authScheme: 'Negotiate', ...place }),
				]
			: []),
	];
}

/** A person's consent by Mailbox → Start Sign-In and Complete Sign-In. */
export const consentCredential = ({ server, origin }) =>
	api(CONSENT_ID, 'By consent', {
		schema: 'EWS',
		server,
		allowPlainHttp: true,
		authScheme: 'OAuth',
		initiateOAuth: 'GETANDREFRESH',
		oauthGrantType: 'CODE',
		oauthClientId: APP.id,
		oauthClientSecret: APP.secret,
		oauthAuthorizationUrl: `${origin}/contoso.example/oauth2/v2.0/authorize`,
		oauthAccessTokenUrl: `${origin}/contoso.example/oauth2/v2.0/token`,
		oauthResource: origin,
	});

/** What the pictures of the form begin with. */
export const formCredential = () =>
	api(FORM_ID, 'Exchange', {
		server: 'https://mail.example.org/EWS/Exchange.asmx',
		user: 'CONTOSO\\svc-n8n',
		authScheme: 'None',
		allowPlainHttp: false,
	});

/** n8n's own consent, at Entra ID as far as n8n knows. */
export const connectCredential = ({ server }) => ({
	id: CONNECT_ID,
	name: 'Microsoft 365',
	type: OAUTH2,
	data: {
		clientId: APP.id,
		clientSecret: APP.secret,
		azureTenant: TENANT,
		schema: 'EWS',
		platform: 'Exchange_Online',
		server,
		allowPlainHttp: true,
	},
});

const used = ({ id, name, type }) => ({
	parameters: { authentication: type },
	credentials: { [type]: { id, name } },
});

function node(name, credential, parameters, more = {}) {
	const { parameters: authentication, credentials } = used(credential);
	return exchange(name, { ...authentication, ...parameters }, { credentials, ...more });
}

const query = (name, credential) =>
	node(
		name,
		credential,
		{ resource: 'contact', operation: 'query', limit: 1 },
		{ executeOnce: true },
	);

const mailbox = (name, credential, operation) =>
	node(name, credential, { resource: 'mailbox', operation }, { executeOnce: true });

export const signInWorkflows = (schemes, consent, connect) => [
	chain(ALL_ID, 'Every scheme', [manual, ...schemes.map((one) => query(one.name, one))]),
	chain(CANVAS_ID, 'Consent', [
		manual,
		mailbox('Start Sign-In', consent, 'startSignIn'),
		mailbox('Complete Sign-In', consent, 'completeSignIn'),
		query(QUERY_AFTER_CONSENT, consent),
	]),
	chain(CONNECTED_ID, 'Connected', [
		manual,
		query('Query', connect),
		mailbox('Test Connection', connect, 'testConnection'),
	]),
	chain(HOOKED_ID, 'Connected, by webhook', [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: HOOK,
			parameters: { path: HOOK, responseMode: 'lastNode', responseData: 'allEntries' },
		},
		query('Query', connect),
	]),
];
