import net from 'node:net';
import { listen, type Running } from './listen';

export interface SocksOptions {
	/** Asked of SOCKS5 clients; absent: none is. */
	readonly account?: { readonly user: string; readonly password: string };
	/** Bytes that stand in place of an answer: of the greeting, the sign-in, the request. */
	readonly instead?: Partial<Record<'greeting' | 'signIn' | 'request', Buffer>>;
	/** Byte for byte, each in a packet of its own. */
	readonly isSlow?: boolean;
}

export interface SocksServer extends Running {
	/** `version kind host port user`, with kind `address` or `name`. */
	readonly log: string[];
}

/** A strict SOCKS server (RFC 1928, RFC 1929, SOCKS4 and 4a) that shares no code with the client. */
export async function socksServer(options: SocksOptions = {}): Promise<SocksServer> {
	const log: string[] = [];
	const running = await listen(
		net.createServer((socket) => {
			serve(socket, options, log).catch(() => socket.destroy());
		}),
	);
	return { ...running, log };
}

async function serve(socket: net.Socket, options: SocksOptions, log: string[]): Promise<void> {
	const iterator = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
	let pending = Buffer.alloc(0);
	const read = async (count: number): Promise<Buffer> => {
		while (pending.length < count) {
			const next = await iterator.next();
			if (next.done) throw new Error('ended');
			pending = Buffer.concat([pending, next.value]);
		}
		const taken = pending.subarray(0, count);
		pending = pending.subarray(count);
		return taken;
	};
	const say = async (bytes: Buffer) => {
		if (!options.isSlow) {
			socket.write(bytes);
			return;
		}
		for (const byte of bytes) {
			socket.write(Buffer.from([byte]));
			await new Promise((resolve) => setTimeout(resolve, 2));
		}
	};
	const untilZero = async () => {
		let text = Buffer.alloc(0);
		for (let byte = await read(1); byte[0] !== 0; byte = await read(1)) {
			text = Buffer.concat([text, byte]);
		}
		return text.toString();
	};
	const join = async (host: string, port: number, granted: Buffer, refused: Buffer) => {
		const far = net.connect(port, host);
		far.on('error', () => void say(refused).then(() => socket.end()));
		far.once('connect', () => {
			void say(granted).then(() => {
				far.pipe(socket);
				far.write(pending);
				void (async () => {
					for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
						far.write(next.value);
					}
					far.end();
				})().catch(() => far.destroy());
			});
		});
		socket.once('close', () => far.destroy());
	};

	const [version] = await read(1);
	if (version === 4) {
		const head = await read(7);
		if (head[0] !== 1) throw new Error('no CONNECT');
		const user = await untilZero();
		const isName = head[3] === 0 && head[4] === 0 && head[5] === 0 && head[6] !== 0;
		const host = isName ? await untilZero() : [...head.subarray(3)].join('.');
		const port = head.readUInt16BE(1);
		log.push(`4 ${isName ? 'name' : 'address'} ${host} ${port} ${user}`);
		if (options.instead?.request) return say(options.instead.request);
		const reply = (code: number) => Buffer.from([0, code, 0, 0, 0, 0, 0, 0]);
		return join(host, port, reply(0x5a), reply(0x5b));
	}
	if (version !== 5) throw new Error('no SOCKS');
	const [count] = await read(1);
	const methods = [...(await read(count!))];
	if (options.instead?.greeting) return say(options.instead.greeting);
	const method = options.account ? 2 : 0;
	if (!methods.includes(method)) {
		await say(Buffer.from([5, 0xff]));
		socket.end();
		return;
	}
	await say(Buffer.from([5, method]));
	let user = '';
	if (options.account) {
		const text = async () => (await read((await read(1))[0]!)).toString();
		if ((await read(1))[0] !== 1) throw new Error('no sign-in');
		user = await text();
		const password = await text();
		if (options.instead?.signIn) return say(options.instead.signIn);
		const isRight = user === options.account.user && password === options.account.password;
		await say(Buffer.from([1, isRight ? 0 : 1]));
		if (!isRight) {
			socket.end();
			return;
		}
	}
	const [five, command, zero, type] = await read(4);
	if (five !== 5 || command !== 1 || zero !== 0) throw new Error('no CONNECT');
	const bytes = await read(type === 1 ? 4 : type === 4 ? 16 : (await read(1))[0]!);
	const host =
		type === 1
			? [...bytes].join('.')
			: type === 4
				? (bytes.toString('hex').match(/.{4}/g) ?? []).join(':')
				: bytes.toString();
	const port = (await read(2)).readUInt16BE();
	log.push(`5 ${type === 3 ? 'name' : 'address'} ${host} ${port} ${user}`);
	if (options.instead?.request) return say(options.instead.request);
	return join(
		host,
		port,
		// The address of a name, so that each length is read right.
		Buffer.concat([Buffer.from([5, 0, 0, 3, 5]), Buffer.from('bound'), Buffer.from([0, 80])]),
		Buffer.from([5, 5, 0, 1, 0, 0, 0, 0, 0, 0]),
	);
}
