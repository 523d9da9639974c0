import net from 'node:net';
import tls from 'node:tls';
import { listen, type Running } from './listen';

export interface ConnectRequest {
	/** `host:port` as it stands in the request line. */
	readonly target: string;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string>>;
	readonly socket: net.Socket;
	/** Counts sockets from 1. */
	readonly connection: number;
}

/** The raw answer that refuses, ended with `close` or not; undefined: a tunnel is made. */
export type Gate = (
	request: ConnectRequest,
) => Promise<
	{ readonly raw: string; readonly close?: boolean } | { readonly head?: string } | undefined
>;

export interface ConnectProxy extends Running {
	readonly requests: ConnectRequest[];
}

/** An HTTP proxy for tunnels whose answers the test writes byte by byte. */
export async function connectProxy(
	gate: Gate = async () => undefined,
	secure?: tls.TlsOptions,
): Promise<ConnectProxy> {
	const requests: ConnectRequest[] = [];
	let connections = 0;
	const serve = (socket: net.Socket) => {
		const connection = ++connections;
		socket.on('error', () => undefined);
		let text = '';
		const take = (bytes: Buffer) => {
			text += bytes.toString('latin1');
			const end = text.indexOf('\r\n\r\n');
			if (end < 0) return;
			const [line = '', ...lines] = text.slice(0, end).split('\r\n');
			text = text.slice(end + 4);
			const [, target] = /^CONNECT (\S+) HTTP\/1\.1$/.exec(line) ?? [];
			if (!target || text) {
				socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n');
				return;
			}
			const headers = Object.fromEntries(
				lines.map((entry) => {
					const at = entry.indexOf(':');
					return [entry.slice(0, at).toLowerCase(), entry.slice(at + 1).trim()];
				}),
			);
			const request = { target, headers, socket, connection };
			requests.push(request);
			void gate(request).then((refusal) => {
				if (refusal && 'raw' in refusal) {
					socket.write(refusal.raw, 'latin1');
					if (refusal.close) socket.end();
					return;
				}
				socket.removeListener('data', take);
				const at = target.lastIndexOf(':');
				const host = target.slice(0, at).replace(/^\[|\]$/g, '');
				const far = net.connect(Number(target.slice(at + 1)), host, () => {
					socket.write(`HTTP/1.1 200 Connection established\r\n${refusal?.head ?? ''}\r\n`);
					socket.pipe(far).pipe(socket);
				});
				far.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
				socket.once('close', () => far.destroy());
			});
		};
		socket.on('data', take);
	};
	const running = await listen(secure ? tls.createServer(secure, serve) : net.createServer(serve));
	return { ...running, requests };
}

/** 407 with challenges and a small body. */
export const refusal407 = (challenges: readonly string[], more = ''): string =>
	[
		'HTTP/1.1 407 Proxy Authentication Required',
		...challenges.map((challenge) => `Proxy-Authenticate: ${challenge}`),
		...(more ? [more] : []),
		'Content-Length: 9',
		'',
		'<p>407</p'.slice(0, 9),
	].join('\r\n');
