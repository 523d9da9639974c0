import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import type { TokenIssuer } from './issuer';
import { Refusal } from './refusal';
import type { ManagedIdentity } from './settings';

/** JSON that the machine's identity service answers. */
export interface MachineAnswer {
	readonly status: number;
	readonly body: object;
	readonly headers?: Readonly<Record<string, string>>;
}

const refuse = (status: number, error: string, text: string): MachineAnswer => ({
	status,
	body: { error, error_description: text },
});

/** The services of Azure that give a machine tokens for its own identity. */
export class MachineEndpoints {
	/** Challenge of Azure Arc that waits to be read: its file and what is in it. */
	#challenge?: { readonly file: string; readonly secret: string };

	constructor(private readonly issuer: TokenIssuer) {}

	/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling */
	imds({ headers }: IncomingMessage, query: URLSearchParams): MachineAnswer {
		if (headers.metadata?.toString().toLowerCase() !== 'true') {
			return refuse(400, 'invalid_request', 'Required metadata header not specified');
		}
		if (headers['x-forwarded-for'] !== undefined) {
			return refuse(400, 'invalid_request', 'X-Forwarded-For header is not allowed');
		}
		if (!/^\d{4}-\d\d-\d\d$/.test(query.get('api-version') ?? '')) {
			return refuse(
				400,
				'invalid_request',
				"Bad request. Required query variable 'api-version' is missing",
			);
		}
		return this.#issue(query, ['client_id'], () =>
			refuse(400, 'invalid_request', 'Identity not found'),
		);
	}

	/** https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference */
	appService({ headers }: IncomingMessage, query: URLSearchParams): MachineAnswer {
		const refused = (status: number, message: string): MachineAnswer => ({
			status,
			body: { statusCode: status, message, correlationId: randomUUID() },
		});
		if (headers['x-identity-header'] !== this.issuer.settings.identityHeader) {
			return refused(401, 'The X-IDENTITY-HEADER is missing or wrong.');
		}
		if (query.get('api-version') !== '2019-08-01') {
			return refused(400, 'The api-version is missing or not supported.');
		}
		return this.#issue(query, ['client_id'], () =>
			refused(
				400,
				'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
			),
		);
	}

	/** https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication */
	arc({ headers }: IncomingMessage, query: URLSearchParams): MachineAnswer {
		if (headers.metadata?.toString().toLowerCase() !== 'true') {
			return refuse(400, 'invalid_request', 'Required metadata header not specified');
		}
		const given = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
		const expected = this.#challenge;
		this.forget();
		if (given === undefined || given !== expected?.secret) {
			const { arcFolder } = this.issuer.settings;
			mkdirSync(arcFolder, { recursive: true });
			const file = path.join(arcFolder, `${randomUUID()}.key`);
			const secret = randomBytes(32).toString('hex');
			writeFileSync(file, secret, { mode: 0o640 });
			this.#challenge = { file, secret };
			return {
				...refuse(401, 'unauthorized', 'The challenge has to be answered'),
				headers: { 'www-authenticate': `Basic realm=${file}` },
			};
		}
		return this.#issue(query, ['client_id'], () =>
			refuse(400, 'invalid_request', 'Identity not found'),
		);
	}

	/** Removes the file of a challenge. */
	forget(): void {
		if (this.#challenge) rmSync(this.#challenge.file, { force: true });
		this.#challenge = undefined;
	}

	#issue(
		query: URLSearchParams,
		selectors: readonly string[],
		unknown: () => MachineAnswer,
	): MachineAnswer {
		const { managedIdentities, lifetime } = this.issuer.settings;
		const asked = selectors.map((name) => query.get(name)).find((value) => value !== null);
		const identity = managedIdentities.find((entry: ManagedIdentity) =>
			asked === undefined ? entry.isUserAssigned !== true : entry.clientId === asked,
		);
		if (identity === undefined) return unknown();
		const resource = query.get('resource') ?? '';
		try {
			const target = this.issuer.target(undefined, resource, true);
			const { clientId, roles } = identity;
			const now = Math.floor(Date.now() / 1000);
			return {
				status: 200,
				body: {
					access_token: this.issuer.accessToken(target, { clientId, roles, version: 1 }),
					client_id: clientId,
					expires_in: String(lifetime),
					expires_on: String(now + lifetime),
					ext_expires_in: String(lifetime),
					not_before: String(now - 300),
					resource,
					token_type: 'Bearer',
				},
			};
		} catch (error) {
			if (error instanceof Refusal) return { status: error.status, body: error.body(false) };
			throw error;
		}
	}
}
