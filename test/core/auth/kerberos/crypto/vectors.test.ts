import { decryptCts, encryptCts } from '../../../../../core/auth/kerberos/crypto/cts';
import { deriveKey as deriveSha2 } from '../../../../../core/auth/kerberos/crypto/aesSha2';
import { nFold } from '../../../../../core/auth/kerberos/crypto/nFold';
import { rc4 } from '../../../../../core/auth/kerberos/crypto/rc4';
import { encryptionType } from '../../../../../core/auth/kerberos/crypto/registry';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
const rounds = (count: number) => {
	const params = Buffer.alloc(4);
	params.writeUInt32BE(count);
	return params;
};

describe('n-fold, RFC 3961 A.1', () => {
	it.each([
		[64, '012345', 'be072631276b1955'],
		[56, 'password', '78a07b6caf85fa'],
		[64, 'Rough Consensus, and Running Code', 'bb6ed30870b7f0e0'],
		[168, 'password', '59e4a8ca7c0385c3c37b3f6d2000247cb6e6bd5b3e'],
		[
			192,
			'MASSACHVSETTS INSTITVTE OF TECHNOLOGY',
			'db3b0d8f0b061e603282b308a50841229ad798fab9540c1b',
		],
		[168, 'Q', '518a54a215a8452a518a54a215a8452a518a54a215'],
		[168, 'ba', 'fb25d531ae8974499f52fd92ea9857c4ba24cf297e'],
		[64, 'kerberos', '6b65726265726f73'],
		[128, 'kerberos', '6b65726265726f737b9b5b2b93132b93'],
		[168, 'kerberos', '8372c236344e5f1550cd0747e15d62ca7a5a3bcea4'],
		[256, 'kerberos', '6b65726265726f737b9b5b2b93132b935c9bdcdad95c9899c4cae4dee6d6cae4'],
	])('%i-fold of %s', (bits, text, expected) => {
		expect(nFold(Buffer.from(text), bits / 8).toString('hex')).toBe(expected);
	});
});

describe('AES with SHA-1, RFC 3962 B', () => {
	const ATHENA = Buffer.from('ATHENA.MIT.EDUraeburn');
	it.each([
		[
			1,
			'password',
			ATHENA,
			'42263c6e89f4fc28b8df68ee09799f15',
			'fe697b52bc0d3ce14432ba036a92e65bbb52280990a2fa27883998d72af30161',
		],
		[
			2,
			'password',
			ATHENA,
			'c651bf29e2300ac27fa469d693bdda13',
			'a2e16d16b36069c135d5e9d2e25f896102685618b95914b467c67622225824ff',
		],
		[
			1200,
			'password',
			ATHENA,
			'4c01cd46d632d01e6dbe230a01ed642a',
			'55a6ac740ad17b4846941051e1e8b0a7548d93b0ab30a8bc3ff16280382b8c2a',
		],
		[
			5,
			'password',
			hex('1234567878563412'),
			'e9b23d52273747dd5c35cb55be619d8e',
			'97a4e786be20d81a382d5ebc96d5909cabcdadc87ca48f574504159f16c36e31',
		],
		[
			1200,
			'X'.repeat(64),
			Buffer.from('pass phrase equals block size'),
			'59d1bb789a828b1aa54ef9c2883f69ed',
			'89adee3608db8bc71f1bfbfe459486b05618b70cbae22092534e56c553ba4b34',
		],
		[
			1200,
			'X'.repeat(65),
			Buffer.from('pass phrase exceeds block size'),
			'cb8005dc5f90179a7f02104c0018751d',
			'd78c5c9cb872a8c9dad4697f0bb5b2d21496c82beb2caeda2112fceea057401b',
		],
		[
			50,
			'\u{1d11e}',
			Buffer.from('EXAMPLE.COMpianist'),
			'f149c1f2e154a73452d43e7fe62a56e5',
			'4b6d9839f84406df1f09cc166db4b83c571848b784a3d6bdc346589a3e393f9e',
		],
	])('key of a password, %i rounds', async (count, password, salt, key128, key256) => {
		const key = async (id: number) =>
			(await encryptionType(id)!.stringToKey(password, salt, rounds(count))).toString('hex');
		expect(await key(17)).toBe(key128);
		expect(await key(18)).toBe(key256);
	});

	it('takes 4,096 rounds where the KDC names no number', async () => {
		const { stringToKey } = encryptionType(17)!;
		expect(await stringToKey('password', ATHENA)).toEqual(
			await stringToKey('password', ATHENA, rounds(4096)),
		);
	});

	it.each([
		[17, 'c6353568f2bf8cb4d8a580362da7ff7f97'],
		[31, 'fc00783e0efdb2c1d445d4c8eff7ed2297687268d6ecccc0c07b25e25ecfe5'],
		[32, '39312523a78662d5be7fcbcc98ebf5a897687268d6ecccc0c07b25e25ecfe584'],
		[
			47,
			'97687268d6ecccc0c07b25e25ecfe584b3fffd940c16a18c1b5549d2f838029e39312523a78662d5be7fcbcc98ebf5',
		],
		[
			48,
			'97687268d6ecccc0c07b25e25ecfe5849dad8bbb96c4cdc03bc103e1a194bbd839312523a78662d5be7fcbcc98ebf5a8',
		],
		[
			64,
			'97687268d6ecccc0c07b25e25ecfe58439312523a78662d5be7fcbcc98ebf5a84807efe836ee89a526730dbc2f7bc8409dad8bbb96c4cdc03bc103e1a194bbd8',
		],
	])('ciphertext stealing over %i bytes', (length, expected) => {
		const key = Buffer.from('chicken teriyaki');
		const plain = Buffer.from(
			"I would like the General Gau's Chicken, please, and wonton soup.",
		).subarray(0, length);
		expect(encryptCts(key, plain).toString('hex')).toBe(expected);
		expect(decryptCts(key, hex(expected))).toEqual(plain);
	});
});

const KEY_19 = hex('3705D96080C17728A0E800EAB6E0D23C');
const KEY_20 = hex('6D404D37FAF79F9DF0D33568D320669800EB4836472EA8A026D16B7182460C52');
const PLAIN = hex('000102030405060708090A0B0C0D0E0F1011121314');

describe('AES with SHA-2, RFC 8009 A', () => {
	const SALT = Buffer.concat([
		hex('10DF9DD783E5BC8ACEA1730E74355F61'),
		Buffer.from('ATHENA.MIT.EDUraeburn'),
	]);
	it.each([
		[19, '089bca48b105ea6ea77ca5d2f39dc5e7'],
		[20, '45bd806dbf6a833a9cffc1c94589a222367a79bc21c413718906e9f578a78467'],
	])('key of a password for type %i, with and without the number of rounds', async (id, key) => {
		const { stringToKey } = encryptionType(id)!;
		expect((await stringToKey('password', SALT)).toString('hex')).toBe(key);
		expect((await stringToKey('password', SALT, rounds(32_768))).toString('hex')).toBe(key);
	});

	it.each([
		['sha256', KEY_19, 0x99, 'b31a018a48f54776f403e9a396325dc3'],
		['sha256', KEY_19, 0xaa, '9b197dd1e8c5609d6e67c3e37c62c72e'],
		['sha256', KEY_19, 0x55, '9fda0e56ab2d85e1569a688696c26a6c'],
		['sha384', KEY_20, 0x99, 'ef5718be86cc84963d8bbb5031e9f5c4ba41f28faf69e73d'],
		['sha384', KEY_20, 0xaa, '56ab22bee63d82d7bc5227f6773f8ea7a5eb1c825160c38312980c442e5c7e49'],
		['sha384', KEY_20, 0x55, '69b16514e3cd8e56b82010d5c73012b622c4d00ffc23ed1f'],
	])('key for a usage, %s', (hash, key, which, expected) => {
		const label = Buffer.from([0, 0, 0, 2, which]);
		const derived = deriveSha2(hash, key, label, expected.length / 2);
		expect(derived.toString('hex')).toBe(expected);
	});

	it.each([
		[19, KEY_19, 0, 'EF85FB890BB8472F4DAB20394DCA781DAD877EDA39D50C870C0D5A0A8E48C718'],
		[19, KEY_19, 6, '84D7F30754ED987BAB0BF3506BEB09CFB55402CEF7E6877CE99E247E52D16ED4421DFDF8976C'],
		[
			19,
			KEY_19,
			16,
			'3517D640F50DDC8AD3628722B3569D2AE07493FA8263254080EA65C1008E8FC295FB4852E7D83E1E7C48C37EEBE6B0D3',
		],
		[
			19,
			KEY_19,
			21,
			'720F73B18D9859CD6CCB4346115CD336C70F58EDC0C4437C5573544C31C813BCE1E6D072C186B39A413C2F92CA9B8334A287FFCBFC',
		],
		[
			20,
			KEY_20,
			0,
			'41F53FA5BFE7026D91FAF9BE959195A058707273A96A40F0A01960621AC612748B9BBFBE7EB4CE3C',
		],
		[
			20,
			KEY_20,
			6,
			'4ED7B37C2BCAC8F74F23C1CF07E62BC7B75FB3F637B9F559C7F664F69EAB7B6092237526EA0D1F61CB20D69D10F2',
		],
		[
			20,
			KEY_20,
			16,
			'BC47FFEC7998EB91E8115CF8D19DAC4BBBE2E163E87DD37F49BECA92027764F68CF51F14D798C2273F35DF574D1F932E40C4FF255B36A266',
		],
		[
			20,
			KEY_20,
			21,
			'40013E2DF58E8751957D2878BCD2D6FE101CCFD556CB1EAE79DB3C3EE86429F2B2A602AC86FEF6ECB647D6295FAE077A1FEB517508D2C16B4192E01F62',
		],
	])('type %i opens what was encrypted over %#', (id, key, length, cipher) => {
		expect(encryptionType(id)!.decrypt(key, 2, hex(cipher))).toEqual(PLAIN.subarray(0, length));
	});

	it.each([
		[19, KEY_19, 'd78367186643d67b411cba9139fc1dee'],
		[20, KEY_20, '45ee791567eefca37f4ac1e0222de80d43c3bfa06699672a'],
	])('checksum of type %i', (id, key, expected) => {
		expect(encryptionType(id)!.checksum(key, 2, PLAIN).toString('hex')).toBe(expected);
	});
});

describe('RC4', () => {
	it.each([
		['0102030405', 'b2396305f03dc027ccc3524a0a1118a8'],
		['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97'],
	])('stream of the key %s, RFC 6229', (key, expected) => {
		expect(rc4(hex(key), Buffer.alloc(16)).toString('hex')).toBe(expected);
	});

	it('key of a password, RFC 4757 2', async () => {
		const key = await encryptionType(23)!.stringToKey('foo', Buffer.alloc(0));
		expect(key.toString('hex')).toBe('ac8e657f83df82beea5d43bdaf7800cc');
	});

	it.each([
		[
			'9, as Heimdal and Windows have it (erratum)',
			'e7e87b9cd11a9debc3c6d061666b30b5b94da790658f41dbcb4ad1d8759142f75febaa0f6950',
		],
		[
			'8, as the text of RFC 4757 has it',
			'b6febe69fd5adff488f0f3014e8e0191d2f1a3dda9de8675113df02a87c47b1bc591e3eea012',
		],
	])("opens a TGS's reply under a subkey with usage %s; both by impacket", (_usage, cipher) => {
		const key = hex('000102030405060708090a0b0c0d0e0f');
		const type = encryptionType(23)!;
		expect(type.decrypt(key, 9, hex(cipher)).toString()).toBe('reply of a TGS');
		expect(() => type.decrypt(key, 11, hex(cipher))).toThrow();
	});
});
