import type net from 'node:net';
import { FatalError, RetriableError, type ExchangeError } from '../errors';
import type { Challenge } from './authenticator';
import { parseChallenges } from './challenge';
import { closedInSignInError } from './errors';
import type { Proxy } from './proxy';
import { ConversationError, readBytes, readUntil } from './socketReader';

/** Answers of 407 for one tunnel after which signing in is given up. */
const MAX_LEGS = 6;
const HEAD_LIMIT = 64 * 1024;
/** Bytes of a refusal's body that are read to keep the socket. */
const DRAIN_LIMIT = 256 * 1024;

export interface ProxySocket {
	readonly socket: net.Socket;
	/** DER of the proxy's own certificate, where TLS is spoken to it. */
	readonly peerCertificate?: Uint8Array;
}

interface Answer {
	readonly status: number;
	readonly headers: ReadonlyMap<string, readonly string[]>;
	/** The next request can go over the same socket. */
	readonly isOpen: boolean;
}

/**
 * CONNECT (RFC 9110, 9.3.6) with as many legs as the sign-in takes; the proxy sees host and port, never a
 * request or its credentials. Legs of a connection-bound scheme use one socket; others get a new one
 * where the proxy closes.
 * @param target `host:port`
 * @param dial opens a socket to the proxy
 */
export async function openTunnel(
	proxy: Proxy,
	target: string,
	dial: () => Promise<ProxySocket>,
	signal: AbortSignal,
): Promise<net.Socket> {
	const { authenticator, url } = proxy;
	let { socket, peerCertificate } = await dial();
	try {
		const handshake = authenticator?.handshake({
			url,
			peerCertificate,
			request: { method: 'CONNECT', target },
			isProxy: true,
			signal,
		});
		let header = await handshake?.first();
		let hasAnswered = header !== undefined && !authenticator!.connectionBound;
		for (let leg = 1; ; leg++) {
			socket.write(requestOf(target, header), 'latin1');
			const answer = await readAnswer(socket, proxy);
			const challenges = parseChallenges(answer.headers.get('proxy-authenticate'));
			if (answer.status >= 200 && answer.status < 300) {
				const info = answer.headers.get('proxy-authentication-info')?.join(', ');
				await handshake?.accepted?.({ status: answer.status, challenges, info });
				return socket;
			}
			// tinyproxy asks with 407 and refuses with 401.
			if (answer.status === 401 && hasAnswered) {
				throw proxySignInError(url.hostname, authenticator?.scheme, challenges, true, 401);
			}
			if (answer.status !== 407) throw refusal(answer.status, url.hostname, target);
			header = leg < MAX_LEGS ? await handshake?.next(challenges) : undefined;
			if (header === undefined) {
				throw (
					handshake?.refused?.(challenges) ??
					proxySignInError(url.hostname, authenticator?.scheme, challenges, hasAnswered)
				);
			}
			hasAnswered = true;
			if (answer.isOpen && !socket.destroyed && !socket.readableEnded) continue;
			if (authenticator!.connectionBound) {
				throw closedInSignInError(authenticator!.scheme, url.hostname, {
					isAnnounced: true,
					delivered: 'no',
				});
			}
			socket.destroy();
			({ socket, peerCertificate } = await dial());
		}
	} catch (cause) {
		socket.destroy();
		throw cause instanceof ConversationError ? brokenOff(cause, url.hostname) : cause;
	}
}

function requestOf(target: string, authorization: string | undefined): string {
	const lines = [
		`CONNECT ${target} HTTP/1.1`,
		`Host: ${target}`,
		'Proxy-Connection: keep-alive',
		...(authorization === undefined ? [] : [`Proxy-Authorization: ${oneLine(authorization)}`]),
	];
	return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Schemes build their headers by rules that know no line breaks; this is the last gate. */
function oneLine(value: string): string {
	if (/[\r\n\0]/.test(value)) throw new FatalError('A header would have held a line break');
	return value;
}

async function readAnswer(socket: net.Socket, proxy: Proxy): Promise<Answer> {
	for (let interim = 0; ; interim++) {
		const [statusLine = '', ...lines] = (await readUntil(socket, '\r\n\r\n', HEAD_LIMIT)).split(
			'\r\n',
		);
		const match = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(statusLine);
		if (!match || interim > 5) throw notAProxy(proxy);
		const status = Number(match[2]);
		if (status < 200) continue;
		const headers = new Map<string, string[]>();
		for (const line of lines) {
			const at = line.indexOf(':');
			if (at < 1) continue;
			const name = line.slice(0, at).toLowerCase();
			headers.set(name, [...(headers.get(name) ?? []), line.slice(at + 1).trim()]);
		}
		const isKept = keepsOpen(headers, match[1] === '1');
		const isOpen = status === 407 && isKept && (await drain(socket, headers));
		return { status, headers, isOpen };
	}
}

function keepsOpen(headers: Answer['headers'], isNew: boolean): boolean {
	const words = ['connection', 'proxy-connection']
		.flatMap((name) => headers.get(name) ?? [])
		.join(',')
		.toLowerCase();
	if (/\bclose\b/.test(words)) return false;
	return isNew || /\bkeep-alive\b/.test(words);
}

/** Reads the body of a refusal; false when the socket cannot be used after it. */
async function drain(socket: net.Socket, headers: Answer['headers']): Promise<boolean> {
	let left = DRAIN_LIMIT;
	const skip = async (count: number) => {
		left -= count;
		for (let rest = left < 0 ? 0 : count; rest > 0;) {
			rest -= (await readBytes(socket, Math.min(rest, 16 * 1024))).length;
		}
		return left >= 0;
	};
	const coding = headers.get('transfer-encoding')?.join(',').trim().toLowerCase();
	if (coding !== undefined) {
		if (coding !== 'chunked') return false;
		for (;;) {
			const size = /^([0-9a-f]{1,6})[ \t]*(?:;|$)/i.exec(await readUntil(socket, '\r\n', 1024));
			if (!size) return false;
			const count = parseInt(size[1]!, 16);
			if (count === 0) break;
			if (!(await skip(count + 2))) return false;
		}
		for (let trailer = 0; trailer < 100; trailer++) {
			if ((await readUntil(socket, '\r\n', HEAD_LIMIT)) === '') return true;
		}
		return false;
	}
	const lengths = new Set(headers.get('content-length'));
	const [length = ''] = lengths;
	return lengths.size === 1 && /^\d{1,7}$/.test(length) && (await skip(Number(length)));
}

function refusal(status: number, proxy: string, target: string): ExchangeError {
	const message = `The proxy '${proxy}' did not connect to ${target} (${status})`;
	const details = {
		code: `PROXY_${status}`,
		status,
		advice: 'Ask the administrator of the proxy to allow this host and port.',
	};
	return status >= 500
		? new RetriableError(message, { ...details, delivered: 'no' })
		: new FatalError(message, details);
}

function proxySignInError(
	proxy: string,
	scheme: string | undefined,
	challenges: readonly Challenge[],
	hasAnswered: boolean,
	status = 407,
): FatalError {
	const offers = [...new Set(challenges.map((challenge) => challenge.scheme))];
	const list = offers.join(', ') || 'no scheme at all';
	const isOffered = offers.some((offer) => offer.toLowerCase() === scheme?.toLowerCase());
	const [message, advice, field] =
		scheme === undefined
			? [
					`The proxy '${proxy}' asks for a sign-in (407); it offers ${list}`,
					"Choose one of these as 'Proxy Auth Scheme' and fill in 'Proxy User' and 'Proxy Password'.",
					'proxyUser',
				]
			: offers.length > 0 && !isOffered
				? [
						`The proxy '${proxy}' does not offer ${scheme} (407); it offers ${list}`,
						"Choose one of these as 'Proxy Auth Scheme'.",
						'proxyAuthScheme',
					]
				: [
						hasAnswered
							? `The proxy '${proxy}' refused the sign-in (${status})`
							: `The offer of ${scheme} by the proxy '${proxy}' could not be answered (407)`,
						`Check 'Proxy User' and 'Proxy Password'. The sign-in was by ${scheme}${status === 407 ? `; the proxy offers ${list}` : ''}.`,
						'proxyUser',
					];
	return new FatalError(message!, { code: `PROXY_${status}`, status, field, advice });
}

const notAProxy = ({ url }: Proxy) =>
	new FatalError(`'${url.hostname}' does not answer like an HTTP proxy`, {
		code: 'NOT_A_PROXY',
		field: 'proxyUrl',
		advice: "Check host and port in 'Proxy URL'; a SOCKS proxy is written with socks5://.",
	});

function brokenOff(cause: ConversationError, proxy: string): ExchangeError {
	return cause.reason === 'closed'
		? new RetriableError(`The proxy '${proxy}' closed the connection`, {
				code: 'PROXY_CLOSED',
				delivered: 'no',
				advice: "Check 'Proxy URL', and that the proxy lets this machine in.",
			})
		: new FatalError(`The answer of the proxy '${proxy}' is larger than ${HEAD_LIMIT} bytes`, {
				code: 'NOT_A_PROXY',
				field: 'proxyUrl',
				advice: "Check host and port in 'Proxy URL'.",
			});
}
