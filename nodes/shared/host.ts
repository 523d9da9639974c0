import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { CredentialData, SessionHost } from '../../core/session';
import { core } from './core';

type Context = IExecuteFunctions | ILoadOptionsFunctions;
/** n8n's helpers differ by where a node runs and by version: each is used where it is. */
type Helpers = Partial<IExecuteFunctions['helpers']>;
type Mutable = { -readonly [Name in keyof SessionHost]: SessionHost[Name] };

/** What n8n lends a connection: renewal of tokens that it keeps, its rules for files, its network policy. */
export function hostOf(
	context: Context,
	credentialType: string,
	credential: CredentialData,
): SessionHost {
	const helpers = context.helpers as Helpers | undefined;
	const host: Mutable = {};
	const { id } = context.getNode().credentials?.[credentialType] ?? {};
	if (id) host.credentialId = id;
	if (helpers?.refreshOAuth2Token && credential.oauthTokenData !== undefined) {
		host.refreshToken = renewal(context, credentialType, credential);
	}
	if (helpers?.isFilePathBlocked && helpers.resolvePath) {
		host.isPathBlocked = async (path) => await isBlocked(helpers, path);
	}
	if (helpers?.getSecureEgressFilter) {
		host.lookup = helpers.getSecureEgressFilter().createSecureLookup();
	}
	return host;
}

/**
 * Renews by n8n's own helper, which stores the token for all executions and workers. Where another one
 * has renewed it meanwhile, that token is taken.
 */
function renewal(
	context: Context,
	credentialType: string,
	credential: CredentialData,
): () => Promise<string> {
	let last = tokenOf(credential);
	return async () => {
		const stored = await context.getCredentials(credentialType);
		const token = tokenOf(stored);
		if (token && token !== last) return (last = token);
		if (!token && !text(stored.oauthTokenData, 'refresh_token')) throw notConnected();
		const renewed: unknown = await context.helpers.refreshOAuth2Token
			.call(context as IExecuteFunctions, credentialType)
			.catch((error: unknown) => {
				throw notRenewed(error);
			});
		last = text(renewed, 'access_token') || text(renewed, 'accessToken');
		if (!last) throw notRenewed(undefined);
		return last;
	};
}

const tokenOf = (credential: CredentialData): string =>
	text(credential.oauthTokenData, 'access_token');

function text(data: unknown, name: string): string {
	const value = (data as Readonly<Record<string, unknown>> | null | undefined)?.[name];
	return typeof value === 'string' ? value : '';
}

const notConnected = (): Error =>
	new (core().FatalError)('No account is connected to the credential', {
		code: 'NOT_CONNECTED',
		advice: 'Open the credential and press Connect.',
	});

/** n8n's words are kept: they hold what the token endpoint answered, and no token. */
function notRenewed(cause: unknown): Error {
	const { FatalError } = core();
	const reason = cause instanceof Error ? `: ${cause.message}` : '';
	return new FatalError(`n8n could not renew the access token of the credential${reason}`, {
		code: 'TOKEN_NOT_RENEWED',
		advice:
			'Open the credential and connect the account again. Its consent may have been withdrawn, its password changed, or the refresh token expired.',
		cause,
	});
}

/** n8n's rules for files: N8N_RESTRICT_FILE_ACCESS_TO and the folders of n8n itself. */
async function isBlocked(helpers: Helpers, path: string): Promise<boolean> {
	const resolved = await helpers.resolvePath!(path).catch(() => path);
	return helpers.isFilePathBlocked!(
		resolved as Parameters<NonNullable<Helpers['isFilePathBlocked']>>[0],
	);
}
