/** A real Active Directory (Samba) for the checks, and its credential as a person enters it. */
import { createRequire } from 'node:module';
import { ensurePackages } from '../../scripts/lib/debian.mjs';
import { say, step } from '../../scripts/lib/progress.mjs';

const require = createRequire(import.meta.url);
require('tsx/cjs');
const { debianPackages } = require('../../test/servers/packages.ts');
const prepared = require('../../test/servers/preparedDirectory.ts');
const { ldapsearch, textOf } = require('../../test/support/ldapsearch.ts');
const {
	BASE,
	GROUPS,
	groupDn,
	OU,
	USER_PASSWORD,
} = require('../../test/servers/directory/content.ts');

export { GROUPS, groupDn, OU, USER_PASSWORD };

/** Starts the domain controller; undefined where none can run, which is said aloud. */
export async function startDirectory() {
	await ensurePackages(debianPackages, 'to run a domain controller', say).catch((error) =>
		say(`Debian's packages could not be installed: ${error.message}`),
	);
	const why = prepared.whyNoPreparedDirectory();
	if (why) {
		say(`  LEFT OUT: Active Directory in n8n: ${why}`);
		return undefined;
	}
	return await step('Starting an Active Directory of 2,500 users', (detail) =>
		prepared.startPreparedDirectory({ say: detail }),
	);
}

/** @param directory of startDirectory */
export const directoryCredential = ({ address, host, ca, admin }) => ({
	id: 'directoryCred0001',
	name: 'Active Directory',
	type: 'microsoftActiveDirectoryApi',
	data: {
		discovery: 'hosts',
		hosts: address,
		security: 'implicitTls',
		port: 636,
		user: admin.user,
		password: admin.password,
		baseDn: BASE,
		readOnly: false,
		caCertificate: ca,
		serverName: host,
		allowUnauthorizedCerts: false,
		pageSize: 1000,
		connectTimeout: 10,
		timeout: 60,
	},
});

/** What OpenLDAP's client finds: logon names, sorted. */
export async function logonNames({ address, admin }, base, filter) {
	const entries = await ldapsearch({
		url: `ldap://${address}`,
		...admin,
		base,
		filter,
		attributes: ['sAMAccountName'],
	});
	return entries.map((entry) => textOf(entry, 'sAMAccountName')).sort();
}
