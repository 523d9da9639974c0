import {
	apRep,
	apReq,
	authenticator,
	encApRepPart,
} from '../../../../../core/auth/kerberos/messages/application';
import {
	KerberosMessageError,
	type Message,
} from '../../../../../core/auth/kerberos/messages/codec';
import { krbError } from '../../../../../core/auth/kerberos/messages/error';
import {
	asRep,
	asReq,
	encKdcReplyPart,
	kdcRequestBody,
	ticket,
	tgsRep,
} from '../../../../../core/auth/kerberos/messages/kdc';
import {
	encTimestamp,
	etypeInfo2,
	kerbErrorData,
	methodData,
	pacRequest,
	typedData,
} from '../../../../../core/auth/kerberos/messages/preauth';

const TIME = Date.UTC(2026, 10, 21, 12);
const NAME = { type: 2, components: ['krbtgt', 'A.TEST'] };
const ENCRYPTED = { type: 18, kvno: 0xfffe0001, cipher: Buffer.alloc(60, 7) };
const TICKET = ticket.encode({ realm: 'A.TEST', server: NAME, part: ENCRYPTED });
const BODY = {
	options: 0x40810010,
	client: { type: 10, components: ['élodie@a.test'] },
	realm: 'A.TEST',
	server: NAME,
	till: TIME,
	nonce: 0x7fffffff,
	types: [18, 17, -133],
};
const REPLY = {
	preauth: [{ type: 19, value: Buffer.from('x') }],
	clientRealm: 'A.TEST',
	client: NAME,
	ticket: TICKET,
	part: ENCRYPTED,
};
const PART = {
	key: { type: 18, value: Buffer.alloc(32, 1) },
	lastRequest: [{ type: 0, value: TIME }],
	nonce: 1,
	flags: 0x40e10000,
	authTime: TIME,
	endTime: TIME,
	renewTill: TIME,
	serverRealm: 'A.TEST',
	server: NAME,
	addresses: [{ type: 2, address: Buffer.alloc(4) }],
};
const ERROR = { serverTime: TIME, serverUsec: 5, code: 25, realm: 'A.TEST', serverName: NAME };

/** Every message with a value that has most of its fields. */
const SAMPLES: ReadonlyArray<[string, Message<never>, unknown]> = [
	['AS-REQ', asReq as Message<never>, { preauth: REPLY.preauth, body: BODY }],
	['KDC-REQ-BODY', kdcRequestBody as Message<never>, BODY],
	['AS-REP', asRep as Message<never>, REPLY],
	['TGS-REP', tgsRep as Message<never>, REPLY],
	['EncKDCRepPart', encKdcReplyPart as Message<never>, PART],
	['KRB-ERROR', krbError as Message<never>, { ...ERROR, data: Buffer.from('abc'), text: 'x' }],
	['AP-REQ', apReq as Message<never>, { options: 0, ticket: TICKET, authenticator: ENCRYPTED }],
	['AP-REP', apRep as Message<never>, { part: ENCRYPTED }],
	['EncAPRepPart', encApRepPart as Message<never>, { time: TIME, usec: 1, subkey: PART.key }],
	[
		'Authenticator',
		authenticator as Message<never>,
		{ realm: 'A.TEST', name: NAME, time: TIME, usec: 1, sequenceNumber: 3 },
	],
	['METHOD-DATA', methodData as Message<never>, REPLY.preauth],
	['TYPED-DATA', typedData as Message<never>, [{ type: 1 }]],
	['KERB-ERROR-DATA', kerbErrorData as Message<never>, { type: 3, value: Buffer.alloc(12) }],
	['ETYPE-INFO2', etypeInfo2 as Message<never>, [{ type: 18, salt: 'A.TESTélodie' }]],
	['PA-ENC-TS-ENC', encTimestamp as Message<never>, { time: TIME, usec: 999_999 }],
	['PA-PAC-REQUEST', pacRequest as Message<never>, { include: true }],
];

/** The same numbers in every run. */
function random(seed: number): (most: number) => number {
	let state = seed;
	return (most) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * most);
	};
}

describe.each(SAMPLES)('%s', (_name, message, value) => {
	const bytes = message.encode(value as never);

	it('is read as it was written, padding behind it or not', () => {
		expect(message.decode(bytes)).toEqual(value);
		expect(message.decode(Buffer.concat([bytes, Buffer.alloc(9)]))).toEqual(value);
	});

	it('with bytes that are others is read, or refused in our own words', () => {
		const next = random(bytes.length);
		let refused = 0;
		for (let round = 0; round < 300; round += 1) {
			const changed = Buffer.from(bytes);
			for (let count = 1 + next(3); count > 0; count -= 1) {
				changed[next(changed.length)] = next(256);
			}
			const cut = next(4) ? changed : changed.subarray(0, next(changed.length));
			try {
				message.decode(cut);
			} catch (error) {
				if (!(error instanceof KerberosMessageError)) throw error;
				refused += 1;
			}
		}
		expect(refused).toBeGreaterThan(20);
	});
});

describe('What no KDC sends', () => {
	const nested = (depth: number) => {
		let inner: Buffer = Buffer.from([0x05, 0x00]);
		for (let level = 0; level < depth; level += 1) {
			const head = Buffer.from([0x30, 0x83, 0, 0, 0]);
			head.writeUIntBE(inner.length, 2, 3);
			inner = Buffer.concat([head, inner]);
		}
		return inner;
	};

	it.each<[string, Buffer]>([
		['20,000 levels', nested(20_000)],
		[
			'a million empty elements',
			Buffer.concat([
				Buffer.from([0x30, 0x83, 0x1e, 0x84, 0x80]),
				Buffer.alloc(2_000_000, Buffer.from([0x05, 0x00])),
			]),
		],
		['a length of 2^64', Buffer.from('3088ffffffffffffffff', 'hex')],
		['levels without an end', Buffer.alloc(400_000, Buffer.from([0x30, 0x80]))],
		['a tag without an end', Buffer.alloc(100_000, 0xff)],
	])('%s is refused quickly', (_name, bytes) => {
		const before = performance.now();
		for (const [, message] of SAMPLES) {
			expect(() => message.decode(bytes)).toThrow(KerberosMessageError);
		}
		expect(performance.now() - before).toBeLessThan(3000);
	});

	it('a field twice, a time that is none, another version', () => {
		const hex = krbError.encode(ERROR).toString('hex');
		for (const [from, to] of [
			['a003020105', 'a003020104'],
			['a10302011e', 'a00302011e'],
			['32303236313132313132303030305a', '32303236313132313132303030302b'],
			['a503020105', 'a5030201ff'],
		] as const) {
			expect(hex).toContain(from);
			const bytes = Buffer.from(hex.replace(from, to), 'hex');
			expect(() => krbError.decode(bytes)).toThrow(KerberosMessageError);
		}
	});
});
