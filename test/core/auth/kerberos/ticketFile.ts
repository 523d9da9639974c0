import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Credential, Principal } from '../../../../core/auth/kerberos/types';

const uint16 = (value: number) => {
	const bytes = Buffer.alloc(2);
	bytes.writeUInt16BE(value);
	return bytes;
};
const uint32 = (value: number) => {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value >>> 0);
	return bytes;
};
const data = (bytes: Buffer) => Buffer.concat([uint32(bytes.length), bytes]);
const principal = ({ type, realm, components }: Principal) =>
	Buffer.concat([
		uint32(type),
		uint32(components.length),
		...[realm, ...components].map((text) => data(Buffer.from(text))),
	]);
const seconds = (milliseconds: number) => uint32(Math.floor(milliseconds / 1000));

/** A ticket cache, version 4, for MIT's tools. */
export function writeTicketCache(credentials: readonly Credential[]): string {
	const file = path.join(mkdtempSync(path.join(tmpdir(), 'cache-')), 'tickets');
	writeFileSync(
		file,
		Buffer.concat([
			uint16(0x0504),
			uint16(0),
			principal(credentials[0]!.client),
			...credentials.map(({ client, server, key, ticket, flags, ...times }) =>
				Buffer.concat([
					...[principal(client), principal(server)],
					...[uint16(key.type), data(key.value)],
					...[times.authTime, times.startTime, times.endTime, times.renewTill].map(seconds),
					Buffer.from([0]),
					...[uint32(flags), uint32(0), uint32(0), data(ticket), uint32(0)],
				]),
			),
		]),
		{ mode: 0o600 },
	);
	return file;
}

/** Whether MIT Kerberos opens the ticket with the key of the service; what it says if not. */
export function opened(credential: Credential, keytab: string, krb5Conf: string): string {
	const { server } = credential;
	const args = ['-k', keytab, `${server.components.join('/')}@${server.realm}`];
	try {
		return String(
			execFileSync('kvno', args, {
				env: {
					...process.env,
					KRB5_CONFIG: krb5Conf,
					KRB5CCNAME: writeTicketCache([credential]),
				},
				stdio: ['ignore', 'pipe', 'pipe'],
			}),
		);
	} catch (error) {
		return String((error as { stderr: Buffer }).stderr);
	}
}
