import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { buildSync } from 'esbuild';
import { createAuthenticator } from '../../../core/auth/registry';
import { SystemParty, type KerberosPackage } from '../../../core/auth/negotiate/systemTickets';
import {
	npmKerberosFolder,
	startMitAcceptor,
	whyNoMitAcceptor,
	whyNoNpmAcceptor,
	type Acceptor,
} from '../../servers/acceptor';
import {
	startKerberosRealm,
	whyNoKerberosRealm,
	type KerberosRealm,
} from '../../servers/kerberosRealm';
import { refusal, services } from './negotiateSupport';

const SERVICE = 'HTTP/web.a.example.test';
const options = { service: SERVICE, isBare: false, isMutual: true };

describe('tickets of the system', () => {
	it('without the package a person is told what to fill in, or what to install', async () => {
		const party = new SystemParty({ ...options, find: () => undefined });
		const error = await refusal(party.first());
		expect(error).toMatchObject({ code: 'KERBEROS_PACKAGE', field: 'user' });
		expect(error.advice).toContain("'Kerberos Keytab'");
		expect(error.advice).toContain('npm install kerberos');
	});

	/** As the package behaves, seen in the process test below. */
	const stub = (steps: Array<string | Error>, complete: boolean[] = []) => {
		const asked: unknown[] = [];
		const found: KerberosPackage = {
			initializeClient: async (...given) => {
				asked.push(given);
				return {
					get contextComplete() {
						return complete.shift() ?? false;
					},
					step: async (token) => {
						asked.push(token);
						const next = steps.shift();
						if (next instanceof Error) throw next;
						return next;
					},
				};
			},
		};
		return { found, asked };
	};

	it('names the service as GSS-API writes it and asks for the proof of the server', async () => {
		const { found, asked } = stub(['dG9rZW4=']);
		const party = new SystemParty({ ...options, find: () => found });
		expect((await party.first()).toString()).toBe('token');
		const name = process.platform === 'win32' ? SERVICE : SERVICE.replace('/', '@');
		expect(asked).toEqual([[name, { mechOID: 6, flags: 2 }], '']);
		expect(party.negotiating).toBe(false);
	});

	it('no ticket, an answer that proves nothing, and none at all', async () => {
		const none = stub([new Error('No Kerberos credentials available\nmore')]);
		const error = await refusal(new SystemParty({ ...options, find: () => none.found }).first());
		expect(error.message).toBe(
			`The system has no ticket for '${SERVICE}': No Kerberos credentials available`,
		);
		expect(error.advice).toContain('kinit');

		const { found } = stub(['dG9rZW4=', new Error('integrity check')]);
		const party = new SystemParty({ ...options, find: () => found });
		await party.first();
		expect(await refusal(party.accepted(Buffer.from('x'), 200))).toMatchObject({
			code: 'KERBEROS_MUTUAL',
		});
		expect(await refusal(party.accepted(undefined, 200))).toMatchObject({
			code: 'KERBEROS_MUTUAL',
		});
		await party.accepted(undefined, 503);
	});

	it.each(['Negotiate', 'Kerberos'])('%s takes them where nothing else is given', async (name) => {
		const authenticator = createAuthenticator(
			name,
			{ allowPlainHttp: false, channelBinding: true },
			services,
		);
		const handshake = authenticator.handshake({
			url: new URL('https://mail.contoso.example/'),
			request: { method: 'POST', target: '/' },
		});
		const folder = mkdtempSync(path.join(tmpdir(), 'n8n-'));
		// A package that cannot be loaded: found where n8n keeps community nodes.
		const place = path.join(folder, '.n8n/nodes/node_modules/kerberos');
		mkdirSync(place, { recursive: true });
		writeFileSync(path.join(place, 'index.js'), "throw new Error('not compiled')");
		const before = process.env.N8N_USER_FOLDER;
		process.env.N8N_USER_FOLDER = folder;
		try {
			const error = await refusal(Promise.resolve(handshake.first()));
			expect(error.code).toBe('KERBEROS_PACKAGE');
			expect(error.message).toContain('cannot be loaded');
			// Whoever is named is never signed in as somebody else.
			const named = createAuthenticator(
				name,
				{
					user: 'otto@a.example.test',
					allowPlainHttp: false,
					channelBinding: true,
					kerberos: { kdcs: ['127.0.0.1:1'], serviceKdcs: [], allowRc4: false },
				},
				services,
			).handshake({
				url: new URL('https://mail.contoso.example/'),
				request: { method: 'POST', target: '/' },
			});
			const empty = await refusal(Promise.resolve(named.first()));
			expect(empty.message).toBe("'Password' is empty, and Kerberos needs it");
		} finally {
			if (before === undefined) delete process.env.N8N_USER_FOLDER;
			else process.env.N8N_USER_FOLDER = before;
			rmSync(folder, { recursive: true, force: true });
			await authenticator.close?.();
		}
	});
});

const why = whyNoKerberosRealm() ?? whyNoMitAcceptor() ?? whyNoNpmAcceptor();
if (why) console.warn(`LEFT OUT: tickets of the system by the npm package kerberos: ${why}`);

/** Reads its own environment when it starts, so it is a process; the package is where n8n has it. */
const PROGRAM = `
const { SystemParty } = require('./systemTickets.js');
const party = new SystemParty(${JSON.stringify(options)});
const say = (value) => console.log(JSON.stringify(value));
const fail = (error) => say({ code: error.code, message: error.message });
party.first().then((token) => {
	say({ token: token.toString('base64') });
	require('readline').createInterface({ input: process.stdin }).once('line', (line) => {
		party.accepted(line ? Buffer.from(line, 'base64') : undefined, 200)
			.then(() => say({ proven: true }), fail).finally(() => process.exit());
	});
}, fail);
`;

(why ? describe.skip : describe)('the npm package kerberos', () => {
	let realm: KerberosRealm;
	let acceptor: Acceptor;
	let folder: string;
	beforeAll(async () => {
		realm = await startKerberosRealm({
			realm: 'A.EXAMPLE.TEST',
			principals: [{ name: 'anna', password: 'Passw0rd!User' }, { name: SERVICE }],
		});
		acceptor = startMitAcceptor({
			keytab: realm.exportKeytab(SERVICE),
			krb5Conf: realm.krb5Conf,
		});
		folder = mkdtempSync(path.join(tmpdir(), 'system-'));
		mkdirSync(path.join(folder, '.n8n'));
		symlinkSync(npmKerberosFolder()!, path.join(folder, '.n8n/nodes'));
		buildSync({
			entryPoints: [path.resolve('core/auth/negotiate/systemTickets.ts')],
			outfile: path.join(folder, 'systemTickets.js'),
			bundle: true,
			platform: 'node',
			format: 'cjs',
		});
		writeFileSync(path.join(folder, 'program.js'), PROGRAM);
	}, 60_000);
	afterAll(async () => {
		acceptor?.stop();
		await realm?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	interface Said {
		readonly token?: string;
		readonly proven?: boolean;
		readonly code?: string;
		readonly message?: string;
	}
	function run(cache = String(realm.env.KRB5CCNAME)) {
		const child = spawn(process.execPath, [path.join(folder, 'program.js')], {
			cwd: folder,
			env: { ...process.env, ...realm.env, KRB5CCNAME: cache, N8N_USER_FOLDER: folder },
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		return {
			next: async () => JSON.parse((await lines.next()).value as string) as Said,
			answer: (token?: Buffer) => child.stdin.write(`${token?.toString('base64') ?? ''}\n`),
			end: () => child.kill(),
		};
	}

	it('signs in with the tickets of kinit, and checks the proof', async () => {
		const nobody = run('FILE:/nowhere/cache');
		expect(await nobody.next()).toMatchObject({ code: 'KERBEROS_NO_TICKET' });
		nobody.end();

		const env = { ...process.env, ...realm.env };
		execFileSync('kinit', ['anna'], { env, input: 'Passw0rd!User\n' });
		const proofs: Buffer[] = [];
		for (const forge of [
			(proof: Buffer) => proof,
			() => proofs[0]!,
			() => Buffer.from('nonsense'),
			() => undefined,
		]) {
			const client = run();
			const { token } = await client.next();
			const answer = await acceptor.step(Buffer.from(token!, 'base64'));
			expect(answer).toMatchObject({ complete: true, user: 'anna@A.EXAMPLE.TEST', mutual: true });
			proofs.push(answer.response!);
			client.answer(forge(answer.response!));
			const said = await client.next();
			if (proofs.length === 1) expect(said).toEqual({ proven: true });
			else expect(said).toMatchObject({ code: 'KERBEROS_MUTUAL' });
			client.end();
		}
	}, 60_000);
});
