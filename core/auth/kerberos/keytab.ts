import { InputError } from '../../errors';
import { FileReader, unreadable, type KerberosFile } from './fileReader';
import type { KeytabEntry } from './types';

const OLD = 0x0501;
const CURRENT = 0x0502;

/**
 * The keys of a keytab of MIT Kerberos, versions 0x0501 and 0x0502, in the order of the file; keys of
 * encryption types that this client does not speak are among them.
 * https://web.mit.edu/kerberos/krb5-devel/doc/formats/keytab_file_format.html
 * @param label of the credential's field, for errors
 * @throws InputError when the bytes are none, are cut off or hold no key; it quotes no content
 */
export function parseKeytab(bytes: Buffer, label: string): KeytabEntry[] {
	const file: KerberosFile = { label, kind: 'keytab' };
	const version = bytes.length < 2 ? 0 : bytes.readUInt16BE();
	if (version !== OLD && version !== CURRENT) throw unreadable(file, 'holds no keytab');
	const body = bytes.subarray(2);
	const reader = new FileReader(file, body, version === OLD && isLittleEndian(body));
	const entries: KeytabEntry[] = [];
	while (reader.left >= 4) {
		const size = reader.int32();
		// The space of a deleted entry has its size below zero; zeros follow the last entry of some files.
		if (size === 0) break;
		const part = reader.part(Math.abs(size));
		if (size > 0) entries.push(readEntry(part, version === OLD));
	}
	if (reader.left > 0 && reader.left < 4) throw unreadable(file, 'holds a keytab that is cut off');
	if (entries.length > 0) return entries;
	throw new InputError(`'${label}' holds a keytab without any key`, {
		field: label,
		code: 'KERBEROS_FILE',
		advice:
			'Make a new one: ktpass on Windows, ktutil or samba-tool domain exportkeytab elsewhere.',
	});
}

function readEntry(reader: FileReader, isOld: boolean): KeytabEntry {
	// The old version counts the realm among the components, and has no type of name.
	const count = reader.uint16() - (isOld ? 1 : 0);
	const names = reader.names(count, () => reader.uint16());
	const type = isOld ? 1 : reader.int32();
	reader.uint32();
	const shortVersion = reader.uint8();
	const keyType = reader.uint16();
	const value = reader.data(reader.uint16());
	// Versions above 255 stand once more behind the key.
	const longVersion = reader.left >= 4 ? reader.uint32() : 0;
	return {
		principal: { type, ...names },
		kvno: longVersion || shortVersion,
		key: { type: keyType, value },
	};
}

/** By the size of the first entry, which fits into the file in one order alone. */
function isLittleEndian(body: Buffer): boolean {
	if (body.length < 4) return false;
	return Math.abs(body.readInt32LE()) <= body.length - 4;
}
