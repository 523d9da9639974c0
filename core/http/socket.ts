import dns from 'node:dns';
import net from 'node:net';
import tls from 'node:tls';
import { CancelledError, FatalError } from '../errors';
import { transportError, type TransportContext } from './errors';
import { proxyFor, proxyPort, type Proxy, type ProxyOptions } from './proxy';
import { connectSocks } from './socks';
import { isPinned, serverName } from './tls';
import { openTunnel, type ProxySocket } from './tunnel';

export interface SocketOptions {
	readonly proxy: ProxyOptions;
	/** From `tlsOptions`; only used for https. */
	readonly secure: tls.ConnectionOptions;
	/** From `proxyTlsOptions`; for a proxy that speaks TLS itself. Absent: verified by the well-known authorities. */
	readonly proxySecure?: tls.ConnectionOptions;
	readonly pins?: readonly string[];
	readonly legacy?: boolean;
	/** The person's own choice, for words that explain. */
	readonly minVersion?: tls.SecureVersion;
	/** The connection has a client certificate to show. */
	readonly hasClientCertificate?: boolean;
	/** Resolves names in place of the system, and may refuse addresses; asked for addresses as well. */
	readonly lookup?: net.LookupFunction;
	readonly timeoutMs: number;
	readonly signal?: AbortSignal;
}

export interface OpenSocket {
	readonly socket: net.Socket;
	/** DER of the server's certificate; absent over plain HTTP. */
	readonly peerCertificate?: Uint8Array;
	/** Such as `TLSv1.3`. */
	readonly protocol?: string;
	/** What broke the socket: a server may refuse a TLS 1.3 handshake after it seems to be done. */
	failure?(): Error | undefined;
}

/** A socket to the server of `url`: directly or through a proxy, with TLS for https. */
export async function openSocket(url: URL, options: SocketOptions): Promise<OpenSocket> {
	const proxy = proxyFor(url, options.proxy);
	const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
	const host = unbracketed(url.hostname);
	const where: Omit<TransportContext, 'phase'> = {
		host,
		port,
		legacy: options.legacy,
		minVersion: options.minVersion,
		hasClientCertificate: options.hasClientCertificate,
		...(proxy ? { proxy: `${proxy.url.hostname}:${proxyPort(proxy)}` } : {}),
	};
	const deadline = AbortSignal.timeout(options.timeoutMs);
	const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
	let phase: TransportContext['phase'] = 'connect';
	let socket: net.Socket | undefined;
	try {
		socket = proxy
			? await viaProxy(proxy, host, port, options, signal)
			: await connect(host, port, options.lookup, signal);
		socket.setNoDelay(true);
		socket.setKeepAlive(true, 60_000);
		if (url.protocol !== 'https:') return { socket };
		phase = 'tls';
		const secure = await settle(
			tls.connect({ ...options.secure, socket, host, servername: serverName(host) }),
			'secureConnect',
			signal,
		);
		let failure: Error | undefined;
		secure.on('error', (error) => (failure ??= error));
		return {
			socket: secure,
			...checkPeer(secure, host, options.pins),
			failure: () => failure,
		};
	} catch (cause) {
		socket?.destroy();
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

async function viaProxy(
	proxy: Proxy,
	host: string,
	port: number,
	options: SocketOptions,
	signal: AbortSignal,
): Promise<net.Socket> {
	let current: net.Socket | undefined;
	const dial = async () => {
		const opened = await dialProxy(proxy, options, signal);
		current = opened.socket;
		return opened;
	};
	const stop = () => current?.destroy();
	signal.addEventListener('abort', stop, { once: true });
	try {
		if (proxy.kind === 'http') {
			const target = `${net.isIPv6(host) ? `[${host}]` : host}:${port}`;
			return await openTunnel(proxy, target, dial, signal);
		}
		const address = proxy.resolvesNames
			? host
			: await resolve(host, port, proxy.kind === 'socks4' ? 4 : 0, options.lookup);
		const { socket } = await dial();
		await connectSocks(socket, proxy, address, port);
		return socket;
	} catch (cause) {
		stop();
		throw cause;
	} finally {
		signal.removeEventListener('abort', stop);
	}
}

/** A socket to the proxy itself; with TLS of its own where its address begins with https://. */
async function dialProxy(
	proxy: Proxy,
	options: SocketOptions,
	signal: AbortSignal,
): Promise<ProxySocket> {
	const host = unbracketed(proxy.url.hostname);
	const port = proxyPort(proxy);
	const socket = await connect(host, port, options.lookup, signal);
	socket.setNoDelay(true);
	if (proxy.url.protocol !== 'https:') return { socket };
	try {
		const secure = await settle(
			tls.connect({ ...options.proxySecure, socket, host, servername: serverName(host) }),
			'secureConnect',
			signal,
		);
		return { socket: secure, ...checkPeer(secure, host) };
	} catch (cause) {
		socket.destroy();
		throw transportError(cause, { host, port, phase: 'tls', isProxy: true });
	}
}

async function connect(
	host: string,
	port: number,
	lookup: net.LookupFunction | undefined,
	signal: AbortSignal,
): Promise<net.Socket> {
	// Node asks for names only; a rule about addresses has to see those that are typed as well.
	if (lookup && net.isIP(host)) await ask(lookup, host, 0);
	const socket = net.connect({ host, port, autoSelectFamily: true, ...(lookup ? { lookup } : {}) });
	return await settle(socket, 'connect', signal);
}

/** The address of a server whose name the proxy does not resolve. */
async function resolve(
	host: string,
	port: number,
	family: number,
	lookup: net.LookupFunction = dns.lookup as net.LookupFunction,
): Promise<string> {
	if (net.isIPv6(host)) return host;
	try {
		return await ask(lookup, host, family);
	} catch (cause) {
		// The proxy is left out: it is the server's name that nobody knows.
		throw transportError(cause, { host, port, phase: 'connect' });
	}
}

const ask = (lookup: net.LookupFunction, host: string, family: number): Promise<string> =>
	new Promise((resolve, reject) => {
		lookup(host, { family, all: true }, (error, found) => {
			const addresses = typeof found === 'string' ? [found] : (found ?? []).map((f) => f.address);
			if (error) reject(error);
			else if (addresses[0] === undefined) {
				reject(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }));
			} else resolve(addresses[0]);
		});
	});

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
			// It may break while nobody reads it, as while a sign-in asks a KDC; an error that nobody hears ends the process.
			socket.on('error', () => undefined);
			resolve(socket);
		});
	});
}

const unbracketed = (host: string) => host.replace(/^\[|\]$/g, '');
