import { lookup } from 'node:dns/promises';
import { toExchangeError } from '../backends/ldap/errors';
import { LdapConnection } from '../backends/ldap/connection';
import { endpointsOf } from '../backends/ldap/discover';
import { present } from '../backends/ldap/filter';
import { DirectoryLink } from '../backends/ldap/link';
import { type Endpoint, openSocket } from '../backends/ldap/socket';
import type { Call } from '../backends/backend';
import type { DirectorySettings } from '../connection/directorySettings';
import { mask } from '../connection/secrets';
import type { TestStep } from '../connection/testStep';
import { CancelledError, ExchangeError, SkippableError } from '../errors';
import { basesOf } from './bases';

const BUDGET_MS = 30_000;

type Step = readonly [step: string, run: () => Promise<string>];

/**
 * Walks from the name of the server to the base DN and tells at each step what was found; stops at the
 * first that cannot be passed. With several servers the first that can be reached is tested. Within 30 s,
 * the password masked.
 */
export async function testSettings(settings: DirectorySettings, call: Call): Promise<TestStep[]> {
	const deadline = AbortSignal.timeout(BUDGET_MS);
	const signal = call.signal ? AbortSignal.any([call.signal, deadline]) : deadline;
	const wait = { signal, timeoutMs: Math.min(settings.timeoutMs, BUDGET_MS) };
	const link = new DirectoryLink(settings);
	const secrets = [settings.password];
	const steps: TestStep[] = [];
	try {
		for (const [step, run] of stepsOf(settings, link, { ...call, ...wait })) {
			try {
				steps.push({ step, ok: true, message: mask(await run(), secrets) });
			} catch (error) {
				if (call.signal?.aborted) throw new CancelledError();
				const { message, advice } = deadline.aborted
					? {
							message: `The server did not answer within ${BUDGET_MS / 1000} s`,
							advice: 'Look at firewalls on the way, or try another domain controller.',
						}
					: toExchangeError(error, { host: '', port: settings.port });
				steps.push({
					step,
					ok: false,
					message: mask(message, secrets),
					...(advice ? { advice: mask(advice, secrets) } : {}),
				});
				return steps;
			}
		}
		return steps;
	} finally {
		await link.close();
	}
}

function stepsOf(settings: DirectorySettings, link: DirectoryLink, call: Call): Step[] {
	let endpoints: readonly Endpoint[] = [];
	const first = async <T>(work: (endpoint: Endpoint) => Promise<T>): Promise<T> => {
		let refusal: unknown;
		for (const endpoint of endpoints) {
			try {
				return await work(endpoint);
			} catch (error) {
				refusal ??= toExchangeError(error, {
					...endpoint,
					timeoutMs: settings.connectTimeoutMs,
				});
			}
		}
		throw refusal;
	};
	return [
		[
			'resolve',
			async () => {
				endpoints = await endpointsOf(settings, call);
				return await first(async ({ host }) => {
					const addresses = await lookup(host, { all: true });
					const list = addresses.map(({ address }) => address).join(', ');
					const source = settings.domain
						? `DNS names ${endpoints.length} domain controllers; `
						: '';
					return `${source}${host === list ? `The host is ${host}` : `The host '${host}' has the address ${list}`}`;
				});
			},
		],
		[
			'connect',
			() =>
				first(async (endpoint) => {
					const socket = await openSocket(settings, endpoint, 'none', call.signal);
					socket.destroy();
					endpoints = [endpoint];
					return `Port ${endpoint.port} of '${endpoint.host}' is open`;
				}),
		],
		[
			'tls',
			() =>
				first(async (endpoint) => {
					const connection = await LdapConnection.open(settings, endpoint, call);
					await connection.close();
					if (settings.security === 'none') return 'The connection is not encrypted';
					const trust = settings.tls.rejectUnauthorized ? 'is trusted' : 'was not checked';
					const how = settings.security === 'startTls' ? ' by StartTLS' : '';
					return `The connection is encrypted${how} and the certificate ${trust}`;
				}),
		],
		[
			'bind',
			async () => {
				await link.open(call);
				return `The sign-in of '${settings.user}' was accepted`;
			},
		],
		[
			'base',
			async () => {
				const server = await link.server(call);
				const connection = await link.open(call);
				const bases = basesOf(link, server, {});
				for (const { dn } of bases) {
					const { entries } = await connection.search(
						{ base: dn, scope: 'base', filter: present('objectClass'), attributes: ['1.1'] },
						call,
					);
					if (entries.length === 0) throw invisible(dn);
				}
				return `The base ${bases.map(({ dn }) => `'${dn}'`).join(', ')} can be read`;
			},
		],
		[
			'version',
			async () => {
				const server = await link.server(call);
				const catalog = server.isGlobalCatalog
					? '; the global catalog holds a part of the attributes alone'
					: '';
				return `Connected to ${server.name}: ${server.version}${catalog}`;
			},
		],
	];
}

function invisible(dn: string): ExchangeError {
	return new SkippableError(`The account cannot see the base '${dn}'`, {
		field: 'Base DN',
		advice: "Check 'Base DN', and have the account get the right to read there.",
	});
}
