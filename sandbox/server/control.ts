import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultSpec, Faults } from './faults';
import type { LogFilter, RequestLog } from './requestLog';
import type { Scripts } from './scripts';
import type { TokenIssuer } from './tokens/issuer';
import type { TokenOptions } from './tokens/settings';
import { readBody, sendText } from './wire';

export interface ControlParts {
	readonly log: RequestLog;
	readonly faults: Faults;
	readonly scripts: Scripts;
	readonly issuer: TokenIssuer;
	/** Fingerprint of a mailbox's contents. */
	readonly digest: (mailbox: string, folder: string) => unknown;
	/** Back to the seed. */
	readonly reset: () => void | Promise<void>;
	readonly describe: () => unknown;
}

const MAX_BODY = 1_000_000;
const LOOPBACK = /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/;

type Action = (parts: ControlParts, query: URLSearchParams, body: string) => unknown;

const ACTIONS: Readonly<Record<string, Action>> = {
	'GET log': ({ log }, query) => {
		const filter = filterOf(query);
		return {
			connections: log.connections,
			handshakes: log.handshakes,
			calls: log.count(filter),
			writes: log.writes(filter),
			entries: log.entries(filter),
		};
	},
	'DELETE log': ({ log }) => {
		log.clear();
		return {};
	},
	'GET digest': ({ digest }, query) =>
		digest(query.get('mailbox') ?? '', query.get('folder') ?? 'contacts'),
	'GET faults': ({ faults }) => faults.list(),
	'POST faults': ({ faults }, _query, body) => {
		const specs = JSON.parse(body) as FaultSpec | FaultSpec[];
		for (const spec of [specs].flat()) faults.add(spec);
		return faults.list();
	},
	'DELETE faults': ({ faults }) => {
		faults.clear();
		return {};
	},
	'GET tokens': ({ issuer }) => issuer.settings,
	'POST tokens': ({ issuer }, _query, body) => {
		issuer.settings = { ...issuer.settings, ...(JSON.parse(body) as TokenOptions) };
		return issuer.settings;
	},
	'POST reset': async ({ log, faults, scripts, issuer, reset }) => {
		log.clear();
		faults.clear();
		scripts.clear();
		issuer.reset();
		await reset();
		return {};
	},
	'GET accounts': ({ describe }) => describe(),
};

function filterOf(query: URLSearchParams): LogFilter {
	const client = query.get('client');
	const isWrite = query.get('isWrite');
	return {
		operation: query.get('operation') ?? undefined,
		mailbox: query.get('mailbox') ?? undefined,
		client: client === 'ours' || client === 'foreign' ? client : undefined,
		isWrite: isWrite === null ? undefined : isWrite === 'true',
	};
}

/**
 * `/_sandbox/…` for other processes on this machine: `log`, `digest?mailbox=`, `faults`, `tokens`,
 * `reset`, `accounts`. JSON in and out. Anybody else is told that there is no such page.
 */
export async function serveControl(
	parts: ControlParts,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://sandbox');
	const name = url.pathname.slice('/_sandbox/'.length);
	const action = ACTIONS[`${request.method} ${name}`];
	const body = (await readBody(request, MAX_BODY)).toString('utf8');
	if (action === undefined || !LOOPBACK.test(request.socket.remoteAddress ?? '')) {
		sendText(response, 404, 'application/json', '{"error":"Not found"}');
		return;
	}
	try {
		const answer = await action(parts, url.searchParams, body);
		sendText(response, 200, 'application/json', `${JSON.stringify(answer)}\n`);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		sendText(response, 400, 'application/json', `${JSON.stringify({ error: message })}\n`);
	}
}
