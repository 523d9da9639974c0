import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../support/command';
import { startApache, whyNoApache, type Apache } from './apache';
import { which } from './domainController';
import { startKerberosRealm, whyNoKerberosRealm, type KerberosRealm } from './kerberosRealm';

const why = whyNoApache({ gssapi: true }) ?? whyNoKerberosRealm();
const noCurl = which('curl') ? undefined : 'Debian package curl is missing';
if (why ?? noCurl) console.warn(`LEFT OUT: Apache asking who is there: ${why ?? noCurl}`);
const suite = (why ?? noCurl) ? describe.skip : describe;

/** Apache lets in whom it should, seen with curl, so that other tests can rely on it. */
suite('Apache', () => {
	let realm: KerberosRealm;
	let apache: Apache;
	let folder: string;
	const HOST = 'web.a.example.test';
	const anna = { name: 'anna', password: 'Passw0rd!User' };
	beforeAll(async () => {
		folder = mkdtempSync(path.join(tmpdir(), 'curl-'));
		realm = await startKerberosRealm({
			realm: 'A.EXAMPLE.TEST',
			principals: [anna, { name: `HTTP/${HOST}` }],
		});
		apache = await startApache({
			users: [anna],
			names: [HOST],
			gssapi: { keytab: realm.exportKeytab(`HTTP/${HOST}`), krb5Conf: realm.krb5Conf },
		});
		writeFileSync(path.join(folder, 'ca.pem'), apache.ca);
		await runCommand('kinit', ['anna'], `${anna.password}\n`, realm.env as Record<string, string>);
	}, 30_000);
	afterAll(async () => {
		await apache?.stop();
		await realm?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	async function curl(flag: string, where: string, password = anna.password, isSecure = false) {
		const at = new URL(isSecure ? apache.httpsUrl : apache.url);
		const config = path.join(folder, 'config');
		writeFileSync(config, `user = "${flag === '--negotiate' ? ':' : `anna:${password}`}"\n`);
		const { stdout } = await runCommand(
			'curl',
			[
				...['--silent', '--noproxy', '*', '--config', config, flag, '--data', 'ping'],
				...['--resolve', `${HOST}:${at.port}:127.0.0.1`, '--cacert', path.join(folder, 'ca.pem')],
				...['--write-out', '\n%{http_code}', `${at.protocol}//${HOST}:${at.port}/${where}`],
			],
			'',
			realm.env as Record<string, string>,
		);
		const [status, ...rest] = stdout.split('\n').reverse();
		return { status: Number(status), text: rest.reverse().join('\n') };
	}

	it.each([
		['--basic', 'basic', 'anna'],
		['--digest', 'digest', 'anna'],
		['--negotiate', 'negotiate', 'anna@A.EXAMPLE.TEST'],
		['--negotiate', 'negotiate-connection', 'anna@A.EXAMPLE.TEST'],
	])('%s on /%s', async (flag, where, user) => {
		for (const isSecure of [false, true]) {
			const { status, text } = await curl(flag, where, undefined, isSecure);
			expect({ status, text }).toMatchObject({ status: 200 });
			expect(JSON.parse(text)).toEqual({ user, method: 'POST', body: 'ping' });
		}
	});

	it.each(['basic', 'digest'])('%s refuses a wrong password', async (scheme) => {
		expect((await curl(`--${scheme}`, scheme, 'wrong')).status).toBe(401);
		expect((await apache.accessLog()).at(-1)).toMatch(new RegExp(`^401 /${scheme}`));
	});

	it('negotiates with nobody who has no ticket', async () => {
		await runCommand('kdestroy', [], '', realm.env as Record<string, string>);
		expect((await curl('--negotiate', 'negotiate')).status).toBe(401);
	});
});
