import net from 'node:net';
import { FatalError, RetriableError, type ExchangeError } from '../errors';
import { proxyPort, type Proxy } from './proxy';
import { ConversationError, readBytes } from './socketReader';

const NO_SIGN_IN = 0x00;
const USER_PASSWORD = 0x02;
const CONNECT = 0x01;
const IPV4 = 0x01;
const NAME = 0x03;
const IPV6 = 0x04;
/** A user, password or name has one byte for its length. */
const TEXT_LIMIT = 255;

/** Replies of RFC 1928, 6: in words, and whether another try can have another end. */
const REPLIES: Readonly<Record<number, readonly [string, boolean]>> = {
	1: ['it is out of order', true],
	2: ['its rules forbid it', false],
	3: ['the network cannot be reached', true],
	4: ['the host cannot be reached, or its name is unknown there', true],
	5: ['the server refuses connections on that port', true],
	6: ['the way there is too long', true],
	7: ['it does not know the command', false],
	8: ['it does not know this kind of address', false],
};

/** Has a SOCKS proxy connect to the server: SOCKS5 (RFC 1928, RFC 1929), SOCKS4 and 4a. */
export async function connectSocks(
	socket: net.Socket,
	proxy: Proxy,
	host: string,
	port: number,
): Promise<void> {
	try {
		await (proxy.kind === 'socks5' ? socks5 : socks4)(socket, proxy, host, port);
	} catch (cause) {
		if (!(cause instanceof ConversationError)) throw cause;
		throw new RetriableError(`${nameOf(proxy)} closed the connection`, {
			code: 'PROXY_CLOSED',
			delivered: 'no',
			advice:
				"Check that a SOCKS proxy listens on that port ('Proxy URL') and that it lets this machine in.",
		});
	}
}

async function socks5(socket: net.Socket, proxy: Proxy, host: string, port: number): Promise<void> {
	const { user, password = '' } = proxy;
	const methods = user ? [NO_SIGN_IN, USER_PASSWORD] : [NO_SIGN_IN];
	socket.write(Buffer.from([5, methods.length, ...methods]));
	const [version, method] = await readBytes(socket, 2);
	if (version !== 5) throw notSocks(proxy);
	if (method === USER_PASSWORD && user) {
		socket.write(
			Buffer.concat([
				Buffer.from([1]),
				counted(user, 'Proxy User'),
				counted(password, 'Proxy Password'),
			]),
		);
		const [, status] = await readBytes(socket, 2);
		if (status !== 0) {
			throw signIn(
				`${nameOf(proxy)} refused the sign-in`,
				"Check 'Proxy User' and 'Proxy Password'.",
			);
		}
	} else if (method !== NO_SIGN_IN) {
		throw signIn(
			`${nameOf(proxy)} takes no sign-in that is known here`,
			user
				? 'User and password, or none, are what can be sent; ask the administrator of the proxy.'
				: "Fill in 'Proxy User' and 'Proxy Password'.",
		);
	}
	socket.write(
		Buffer.concat([
			Buffer.from([5, CONNECT, 0]),
			addressOf(host),
			Buffer.from([port >> 8, port & 0xff]),
		]),
	);
	const [replyVersion, reply, , type] = await readBytes(socket, 4);
	if (replyVersion !== 5) throw notSocks(proxy);
	if (reply !== 0) throw refused(proxy, host, port, REPLIES[reply!] ?? [`reply ${reply}`, false]);
	const rest =
		type === IPV4 ? 4 : type === IPV6 ? 16 : type === NAME ? (await readBytes(socket, 1))[0]! : -1;
	if (rest < 0) throw notSocks(proxy);
	await readBytes(socket, rest + 2);
}

async function socks4(socket: net.Socket, proxy: Proxy, host: string, port: number): Promise<void> {
	const { user = '' } = proxy;
	if (net.isIPv6(host)) {
		throw new FatalError('SOCKS4 knows no IPv6 addresses', {
			field: 'proxyUrl',
			advice: "Use SOCKS5 (socks5:// in 'Proxy URL'), or a host name.",
		});
	}
	const isName = !net.isIPv4(host);
	// 0.0.0.1 announces a name behind the user (4a).
	const address = isName ? [0, 0, 0, 1] : host.split('.').map(Number);
	socket.write(
		Buffer.concat([
			Buffer.from([4, CONNECT, port >> 8, port & 0xff, ...address]),
			terminated(user, 'Proxy User'),
			...(isName ? [terminated(host, 'Server')] : []),
		]),
	);
	const [version, reply] = await readBytes(socket, 8);
	if (version !== 0) throw notSocks(proxy);
	if (reply === 0x5c || reply === 0x5d) {
		throw signIn(
			`${nameOf(proxy)} could not confirm the user of this machine`,
			"SOCKS4 knows no password; use socks5:// in 'Proxy URL' if the proxy speaks it.",
		);
	}
	if (reply !== 0x5a) throw refused(proxy, host, port, ['it refused or could not', true]);
}

function addressOf(host: string): Buffer {
	if (net.isIPv4(host)) return Buffer.from([IPV4, ...host.split('.').map(Number)]);
	if (net.isIPv6(host)) return Buffer.from([IPV6, ...groupsOf(host)]);
	return Buffer.concat([Buffer.from([NAME]), counted(host, 'Server')]);
}

/** The 16 bytes of an IPv6 address; the URL parser writes it in its one canonical form. */
function groupsOf(host: string): number[] {
	const [canonical] = new URL(`http://[${host.replace(/%.*$/, '')}]`).hostname
		.slice(1, -1)
		.split('%');
	const [head = '', tail] = canonical!.split('::');
	const words = (text: string) => (text ? text.split(':').map((word) => parseInt(word, 16)) : []);
	const before = words(head);
	const after = tail === undefined ? [] : words(tail);
	const zeros = new Array<number>(8 - before.length - after.length).fill(0);
	return [...before, ...zeros, ...after].flatMap((word) => [word >> 8, word & 0xff]);
}

function counted(text: string, field: string): Buffer {
	const bytes = Buffer.from(text, 'utf8');
	if (bytes.length > TEXT_LIMIT) throw tooLong(field);
	return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function terminated(text: string, field: string): Buffer {
	if (Buffer.byteLength(text) > TEXT_LIMIT || text.includes('\0')) throw tooLong(field);
	return Buffer.from(`${text}\0`, 'utf8');
}

const tooLong = (field: string) =>
	new FatalError(`'${field}' is longer than SOCKS can carry (${TEXT_LIMIT} bytes)`, {
		advice: 'Use an HTTP proxy, or a shorter value.',
	});

const nameOf = (proxy: Proxy) => `The SOCKS proxy '${proxy.url.hostname}:${proxyPort(proxy)}'`;

const notSocks = (proxy: Proxy) =>
	new FatalError(`${nameOf(proxy)} does not speak ${proxy.kind.toUpperCase()}`, {
		code: 'NOT_SOCKS',
		field: 'proxyUrl',
		advice:
			"Check host, port and kind of the proxy in 'Proxy URL'; an HTTP proxy begins with http://.",
	});

const signIn = (message: string, advice: string) =>
	new FatalError(message, { code: 'PROXY_AUTH', field: 'proxyUser', advice });

function refused(
	proxy: Proxy,
	host: string,
	port: number,
	[reason, isTransient]: readonly [string, boolean],
): ExchangeError {
	const message = `${nameOf(proxy)} did not connect to ${host}:${port}: ${reason}`;
	const details = {
		code: 'PROXY_REFUSED',
		advice:
			"Check host and port in 'Server', and ask the administrator of the proxy to allow them.",
	};
	return isTransient
		? new RetriableError(message, { ...details, delivered: 'no' })
		: new FatalError(message, details);
}
