// Sandboxes that ask who is there, a process of their own: one where nobody is asked, one that decides by itself, and
// where MIT Kerberos is installed two by tickets: asked once per connection, and with each request. Prints where they are.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from 'tsx/cjs/api';

register();
const require = createRequire(import.meta.url);
const load = (path) => require(`../../${path}.ts`);
const { startSandbox } = load('sandbox/index');
const { startKerberosRealm, whyNoKerberosRealm } = load('test/servers/kerberosRealm');
const { whyNoMitAcceptor } = load('test/servers/acceptor');
const { startSambaJudge } = load('test/servers/sambaJudge');

const REALM = 'BENCH.EXAMPLE.TEST';
const HOST = 'exchange.bench.example.test';
const PASSWORD = 'Passw0rd!Bench';
const person = {
	mailboxes: [
		{
			primarySmtp: 'anna@contoso.example',
			account: 'BENCH\\anna',
			userPrincipalName: `anna@${REALM}`,
		},
	],
	accounts: [{ account: 'BENCH\\anna', password: PASSWORD, principal: `anna@${REALM}` }],
};
const ends = [];
const start = async (options) => {
	const sandbox = await startSandbox({ ...person, ...options });
	ends.push(() => sandbox.close());
	return sandbox.url;
};

const servers = {
	open: await start({ schemes: [] }),
	own: await start({ schemes: ['NTLM', 'Digest', 'Basic', 'Bearer'] }),
	ownNegotiate: await start({ schemes: ['Negotiate'] }),
};
const why = whyNoKerberosRealm() ?? whyNoMitAcceptor();
let kerberos;
if (!why) {
	const folder = mkdtempSync(join(tmpdir(), 'bench-auth-'));
	const realm = await startKerberosRealm({
		realm: REALM,
		principals: [{ name: 'anna', password: PASSWORD }, { name: `HTTP/${HOST}` }],
	});
	const keytab = realm.exportKeytab(`HTTP/${HOST}`);
	const judge = startSambaJudge(
		{ smbConf: '', env: {}, krb5Conf: realm.krb5Conf },
		{ keytab, kerberos: 'mit' },
	);
	const ticketed = { schemes: ['Negotiate'], judge };
	servers.tickets = await start(ticketed);
	servers.ticketsEachTime = await start({ ...ticketed, kerberosPersistence: 'request' });
	kerberos = { kdc: realm.kdc, realm: REALM, host: HOST, krb5Conf: realm.krb5Conf, folder };
	ends.push(
		() => judge.stop(),
		() => realm.stop(),
		() => rmSync(folder, { recursive: true, force: true }),
	);
}
process.once('SIGTERM', async () => {
	for (const end of ends) await end();
	process.exit(0);
});
console.log(JSON.stringify({ servers, kerberos, why, user: 'anna', password: PASSWORD }));
