import { readFileSync } from 'node:fs';
import { registerSecret } from '../hook/secrets/witness';

const MIN_KEY = 8;

/**
 * Tells the scan of secrets the keys of a keytab: file format 5.2 of MIT Kerberos, whose entries are a length
 * and as many bytes; negative lengths are holes.
 * https://web.mit.edu/kerberos/krb5-latest/doc/formats/keytab_file_format.html
 */
export function registerKeys(keytab: string): string {
	const bytes = readFileSync(keytab);
	for (let at = 2; at + 4 <= bytes.length;) {
		const length = bytes.readInt32BE(at);
		if (length > 0) {
			const key = keyOf(bytes.subarray(at + 4, at + 4 + length));
			if (key.length >= MIN_KEY) registerSecret(key, 'a key of a keytab');
		}
		at += 4 + Math.abs(length);
	}
	return keytab;
}

function keyOf(entry: Buffer): Buffer {
	let at = 2;
	const skip = () => {
		at += 2 + entry.readUInt16BE(at);
	};
	const components = entry.readUInt16BE(0);
	// Realm and components, then type of name (4), time (4), version (1), type of key (2).
	for (let n = 0; n <= components; n += 1) skip();
	at += 11;
	return entry.subarray(at + 2, at + 2 + entry.readUInt16BE(at));
}
