import { CODECS } from '../../../../core/backends/ldap/codecs';
import { readGuid, writeGuid } from '../../../../core/backends/ldap/codecs/guid';
import { readSid, writeSid } from '../../../../core/backends/ldap/codecs/sid';
import {
	readFileTime,
	readGeneralizedTime,
	readUtcTime,
	writeFileTime,
} from '../../../../core/backends/ldap/codecs/times';

describe('Values of a directory', () => {
	it('reads and writes GUIDs with their turned groups', () => {
		const bytes = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
		const text = '33221100-5544-7766-8899-aabbccddeeff';
		expect(readGuid(bytes)).toBe(text);
		for (const form of [text, text.toUpperCase(), `{${text}}`, text.replaceAll('-', '')]) {
			expect(writeGuid(form)).toEqual(bytes);
		}
		expect([readGuid(Buffer.alloc(15)), writeGuid('33221100')]).toEqual([undefined, undefined]);
	});

	it('reads and writes SIDs', () => {
		const text = 'S-1-5-21-3623811015-3361044348-30300820-1013';
		const bytes = Buffer.from('010500000000000515000000c7e9fed77c0b55c8d459ce01f5030000', 'hex');
		expect(readSid(writeSid(text)!)).toBe(text);
		expect(writeSid(text)!.subarray(0, 12)).toEqual(bytes.subarray(0, 12));
		expect(readSid(Buffer.from('01020000000000052000000020020000', 'hex'))).toBe('S-1-5-32-544');
		for (const wrong of ['S-1', 'S-2-5-32', 'S-1-5-4294967296', 'x']) {
			expect(writeSid(wrong)).toBeUndefined();
		}
		expect(readSid(Buffer.from('0102000000000005', 'hex'))).toBeUndefined();
	});

	it('reads FILETIME, never as nothing', () => {
		expect(readFileTime('136407676280000000')).toBe('2033-04-05T06:07:08Z');
		for (const never of ['0', '9223372036854775807', '-1', 'x']) {
			expect(readFileTime(never)).toBeUndefined();
		}
		const at = Date.parse('2031-05-06T07:08:09.123Z');
		expect(readFileTime(writeFileTime(at))).toBe('2031-05-06T07:08:09.123Z');
		expect(CODECS.fileTime.encode(null)!.toString()).toBe('0');
	});

	it.each([
		['20261121110000.0Z', '2026-11-21T11:00:00Z'],
		['20261121110000.5Z', '2026-11-21T11:00:00.500Z'],
		['20261121110000Z', '2026-11-21T11:00:00Z'],
		['202611211100Z', '2026-11-21T11:00:00Z'],
		['20261121110000+0130', '2026-11-21T09:30:00Z'],
		['16010101000000.0Z', '1601-01-01T00:00:00Z'],
		['nonsense', undefined],
	])('reads generalized time %s', (text, iso) => {
		expect(readGeneralizedTime(text)).toBe(iso);
	});

	it('reads two-digit years', () => {
		expect(readUtcTime('491231235959Z')).toBe('2049-12-31T23:59:59Z');
		expect(readUtcTime('500101000000Z')).toBe('1950-01-01T00:00:00Z');
	});

	it.each([
		['boolean', true, 'TRUE'],
		['boolean', false, 'FALSE'],
		['integer', -2147483646, '-2147483646'],
		['int64', '9007199254740993', '9007199254740993'],
		['text', 'Ünï \\ " *', 'Ünï \\ " *'],
		['generalizedTime', '2026-11-21T11:00:00Z', '20261121110000.0Z'],
	] as const)('%s both ways: %s', (codec, value, stored) => {
		expect(CODECS[codec].encode(value)!.toString('utf8')).toBe(stored);
		expect(CODECS[codec].decode(Buffer.from(stored))).toBe(value);
	});

	it('gives bytes as Base64, also where a text is none', () => {
		const bytes = Buffer.from([0xff, 0, 0x80]);
		expect(CODECS.octets.decode(bytes)).toBe('/wCA');
		expect(CODECS.octets.encode('/wCA')).toEqual(bytes);
		expect(CODECS.text.decode(bytes)).toBe('/wCA');
	});
});
