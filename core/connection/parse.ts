import type { HostToken } from '../auth/identity';
import { isOnlineHost } from '../backends/ews/online';
import { InputError } from '../errors';
import { credentialFields, ENVIRONMENTS, Fields, IMPERSONATION_TYPES, PLATFORMS } from './fields';
import { parseKerberos } from './kerberosFields';
import { parseAllowedMailboxes } from './mailboxes';
import { parseAzure, parseOAuth } from './oauthFields';
import { parseProperties } from './properties';
import { requireFields } from './requirements';
import { type AuthScheme, isApplication, usesTickets, usesTokens } from '../auth/schemes';
import { parseServer, type Place, resourceOf } from './server';
import type { Settings } from './settings';
import { parseProxy, parseTls } from './tlsFields';
import { notUsable } from './values';

type Raw = Readonly<Record<string, unknown>>;

/**
 * A credential as n8n hands it over, validated: `microsoftExchangeApi`, or `microsoftExchangeOAuth2Api`,
 * which n8n keeps the tokens of. Fields that the chosen scheme does not use are not looked at, since a form
 * keeps what it hides. Throws InputError that names the field as the form labels it and never repeats a
 * secret.
 */
export function parseSettings(credential: Raw): Settings {
	const hostToken = hostTokenOf(credential);
	const advanced = parseProperties(credential.advancedProperties);
	const merged = merge(credential, advanced.fields);
	const fields = new Fields(
		hostToken ? { ...merged, authScheme: 'OAuth', schema: merged.schema || 'MSGraph' } : merged,
	);
	const schema = fields.schema();
	const authScheme = fields.authScheme();
	const allowPlainHttp = fields.boolean('allowPlainHttp');
	const place: Place = {
		schema,
		// Microsoft Graph has no versions to choose from: what the form keeps from EWS means nothing.
		platform: schema === 'EWS' ? fields.choice('platform', PLATFORMS) : 'auto',
		usesTokens: usesTokens(authScheme),
		environment: fields.choice('azureEnvironment', ENVIRONMENTS),
		allowPlainHttp,
	};
	refuseElsewhere(authScheme, place, fields.text('server'));
	const server = parseServer(fields.text('server'), place);
	const kerberos = usesTickets(authScheme) ? parseKerberos(fields) : undefined;
	if (!hostToken) requireFields(authScheme, fields, kerberos);
	const oauth =
		place.usesTokens && !hostToken
			? parseOAuth(fields, authScheme, resourceOf(server, place))
			: undefined;
	// A grant is only used where tokens are fetched; otherwise the form hides it.
	const grantType = oauth?.initiate === 'GETANDREFRESH' ? oauth.grantType : undefined;
	const isAlone = hostToken
		? credential.grantType === 'clientCredentials'
		: isApplication(authScheme, grantType);
	return {
		schema,
		authScheme,
		platform: place.platform,
		server,
		...userOf(fields, authScheme, grantType),
		allowPlainHttp,
		channelBinding: fields.boolean('channelBinding'),
		...(authScheme === 'Negotiate' ? { allowNtlm: fields.boolean('allowNtlm') } : {}),
		...(kerberos ? { kerberos } : {}),
		...(oauth ? { oauth } : {}),
		...(place.usesTokens ? { azure: parseAzure(fields) } : {}),
		...(hostToken ? { hostToken } : {}),
		tls: parseTls(fields),
		proxy: parseProxy(fields),
		defaultMailbox: fields.text('defaultMailbox') || oauth?.userId,
		...(isAlone ? { isApplication: true } : {}),
		// Exchange takes the token of an application only together with a mailbox to impersonate.
		access: isAlone ? 'impersonate' : fields.choice('access', ['delegate', 'impersonate']),
		impersonationType: fields.choice('impersonationType', IMPERSONATION_TYPES),
		readOnly: fields.boolean('readOnly'),
		allowedMailboxes: parseAllowedMailboxes(fields.list('allowedMailboxes')),
		timeoutMs: 60_000,
		pageSize: 0,
		batchSize: 100,
		concurrency: 4,
		customHeaders: {},
		maxRows: -1,
		disableServerSideFiltering: false,
		includeContent: false,
		bodyFormat: 'best',
		folderDepth: 0,
		...advanced.settings,
	};
}

/** A property counts like its field; both with different values leave open which one is meant. */
function merge(credential: Raw, properties: Raw): Record<string, unknown> {
	const merged = { ...credential };
	for (const [name, value] of Object.entries(properties)) {
		const { label, default: initial } = credentialFields.find((entry) => entry.name === name)!;
		const typed = credential[name];
		const isTyped = typed !== undefined && typed !== null && typed !== '' && typed !== initial;
		if (isTyped && String(typed).toLowerCase() !== String(value).toLowerCase()) {
			throw new InputError(`'${label}' is set in the form and among 'Advanced Properties'`, {
				field: label,
				advice: 'Remove the row, or empty the field.',
			});
		}
		merged[name] = value;
	}
	return merged;
}

/** The credential with n8n's Connect button has no scheme of its own, but the fields of `oAuth2Api`. */
function hostTokenOf(credential: Raw): HostToken | undefined {
	const { authScheme, oauthTokenData, grantType, accessTokenUrl } = credential;
	const isHosts = oauthTokenData !== undefined || (grantType ?? accessTokenUrl) !== undefined;
	if (authScheme !== undefined || !isHosts) return undefined;
	const data = (
		typeof oauthTokenData === 'object' && oauthTokenData !== null ? oauthTokenData : {}
	) as Raw;
	const expiresAt = Number(data.n8n_expires_at ?? Number.NaN);
	return {
		accessToken: typeof data.access_token === 'string' ? data.access_token : '',
		...(Number.isFinite(expiresAt) ? { expiresAt } : {}),
	};
}

/**
 * Who signs in by name. A token names its own account: what a form keeps of another scheme is somebody
 * else, and would open that one's mailbox where 'Allowed Mailboxes' are asked.
 */
function userOf(
	fields: Fields,
	scheme: AuthScheme,
	grantType: string | undefined,
): Pick<Settings, 'user' | 'password'> {
	const isByName = usesTokens(scheme) ? grantType === 'PASSWORD' : scheme !== 'None';
	return {
		user: (isByName && fields.text('user')) || undefined,
		password: (isByName && fields.secret('password')) || undefined,
	};
}

/** The cloud takes tokens alone. */
function refuseElsewhere(scheme: AuthScheme, { schema, platform }: Place, server: string): void {
	if (usesTokens(scheme)) return;
	const tokens = 'AzureAD, AzureServicePrincipal, AzureMSI, AzureDeviceCode or OAuth';
	if (schema === 'MSGraph') {
		throw notUsable(
			'Auth Scheme',
			`is ${scheme}, which Microsoft Graph does not take`,
			`Use ${tokens}, or choose EWS as 'Schema'.`,
		);
	}
	const address = server.includes('://') ? server : `https://${server}`;
	if (platform !== 'Exchange_Online' && !isOnlineHost(address)) return;
	throw notUsable(
		'Auth Scheme',
		`is ${scheme}, which Exchange Online does not take`,
		`Microsoft switched sign-in by password off for EWS in 2022. Use ${tokens}; for a server on premises choose its version as 'Platform'.`,
	);
}
