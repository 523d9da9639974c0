import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BASE, type ActiveDirectory } from '../../../servers/activeDirectory';
import { ldifEntry } from '../../../servers/directory/ldif';
import { databaseOf, smbConfOf } from '../../../servers/domainController';

const UPLEVEL = 2;
const INBOUND = 1;
const FOREST_TRANSITIVE = 8;
/** Entries of a secret ([MS-LSAD] 2.2.7.17). */
const CLEAR = 2;
const VERSION = 3;

const uint32 = (...values: number[]) => {
	const bytes = Buffer.alloc(4 * values.length);
	values.forEach((value, index) => bytes.writeUInt32LE(value, 4 * index));
	return bytes;
};

/**
 * Lets another realm take the domain's tickets: the domain's side of it, which samba-tool makes between domains
 * alone ([MS-ADTS] 6.1.6.7). The other realm has to hold `krbtgt/REALM@DOMAIN` with this password. The way
 * back cannot be had: Samba takes no tickets of a realm that writes no authorization data of Windows.
 */
export function trustedBy(
	directory: ActiveDirectory,
	{ realm, password }: { readonly realm: string; readonly password: string },
): void {
	const file = path.join(directory.folder, 'trust.ldif');
	const domain = realm.toLowerCase();
	writeFileSync(
		file,
		ldifEntry(`CN=${domain},CN=System,${BASE}`, {
			objectClass: 'trustedDomain',
			trustPartner: domain,
			flatName: realm.split('.')[0],
			trustType: UPLEVEL,
			trustDirection: INBOUND,
			trustAttributes: FOREST_TRANSITIVE,
			securityIdentifier: 'S-1-5-21-1-2-3',
			trustAuthIncoming: secretBlob(password),
			'msDS-SupportedEncryptionTypes': 24,
		}),
		{ mode: 0o600 },
	);
	execFileSync(
		'ldbadd',
		[
			...['-H', databaseOf(directory.folder)],
			...[`--configfile=${smbConfOf(directory.folder)}`, file],
		],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	);
}

/** trustAuthInfo ([MS-ADTS] 6.1.6.9.1): the secret and its version, now and before. */
function secretBlob(password: string): Buffer {
	const text = Buffer.from(password, 'utf16le');
	const time = Buffer.alloc(8);
	time.writeBigUInt64LE((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n);
	const entry = (type: number, value: Buffer) =>
		Buffer.concat([
			...[time, uint32(type, value.length), value],
			Buffer.alloc((4 - (value.length % 4)) % 4),
		]);
	const list = Buffer.concat([entry(CLEAR, text), entry(VERSION, uint32(1))]);
	return Buffer.concat([uint32(2, 12, 12 + list.length), list, list]);
}
