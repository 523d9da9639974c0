import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';

/** A server of a test on a free port of the loopback address. */
export interface Running<T extends net.Server = net.Server> {
	readonly server: T;
	readonly port: number;
	close(): Promise<void>;
}

export async function listen<T extends net.Server>(server: T): Promise<Running<T>> {
	const sockets = new Set<net.Socket>();
	const track = (socket: net.Socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.once('close', () => sockets.delete(socket));
	};
	server.on('connection', track);
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		server,
		port: (server.address() as AddressInfo).port,
		close: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}

export const serveHttp = (handler: http.RequestListener) => listen(http.createServer(handler));

export const serveHttps = (options: https.ServerOptions, handler: http.RequestListener) =>
	listen(https.createServer(options, handler));

export const serveTcp = (handler: (socket: net.Socket) => void) =>
	listen(net.createServer(handler));

export async function readBody(request: http.IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts);
}
