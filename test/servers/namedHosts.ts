import http from 'node:http';
import net from 'node:net';
import { listen, type Running } from './listen';

/** A host as clients see it through the proxy: `mail.contoso.example:443` -> a port of this machine. */
export type Hosts = Readonly<Record<string, number>>;

/**
 * An HTTP proxy that gives names to servers of a test: CONNECT to a name that it knows leads to a port of
 * this machine, any other is answered with 502. `asked` lists who was asked for.
 */
export async function namedHosts(
	hosts: Hosts,
): Promise<Running<http.Server> & { readonly url: string; readonly asked: string[] }> {
	const asked: string[] = [];
	const server = http.createServer((_request, response) => response.writeHead(405).end());
	server.on('connect', (request, socket: net.Socket) => {
		const name = request.url ?? '';
		asked.push(name);
		const port = hosts[name];
		socket.on('error', () => undefined);
		if (port === undefined) {
			socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
			return;
		}
		const target = net.connect(port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			target.pipe(socket).pipe(target);
		});
		target.on('error', () => socket.destroy());
		socket.on('close', () => target.destroy());
	});
	const running = await listen(server);
	return { ...running, url: `http://127.0.0.1:${running.port}`, asked };
}
