import { execFileSync } from 'node:child_process';
import path from 'node:path';
import {
	startMitAcceptor,
	startNpmAcceptor,
	whyNoMitAcceptor,
	whyNoNpmAcceptor,
	type Acceptor,
} from './acceptor';
import { startKerberosRealm, whyNoKerberosRealm, type KerberosRealm } from './kerberosRealm';

const why = whyNoKerberosRealm() ?? whyNoMitAcceptor();
if (why) console.warn(`LEFT OUT: acceptors of Kerberos: ${why}`);
const suite = why ? describe.skip : describe;

const HOST = 'web.a.example.test';

/** Acceptors that other tests rely on, shown tokens of MIT Kerberos. */
suite('Acceptors of Kerberos', () => {
	let realm: KerberosRealm;
	const acceptors: Acceptor[] = [];
	let options: Parameters<typeof startMitAcceptor>[0];
	beforeAll(async () => {
		realm = await startKerberosRealm({
			realm: 'A.EXAMPLE.TEST',
			principals: [{ name: 'anna', password: 'Passw0rd!User' }, { name: `HTTP/${HOST}` }],
		});
		options = { keytab: realm.exportKeytab(`HTTP/${HOST}`), krb5Conf: realm.krb5Conf };
		execFileSync('kinit', ['anna'], {
			env: { ...process.env, ...realm.env },
			input: 'Passw0rd!User\n',
		});
	});
	afterAll(async () => {
		for (const acceptor of acceptors) acceptor.stop();
		await realm?.stop();
	});
	const keep = (acceptor: Acceptor) => {
		acceptors.push(acceptor);
		return acceptor;
	};
	const token = (...binding: Buffer[]) =>
		Buffer.from(
			execFileSync(
				'/usr/bin/python3',
				[
					path.join(__dirname, 'acceptor_client.py'),
					HOST,
					...binding.map((b) => b.toString('base64')),
				],
				{ env: { ...process.env, ...realm.env }, encoding: 'utf8' },
			),
			'base64',
		);
	const channel = Buffer.from('tls-server-end-point:of a test');

	it('MIT tells who came, and whether the channel was bound', async () => {
		const acceptor = keep(startMitAcceptor(options));
		expect(await acceptor.step(token(), 'first')).toMatchObject({
			complete: true,
			user: 'anna@A.EXAMPLE.TEST',
			mutual: true,
			channelBound: false,
			response: expect.any(Buffer) as Buffer,
		});
		expect(await acceptor.step(token(channel), 'bound', channel)).toMatchObject({
			complete: true,
			channelBound: true,
		});
		expect(await acceptor.step(token(), 'unbound', channel)).toMatchObject({
			complete: true,
			channelBound: false,
		});
		const other = Buffer.from('tls-server-end-point:of another');
		const refused = await acceptor.step(token(other), 'wrong', channel);
		expect(refused.complete).toBe(false);
		expect(refused.error).toMatch(/channel bindings/i);
	});

	it('MIT refuses a token that came before, where it is told to', async () => {
		const [careless, careful] = [
			keep(startMitAcceptor(options)),
			keep(startMitAcceptor({ ...options, refusesReplay: true })),
		];
		const once = token();
		for (const acceptor of [careless, careful]) {
			expect(await acceptor.step(once)).toMatchObject({ complete: true });
		}
		expect(await careless.step(once)).toMatchObject({ complete: true });
		expect((await careful.step(once)).error).toMatch(/replay/i);
	});

	const noNpm = whyNoNpmAcceptor();
	if (noNpm) console.warn(`LEFT OUT: the npm package kerberos as acceptor: ${noNpm}`);
	(noNpm ? it.skip : it)('the npm package kerberos tells who came', async () => {
		const acceptor = keep(startNpmAcceptor(options, `HTTP@${HOST}`));
		expect(await acceptor.step(token())).toMatchObject({
			complete: true,
			user: 'anna@A.EXAMPLE.TEST',
			response: expect.any(Buffer) as Buffer,
		});
		expect((await acceptor.step(Buffer.from('nonsense'))).error).toBeDefined();
	});
});
