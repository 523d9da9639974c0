import { md4 } from '../../../sandbox/server/signin/md4';
import { rc4 } from '../../../sandbox/server/signin/rc4';
import { verifyNtlm, channelBindingToken } from '../../../sandbox/server/signin/ntlmVerifier';
import { writeChallenge, readNegotiate } from '../../../sandbox/server/signin/ntlmMessage';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

describe('MD4', () => {
	// RFC 1320, A.5.
	it.each([
		['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
		['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
		['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
		['message digest', 'd9130a8164549fe818874806e1c7014b'],
		['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
		[
			'12345678901234567890123456789012345678901234567890123456789012345678901234567890',
			'e33b4ddc9c38f2199c3e7b164fcc0536',
		],
	])('of %j', (text, digest) => {
		expect(md4(Buffer.from(text)).toString('hex')).toBe(digest);
	});
});

describe('RC4', () => {
	// RFC 6229 lists key streams: 40-bit key 0102030405.
	it('gives the key stream of RFC 6229', () => {
		expect(rc4(hex('0102030405'), Buffer.alloc(16)).toString('hex')).toBe(
			'b2396305f03dc027ccc3524a0a1118a8',
		);
	});
});

describe('NTLMv2', () => {
	// [MS-NLMP] 4.2.4: user "User", domain "Domain", password "Password".
	const accounts = [
		{ domain: 'Domain', user: 'User', principal: 'user@domain', password: 'Password' },
	];
	const authenticate = hex(`
		4e544c4d535350000300000018001800 6c00000054005400 84000000 0c000c00 48000000
		08000800 54000000 10001000 5c000000 10001000 d8000000 358288e2 0501280a0000000f
		44006f006d00610069006e00 5500730065007200 43004f004d0050005500540045005200
		86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa
		68cd0ab851e51c96aabc927bebef6a1c 0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa
		00000000 02000c0044006f006d00610069006e00 01000c0053006500720076006500720000000000
		00000000 c5dad2544fc9799094ce1ce90bc9d03e`);
	const exchange = {
		negotiate: Buffer.alloc(0),
		challengeMessage: Buffer.alloc(0),
		challenge: hex('0123456789abcdef'),
		timestamp: Buffer.alloc(8),
		authenticate,
		mode: 'allow',
	} as const;

	it('accepts the message of the specification', () => {
		expect(verifyNtlm(accounts, exchange)).toMatchObject({
			account: { user: 'User' },
			evidence: { mic: false, channelBinding: 'absent', timestampEchoed: true, unicode: true },
		});
	});

	it.each([
		['another password', { password: 'password' }, 'wrong password'],
		['another user', { user: 'Someone', principal: 'someone@domain' }, 'unknown user'],
		['another domain', { domain: 'Other' }, 'unknown user'],
	])('refuses it with %s', (_what, change, refused) => {
		expect(verifyNtlm([{ ...accounts[0]!, ...change }], exchange)).toEqual({ refused });
	});

	it('refuses it for another challenge', () => {
		expect(verifyNtlm(accounts, { ...exchange, challenge: hex('0123456789abcdee') })).toEqual({
			refused: 'wrong password',
		});
	});

	it('refuses it where a channel binding is required', () => {
		const required = {
			...exchange,
			mode: 'require',
			channelBinding: channelBindingToken(Buffer.from('certificate')),
		} as const;
		expect(verifyNtlm(accounts, required)).toEqual({ refused: 'channel binding is required' });
	});

	it('refuses cut and foreign messages without a stumble', () => {
		for (let length = 0; length < authenticate.length - 24; length += 1) {
			const cut = verifyNtlm(accounts, {
				...exchange,
				authenticate: authenticate.subarray(0, length),
			});
			expect(cut).toHaveProperty('refused');
		}
	});

	it('writes a challenge with a target that the client can read', () => {
		const names = {
			domain: 'D',
			computer: 'C',
			dnsDomain: 'd.example',
			dnsComputer: 'c.d.example',
		};
		const message = writeChallenge(0xe2088297, hex('0123456789abcdef'), names, Buffer.alloc(8));
		expect(message.subarray(24, 32)).toEqual(hex('0123456789abcdef'));
		expect(message.subarray(56, 58).toString('utf16le')).toBe('D');
		expect(readNegotiate(message)).toBeUndefined();
	});
});
