import type net from 'node:net';
import { LdapConnection } from '../../../../core/backends/ldap/connection';
import { EntryQueue } from '../../../../core/backends/ldap/entryQueue';
import { present } from '../../../../core/backends/ldap/filter';
import type { Limits } from '../../../../core/backends/ldap/gate';
import { parseDirectorySettings } from '../../../../core/connection/directoryParse';
import {
	childrenOf,
	element,
	integer,
	numberOf,
	octets,
	readElement,
	TAG,
} from '../../../servers/ber';
import { serveTcp, type Running } from '../../../servers/listen';

const OP = { bind: 0x60, bindDone: 0x61, search: 0x63, entry: 0x64, done: 0x65 };
const SPEC = { base: 'DC=x', scope: 'sub', filter: present('cn'), attributes: ['cn'] } as const;
const LIMITS: Limits = { before: 10_000, message: 100_000, answer: 2_000_000 };

const message = (id: number, operation: Buffer, ...rest: readonly Buffer[]) =>
	element(TAG.sequence, integer(id), operation, ...rest);
const done = (id: number, operation = OP.done, text = '') =>
	message(id, element(operation, integer(0, TAG.enumerated), octets(''), octets(text)));
const attribute = (type: string, ...values: ReadonlyArray<string | Buffer>) =>
	element(TAG.sequence, octets(type), element(TAG.set, ...values.map(octets)));
const entry = (id: number, dn: string, ...attributes: readonly Buffer[]) =>
	message(id, element(OP.entry, octets(dn), element(TAG.sequence, ...attributes)));
/** A message that announces this many bytes and has none. */
const announcing = (bytes: number) => {
	const head = Buffer.from([TAG.sequence, 0x84, 0, 0, 0, 0]);
	head.writeUInt32BE(bytes, 2);
	return head;
};

type Answer = (id: number, socket: net.Socket) => void;

describe('What a server sends', () => {
	let server: Running | undefined;
	let connection: LdapConnection | undefined;
	afterEach(async () => {
		await connection?.close();
		await server?.close();
		connection = server = undefined;
	});

	/** A server that takes the sign-in and answers searches as told. */
	async function connect(
		search: Answer,
		{ bind, security = 'none' }: { bind?: Answer; security?: string } = {},
	): Promise<LdapConnection> {
		const answers: Readonly<Record<number, Answer>> = {
			[OP.bind]: bind ?? ((id, socket) => void socket.write(done(id, OP.bindDone))),
			[OP.search]: search,
			// Extended request: StartTLS.
			0x77: search,
		};
		server = await serveTcp((socket) => {
			let rest: Buffer = Buffer.alloc(0);
			socket.on('data', (data: Buffer) => {
				rest = Buffer.concat([rest, data]);
				for (let next; (next = readElement(rest));) {
					rest = rest.subarray(next.raw.length);
					const [id, operation] = childrenOf(next.value);
					answers[operation!.tag]?.(numberOf(id!), socket);
				}
			});
		});
		const settings = parseDirectorySettings({
			...{ hosts: '127.0.0.1', port: server.port, security, user: 'CN=u,DC=x' },
			...{ password: 'Passw0rd!User', timeout: 5, connectTimeout: 5 },
		});
		connection = await LdapConnection.open(settings, settings.hosts[0]!, {}, LIMITS);
		return connection;
	}
	const searched = async (search: Answer) => {
		const open = await connect(search);
		await open.bind({});
		return await open.search(SPEC, {});
	};
	const within = async (promise: Promise<unknown>) => {
		const start = performance.now();
		const error = await promise.then(
			() => undefined,
			(reason: Error & { code?: string; advice?: string }) => reason,
		);
		expect(performance.now() - start).toBeLessThan(3000);
		return error;
	};

	it('is read whatever the pieces it comes in', async () => {
		const values = ['Ü', '', 'x'.repeat(300)];
		const all = (id: number) =>
			Buffer.concat([
				entry(id, 'CN=Ü,DC=x', attribute('cN', ...values), attribute('empty')),
				entry(id + 77, 'CN=of another search,DC=x', attribute('cn', 'no')),
				message(id, element(0x73, octets('ldap://a/DC=a'), octets('ldap://b/DC=b'))),
				entry(id, 'CN=2,DC=x', attribute('jpegPhoto', Buffer.alloc(90_000, 7))),
				done(id),
			]);
		for (const size of [1, 2, 7, 1000, 1e6]) {
			const { entries, references } = await searched((id, socket) => {
				const bytes = all(id);
				const send = (at: number) => {
					// One byte at a time for the head, then what is left in larger pieces.
					const end = at < 2000 ? at + size : at + Math.max(size, 4096);
					if (at < bytes.length) socket.write(bytes.subarray(at, end), () => send(end));
				};
				send(0);
			});
			expect(entries.map(({ dn }) => dn)).toEqual(['CN=Ü,DC=x', 'CN=2,DC=x']);
			expect(entries[0]!.values.get('cn')!.map(String)).toEqual(values);
			expect(entries[0]!.names.get('cn')).toBe('cN');
			expect(entries[0]!.values.get('empty')).toEqual([]);
			expect(entries[1]!.values.get('jpegphoto')![0]).toHaveLength(90_000);
			expect(references).toEqual(['ldap://a/DC=a', 'ldap://b/DC=b']);
			await connection!.close();
			await server!.close();
		}
	});

	it('is not waited for when it announces more than any message has', async () => {
		const error = await within(searched((_id, socket) => void socket.write(announcing(100_001))));
		expect(error?.code).toBe('TOO_LARGE');
		expect(error?.message).toMatch(/larger/);
		expect(error?.advice).toMatch(/Page Size/);
	});

	it('is held to a smaller size before the sign-in', async () => {
		const bind: Answer = (id, socket) =>
			void socket.write(done(id, OP.bindDone, 'x'.repeat(LIMITS.before)));
		const open = await connect(() => undefined, { bind });
		expect((await within(open.bind({})))?.code).toBe('TOO_LARGE');
	});

	it('is held to a size in all that waits for its reader', async () => {
		const flood: Answer = (id, socket) => {
			const one = entry(id, 'CN=1,DC=x', attribute('cn', 'x'.repeat(50_000)));
			for (let i = 0; i < 50; i += 1) socket.write(one);
		};
		expect((await within(searched(flood)))?.code).toBe('TOO_LARGE');
	});

	it('waits in the network while the reader of a stream is busy', async () => {
		const sent = { entries: 0 };
		const one = (id: number) => entry(id, 'CN=1,DC=x', attribute('cn', 'x'.repeat(20_000)));
		const open = await connect((id, socket) => {
			const send = () => {
				sent.entries += 1;
				if (sent.entries > 1000) return void socket.write(done(id));
				if (socket.write(one(id))) send();
				else socket.once('drain', send);
			};
			send();
		});
		await open.bind({});
		const queue = new EntryQueue();
		const cookie = Buffer.alloc(0);
		const streaming = open.stream(SPEC, { timeoutMs: 5000 }, { size: 5000, cookie }, queue);
		streaming.then(
			() => queue.end(),
			(error: unknown) => queue.end(error),
		);
		// Longer than the timeout: what the server is told to wait does not count.
		await new Promise((resolve) => setTimeout(resolve, 5500));
		expect(sent.entries).toBeLessThan(750);
		expect(queue.waiting).toBeLessThan(1 << 20);
		let read = 0;
		for (let piece; (piece = await queue.next());) read += piece.length;
		expect([read, (await streaming).count]).toEqual([1000, 1000]);
	}, 20_000);

	const nested = (depth: number) => {
		let inner: Buffer = Buffer.alloc(0);
		for (let i = 0; i < depth; i += 1) inner = element(TAG.sequence, inner);
		return inner;
	};
	it.each<[string, (id: number) => Buffer]>([
		['text', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
		['a length without end', () => Buffer.from([0x30, 0x80, 2, 1, 1, 0, 0])],
		['a length of nine bytes', () => Buffer.from([0x30, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1])],
		['a message without number', () => element(TAG.sequence, octets('x'))],
		['an empty message', () => element(TAG.sequence)],
		['elements within elements', (id) => message(id, element(OP.entry, octets(''), nested(3000)))],
		['elements within a value', (id) => entry(id, 'CN=1', element(TAG.sequence, nested(3000)))],
		[
			'a value that is longer than its entry',
			(id) => {
				const whole = entry(id, 'CN=1', attribute('cn', 'abc'));
				whole[whole.length - 4] = 0x7f;
				return whole;
			},
		],
		['an entry without attributes', (id) => message(id, element(OP.entry, octets('CN=1')))],
		['references that are none', (id) => message(id, element(0x73, integer(1)))],
	])('ends the connection when it is %s', async (_name, bytes) => {
		const error = await within(searched((id, socket) => void socket.write(bytes(id))));
		expect(error?.code).toBe('MALFORMED');
		expect(error?.advice).toBeTruthy();
		expect(connection!.isOpen).toBe(false);
	});

	it('may be a hundred thousand messages at once that nobody asked for', async () => {
		const many = Buffer.concat(Array.from({ length: 100_000 }, () => done(0)));
		const { entries } = await searched((id, socket) => {
			socket.write(many);
			socket.write(Buffer.concat([entry(id, 'CN=1,DC=x', attribute('cn', 'a')), done(id)]));
		});
		expect(entries).toHaveLength(1);
	});

	describe('as an answer to StartTLS', () => {
		const start = (answer: Answer) => connect(answer, { security: 'startTls' });

		it('is refused when something stands behind it that is not encrypted', async () => {
			const error = await within(
				start(
					(id, socket) => void socket.write(Buffer.concat([done(id, 0x78), done(2, OP.bindDone)])),
				),
			);
			expect(error?.code).toBe('MALFORMED');
		});

		it.each<[string, Answer, RegExp]>([
			[
				'no',
				(id, s) =>
					void s.write(
						message(
							id,
							element(0x78, integer(2, TAG.enumerated), octets(''), octets('no TLS here')),
						),
					),
				/error|support/i,
			],
			['endless', (_id, s) => void s.write(announcing(1 << 30)), /LDAP/],
			['nothing', () => undefined, /answer/],
		])(
			'may be %s',
			async (_name, answer, told) => {
				const start = performance.now();
				const error = await connect(answer, { security: 'startTls' }).then(
					() => undefined,
					(reason: Error) => reason,
				);
				expect(`${error?.message}`).toMatch(told);
				expect(performance.now() - start).toBeLessThan(8000);
			},
			15_000,
		);
	});
});
