import {
	apRep,
	apReq,
	authenticator,
	encApRepPart,
} from '../../../../../core/auth/kerberos/messages/application';
import { krbError } from '../../../../../core/auth/kerberos/messages/error';
import { KerberosMessageError } from '../../../../../core/auth/kerberos/messages/codec';

/** Not minimal in its length, so that writing it anew would change it. */
const TICKET = Buffer.from('618106300402020100', 'hex');

describe('Messages between client and service', () => {
	it('AP-REQ carries the ticket byte by byte', () => {
		const value = {
			options: 0x20000000,
			ticket: TICKET,
			authenticator: { type: 18, cipher: Buffer.from('abcd') },
		};
		const bytes = apReq.encode(value);
		// APPLICATION 14, version 5, type 14, options, ticket.
		expect(bytes.toString('hex')).toBe(
			'6e31' +
				'302f' +
				'a003020105' +
				'a10302010e' +
				'a20703050020000000' +
				'a309618106300402020100' +
				'a40f300d' +
				'a003020112' +
				'a2060404' +
				Buffer.from('abcd').toString('hex'),
		);
		expect(apReq.decode(bytes)).toEqual(value);
	});

	it('the authenticator keeps seconds and microseconds', () => {
		const value = {
			realm: 'AD.EXAMPLE.TEST',
			name: { type: 1, components: ['jörg'] },
			checksum: { type: 0x8003, value: Buffer.alloc(24, 1) },
			usec: 999_999,
			time: Date.UTC(2026, 10, 21, 16, 59, 59),
			subkey: { type: 18, value: Buffer.alloc(32, 2) },
			sequenceNumber: 0xffffffff,
		};
		const bytes = authenticator.encode(value);
		expect(bytes.includes('20261121165959Z')).toBe(true);
		expect(bytes.includes(Buffer.from('jörg', 'utf8'))).toBe(true);
		expect(authenticator.decode(bytes)).toEqual(value);
	});

	it('AP-REP and what it encrypts', () => {
		const value = { part: { type: 17, kvno: 3, cipher: Buffer.from('x') } };
		expect(apRep.decode(apRep.encode(value))).toEqual(value);
		const part = { time: 1_700_000_000_000, usec: 5, sequenceNumber: 7 };
		expect(encApRepPart.decode(encApRepPart.encode(part))).toEqual(part);
	});

	it('a number of 32 bits that was written with a sign', () => {
		const negative = Buffer.from(
			'7b1d301ba011180f32303236313132313136353935395aa103020105a303020180',
			'hex',
		);
		expect(encApRepPart.decode(negative).sequenceNumber).toBe(0xffffff80);
	});

	it('KRB-ERROR has code and clock', () => {
		const value = {
			serverTime: 1_700_000_000_000,
			serverUsec: 12,
			code: 37,
			realm: 'AD.EXAMPLE.TEST',
			serverName: { type: 2, components: ['krbtgt', 'AD.EXAMPLE.TEST'] },
			text: 'clock',
			data: Buffer.from('more'),
		};
		expect(krbError.decode(krbError.encode(value))).toEqual(value);
	});

	it.each([
		['nothing', ''],
		['another message', krbErrorBytes()],
		['an announced length that is not there', '6e847fffffff30'],
		['no end', `6e80${'3080'.repeat(5000)}`],
	])('%s is refused in our own words', (_name, hex) => {
		expect(() => apReq.decode(Buffer.from(hex, 'hex'))).toThrow(KerberosMessageError);
	});
});

function krbErrorBytes(): string {
	return krbError
		.encode({
			serverTime: 0,
			serverUsec: 0,
			code: 60,
			realm: '',
			serverName: { type: 0, components: [] },
		})
		.toString('hex');
}
