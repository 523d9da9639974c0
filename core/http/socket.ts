import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { CancelledError, FatalError, RetriableError } from '../errors';
import { transportError, type TransportContext } from './errors';
import { proxyFor, type Proxy, type ProxyOptions } from './proxy';
import { isPinned, serverName } from './tls';

export interface SocketOptions {
	readonly proxy: ProxyOptions;
	/** From `tlsOptions`; only used for https. */
	readonly secure: tls.ConnectionOptions;
	readonly pins?: readonly string[];
	readonly legacy?: boolean;
	readonly timeoutMs: number;
	readonly signal?: AbortSignal;
}

export interface OpenSocket {
	readonly socket: net.Socket;
	/** DER of the server's certificate; absent over plain HTTP. */
	readonly peerCertificate?: Uint8Array;
	/** Such as `TLSv1.3`. */
	readonly protocol?: string;
}

/** A socket to the server of `url`: directly or through a proxy, with TLS for https. */
export async function openSocket(url: URL, options: SocketOptions): Promise<OpenSocket> {
	const proxy = proxyFor(url, options.proxy);
	const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const where: Omit<TransportContext, 'phase'> = {
		host,
		port,
		legacy: options.legacy,
		...(proxy ? { proxy: `${proxy.url.hostname}:${portOf(proxy.url)}` } : {}),
	};
	const deadline = AbortSignal.timeout(options.timeoutMs);
	const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
	let phase: TransportContext['phase'] = 'connect';
	try {
		const socket = await (proxy
			? tunnel(proxy, host, port, options, signal)
			: settle(net.connect({ host, port, autoSelectFamily: true }), 'connect', signal));
		socket.setNoDelay(true);
		socket.setKeepAlive(true, 60_000);
		if (url.protocol !== 'https:') return { socket };
		phase = 'tls';
		const secure = await settle(
			tls.connect({ ...options.secure, socket, host, servername: serverName(host) }),
			'secureConnect',
			signal,
		);
		return { socket: secure, ...checkPeer(secure, host, options.pins) };
	} catch (cause) {
		if (options.signal?.aborted) throw new CancelledError();
		if (deadline.aborted) {
			throw transportError(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }), {
				...where,
				phase: 'connect',
			});
		}
		throw transportError(cause, { ...where, phase });
	}
}

function checkPeer(socket: tls.TLSSocket, host: string, pins?: readonly string[]) {
	const peerCertificate = new Uint8Array(socket.getPeerCertificate(false).raw ?? []);
	if (pins?.length && !isPinned(peerCertificate, pins)) {
		socket.destroy();
		throw new FatalError(`The certificate of '${host}' is not the one given in 'SSL Server Cert'`, {
			code: 'CERT_NOT_PINNED',
			field: 'sslServerCert',
			advice:
				'The server has a new certificate, or another server answers: compare, then replace the value.',
		});
	}
	return { peerCertificate, protocol: socket.getProtocol() ?? undefined };
}

/** CONNECT (RFC 9110, 9.3.6); the proxy sees host and port, never a request or its credentials. */
function tunnel(
	proxy: Proxy,
	host: string,
	port: number,
	options: SocketOptions,
	signal: AbortSignal,
): Promise<net.Socket> {
	const path = `${net.isIPv6(host) ? `[${host}]` : host}:${port}`;
	const request = (proxy.url.protocol === 'https:' ? https : http).request({
		host: proxy.url.hostname.replace(/^\[|\]$/g, ''),
		port: portOf(proxy.url),
		method: 'CONNECT',
		path,
		agent: false,
		headers: {
			host: path,
			...(proxy.authorization ? { 'proxy-authorization': proxy.authorization } : {}),
		},
		...(proxy.url.protocol === 'https:' ? { ...options.secure, ALPNProtocols: undefined } : {}),
	});
	return new Promise((resolve, reject) => {
		const stop = () => request.destroy(new Error('stopped'));
		signal.addEventListener('abort', stop, { once: true });
		request.once('error', reject);
		request.once('response', (response) => refuse(response, response.socket));
		request.once('connect', (response, socket) => {
			signal.removeEventListener('abort', stop);
			if (response.statusCode === 200) resolve(socket as net.Socket);
			else refuse(response, socket as net.Socket);
		});
		request.end();

		function refuse(response: http.IncomingMessage, socket: net.Socket): void {
			signal.removeEventListener('abort', stop);
			socket.destroy();
			reject(refusal(response.statusCode ?? 0, proxy.url.hostname, path));
		}
	});
}

function refusal(status: number, proxy: string, target: string): Error {
	const code = `PROXY_${status}`;
	if (status === 407) {
		return new FatalError(`The proxy '${proxy}' refused the sign-in (407)`, {
			code,
			status,
			field: 'proxyUser',
			advice: "Check 'Proxy User' and 'Proxy Password'; proxies are signed in to by Basic.",
		});
	}
	const message = `The proxy '${proxy}' did not connect to ${target} (${status})`;
	const advice = 'Ask the administrator of the proxy to allow this host and port.';
	return status >= 500
		? new RetriableError(message, { code, status, advice, delivered: 'no' })
		: new FatalError(message, { code, status, advice });
}

function settle<T extends net.Socket>(socket: T, event: string, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = () => socket.destroy(new Error('stopped'));
		const done = () => {
			signal.removeEventListener('abort', stop);
			socket.removeListener('error', fail);
			socket.removeListener('close', closed);
		};
		const fail = (error: Error) => {
			done();
			socket.destroy();
			reject(error);
		};
		const closed = () => fail(new Error('closed'));
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
		socket.once('error', fail);
		socket.once('close', closed);
		socket.once(event, () => {
			done();
			resolve(socket);
		});
	});
}

const portOf = (url: URL) => Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
