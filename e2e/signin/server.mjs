/** An Exchange that offers every scheme, where it can be by the word of a real Active Directory. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ensurePackages } from '../../scripts/lib/debian.mjs';
import { say, step } from '../../scripts/lib/progress.mjs';

const require = createRequire(import.meta.url);
require('tsx/cjs');
const { DEFAULT_CLIENT_SECRET, startSandbox } = require('../../sandbox/index.ts');
const { debianPackages } = require('../../test/servers/packages.ts');
const {
	startActiveDirectory,
	whyNoActiveDirectory,
} = require('../../test/servers/activeDirectory.ts');
const { startSambaJudge } = require('../../test/servers/sambaJudge.ts');

const SPN = 'HTTP/exchange.ad.example.test';
/** Test data: of accounts that live as long as this run. */
export const PERSON = { name: 'anna', password: 'Passw0rd!User', mailbox: 'anna@contoso.example' };
export const APP = { id: '5e41ce00-0000-4000-8000-0000000000e2', secret: DEFAULT_CLIENT_SECRET };

/**
 * @param port where n8n asks for the tokens of its own credential
 * @param callbacks addresses that the app registration sends browsers back to
 */
export async function startPlace(port, callbacks) {
	const directory = await startDirectory();
	const domain = directory?.domain ?? 'CONTOSO';
	const dnsDomain = directory ? 'ad.example.test' : 'contoso.example';
	const keytab = directory?.exportKeytab(SPN);
	const judge = directory && startSambaJudge(directory, { keytab });
	const sandbox = await startSandbox({
		port,
		judge,
		schemes: [...(directory ? ['Negotiate', 'Kerberos'] : []), 'NTLM', 'Digest', 'Basic', 'Bearer'],
		contacts: 5,
		mailboxes: [
			{
				primarySmtp: PERSON.mailbox,
				account: `${domain}\\${PERSON.name}`,
				userPrincipalName: `${PERSON.name}@${dnsDomain}`,
			},
		],
		accounts: [
			{
				account: `${domain}\\${PERSON.name}`,
				password: PERSON.password,
				principal: `${PERSON.name}@${dnsDomain}`,
			},
		],
		tokens: {
			applications: [
				{
					clientId: APP.id,
					name: 'n8n',
					secrets: [APP.secret],
					redirectUris: ['http://localhost:33333', ...callbacks],
				},
			],
		},
	});
	return {
		sandbox,
		server: sandbox.url,
		origin: new URL(sandbox.url).origin,
		user: `${domain}\\${PERSON.name}`,
		principal: `${PERSON.name}@${dnsDomain}`,
		kerberos: directory && {
			kerberosKdc: directory.kdc,
			kerberosRealm: directory.realm,
			kerberosSpn: SPN,
			kerberosKeytab: readFileSync(directory.exportKeytab(PERSON.name)).toString('base64'),
		},
		async stop() {
			await sandbox.close();
			judge?.stop();
			await directory?.stop();
		},
	};
}

/** Undefined where none can run, which is said aloud. */
async function startDirectory() {
	await ensurePackages(debianPackages, 'to run a domain controller', say).catch((error) =>
		say(`Debian's packages could not be installed: ${error.message}`),
	);
	const why = whyNoActiveDirectory();
	if (why) {
		say(`  LEFT OUT: Negotiate and Kerberos in n8n: ${why}`);
		return undefined;
	}
	return await step('Starting an Active Directory', () =>
		startActiveDirectory([
			{ name: PERSON.name, password: PERSON.password },
			{ name: 'svc-web', password: 'Service-Pass-1', services: [SPN] },
		]),
	);
}
