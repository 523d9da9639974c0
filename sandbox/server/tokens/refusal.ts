import { randomUUID } from 'node:crypto';

/** A request for a token that is not granted, as Entra words it. */
export class Refusal extends Error {
	constructor(
		/** OAuth's word: `invalid_grant`. */
		readonly error: string,
		/** Entra's number, 0 where there is none. */
		readonly number: number,
		readonly description: string,
		readonly more: {
			readonly status?: number;
			readonly suberror?: string;
			readonly claims?: string;
			/** Text of AD FS instead, such as `MSIS9622: …`. */
			readonly adfs?: string;
		} = {},
	) {
		super(description);
	}

	get status(): number {
		return this.more.status ?? 400;
	}

	/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#error-response */
	body(isAdfs: boolean): object {
		const { error, number, description, more } = this;
		if (isAdfs) return { error, error_description: more.adfs ?? description };
		const trace = randomUUID();
		const correlation = randomUUID();
		const timestamp = new Date().toISOString().replace('T', ' ').replace(/\.\d+/, '');
		const head = number === 0 ? description : `AADSTS${number}: ${description}`;
		return {
			error,
			error_description: `${head} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
			error_codes: [number],
			timestamp,
			trace_id: trace,
			correlation_id: correlation,
			error_uri: `https://login.microsoftonline.com/error?code=${number}`,
			...(more.suberror ? { suberror: more.suberror } : {}),
			...(more.claims ? { claims: more.claims } : {}),
		};
	}
}

/**
 * What Entra answers, by its number.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const refusals = {
	missing: (name: string) =>
		new Refusal(
			'invalid_request',
			900144,
			`The request body must contain the following parameter: '${name}'.`,
			{
				adfs: `MSIS9605: The client is not allowed to access the requested resource: '${name}' is missing.`,
			},
		),
	tenant: (tenant: string) =>
		new Refusal(
			'invalid_request',
			90002,
			`Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
		),
	noTenant: () =>
		new Refusal(
			'invalid_request',
			50059,
			'No tenant-identifying information found in either the request or implied by any provided credentials.',
		),
	application: (clientId: string, tenant: string) =>
		new Refusal(
			'unauthorized_client',
			700016,
			`Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
			{
				adfs: "MSIS9607: The 'client_id' parameter in the request is invalid. No registered client is found with this identifier.",
			},
		),
	secret: (clientId: string) =>
		new Refusal(
			'invalid_client',
			7000215,
			`Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
			{
				status: 401,
				adfs: 'MSIS9622: Client authentication failed. Please verify the credential provided for client authentication is valid.',
			},
		),
	expiredSecret: (clientId: string) =>
		new Refusal(
			'invalid_client',
			7000222,
			`The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
			{ status: 401 },
		),
	noProof: () =>
		new Refusal(
			'invalid_client',
			7000218,
			"The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
			{ status: 401, adfs: 'MSIS9607: The client authentication is missing.' },
		),
	certificate: (thumbprint: string) =>
		new Refusal(
			'invalid_client',
			700027,
			`The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}']`,
			{ status: 401, adfs: 'MSIS9622: Client authentication failed. The signature is not valid.' },
		),
	assertion: (why: string) =>
		new Refusal(
			'invalid_client',
			700024,
			`Client assertion is not within its valid time range. ${why}`,
			{
				status: 401,
			},
		),
	replay: () =>
		new Refusal('invalid_client', 7000211, 'The client assertion was used already.', {
			status: 401,
		}),
	resource: (resource: string, tenant: string) =>
		new Refusal(
			'invalid_resource',
			500011,
			`The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
			{
				adfs: "MSIS9602: The received 'resource' parameter is invalid. The authorization server can not find a registered resource with the specified identifier.",
			},
		),
	appScope: (scope: string) =>
		new Refusal(
			'invalid_scope',
			1002012,
			`The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
		),
	scope: (scope: string) =>
		new Refusal(
			'invalid_scope',
			70011,
			`The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
		),
	grant: (grant: string) =>
		new Refusal(
			'unsupported_grant_type',
			70003,
			`The app requested an unsupported grant type '${grant}'.`,
		),
	user: (user: string, tenant: string) =>
		new Refusal(
			'invalid_grant',
			50034,
			`The user account ${user} does not exist in the ${tenant} directory. To sign into this application, the account must be added to the directory.`,
			{ adfs: "MSIS9659: Invalid 'username' or 'password'." },
		),
	password: () =>
		new Refusal(
			'invalid_grant',
			50126,
			'Error validating credentials due to invalid username or password.',
			{
				adfs: "MSIS9659: Invalid 'username' or 'password'.",
			},
		),
	mfa: (resource: string) =>
		new Refusal(
			'invalid_grant',
			50076,
			`Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resource}'.`,
			{ suberror: 'basic_action' },
		),
	locked: () =>
		new Refusal(
			'invalid_grant',
			50053,
			"The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
		),
	disabled: () => new Refusal('invalid_grant', 50057, 'The user account is disabled.'),
	expired: () =>
		new Refusal('invalid_grant', 50055, 'The password is expired.', {
			suberror: 'user_password_expired',
		}),
	unassigned: (clientId: string) =>
		new Refusal(
			'interaction_required',
			50105,
			`Your administrator has configured the application ('${clientId}') to block users unless they are specifically granted ('assigned') access to the application.`,
		),
	blocked: (claims?: string) =>
		new Refusal(
			'interaction_required',
			53003,
			'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
			{ suberror: 'message_only', claims },
		),
	consent: (clientId: string, name: string) =>
		new Refusal(
			'invalid_grant',
			65001,
			`The user or administrator has not consented to use the application with ID '${clientId}' named '${name}'. Send an interactive authorization request for this user and resource.`,
			{ suberror: 'consent_required' },
		),
	code: () =>
		new Refusal(
			'invalid_grant',
			70008,
			'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
		),
	usedCode: () =>
		new Refusal(
			'invalid_grant',
			54005,
			'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
		),
	verifier: () =>
		new Refusal(
			'invalid_grant',
			501481,
			'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
		),
	refreshToken: () =>
		new Refusal(
			'invalid_grant',
			70000,
			"Provided grant is invalid or malformed: the value of 'refresh_token' is not valid.",
		),
	redirect: (uri: string, clientId: string) =>
		new Refusal(
			'invalid_client',
			50011,
			`The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
			{
				adfs: "MSIS9609: The 'redirect_uri' parameter is invalid. No redirect uri with the specified value is registered.",
			},
		),
	pending: () =>
		new Refusal(
			'authorization_pending',
			70016,
			'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
		),
	declined: () =>
		new Refusal('authorization_declined', 65004, 'User declined to consent to access the app.'),
	deviceExpired: () =>
		new Refusal(
			'expired_token',
			70020,
			"The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
		),
	device: () =>
		new Refusal(
			'bad_verification_code',
			70018,
			'Invalid verification code due to User typing in wrong user code for device code flow.',
		),
};
