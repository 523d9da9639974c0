import { dirname } from 'node:path';
import { CancelledError, ExchangeError, FatalError, RetriableError } from '../../errors';
import type { HttpResponse } from '../../http/message';
import type { Identity } from '../identity';
import type { AccessToken, TokenSource } from '../oauth/tokenSource';
import type { AuthServices } from '../services';
import { CachedSource } from './cachedSource';
import { explainNonsense, TokenRefusedError } from './explain';
import { msalSystem, throughMsal } from './msal';

/** Milliseconds for one answer of the machine's own service. */
const ANSWER_MS = 4_000;
/** IMDS while it is being updated, and where it is at fault. */
const BEING_UPDATED = [404, 410, 500];
/** Milliseconds for all of it: a machine without such a service does not answer at all. */
const TOTAL_MS = 10_000;

/**
 * Tokens for the identity that Azure gave to this machine: virtual machine (IMDS), App Service and Functions, Azure Arc.
 * Which of them it is stands in the environment of the process (IDENTITY_ENDPOINT, IMDS_ENDPOINT…).
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity
 * https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication
 */
export function createManagedIdentitySource(
	identity: Identity,
	services: AuthServices,
): TokenSource {
	const clientId = identity.azure?.msiClientId;
	const resource = identity.oauth?.resource ?? '';
	const http = services.http('metadata');
	return new CachedSource(
		async ({ claims, signal }): Promise<AccessToken> => {
			const { ManagedIdentityApplication } = await import('@azure/msal-node');
			const clock = new AbortController();
			const timer = setTimeout(() => clock.abort(), TOTAL_MS);
			const call = {
				http,
				signal: AbortSignal.any([signal, clock.signal]),
				safe: true,
				timeoutMs: ANSWER_MS,
				againOn: BEING_UPDATED,
				context: { clientId, resource, host: "This machine's identity service" },
				goesOn: (answer: HttpResponse) => isArcChallenge(answer, services),
			};
			try {
				return await throughMsal(call, async () => {
					const application = new ManagedIdentityApplication({
						managedIdentityIdParams: clientId ? { userAssignedClientId: clientId } : undefined,
						system: msalSystem,
					});
					const result = await application.acquireToken({
						resource,
						claims,
						// MSAL's cache is one for the whole process: only a revoked token is looked for in it.
						forceRefresh: claims === undefined,
					});
					if (!result.accessToken) throw explainNonsense("the machine's identity service", 200);
					return { value: result.accessToken, expiresAt: result.expiresOn?.getTime() };
				});
			} catch (cause) {
				throw explain(cause, { clientId, isOver: clock.signal.aborted && !signal.aborted });
			} finally {
				clearTimeout(timer);
			}
		},
		() => http.close(),
	);
}

/** Folders of Azure Arc's agent; a challenge may name a file in no other. */
const arcFolder = (): string =>
	process.platform === 'win32'
		? `${process.env['ProgramData']}\\AzureConnectedMachineAgent\\Tokens`
		: '/var/opt/azcmagent/tokens';

/**
 * Azure Arc answers with the name of a file that only its members can read, and wants what is in it. MSAL reads it; here it
 * passes the rules for files first.
 */
async function isArcChallenge(
	{ status, headers }: HttpResponse,
	{ files }: AuthServices,
): Promise<boolean> {
	if (status !== 401) return false;
	const path = /^Basic realm="?([^"]+?)"?$/i.exec(headers['www-authenticate']?.trim() ?? '')?.[1];
	if (path === undefined) return false;
	if (dirname(path) !== arcFolder() || !path.endsWith('.key')) {
		throw new FatalError(
			"This machine's identity service names a file outside Azure Arc's own folder",
			{
				code: 'ARC_FOREIGN_FILE',
				advice:
					'Another program may answer in place of the Azure Connected Machine agent: look who listens there.',
			},
		);
	}
	try {
		await files.read(path, 'Challenge of Azure Arc', 4096);
	} catch (cause) {
		throw new FatalError("The file that Azure Arc's agent names cannot be read", {
			code: 'ARC_FILE',
			cause,
			advice:
				"Add the user that runs n8n to the group 'himds', and let n8n's file rules allow /var/opt/azcmagent/tokens.",
		});
	}
	return true;
}

const NOBODY_THERE = new Set([
	'ECONNREFUSED',
	'ETIMEDOUT',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EHOSTDOWN',
	'UND_ERR_CONNECT_TIMEOUT',
	'TIMEOUT',
]);

function explain(
	cause: unknown,
	{ clientId, isOver }: { clientId?: string; isOver: boolean },
): unknown {
	const code = cause instanceof ExchangeError ? cause.code : undefined;
	const isAbsent =
		(cause instanceof CancelledError && isOver) ||
		(cause instanceof RetriableError && cause.status === undefined && NOBODY_THERE.has(code ?? ''));
	if (isAbsent) {
		return new FatalError(
			'This machine has no managed identity: no identity service answers here',
			{
				code: 'NO_MANAGED_IDENTITY',
				field: 'authScheme',
				advice:
					"'Auth Scheme' AzureMSI works on a virtual machine, App Service or Arc machine of Azure, with an identity switched on, and where n8n's container may reach 169.254.169.254. Elsewhere use AzureServicePrincipal.",
			},
		);
	}
	if (cause instanceof ExchangeError && isUnknownIdentity(cause)) {
		return new FatalError(
			clientId
				? `This machine has no managed identity with the client id '${clientId}'`
				: 'No managed identity is switched on for this machine',
			{
				code: cause.code,
				status: cause.status,
				requestId: cause.requestId,
				field: clientId ? 'msiClientId' : 'authScheme',
				advice: clientId
					? "Assign that identity to the machine, or check 'Managed Identity Client ID': it is the client id, not the object id."
					: "Switch it on under Identity of the machine in the Azure portal, or fill in 'Managed Identity Client ID' for a user-assigned one.",
			},
		);
	}
	if (code === 'user_assigned_managed_identity_not_confirmed') {
		return new FatalError(
			"The agent of Azure Arc did not confirm the identity in 'Managed Identity Client ID'",
			{
				code,
				field: 'msiClientId',
				advice:
					"Leave 'Managed Identity Client ID' empty for the machine's own identity, or update the agent.",
			},
		);
	}
	return cause;
}

/** App Service and IMDS have no code of their own for it. */
const isUnknownIdentity = (error: ExchangeError): boolean =>
	/identity not found|no .*managed identity (was )?found|no managed identity/i.test(
		error.message,
	) &&
	(error instanceof TokenRefusedError || error instanceof FatalError);
