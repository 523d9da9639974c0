import type { HttpOptions } from './options';
import type { SocketOptions } from './socket';
import { proxyTlsOptions, tlsOptions, type TlsSettings } from './tls';

export const hasClientCertificate = ({ cert, pfx }: TlsSettings): boolean => Boolean(cert ?? pfx);

/**
 * What `openSocket` takes for a URL, from the options of a client. Certificates are read with the first socket
 * that needs them, and once.
 */
export function socketOptions(options: Pick<HttpOptions, 'tls' | 'proxy' | 'lookup'>) {
	const { tls, proxy, lookup } = options;
	let secure: SocketOptions['secure'] | undefined;
	let proxySecure: SocketOptions['secure'] | undefined;
	return (url: URL, timeoutMs: number, signal?: AbortSignal): SocketOptions => ({
		proxy,
		secure: url.protocol === 'https:' ? (secure ??= tlsOptions(tls)) : {},
		get proxySecure() {
			return (proxySecure ??= proxyTlsOptions(tls));
		},
		pins: tls.pins,
		legacy: tls.legacy,
		minVersion: tls.minVersion,
		hasClientCertificate: hasClientCertificate(tls),
		lookup,
		timeoutMs,
		signal,
	});
}
