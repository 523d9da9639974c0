import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import readline from 'node:readline';
import { md4 } from './md4';

export type Verdict =
	| { readonly ok: true; readonly user: string; readonly details?: NtlmDetails }
	| { readonly ok: false; readonly reason: string };

/** What an NTLM sign-in showed, from the bytes of the last message. */
export interface NtlmDetails {
	readonly domain: string;
	readonly user: string;
	readonly hasMic: boolean;
	readonly binding?: string;
	readonly targetName?: string;
	readonly lmResponse: string;
	readonly flags: number;
	readonly echoesTime: boolean;
}

/** One sign-in: the first token gives the challenge, the second the verdict. */
export interface NtlmExchange {
	challenge(negotiate: Buffer): Promise<Buffer>;
	verify(authenticate: Buffer): Promise<Verdict>;
	end(): void;
}

const hmac = (key: Buffer, ...parts: Buffer[]) =>
	createHmac('md5', key).update(Buffer.concat(parts)).digest();
const pair = (id: number, value: Buffer) => {
	const head = Buffer.alloc(4);
	head.writeUInt16LE(id, 0);
	head.writeUInt16LE(value.length, 2);
	return Buffer.concat([head, value]);
};
const wide = (text: string) => Buffer.from(text, 'utf16le');

export interface OwnJudgeOptions {
	/** Passwords by user name as it is sent. */
	readonly passwords: Readonly<Record<string, string>>;
	/** DER of the certificate; given: a matching channel binding is required. */
	readonly certificate?: Buffer;
	readonly certificateHash?: string;
	/** Servers of the time before MIC send none; default true. */
	readonly sendsTime?: boolean;
}

/** A verifier of NTLMv2 after [MS-NLMP] 3.3.2 and 3.2.5.1.2, sharing no code with the client. */
export function ownJudge(options: OwnJudgeOptions): NtlmExchange {
	const serverChallenge = randomBytes(8);
	const time = Buffer.alloc(8);
	time.writeBigUInt64LE((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n);
	let negotiate = Buffer.alloc(0);
	let challenge = Buffer.alloc(0);
	return {
		async challenge(message) {
			negotiate = Buffer.from(message);
			const target = wide('CONTOSO');
			const info = Buffer.concat([
				pair(2, target),
				pair(1, wide('MAIL1')),
				pair(4, wide('contoso.example')),
				pair(3, wide('mail1.contoso.example')),
				...(options.sendsTime === false ? [] : [pair(7, time)]),
				Buffer.alloc(4),
			]);
			const head = Buffer.alloc(56);
			head.write('NTLMSSP\0', 'latin1');
			head.writeUInt32LE(2, 8);
			head.writeUInt16LE(target.length, 12);
			head.writeUInt16LE(target.length, 14);
			head.writeUInt32LE(56, 16);
			head.writeUInt32LE((negotiate.readUInt32LE(12) & 0xe28a_8a37) >>> 0, 20);
			serverChallenge.copy(head, 24);
			head.writeUInt16LE(info.length, 40);
			head.writeUInt16LE(info.length, 42);
			head.writeUInt32LE(56 + target.length, 44);
			challenge = Buffer.concat([head, target, info]);
			return challenge;
		},
		async verify(message) {
			const field = (at: number) => {
				const start = message.readUInt32LE(at + 4);
				return message.subarray(start, start + message.readUInt16LE(at));
			};
			const domain = field(28).toString('utf16le');
			const user = field(36).toString('utf16le');
			const response = field(20);
			const refuse = (reason: string): Verdict => ({ ok: false, reason });
			if (response.length === 24) return refuse('NTLMv1');
			const password = options.passwords[user];
			if (password === undefined) return refuse(`no user ${user}`);
			const key = hmac(md4(wide(password)), wide(user.toUpperCase() + domain));
			const blob = response.subarray(16);
			const proof = hmac(key, serverChallenge, blob);
			if (!proof.equals(response.subarray(0, 16))) return refuse('NTProofStr');
			const pairs = new Map<number, Buffer>();
			for (let at = 28; at + 4 <= blob.length;) {
				const id = blob.readUInt16LE(at);
				const length = blob.readUInt16LE(at + 2);
				if (id === 0) break;
				pairs.set(id, blob.subarray(at + 4, at + 4 + length));
				at += 4 + length;
			}
			const hasMic = Boolean((pairs.get(6)?.readUInt32LE() ?? 0) & 2);
			if (hasMic) {
				const mic = Buffer.from(message.subarray(72, 88));
				const blank = Buffer.from(message);
				blank.fill(0, 72, 88);
				if (!hmac(hmac(key, proof), negotiate, challenge, blank).equals(mic)) return refuse('MIC');
			} else if (options.sendsTime !== false) {
				return refuse('no MIC');
			}
			const binding = pairs.get(10)?.toString('hex');
			if (options.certificate) {
				const data = Buffer.concat([
					Buffer.from('tls-server-end-point:'),
					createHash(options.certificateHash ?? 'sha256')
						.update(options.certificate)
						.digest(),
				]);
				const length = Buffer.alloc(4);
				length.writeUInt32LE(data.length);
				const expected = createHash('md5')
					.update(Buffer.concat([Buffer.alloc(16), length, data]))
					.digest('hex');
				if (binding !== expected) return refuse('channel binding');
			}
			return {
				ok: true,
				user: domain ? `${domain}\\${user}` : user,
				details: {
					domain,
					user,
					hasMic,
					binding,
					targetName: pairs.get(9)?.toString('utf16le'),
					lmResponse: field(12).toString('hex'),
					flags: message.readUInt32LE(60),
					echoesTime: blob.subarray(8, 16).equals(time),
				},
			};
		},
		end: () => undefined,
	};
}

/** Samba's ntlm_auth as the judge; the state of a sign-in lives in its process. */
export function sambaJudge(smbConf: string, env: NodeJS.ProcessEnv): NtlmExchange {
	const child: ChildProcess = spawn(
		'ntlm_auth',
		['--helper-protocol=squid-2.5-ntlmssp', `--configfile=${smbConf}`],
		{ stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ...env } },
	);
	const waiting: Array<(line: string) => void> = [];
	const lines = readline.createInterface({ input: child.stdout! });
	lines.on('line', (line) => waiting.shift()?.(line));
	child.once('exit', () => waiting.splice(0).forEach((resolve) => resolve('BH ended')));
	child.once('error', () => waiting.splice(0).forEach((resolve) => resolve('BH cannot start')));
	child.stdin!.on('error', () => undefined);
	const ask = (line: string) =>
		new Promise<string>((resolve) => {
			waiting.push(resolve);
			child.stdin!.write(`${line}\n`);
		});
	return {
		async challenge(negotiate) {
			const [code, token = ''] = (await ask(`YR ${negotiate.toString('base64')}`)).split(' ');
			if (code !== 'TT') throw new Error(`ntlm_auth: ${code} ${token}`);
			return Buffer.from(token, 'base64');
		},
		async verify(authenticate) {
			const [code, ...rest] = (await ask(`KK ${authenticate.toString('base64')}`)).split(' ');
			return code === 'AF'
				? { ok: true, user: rest.join(' ') }
				: { ok: false, reason: [code, ...rest].join(' ') };
		},
		end: () => {
			child.stdin!.end();
			child.kill();
		},
	};
}

export interface NtlmServerLog {
	/** `negotiate`, `authenticate` or `request` and the length of the body that came with it. */
	readonly legs: Array<{ readonly kind: string; readonly body: number; readonly socket: number }>;
	readonly verdicts: Verdict[];
}

/**
 * Signs in sockets as IIS does: who is signed in on a socket needs no header again, unless
 * `perRequest`. A token on another socket than the one that got the challenge is refused.
 */
export function ntlmGate(judge: () => NtlmExchange, { perRequest = false } = {}) {
	const log: NtlmServerLog = { legs: [], verdicts: [] };
	const exchanges = new WeakMap<Socket, NtlmExchange>();
	const users = new WeakMap<Socket, string>();
	const numbers = new WeakMap<Socket, number>();
	let count = 0;
	const refuse = (response: ServerResponse, header: string) => {
		response.writeHead(401, { 'www-authenticate': header, 'content-type': 'text/html' });
		response.end('<html>401</html>');
		return undefined;
	};

	/** The user, or undefined when the answer is written already. */
	async function admit(
		request: IncomingMessage,
		body: Buffer,
		response: ServerResponse,
	): Promise<string | undefined> {
		const { socket } = request;
		if (!numbers.has(socket)) numbers.set(socket, ++count);
		const [scheme, token] = (request.headers.authorization ?? '').split(' ');
		const message = scheme === 'NTLM' ? Buffer.from(token ?? '', 'base64') : undefined;
		const kind = !message ? 'request' : message[8] === 1 ? 'negotiate' : 'authenticate';
		log.legs.push({ kind, body: body.length, socket: numbers.get(socket)! });
		if (!message) {
			const user = perRequest ? undefined : users.get(socket);
			return user ?? refuse(response, 'NTLM');
		}
		if (kind === 'negotiate') {
			const exchange = judge();
			exchanges.set(socket, exchange);
			socket.once('close', () => exchange.end());
			const challenge = await exchange.challenge(message);
			return refuse(response, `NTLM ${challenge.toString('base64')}`);
		}
		const exchange = exchanges.get(socket);
		if (!exchange) return refuse(response, 'NTLM');
		exchanges.delete(socket);
		const verdict = await exchange.verify(message);
		exchange.end();
		log.verdicts.push(verdict);
		if (!verdict.ok) return refuse(response, 'NTLM');
		users.set(socket, verdict.user);
		return verdict.user;
	}
	return { admit, log };
}
