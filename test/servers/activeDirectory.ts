import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
	configure,
	DOMAIN,
	load,
	ownAddress,
	provision,
	REALM,
	smbConfOf,
	startController,
	whyNoController,
} from './domainController';

/** A Samba AD DC on a loopback address of its own, with the accounts given. */
export interface ActiveDirectory {
	readonly domain: string;
	readonly realm: string;
	readonly address: string;
	readonly smbConf: string;
	/** Environment in which `ntlm_auth` finds this domain's winbind. */
	readonly env: NodeJS.ProcessEnv;
	stop(): Promise<void>;
}

export interface DirectoryAccount {
	readonly name: string;
	readonly password: string;
	readonly disabled?: boolean;
}

/** What keeps the directory from running on this machine; undefined when nothing does. */
export const whyNoActiveDirectory = () =>
	whyNoController(['samba', 'samba-tool', 'ntlm_auth', 'ldbadd']);

/** Provisions in a new folder, adds the accounts and waits until sign-in works; some 10 s. */
export async function startActiveDirectory(
	accounts: readonly DirectoryAccount[],
): Promise<ActiveDirectory> {
	const folder = mkdtempSync(path.join(tmpdir(), 'ad-'));
	const address = ownAddress();
	try {
		configure({ folder, address });
		provision({ folder, address });
		const ldif = path.join(folder, 'accounts.ldif');
		writeFileSync(ldif, accounts.map(entry).join('\n'));
		load(folder, ldif);
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
	const { stop } = await startController({ folder, address });
	return {
		domain: DOMAIN,
		realm: REALM,
		address,
		smbConf: smbConfOf(folder),
		env: {
			// libwbclient has its socket's folder compiled in; this is the one way to another.
			LD_PRELOAD: 'libnss_wrapper.so',
			NSS_WRAPPER_PASSWD: '/etc/passwd',
			NSS_WRAPPER_GROUP: '/etc/group',
			SELFTEST_WINBINDD_SOCKET_DIR: path.join(folder, 'winbindd'),
		},
		stop,
	};
}

function entry({ name, password, disabled }: DirectoryAccount): string {
	const base64 = (text: string, encoding: BufferEncoding = 'utf8') =>
		Buffer.from(text, encoding).toString('base64');
	return [
		`dn:: ${base64(`CN=${name},CN=Users,DC=ad,DC=example,DC=test`)}`,
		'objectClass: user',
		`sAMAccountName:: ${base64(name)}`,
		`userPrincipalName:: ${base64(`${name}@ad.example.test`)}`,
		`userAccountControl: ${disabled ? 66050 : 66048}`,
		`unicodePwd:: ${base64(`"${password}"`, 'utf16le')}`,
		'',
	].join('\n');
}
