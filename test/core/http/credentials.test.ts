import { createBearer } from '../../../core/auth/bearer';
import { createAuthenticator } from '../../../core/auth/registry';
import { RetriableError, type ExchangeError } from '../../../core/errors';
import type { Authenticator } from '../../../core/http/authenticator';
import { createHttpClient } from '../../../core/http/client';
import { RedirectError } from '../../../core/http/errors';
import { digestGate } from '../../servers/digest';
import { listen, readBody, serveHttp } from '../../servers/listen';
import { ntlmGate, ownJudge } from '../../servers/ntlm';
import http from 'node:http';

const identity = {
	user: 'anna',
	password: 'pass-secret',
	allowPlainHttp: true,
	channelBinding: true,
};
const SCHEMES: Record<string, () => Authenticator> = {
	None: () => createAuthenticator('None', identity),
	Basic: () => createAuthenticator('Basic', identity),
	Digest: () => createAuthenticator('Digest', identity),
	NTLM: () => createAuthenticator('NTLM', identity),
	Negotiate: () => createAuthenticator('Negotiate', identity),
	Bearer: () =>
		createBearer(
			'OAuth',
			{
				token: async () => ({ value: 'token-secret', expiresAt: Date.now() + 3_600_000 }),
			} as never,
			{ allowPlainHttp: true },
		),
};

type Handler = Parameters<typeof serveHttp>[0];

/** Lets everybody in who signs in by any scheme, then sends on. */
function sendingOn(status: number, location: () => string): Handler {
	const digest = digestGate({ passwords: { anna: 'pass-secret' } });
	const ntlm = ntlmGate(() => ownJudge({ passwords: { anna: 'pass-secret' } }));
	return async (request, response) => {
		const body = await readBody(request);
		const { authorization = '' } = request.headers;
		if (request.headers['x-scheme'] === 'NTLM' || authorization.startsWith('NTLM')) {
			if ((await ntlm.admit(request, body, response)) === undefined) return;
		} else if (request.headers['x-scheme'] === 'Digest') {
			if (digest.admit(request, body, response) === undefined) return;
		}
		response.writeHead(status, { location: location() }).end();
	};
}

/** Whatever the scheme, and whatever was sent before being asked: another origin gets nothing. */
describe.each(Object.keys(SCHEMES))('credentials of %s', (scheme) => {
	it.each([301, 302, 303, 307, 308])(
		'do not follow a redirect (%d) to another port',
		async (status) => {
			const seen: unknown[] = [];
			const other = await listen(
				http.createServer((request, response) => {
					seen.push(request.headers);
					response.end();
				}),
			);
			const server = await serveHttp(
				sendingOn(status, () => `http://127.0.0.1:${other.port}/EWS/Exchange.asmx`),
			);
			const authenticator = SCHEMES[scheme]!();
			const client = createHttpClient(
				{
					tls: { rejectUnauthorized: true, legacy: false },
					proxy: { mode: 'none' },
					retry: { attempts: 2, baseMs: 1 },
					headers: { 'x-scheme': scheme },
				},
				authenticator,
			);
			try {
				for (const method of ['GET', 'POST'] as const) {
					const error = await client
						.send({
							method,
							url: `http://127.0.0.1:${server.port}/`,
							...(method === 'POST' ? { body: 'x' } : {}),
							safe: true,
						})
						.then(
							() => undefined,
							(cause: unknown) => cause as ExchangeError,
						);
					expect(error).toBeInstanceOf(RedirectError);
					expect(`${error!.message} ${error!.advice}`).not.toContain('secret');
				}
				expect(seen).toEqual([]);
			} finally {
				await client.close();
				await authenticator.close?.();
				await server.close();
				await other.close();
			}
		},
	);
});

it('a write goes out when its sign-in can be had at the second try: nothing was sent before', async () => {
	const bodies: string[] = [];
	const server = await serveHttp(async (request, response) => {
		bodies.push(`${request.headers.authorization} ${(await readBody(request)).toString()}`);
		response.end('ok');
	});
	let asked = 0;
	const source = {
		token: async () => {
			asked += 1;
			if (asked === 1) throw new RetriableError('The token endpoint does not answer');
			return { value: 'second' };
		},
	};
	const client = createHttpClient(
		{
			tls: { rejectUnauthorized: true, legacy: false },
			proxy: { mode: 'none' },
			retry: { baseMs: 1 },
		},
		createBearer('OAuth', source, { allowPlainHttp: true }),
	);
	try {
		const url = `http://127.0.0.1:${server.port}/`;
		const answer = await client.send({ method: 'POST', url, body: 'write', safe: false });
		expect(await answer.text()).toBe('ok');
		expect(bodies).toEqual(['Bearer second write']);
	} finally {
		await client.close();
		await server.close();
	}
});
