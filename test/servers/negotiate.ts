import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Judge, JudgeExchange } from '../../sandbox/server/signin/judge';

export interface NegotiateGateOptions {
	/** What is offered and answered; default `Negotiate`. */
	readonly scheme?: 'Negotiate' | 'Kerberos';
	/** Further challenges of a 401, such as `NTLM`. */
	readonly others?: readonly string[];
	/** Each request signs in for itself. */
	readonly perRequest?: boolean;
	/** DER of the certificate that the channel is judged by; absent: no channel. */
	readonly certificate?: Buffer;
	/** Changes the last token on its way to the client, or takes it away. */
	readonly proof?: (token: Buffer | undefined) => Buffer | undefined;
	/** Answers of those that are let in; default 200. */
	readonly status?: number;
	/** Refuses tokens before the judge sees them: the token of the 401, or none. */
	readonly refuse?: (token: Buffer, count: number) => { readonly token?: Buffer } | undefined;
}

export interface NegotiateLeg {
	/** `none`, or what the token is. */
	readonly token: 'none' | 'NTLM' | 'Kerberos';
	readonly body: number;
	readonly socket: number;
}

export interface Admitted {
	readonly name: string;
	readonly channelBound?: boolean;
}

/** Signs in sockets by Negotiate as IIS does; a judge from outside decides who is let in. */
export function negotiateGate(judge: Judge, options: NegotiateGateOptions = {}) {
	const { scheme = 'Negotiate', others = [], perRequest = false } = options;
	const legs: NegotiateLeg[] = [];
	const refusals: string[] = [];
	const users = new WeakMap<Socket, Admitted>();
	const exchanges = new WeakMap<Socket, JudgeExchange>();
	const numbers = new WeakMap<Socket, number>();
	let sockets = 0;
	let tokens = 0;
	const channel = options.certificate && {
		applicationData: Buffer.concat([
			Buffer.from('tls-server-end-point:'),
			createHash('sha256').update(options.certificate).digest(),
		]),
	};

	function refuse(response: ServerResponse, token?: Buffer): undefined {
		const header = token ? `${scheme} ${token.toString('base64')}` : scheme;
		response.writeHead(401, { 'www-authenticate': [header, ...others] }).end('<html>401</html>');
		return undefined;
	}

	/** Who came, with the proof in the answer's header; undefined when a refusal is written already. */
	async function admit(
		request: IncomingMessage,
		body: Buffer,
		response: ServerResponse,
	): Promise<Admitted | undefined> {
		const { socket } = request;
		if (!numbers.has(socket)) numbers.set(socket, ++sockets);
		const [sent, base64] = (request.headers.authorization ?? '').split(' ');
		const token = sent === scheme ? Buffer.from(base64 ?? '', 'base64') : undefined;
		legs.push({
			token: !token ? 'none' : token.includes('NTLMSSP\0') ? 'NTLM' : 'Kerberos',
			body: body.length,
			socket: numbers.get(socket)!,
		});
		if (!token) return (perRequest ? undefined : users.get(socket)) ?? refuse(response);
		users.delete(socket);
		tokens += 1;
		const early = options.refuse?.(token, tokens);
		if (early) return refuse(response, early.token);
		let exchange = exchanges.get(socket);
		if (!exchange) {
			const begun = judge.exchange(scheme, channel ?? {});
			socket.once('close', () => begun.end());
			exchange = begun;
		}
		exchanges.delete(socket);
		const step = await exchange.step(token);
		if (step.state === 'more') {
			exchanges.set(socket, exchange);
			return refuse(response, step.token);
		}
		if ('refused' in step) {
			refusals.push(step.refused);
			return refuse(response);
		}
		const { name, channelBound } = step;
		const proof = options.proof ? options.proof(step.token) : step.token;
		if (proof) response.setHeader('www-authenticate', `${scheme} ${proof.toString('base64')}`);
		response.statusCode = options.status ?? 200;
		users.set(socket, { name, channelBound });
		return { name, channelBound };
	}
	return { admit, legs, refusals };
}
