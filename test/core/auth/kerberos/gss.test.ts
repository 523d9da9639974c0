import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { FatalError } from '../../../../core/errors';
import { frameToken, Mechanism, unframeToken } from '../../../../core/auth/gssToken';
import { encryptionType, offeredTypes } from '../../../../core/auth/kerberos/crypto/registry';
import { KerberosContext, ServiceRefusal } from '../../../../core/auth/kerberos/gss';
import { apRep, encApRepPart } from '../../../../core/auth/kerberos/messages/application';
import { krbError } from '../../../../core/auth/kerberos/messages/error';
import { liveCredentials, parseTicketCache } from '../../../../core/auth/kerberos/ticketCache';
import type { Credential } from '../../../../core/auth/kerberos/types';
import {
	negotiationInit,
	negotiationResponse,
	offeredList,
	readNegotiation,
} from '../../../../core/auth/spnego';
import { startMitAcceptor, whyNoMitAcceptor, type Acceptor } from '../../../servers/acceptor';
import {
	startKerberosRealm,
	whyNoKerberosRealm,
	type KerberosRealm,
} from '../../../servers/kerberosRealm';

const why = whyNoKerberosRealm({ clock: true }) ?? whyNoMitAcceptor();
if (why) console.warn(`LEFT OUT: MIT Kerberos taking in our tokens: ${why}`);
const suite = why ? describe.skip : describe;

const TYPES = offeredTypes(true);
const nameOf = (id: number) => (id === 23 ? 'arcfour-hmac' : encryptionType(id)!.name);
const hostOf = (id: number) => `type${id}.a.example.test`;
/** What RFC 2744 and RFC 5929 make of a channel: the hash that stands in the request. */
function bindingOf(applicationData: Buffer): Buffer {
	const header = Buffer.alloc(20);
	header.writeUInt32LE(applicationData.length, 16);
	return createHash('md5').update(header).update(applicationData).digest();
}

suite('security context of Kerberos, taken in by MIT', () => {
	let realm: KerberosRealm;
	let acceptor: Acceptor;
	let strict: Acceptor;
	const tickets = new Map<number, Credential>();

	beforeAll(async () => {
		realm = await startKerberosRealm({
			realm: 'A.EXAMPLE.TEST',
			encryption: TYPES.map((id) => `${nameOf(id)}:normal`),
			defaults: { permitted_enctypes: TYPES.map(nameOf).join(' '), allow_rc4: 'true' },
			principals: [
				{ name: 'anna', password: 'Passw0rd!User' },
				...TYPES.map((id) => ({
					name: `HTTP/${hostOf(id)}`,
					encryption: [`${nameOf(id)}:normal`],
				})),
			],
		});
		const env = { ...process.env, ...realm.env };
		execFileSync('kinit', ['anna'], { env, input: 'Passw0rd!User\n' });
		const keytab = `${realm.folder}/all.keytab`;
		for (const id of TYPES) {
			execFileSync('kvno', ['-e', nameOf(id), `HTTP/${hostOf(id)}`], { env });
			realm.kadmin(`ktadd -norandkey -k ${keytab} HTTP/${hostOf(id)}`);
		}
		const cache = String(realm.env.KRB5CCNAME).replace(/^FILE:/, '');
		const parsed = parseTicketCache(readFileSync(cache), 'Kerberos Ticket Cache');
		for (const credential of liveCredentials(parsed, Date.now(), 'Kerberos Ticket Cache')) {
			const id = TYPES.find((type) => credential.server.components[1] === hostOf(type));
			if (id !== undefined) tickets.set(id, credential);
		}
		acceptor = startMitAcceptor({ keytab, krb5Conf: realm.krb5Conf });
		strict = startMitAcceptor({ keytab, krb5Conf: realm.krb5Conf, refusesReplay: true });
	}, 60_000);
	afterAll(async () => {
		acceptor?.stop();
		strict?.stop();
		await realm?.stop();
	});

	const ticketOf = (id: number): Credential => {
		const credential = tickets.get(id)!;
		expect(credential.key.type).toBe(id);
		return credential;
	};
	const context = (id = 18, more: { clockOffset?: number; binding?: Buffer } = {}) =>
		new KerberosContext({ credential: ticketOf(id), clockOffset: 0, ...more });

	it.each(TYPES)('type %i: let in, and the service proves itself', async (id) => {
		const ours = context(id);
		const answer = await acceptor.step(ours.token);
		expect(answer).toMatchObject({
			complete: true,
			user: 'anna@A.EXAMPLE.TEST',
			mutual: true,
			channelBound: false,
		});
		expect(ours.isProven).toBe(false);
		ours.verify(answer.response!);
		expect(ours.isProven).toBe(true);
	});

	it.each(TYPES)(
		'type %i inside SPNEGO: completed, with a code over the list that holds',
		async (id) => {
			const ours = context(id);
			const list = offeredList([Mechanism.kerberos]);
			const init = negotiationInit([Mechanism.kerberos], ours.token);
			const answer = await acceptor.step(init);
			expect(answer).toMatchObject({ complete: true, user: 'anna@A.EXAMPLE.TEST' });
			const response = readNegotiation(answer.response!)!;
			expect(response.state).toBe('accept-completed');
			expect(response.mechanism).toBe(Mechanism.kerberos);
			ours.verify(response.token!);
			if (response.mic) {
				expect(ours.isMicOf(list, response.mic)).toBe(true);
			}
		},
	);

	it('bound to a channel: the same one is taken and told, another is refused', async () => {
		const channel = Buffer.concat([Buffer.from('tls-server-end-point:'), randomBytes(32)]);
		const other = Buffer.concat([Buffer.from('tls-server-end-point:'), randomBytes(32)]);
		const token = () => context(18, { binding: bindingOf(channel) }).token;
		expect(await acceptor.step(token(), 'same', channel)).toMatchObject({
			complete: true,
			channelBound: true,
		});
		const refused = await acceptor.step(token(), 'other', other);
		expect(refused.complete).toBe(false);
		expect(refused.error).toMatch(/channel bindings/i);
	});

	it('hundreds of requests in a moment are no copies of each other, a copy is refused', async () => {
		const times = Array.from({ length: 300 }, () => context().token.toString('base64'));
		expect(new Set(times).size).toBe(300);
		const tokens = Array.from({ length: 20 }, () => context().token);
		for (const token of tokens) {
			expect(await strict.step(token)).toMatchObject({ complete: true });
		}
		expect((await strict.step(tokens[0]!)).error).toMatch(/replay/i);
	});

	it('a clock that is off by ten minutes: refused with the error of Kerberos and its time', async () => {
		const ours = context(18, { clockOffset: 600_000 });
		const answer = await acceptor.step(ours.token);
		expect(answer.complete).toBe(false);
		const refusal = () => ours.verify(answer.response!);
		expect(refusal).toThrow(ServiceRefusal);
		try {
			refusal();
		} catch (error) {
			const { code, serverTime } = (error as ServiceRefusal).answer;
			expect(code).toBe(37);
			expect(Math.abs(serverTime - Date.now())).toBeLessThan(10_000);
		}
	});

	it('a proof of another context, changed anywhere or cut off, is none', async () => {
		const ours = context();
		const { response } = await acceptor.step(ours.token);
		const { response: other } = await acceptor.step(context().token);
		const refused = (bytes: Buffer) => {
			expect(() => ours.verify(bytes)).toThrow(FatalError);
			expect(ours.isProven).toBe(false);
		};
		refused(other!);
		refused(Buffer.alloc(0));
		refused(ours.token);
		for (let length = 0; length < response!.length; length++)
			refused(response!.subarray(0, length));
		const { key } = ticketOf(18);
		const part = encApRepPart.encode({ time: 0, usec: 0 });
		const forged = apRep.encode({
			part: { type: 18, cipher: encryptionType(18)!.encrypt(key.value, 12, part) },
		});
		refused(forged);
		refused(frameToken(Mechanism.kerberos, Buffer.concat([Buffer.from([2, 0]), forged])));
		ours.verify(response!);
		// Bare, as the scheme Kerberos of some servers has it.
		const bare = unframeToken(response!)!.inner.subarray(2);
		ours.verify(bare);
		expect(ours.isProven).toBe(true);
	});

	it.each([17, 18, 19, 20])(
		'type %i: where another mechanism was wanted first, both sides vouch for the list',
		async (id) => {
			const ours = context(id);
			const mechanisms = [Mechanism.ntlm, Mechanism.kerberos];
			const list = offeredList(mechanisms);
			const step = async (token: Buffer) => {
				const answer = await acceptor.step(token, `list ${id}`);
				return {
					answer,
					response: answer.response ? readNegotiation(answer.response) : undefined,
				};
			};
			const chosen = await step(negotiationInit(mechanisms, Buffer.from('NTLMSSP\0')));
			expect(chosen.response).toMatchObject({
				state: 'request-mic',
				mechanism: Mechanism.kerberos,
			});
			const proven = await step(negotiationResponse({ token: ours.token }));
			expect(proven.answer.complete).toBe(false);
			ours.verify(proven.response!.token!);
			const mic = ours.mic(list)!;
			// One's own code sent back is not the service's.
			expect(ours.isMicOf(list, mic)).toBe(false);
			const last = await step(negotiationResponse({ mic }));
			expect(last.answer).toMatchObject({ complete: true, user: 'anna@A.EXAMPLE.TEST' });
			const theirs = last.response?.mic ?? proven.response?.mic;
			expect(ours.isMicOf(list, theirs!)).toBe(true);
			expect(ours.isMicOf(offeredList([Mechanism.kerberos]), theirs!)).toBe(false);
			const changed = Buffer.from(theirs!);
			changed[changed.length - 1]! ^= 1;
			expect(ours.isMicOf(list, changed)).toBe(false);
		},
	);

	it('a code over another list is refused by MIT', async () => {
		const ours = context();
		const step = (token: Buffer) => acceptor.step(token, 'forged list');
		await step(negotiationInit([Mechanism.ntlm, Mechanism.kerberos], Buffer.from('NTLMSSP\0')));
		const { response } = await step(negotiationResponse({ token: ours.token }));
		ours.verify(readNegotiation(response!)!.token!);
		const mic = ours.mic(offeredList([Mechanism.kerberos]))!;
		expect((await step(negotiationResponse({ mic }))).complete).toBe(false);
	});
});

describe('tokens of a hostile server', () => {
	const key = { type: 18, value: Buffer.alloc(32, 7) };
	const name = (...components: string[]) => ({ type: 1, realm: 'A.EXAMPLE.TEST', components });
	const context = new KerberosContext({
		credential: {
			client: name('anna'),
			server: name('HTTP', 'web.a.example.test'),
			key,
			ticket: Buffer.from('610330010a', 'hex'),
			flags: 0,
			authTime: 0,
			startTime: 0,
			endTime: 0,
			renewTill: 0,
		},
		clockOffset: 0,
	});
	const part = encApRepPart.encode({ time: 0, usec: 0, sequenceNumber: 1 });
	const reply = apRep.encode({
		part: { type: 18, cipher: encryptionType(18)!.encrypt(key.value, 12, part) },
	});
	const error = krbError.encode({
		serverTime: 0,
		serverUsec: 0,
		code: 37,
		realm: 'A.EXAMPLE.TEST',
		serverName: { type: 2, components: ['HTTP', 'web'] },
	});
	const framed = (id: number, bytes: Buffer) =>
		frameToken(Mechanism.kerberos, Buffer.concat([Buffer.from([id, 0]), bytes]));
	const whole = [
		...[reply, error, framed(2, reply), framed(3, error), framed(2, error), framed(3, reply)],
		negotiationResponse({ state: 'accept-completed', token: framed(2, reply), mic: reply }),
		negotiationInit([Mechanism.kerberos], framed(2, reply)),
	];

	it('changed or cut off anywhere end in a refusal, and in nothing else', () => {
		// The same numbers in each run.
		let state = 1;
		const below = (limit: number) => {
			state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
			return (state >>> 8) % limit;
		};
		for (let round = 0; round < 4000; round++) {
			const bytes = Buffer.from(whole[round % whole.length]!);
			for (let changes = below(4); changes >= 0; changes--) {
				bytes[below(Math.min(bytes.length, 80))] = below(256);
			}
			const sent = below(4) ? bytes : bytes.subarray(0, below(bytes.length));
			const response = readNegotiation(sent);
			if (response?.mic) {
				expect(context.isMicOf(offeredList([Mechanism.kerberos]), response.mic)).toBe(false);
			}
			for (const token of [sent, response?.token]) {
				if (!token) continue;
				let thrown: unknown;
				try {
					context.verify(token);
				} catch (cause) {
					thrown = cause;
				}
				expect(thrown instanceof FatalError || thrown instanceof ServiceRefusal).toBe(true);
			}
		}
		expect(context.isProven).toBe(false);
	});
});

describe('SPNEGO', () => {
	const token = Buffer.from('token');
	it('reads what it writes, and what servers answer', () => {
		const response = {
			state: 'accept-incomplete',
			mechanism: Mechanism.kerberosOfWindows,
			token,
			mic: Buffer.from('mic'),
		} as const;
		expect(readNegotiation(negotiationResponse(response))).toEqual(response);
		for (const state of ['accept-completed', 'reject', 'request-mic'] as const) {
			expect(readNegotiation(negotiationResponse({ state }))).toEqual({ state });
		}
		// What Windows answers to a ticket in full: completed, MS Kerberos, no token.
		const windows = Buffer.from('a1143012a0030a0100a10b06092a864882f712010202', 'hex');
		expect(readNegotiation(windows)).toEqual({
			state: 'accept-completed',
			mechanism: Mechanism.kerberosOfWindows,
		});
	});

	it('understands NTLM and Kerberos that come without SPNEGO', () => {
		const ntlm = Buffer.from('NTLMSSP\0\x02\0\0\0', 'latin1');
		expect(readNegotiation(ntlm)).toEqual({ mechanism: Mechanism.ntlm, token: ntlm });
		const kerberos = frameToken(Mechanism.kerberos, token);
		expect(readNegotiation(kerberos)).toEqual({ mechanism: Mechanism.kerberos, token: kerberos });
	});

	it.each(['', '00', '60', '6084ffffffff', '6080', 'a1', 'a18000', '3000', 'a105300306'])(
		'takes %p for nothing',
		(bytes) => {
			expect(readNegotiation(Buffer.from(bytes, 'hex'))).toBeUndefined();
		},
	);

	it('frames of every size', () => {
		for (const size of [0, 100, 115, 116, 117, 200, 300, 65_600]) {
			const inner = randomBytes(size);
			expect(unframeToken(frameToken(Mechanism.spnego, inner))).toEqual({
				mechanism: Mechanism.spnego,
				inner,
			});
		}
	});
});
