import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphAnswer, GraphRequest } from '../graph';
import { draftOf } from './draft';
import type { EndpointParts } from './ewsEndpoint';
import { verifyBearer } from './signin/bearerVerifier';
import type { TokenIssuer } from './tokens/issuer';
import { sendText } from './wire';

export type GraphHandler = (request: GraphRequest) => GraphAnswer;

export interface GraphParts extends Pick<EndpointParts, 'log' | 'connectionOf'> {
	readonly handler: GraphHandler;
	readonly issuer: TokenIssuer;
}

/** What Graph says of a token that it does not take. */
const REFUSALS: Readonly<Record<string, string>> = {
	invalid_resource: 'Access token validation failure. Invalid audience.',
	token_expired: 'Lifetime validation failed, the token is expired.',
	invalid_signature: 'CompactToken validation failed with reason code: 80049228.',
};

const CHALLENGE =
	'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"';

/** `/v1.0/…`: takes tokens for Graph, asks the handler, answers as Graph does. */
export class GraphEndpoint {
	constructor(private readonly parts: GraphParts) {}

	serve(request: IncomingMessage, response: ServerResponse): void {
		const entry = draftOf(request, this.parts.connectionOf(request.socket));
		entry.endpoint = 'Graph';
		request.resume();
		const { status, body, mailbox } = this.#answer(request, response);
		entry.mailbox = mailbox;
		entry.status = status;
		const stamp = new Date().toISOString().replace(/\.\d+Z$/, '');
		const id = randomUUID();
		response.setHeader('request-id', id);
		const { error } = body as { error?: object };
		const innererror = { date: stamp, 'request-id': id, 'client-request-id': id };
		const whole = error ? { error: { ...error, innererror } } : body;
		entry.bytesOut = sendText(response, status, 'application/json', JSON.stringify(whole));
		this.parts.log.add(entry);
	}

	#answer(request: IncomingMessage, response: ServerResponse): GraphAnswer {
		const refuse = (status: number, code: string, message: string): GraphAnswer => ({
			status,
			body: { error: { code, message } },
		});
		const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
		if (token === undefined) {
			response.setHeader('WWW-Authenticate', CHALLENGE);
			return refuse(401, 'InvalidAuthenticationToken', 'Access token is empty.');
		}
		const verdict = verifyBearer(this.parts.issuer, token, 'graph');
		if ('reason' in verdict) {
			if (verdict.reason === 'invalid_grant') {
				const message = 'Insufficient privileges to complete the operation.';
				return refuse(403, 'Authorization_RequestDenied', message);
			}
			const more = /, error=.*$/.exec(verdict.challenge)?.[0] ?? '';
			response.setHeader('WWW-Authenticate', CHALLENGE + more);
			const message = REFUSALS[verdict.reason] ?? 'Access token validation failure.';
			return refuse(401, 'InvalidAuthenticationToken', message);
		}
		if (request.method !== 'GET') {
			return refuse(
				405,
				'Request_BadRequest',
				`Specified HTTP method is not allowed for the request target.`,
			);
		}
		const url = new URL(request.url ?? '/', 'http://sandbox');
		const { account, isApplication } = verdict;
		const origin = `${'encrypted' in request.socket ? 'https' : 'http'}://${request.headers.host}`;
		return this.parts.handler({
			user: isApplication ? undefined : account.principal,
			path: url.pathname.split('/').slice(2).filter(Boolean).map(decodeURIComponent),
			select: url.searchParams.get('$select')?.split(',').filter(Boolean),
			root: `${origin}/v1.0`,
		});
	}
}
