import net from 'node:net';
import tls from 'node:tls';
import { CancelledError } from '../../errors';
import type { DirectorySettings } from '../../connection/directorySettings';
import { tlsOptions } from '../../http/tls';
import { LinkError } from './errors';
import { askForTls } from './startTls';

/** Where a server listens; `address` pins one machine behind a name that has several. */
export interface Endpoint {
	readonly host: string;
	readonly port: number;
	readonly address?: string;
}

/** What `tls.connect` needs to verify this server by the credential's rules. */
export function secureOptions(
	settings: Pick<DirectorySettings, 'tls'>,
	host: string,
): tls.ConnectionOptions {
	const { ALPNProtocols: _unused, ...options } = tlsOptions({
		...(settings.tls.ca ? { ca: settings.tls.ca } : {}),
		rejectUnauthorized: settings.tls.rejectUnauthorized,
		legacy: false,
	});
	const name = settings.tls.serverName ?? host;
	// An address is no server name (RFC 6066): it is compared with the certificate as the host.
	return net.isIP(name) ? { ...options, host: name } : { ...options, servername: name };
}

/** A connected socket, encrypted as the credential says; all of it takes the connect timeout at the most. */
export async function openSocket(
	settings: Pick<DirectorySettings, 'tls' | 'connectTimeoutMs'>,
	endpoint: Endpoint,
	security: DirectorySettings['security'],
	signal?: AbortSignal,
): Promise<net.Socket> {
	const { host, port, address } = endpoint;
	const plain = net.connect({ host: address ?? host, port, autoSelectFamily: true });
	const deadline = Date.now() + settings.connectTimeoutMs;
	await event(plain, 'connect', deadline, signal);
	plain.setNoDelay(true);
	plain.setKeepAlive(true, 60_000);
	if (security === 'none') return plain;
	try {
		if (security === 'startTls') await askForTls(plain, deadline, signal);
		const encrypted = tls.connect({ ...secureOptions(settings, host), socket: plain });
		await event(encrypted, 'secureConnect', deadline, signal);
		return encrypted;
	} catch (error) {
		plain.destroy();
		const { code } = error as NodeJS.ErrnoException;
		if (code !== 'ECONNRESET' && code !== 'EPIPE') throw error;
		throw new LinkError(security === 'startTls' ? 'PLAIN_RESET' : 'TLS_RESET', error);
	}
}

function event(
	socket: net.Socket,
	name: 'connect' | 'secureConnect',
	deadline: number,
	signal?: AbortSignal,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const settle = (error?: unknown) => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', cancel);
			socket.off(name, done).off('error', settle).off('close', closed);
			if (error === undefined) return resolve();
			socket.on('error', () => undefined);
			socket.destroy();
			reject(error as Error);
		};
		const done = () => settle();
		const closed = () => settle(new LinkError('TLS_RESET'));
		const cancel = () => settle(new CancelledError());
		const timer = setTimeout(
			() => settle(new LinkError('CONNECT_TIMEOUT')),
			Math.max(1, deadline - Date.now()),
		);
		socket.once(name, done).once('error', settle).once('close', closed);
		if (signal?.aborted) cancel();
		else signal?.addEventListener('abort', cancel, { once: true });
	});
}
