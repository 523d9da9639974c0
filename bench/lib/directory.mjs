import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
const require = createRequire(import.meta.url);
const servers = (name) => require(`../../test/servers/${name}.ts`);

/** The 25 attributes of the directory benchmarks. */
export const ATTRIBUTES = [
	...['objectGUID', 'objectSid', 'distinguishedName', 'sAMAccountName', 'userPrincipalName'],
	...['userAccountControl', 'givenName', 'sn', 'displayName', 'mail', 'proxyAddresses', 'mobile'],
	...['telephoneNumber', 'title', 'department', 'company', 'streetAddress', 'postalCode', 'l'],
	...['employeeID', 'manager', 'memberOf', 'whenChanged', 'accountExpires', 'extensionAttribute1'],
];

export const missingDirectory = () => servers('preparedDirectory').whyNoPreparedDirectory();
export const missingSlapd = () => servers('slapd').whyNoSlapd();

/** A Samba AD DC with this many users, from the cache where it is there. */
export const startDirectory = (users, say) =>
	servers('preparedDirectory').startPreparedDirectory({ users, say });

/** OpenLDAP with this many entries that have the same attributes; its load takes seconds, Samba's minutes. */
export async function startPlainDirectory(users) {
	const { ldifEntry } = servers('directory/ldif');
	const { SLAPD_BASE: base, startSlapd } = servers('slapd');
	const { tmpdir } = await import('node:os');
	const { mkdtemp, rm } = await import('node:fs/promises');
	const folder = await mkdtemp(join(tmpdir(), 'plain-directory-'));
	const file = join(folder, 'users.ldif');
	const out = createWriteStream(file);
	out.write(
		ldifEntry(base, { objectClass: ['dcObject', 'organization'], dc: 'plain', o: 'Plain' }),
	);
	out.write(ldifEntry(`ou=People,${base}`, { objectClass: 'organizationalUnit', ou: 'People' }));
	for (let i = 0; i < users; i += 1) {
		const room = out.write(entry(ldifEntry, base, i));
		if (!room) await new Promise((resolve) => out.once('drain', resolve));
	}
	out.end();
	await finished(out);
	try {
		return await startSlapd({
			definitions:
				"attributetype ( 1.3.6.1.4.1.32473.3.1 NAME 'extensionAttribute1' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )",
			ldif: () => file,
			schemas: ['nis', 'msuser'].map((name) => `/etc/ldap/schema/${name}.schema`),
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function entry(ldifEntry, base, i) {
	const id = `u${String(i).padStart(6, '0')}`;
	const dn = (number) => `cn=u${String(number).padStart(6, '0')},ou=People,${base}`;
	const bytes = (length, start) => {
		const buffer = Buffer.alloc(length, 0xa5);
		buffer.writeUInt32LE(i, start);
		return buffer;
	};
	return ldifEntry(dn(i), {
		objectClass: ['inetOrgPerson', 'extensibleObject'],
		cn: id,
		sn: `Family ${i % 1009}`,
		givenName: `Given ${i % 97}`,
		objectGUID: bytes(16, 0),
		objectSid: Buffer.concat([Buffer.from('010500000000000515000000', 'hex'), bytes(16, 12)]),
		distinguishedName: dn(i),
		sAMAccountName: id,
		userPrincipalName: `${id}@plain.example`,
		userAccountControl: 512,
		displayName: `Family ${i % 1009}, Given ${i % 97}`,
		mail: `${id}@plain.example`,
		proxyAddresses: [
			`SMTP:${id}@plain.example`,
			`smtp:a.${id}@plain.example`,
			`sip:${id}@plain.example`,
		],
		mobile: `+49 1555 ${i}`,
		telephoneNumber: `+49 30 ${i}`,
		title: 'Engineer',
		department: 'North',
		company: 'Example GmbH',
		streetAddress: `Straße ${i % 200}`,
		postalCode: String(80_000 + (i % 100)),
		l: 'Zürich',
		employeeID: String(100_000 + i),
		manager: dn(Math.floor(i / 10)),
		memberOf: [dn(i % 7), dn(i % 11)],
		whenChanged: '20260102030405Z',
		accountExpires: '9223372036854775807',
		extensionAttribute1: `EA1-${i}`,
	});
}

/** OpenLDAP's own client reading all pages into nothing: entries, wall and CPU time in ms. */
export async function ldapsearch({ url, user, password, base, filter, attributes }) {
	const script = 'TIMEFORMAT="%R %U %S"; time ldapsearch "$@" | grep -c "^dn"';
	const child = spawn(
		'bash',
		[
			...['-c', script, 'ldapsearch', '-x', '-LLL', '-o', 'ldif-wrap=no'],
			...['-E', 'pr=1000/noprompt', '-H', url, '-D', user, '-w', password],
			...['-b', base, filter, ...attributes],
		],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	);
	let out = '';
	let err = '';
	child.stdout.on('data', (data) => (out += data));
	child.stderr.on('data', (data) => (err += data));
	const code = await new Promise((resolve) => child.on('close', resolve));
	if (code !== 0) throw new Error(`ldapsearch ended with ${code}: ${err}`);
	const [wall, userTime, system] = err.trim().split('\n').at(-1).split(' ').map(Number);
	return { rows: Number(out), wall: wall * 1000, cpu: (userTime + system) * 1000 };
}
