import { testConnection } from '../../../core';
import { readBody, serveHttp } from '../../servers/listen';
import {
	type KerberosRealm,
	startKerberosRealm,
	whyNoKerberosRealm,
} from '../../servers/kerberosRealm';

const why = whyNoKerberosRealm();
if (why) console.warn(`LEFT OUT: the ticket step of the connection test, since ${why}`);
const PASSWORD = 'Pässwörd of a test';

(why ? describe.skip : describe)('The ticket step of the connection test', () => {
	let realm: KerberosRealm;
	beforeAll(async () => {
		realm = await startKerberosRealm({
			realm: 'CONTOSO.TEST',
			principals: [{ name: 'anna', password: PASSWORD }, { name: 'HTTP/localhost' }],
		});
	});
	afterAll(async () => await realm?.stop());

	const run = async (fields: Record<string, unknown>) => {
		const server = await serveHttp(async (request, response) => {
			await readBody(request);
			response.writeHead(401, { 'www-authenticate': 'Negotiate' }).end();
		});
		try {
			const steps = await testConnection({
				server: `http://localhost:${server.port}`,
				allowPlainHttp: true,
				proxyMode: 'none',
				authScheme: 'Kerberos',
				user: 'anna@CONTOSO.TEST',
				password: PASSWORD,
				kerberosKdc: realm.kdc,
				...fields,
			});
			expect(JSON.stringify(steps)).not.toContain(PASSWORD);
			return steps;
		} finally {
			await server.close();
		}
	};

	it('tells that a ticket was issued, by password and by pasted keytab', async () => {
		const { readFileSync } = await import('node:fs');
		const keytab = readFileSync(realm.exportKeytab('anna')).toString('base64');
		for (const fields of [{}, { user: '', password: '', kerberosKeytab: keytab }]) {
			const ticket = (await run(fields)).find(({ step }) => step === 'ticket');
			expect(ticket).toEqual({
				step: 'ticket',
				ok: true,
				message: 'Kerberos issued a ticket for HTTP/localhost',
			});
		}
	});

	it.each([
		['a wrong password', { password: 'wrong' }, /password/i],
		['an unknown user', { user: 'nobody@CONTOSO.TEST' }, /nobody/i],
		['a service without account', { kerberosSpn: 'HTTP/elsewhere.test' }, /HTTP\/elsewhere\.test/],
		[
			'a wrong password, which NTLM is not tried with',
			{ authScheme: 'Negotiate', password: 'wrong' },
			/password/i,
		],
	])('stops at %s, before Exchange is asked', async (_, fields, pattern) => {
		const last = (await run(fields)).at(-1)!;
		expect(last).toMatchObject({ step: 'ticket', ok: false });
		expect(last.message).toMatch(pattern);
		expect(last.advice).toBeTruthy();
	});
});
