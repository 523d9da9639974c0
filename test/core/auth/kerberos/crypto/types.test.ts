import { randomBytes } from 'node:crypto';
import { KerberosCryptoError } from '../../../../../core/auth/kerberos/crypto/error';
import { encryptionType, offeredTypes } from '../../../../../core/auth/kerberos/crypto/registry';

const TYPES = offeredTypes(true).map((id) => encryptionType(id)!);

it('offers what every directory knows first, and RC4 last and only when allowed', () => {
	expect(offeredTypes(false)).toEqual([18, 17, 20, 19]);
	expect(offeredTypes(true)).toEqual([18, 17, 20, 19, 23]);
	expect(encryptionType(3)).toBeUndefined();
});

describe.each(TYPES)('$name', (type) => {
	const key = randomBytes(type.keyBytes);

	it.each([0, 1, 15, 16, 17, 31, 32, 33, 1000])('opens its own %i bytes', (length) => {
		const plain = randomBytes(length);
		const cipher = type.encrypt(key, 11, plain);
		expect(type.decrypt(key, 11, cipher)).toEqual(plain);
		expect(type.encrypt(key, 11, plain)).not.toEqual(cipher);
	});

	it('opens nothing with another key, usage or byte, nor what is too short', () => {
		const cipher = type.encrypt(key, 11, Buffer.from('text'));
		const refused = (run: () => unknown) => expect(run).toThrow(KerberosCryptoError);
		refused(() => type.decrypt(randomBytes(type.keyBytes), 11, cipher));
		refused(() => type.decrypt(randomBytes(type.keyBytes + 1), 11, cipher));
		refused(() => type.decrypt(key, 12, cipher));
		for (let at = 0; at < cipher.length; at++) {
			const changed = Buffer.from(cipher);
			changed[at]! ^= 1;
			refused(() => type.decrypt(key, 11, changed));
		}
		for (let length = 0; length < cipher.length; length++) {
			refused(() => type.decrypt(key, 11, cipher.subarray(0, length)));
		}
	});

	it('sums depend on key, usage and data', () => {
		const sums = [
			type.checksum(key, 6, Buffer.from('a')),
			type.checksum(key, 6, Buffer.from('b')),
			type.checksum(key, 7, Buffer.from('a')),
			type.checksum(randomBytes(type.keyBytes), 6, Buffer.from('a')),
		].map((sum) => sum.toString('hex'));
		expect(new Set(sums).size).toBe(4);
		expect(type.checksum(key, 6, Buffer.from('a')).toString('hex')).toBe(sums[0]);
	});
});

describe.each(TYPES.filter(({ id }) => id !== 23))('rounds of $name', ({ stringToKey }) => {
	it.each(['', '00', '00000000', 'ffffffff', '000f4241', '0000100000'])(
		'refuses the parameters %s of a KDC without computing',
		async (params) => {
			const started = Date.now();
			const asked = stringToKey('Passw0rd!User', Buffer.from('salt'), Buffer.from(params, 'hex'));
			await expect(asked).rejects.toThrow(KerberosCryptoError);
			expect(Date.now() - started).toBeLessThan(500);
		},
	);
});
