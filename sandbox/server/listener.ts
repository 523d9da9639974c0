import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { SecureVersion } from 'node:tls';
import type { Certificate } from './certificate';
import type { AutodiscoverEndpoint } from './autodiscoverEndpoint';
import type { ControlParts } from './control';
import { serveControl } from './control';
import type { EwsEndpoint } from './ewsEndpoint';
import type { GraphEndpoint } from './graphEndpoint';
import { homePage, loginPage } from './pages';
import type { PhotoEndpoint } from './photoEndpoint';
import { TokensEndpoint } from './tokens/tokensEndpoint';
import type { RequestLog } from './requestLog';
import { sendText } from './wire';

export interface TlsOptions {
	readonly minVersion?: SecureVersion;
	readonly maxVersion?: SecureVersion;
	readonly ciphers?: string;
}

interface Connection {
	readonly number: number;
	requests: number;
}

/** Numbers the connections and knows which request is the first on one. */
export class Connections {
	readonly #known = new WeakMap<Socket, Connection>();

	constructor(private readonly log: RequestLog) {}

	opened(socket: Socket): void {
		this.log.connections += 1;
		this.#known.set(socket, { number: this.log.connections, requests: 0 });
	}

	/** To be asked once per request. */
	of(socket: Socket): { readonly number: number; readonly fresh: boolean } {
		const connection = this.#known.get(socket);
		if (connection === undefined) return { number: 0, fresh: false };
		connection.requests += 1;
		return { number: connection.number, fresh: connection.requests === 1 };
	}
}

export interface ListenerParts {
	readonly endpoint: EwsEndpoint;
	readonly autodiscover?: AutodiscoverEndpoint;
	readonly photos?: PhotoEndpoint;
	readonly tokens: TokensEndpoint;
	readonly graph?: GraphEndpoint;
	readonly control: ControlParts;
	readonly connections: Connections;
	readonly host: string;
}

export interface Listener {
	/** `http://127.0.0.1:8080`, without a slash at its end. */
	readonly origin: string;
	close(): Promise<void>;
}

const EWS_PATH = /^\/ews\/exchange\.asmx\/?$/i;
const AUTODISCOVER_PATH = /^\/autodiscover\/autodiscover\.(xml|svc)$/i;
const PHOTO_PATH = /^\/ews\/exchange\.asmx\/s\/getuserphoto$/i;
const GRAPH_PATH = /^\/v1\.0(\/|$)/i;
const LOGIN_PATH = /^\/owa(\/|$)/i;

async function route(
	parts: ListenerParts,
	request: http.IncomingMessage,
	response: http.ServerResponse,
): Promise<void> {
	const path = (request.url ?? '/').replace(/[?#].*$/s, '');
	if (EWS_PATH.test(path)) return await parts.endpoint.serve(request, response);
	if (parts.autodiscover && AUTODISCOVER_PATH.test(path)) {
		return await parts.autodiscover.serve(request, response);
	}
	if (parts.photos && PHOTO_PATH.test(path)) return await parts.photos.serve(request, response);
	if (path.startsWith('/_sandbox/')) return await serveControl(parts.control, request, response);
	if (parts.graph && GRAPH_PATH.test(path)) return parts.graph.serve(request, response);
	if (TokensEndpoint.owns(path)) return await parts.tokens.serve(request, response);
	request.resume();
	const page = LOGIN_PATH.test(path) ? loginPage : homePage;
	sendText(response, path === '/' || LOGIN_PATH.test(path) ? 200 : 404, 'text/html', page);
}

/** Listens on HTTP, or on HTTPS where a certificate is given. */
export async function listen(
	parts: ListenerParts,
	port: number,
	certificate?: Certificate,
	tls: TlsOptions = {},
): Promise<Listener> {
	const handler: http.RequestListener = (request, response) => {
		route(parts, request, response).catch((error: unknown) => {
			// A client that went away is not worth a word; anything else must be seen.
			if (!request.socket.destroyed) {
				console.error('Exchange sandbox:', error);
				if (response.headersSent) response.destroy();
				else sendText(response, 500, 'text/plain', 'Internal error of the sandbox');
			}
		});
	};
	const options = { keepAliveTimeout: 120_000, noDelay: true };
	const server = certificate
		? https.createServer(
				{ ...options, ...tls, cert: certificate.cert, key: certificate.key },
				handler,
			)
		: http.createServer(options, handler);
	server.on(certificate ? 'secureConnection' : 'connection', (socket: Socket) =>
		parts.connections.opened(socket),
	);
	server.on('clientError', (_error, socket) => socket.destroy());
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, parts.host, resolve);
	});
	const address = server.address() as AddressInfo;
	const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
	return {
		origin: `${certificate ? 'https' : 'http'}://${host}:${address.port}`,
		close: async () => {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		},
	};
}
