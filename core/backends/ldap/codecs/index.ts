import type { LdapCodec } from '../../../schema/column';
import { readDateTime } from '../../../schema/zones';
import { readGuid, writeGuid } from './guid';
import { readSid, writeSid } from './sid';
import {
	NEVER,
	readFileTime,
	readGeneralizedTime,
	readUtcTime,
	writeFileTime,
	writeGeneralizedTime,
	writeUtcTime,
} from './times';

export interface Codec {
	/** One value as rows carry it; `null` for what stands for no value. */
	decode(bytes: Buffer): unknown;
	/** The bytes of a typed value; undefined when it cannot be one. `null` asks for what stands for no value. */
	encode(value: unknown): Buffer | undefined;
}

const utf8 = (bytes: Buffer) => bytes.toString('utf8');
const isText = (value: unknown): value is string => typeof value === 'string';

/** A text whose bytes are no UTF-8 is shown as Base64: nothing is lost. */
function readText(bytes: Buffer): string {
	const text = utf8(bytes);
	return text.includes('\ufffd') && !Buffer.from(text).equals(bytes)
		? bytes.toString('base64')
		: text;
}

const plain = (read: (text: string) => unknown): Codec => ({
	decode: (bytes) => read(utf8(bytes)),
	encode: (value) =>
		isText(value) || typeof value === 'number' || typeof value === 'bigint'
			? Buffer.from(String(value))
			: undefined,
});

const instant = (value: unknown): number | undefined => {
	if (!isText(value)) return undefined;
	const clock = readDateTime(value);
	return clock ? clock.wall - (clock.offset ?? 0) * 60_000 : undefined;
};

const time = (
	read: (text: string) => string | undefined,
	write: (at: number) => string,
	none?: string,
): Codec => ({
	decode: (bytes) => read(utf8(bytes)) ?? null,
	encode: (value) => {
		if (value === null) return none === undefined ? undefined : Buffer.from(none);
		const at = instant(value);
		return at === undefined ? undefined : Buffer.from(write(at));
	},
});

const binary = (
	read: (bytes: Buffer) => string | undefined,
	write: (text: string) => Buffer | undefined,
): Codec => ({
	decode: (bytes) => read(bytes) ?? bytes.toString('base64'),
	encode: (value) => (isText(value) ? write(value) : undefined),
});

const WHOLE = /^-?\d+$/;

export const CODECS: Readonly<Record<LdapCodec, Codec>> = {
	text: {
		decode: readText,
		encode: (value) =>
			isText(value) || typeof value === 'number' ? Buffer.from(String(value)) : undefined,
	},
	dn: plain((text) => text),
	dnWithBinary: plain((text) => text),
	boolean: {
		decode: (bytes) => utf8(bytes).toUpperCase() === 'TRUE',
		encode: (value) =>
			typeof value === 'boolean' ? Buffer.from(value ? 'TRUE' : 'FALSE') : undefined,
	},
	integer: plain((text) => (WHOLE.test(text) ? Number(text) : null)),
	int64: plain((text) => (WHOLE.test(text) ? text : null)),
	generalizedTime: time(readGeneralizedTime, writeGeneralizedTime),
	utcTime: time(readUtcTime, writeUtcTime),
	fileTime: time(readFileTime, writeFileTime, NEVER[0]),
	guid: binary(readGuid, writeGuid),
	sid: binary(readSid, writeSid),
	octets: binary(
		(bytes) => bytes.toString('base64'),
		(text) => Buffer.from(text, 'base64'),
	),
};
