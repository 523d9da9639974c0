import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { frameToken, Mechanism } from '../../../core/auth/gssToken';
import { krbError } from '../../../core/auth/kerberos/messages/error';
import { SignInError } from '../../../core/http/errors';
import {
	ENCRYPTION,
	startActiveDirectory,
	whyNoActiveDirectory,
	type ActiveDirectory,
} from '../../servers/activeDirectory';
import { startMitAcceptor, whyNoMitAcceptor, type Acceptor } from '../../servers/acceptor';
import { certificate } from '../../servers/certificates';
import { which } from '../../servers/domainController';
import { whyNoKerberosRealm } from '../../servers/kerberosRealm';
import { readBody, serveHttp, serveHttps, serveTcp, type Running } from '../../servers/listen';
import { negotiateGate, type NegotiateGateOptions } from '../../servers/negotiate';
import { startSambaJudge, type SambaJudge } from '../../servers/sambaJudge';
import { writeCache } from './kerberos/mitFiles';
import { caller, refusal, type Caller, type Wanted } from './negotiateSupport';

const why =
	whyNoActiveDirectory() ??
	whyNoMitAcceptor() ??
	(which('kinit') ? undefined : 'krb5-user is missing');
if (why) console.warn(`LEFT OUT: Negotiate against a real Active Directory: ${why}`);
const suite = why ? describe.skip : describe;

const HOST = 'exchange.ad.example.test';
const SPN = `HTTP/${HOST}`;
const PASSWORD = 'Passw0rd!User';

/** Judged by Samba and MIT Kerberos: nothing of this project decides who is let in. */
suite('Negotiate against an Active Directory', () => {
	let directory: ActiveDirectory;
	let samba: SambaJudge;
	let mit: SambaJudge;
	let keys: { cert: string; key: string };
	let other: { cert: string; key: string };
	let keytab: string;
	const running: Running[] = [];
	const callers: Caller[] = [];

	beforeAll(async () => {
		directory = await startActiveDirectory([
			{ name: 'anna', password: PASSWORD },
			{ name: 'Élodie', password: 'Pässwörd €9 "&<>' },
			{ name: 'disabled', password: PASSWORD, disabled: true },
			{ name: 'svc-web', password: PASSWORD, services: [SPN], encryption: ENCRYPTION.aes },
			{
				name: 'svc-old',
				password: PASSWORD,
				services: ['HTTP/old.ad.example.test'],
				encryption: ENCRYPTION.rc4,
			},
			{ name: 'svc-other', password: PASSWORD, services: ['HTTP/other.ad.example.test'] },
		]);
		keytab = directory.exportKeytab(SPN);
		samba = startSambaJudge(directory, { keytab });
		mit = startSambaJudge(directory, { keytab, kerberos: 'mit', refusesReplay: true });
		keys = await certificate();
		other = await certificate();
	}, 90_000);
	afterAll(async () => {
		samba?.stop();
		mit?.stop();
		await directory?.stop();
	}, 30_000);
	afterEach(async () => {
		await Promise.all(callers.splice(0).map((one) => one.close()));
		await Promise.all(running.splice(0).map((one) => one.close()));
	});

	const der = ({ cert }: { cert: string }) => new X509Certificate(cert).raw;
	async function serve(
		options: NegotiateGateOptions & { judge?: SambaJudge; isSecure?: boolean } = {},
	) {
		const { judge = samba, isSecure, ...more } = options;
		const gate = negotiateGate(judge, more);
		const handler: Parameters<typeof serveHttp>[0] = async (request, response) => {
			const user = await gate.admit(request, await readBody(request), response);
			if (user) response.end(JSON.stringify(user));
		};
		const server = isSecure ? await serveHttps(keys, handler) : await serveHttp(handler);
		running.push(server);
		return { server, ...gate };
	}
	function open(wanted: Wanted = {}): Caller {
		const { kerberos, ...rest } = wanted;
		const made = caller({
			user: 'anna@ad.example.test',
			password: PASSWORD,
			...rest,
			kerberos: {
				kdcs: [directory.kdc],
				realm: directory.realm,
				spn: SPN,
				...kerberos,
			},
		});
		callers.push(made);
		return made;
	}
	const nameIn = (text: string) => (JSON.parse(text) as { name: string }).name;

	it.each(['Negotiate', 'Kerberos'] as const)(
		'%s: the first request carries ticket and body, and signs in its connection',
		async (scheme) => {
			const { server, legs } = await serve();
			const one = open({ scheme });
			for (let count = 0; count < 5; count++) {
				const { status, text } = await one.post(server);
				expect(status).toBe(200);
				expect(nameIn(text)).toBe('EXAMPLE\\anna');
			}
			expect(legs).toEqual([
				{ token: 'Kerberos', body: 1000, socket: 1 },
				...Array.from({ length: 4 }, () => ({ token: 'none', body: 1000, socket: 1 })),
			]);
		},
	);

	it.each([
		['anna', 'EXAMPLE\\anna'],
		['EXAMPLE\\anna', 'EXAMPLE\\anna'],
	])('the user written as %s', async (user, name) => {
		const { server, legs } = await serve();
		expect(nameIn((await open({ user, scheme: 'Kerberos' }).post(server)).text)).toBe(name);
		expect(legs.map(({ token }) => token)).toEqual(['Kerberos']);
	});

	it('by keytab and by ticket cache, files and pasted', async () => {
		const { server, legs } = await serve();
		const keytabFile = directory.exportKeytab('anna');
		const cache = `${directory.folder}/anna.cache`;
		execFileSync('kinit', ['-c', cache, 'anna'], {
			env: { ...process.env, KRB5_CONFIG: directory.krb5Conf },
			input: `${PASSWORD}\n`,
		});
		const none = { user: undefined, password: undefined, scheme: 'Kerberos' } as const;
		for (const kerberos of [
			{ keytabFile },
			{ keytab: readFileSync(keytabFile).toString('base64') },
			{ ticketCacheFile: cache },
			{ ticketCacheFile: `FILE:${cache}` },
			{ ticketCache: readFileSync(cache).toString('base64') },
		]) {
			expect(nameIn((await open({ ...none, kerberos }).post(server)).text)).toBe('EXAMPLE\\anna');
		}
		expect(legs.map(({ token }) => token)).toEqual(Array(5).fill('Kerberos'));
	});

	it('a server that asks before each request is asked nothing twice', async () => {
		const { server, legs } = await serve({ perRequest: true, judge: mit });
		const one = open();
		for (let count = 0; count < 4; count++) await one.post(server);
		// The second request finds out; from then on each carries a ticket of its own, none a copy.
		expect(legs.map(({ token }) => token)).toEqual([
			'Kerberos',
			'none',
			'Kerberos',
			'Kerberos',
			'Kerberos',
		]);
	});

	it('over TLS the channel is bound: the same one is taken and told, another is refused', async () => {
		const right = await serve({ judge: mit, isSecure: true, certificate: der(keys) });
		const wrong = await serve({ judge: mit, isSecure: true, certificate: der(other) });
		const ca = keys.cert;
		const { text } = await open({ ca }).post(right.server);
		expect(JSON.parse(text)).toEqual({ name: 'anna@AD.EXAMPLE.TEST', channelBound: true });
		const off = await open({ ca, channelBinding: false }).post(right.server);
		expect(JSON.parse(off.text)).toMatchObject({ channelBound: false });

		const error = await refusal(open({ ca, scheme: 'Kerberos' }).post(wrong.server));
		expect(error).toBeInstanceOf(SignInError);
		expect(wrong.refusals.join()).toMatch(/channel bindings/i);
		expect(error.advice).toContain("'Channel Binding'");
		const unbound = open({ ca, channelBinding: false, scheme: 'Kerberos' });
		expect(nameIn((await unbound.post(wrong.server)).text)).toBe('anna@AD.EXAMPLE.TEST');
	});

	it('tokens without SPNEGO for a server of the scheme Kerberos', async () => {
		const { server, legs } = await serve({ judge: mit, scheme: 'Kerberos' });
		const { text } = await open().post(server);
		expect(nameIn(text)).toBe('anna@AD.EXAMPLE.TEST');
		expect(legs.map(({ token }) => token)).toEqual(['none', 'Kerberos']);
	});

	it('RC4 alone where it is allowed, and in plain words where it is not', async () => {
		const old = 'HTTP/old.ad.example.test';
		const judge = startSambaJudge(directory, {
			keytab: directory.exportKeytab(old),
			kerberos: 'mit',
		});
		const { server } = await serve({ judge });
		try {
			const allowed = open({ scheme: 'Kerberos', kerberos: { spn: old, allowRc4: true } });
			expect(nameIn((await allowed.post(server)).text)).toBe('anna@AD.EXAMPLE.TEST');
			const error = await refusal(
				open({ scheme: 'Kerberos', kerberos: { spn: old } }).post(server),
			);
			expect(error.message).toMatch(/AES/);
		} finally {
			judge.stop();
		}
	});

	describe('NTLM within Negotiate', () => {
		const noKdc = { kdcs: ['127.0.0.1:1'] };
		it('where no KDC answers: raw, and no body with the first leg', async () => {
			const { server, legs } = await serve();
			expect(nameIn((await open({ kerberos: noKdc }).post(server)).text)).toBe('EXAMPLE\\anna');
			expect(legs).toEqual([
				{ token: 'NTLM', body: 0, socket: 1 },
				{ token: 'NTLM', body: 1000, socket: 1 },
			]);
		});

		it('new connections do not wait again for a KDC that is silent', async () => {
			let waits = 0;
			const silent = await serveTcp(() => void (waits += 1));
			running.push(silent);
			const { server, legs } = await serve();
			const one = open({ kerberos: { kdcs: [`127.0.0.1:${silent.port}`], timeoutMs: 300 } });
			await one.post(server);
			const before = waits;
			expect(before).toBeGreaterThan(0);
			await Promise.all(Array.from({ length: 4 }, () => one.post(server)));
			expect(new Set(legs.map(({ socket }) => socket)).size).toBeGreaterThan(1);
			expect(waits).toBe(before);
		});

		it('where the service is unknown', async () => {
			const { server, legs } = await serve();
			const one = open({ kerberos: { spn: 'HTTP/nowhere.ad.example.test' } });
			expect(nameIn((await one.post(server)).text)).toBe('EXAMPLE\\anna');
			expect(legs.map(({ token }) => token)).toEqual(['NTLM', 'NTLM']);
		});

		it('where the ticket is for another key: asked for anew once, then NTLM', async () => {
			const { server, legs } = await serve();
			const one = open({ kerberos: { spn: 'HTTP/other.ad.example.test' } });
			expect(nameIn((await one.post(server)).text)).toBe('EXAMPLE\\anna');
			const tokens = () => legs.splice(0).map(({ token }) => token);
			expect(tokens()).toEqual(['Kerberos', 'Kerberos', 'NTLM', 'NTLM']);
			// The connections after it begin with what the server takes.
			await Promise.all([one.post(server), one.post(server)]);
			expect(tokens().filter((token) => token === 'Kerberos')).toEqual([]);
		});

		it('within SPNEGO for a server that takes nothing else', async () => {
			const { server, legs } = await serve({
				refuse: (token) => (token.indexOf('NTLMSSP\0') === 0 ? {} : undefined),
			});
			const one = open({ kerberos: noKdc });
			expect(nameIn((await one.post(server)).text)).toBe('EXAMPLE\\anna');
			expect(legs.map(({ body }) => body)).toEqual([0, 0, 1000]);
		});

		it('refused: says so, and why Kerberos was not possible', async () => {
			const { server } = await serve();
			const error = await refusal(open({ password: 'wrong', kerberos: noKdc }).post(server));
			expect(error).toBeInstanceOf(SignInError);
			expect(error.message).toMatch(/refused the sign-in by NTLM .*Kerberos was not possible/);
			expect(error.advice).toMatch(/For Kerberos: /);
		});

		it('not where it is not allowed, and never by the scheme Kerberos', async () => {
			const { server, legs } = await serve();
			for (const wanted of [{ allowNtlm: false }, { scheme: 'Kerberos' }] as const) {
				const error = await refusal(open({ ...wanted, kerberos: noKdc }).post(server));
				expect(error.message).toMatch(/KDC/);
			}
			expect(legs).toEqual([]);
		});

		it('not after a wrong password: it would count twice', async () => {
			const { server, legs } = await serve();
			const error = await refusal(open({ password: 'wrong' }).post(server));
			expect(error.message).toMatch(/password/i);
			const disabled = await refusal(open({ user: 'disabled@ad.example.test' }).post(server));
			expect(disabled.message).toMatch(/disabled/);
			expect(legs).toEqual([]);
		});
	});

	it('keytabs and caches that are damaged, ended or of somebody else end in words, before a request', async () => {
		const { server, legs } = await serve();
		const whole = readFileSync(directory.exportKeytab('anna'));
		const anna = { type: 1, realm: directory.realm, components: ['anna'] };
		const past = Date.UTC(2020, 0);
		const ended = writeCache(anna, [
			{
				client: anna,
				server: { ...anna, type: 2, components: ['krbtgt', directory.realm] },
				key: { type: 18, value: Buffer.alloc(32) },
				ticket: Buffer.from('610330010a', 'hex'),
				flags: 0,
				authTime: past,
				startTime: past,
				endTime: past + 36_000_000,
				renewTill: 0,
			},
		]);
		const base64 = (bytes: Buffer) => bytes.toString('base64');
		const cases: Array<[Wanted, RegExp]> = [
			[
				{ kerberos: { keytab: base64(whole.subarray(0, 50)) } },
				/^'Kerberos Keytab' holds a keytab that is cut off$/,
			],
			[{ kerberos: { ticketCache: base64(ended.subarray(0, 60)) } }, /is cut off$/],
			[{ kerberos: { ticketCache: base64(ended) } }, /have ended: the last one on 2020-01-01/],
			[{ user: 'Élodie@ad.example.test', kerberos: { keytab: base64(whole) } }, /no key .*Élodie/],
		];
		for (const [wanted, words] of cases) {
			// With a password as well, NTLM still does not hide what is wrong.
			const error = await refusal(open(wanted).post(server));
			expect(error.message).toMatch(words);
			expect(error.advice).toBeTruthy();
		}
		expect(legs).toEqual([]);
	});

	it('a ticket with another key by Kerberos alone: names the account and how to find it', async () => {
		const { server, legs } = await serve({ judge: mit });
		const wanted = { scheme: 'Kerberos', kerberos: { spn: 'HTTP/other.ad.example.test' } } as const;
		const error = await refusal(open(wanted).post(server));
		expect(error.advice).toContain('setspn -Q HTTP/other.ad.example.test');
		expect(legs).toHaveLength(2);
	});

	it('a server that refuses for ever is asked only a few times', async () => {
		for (const token of [undefined, Buffer.from('nonsense'), Buffer.alloc(0)]) {
			const { server, legs } = await serve({ refuse: () => ({ token }) });
			const error = await refusal(open().post(server));
			expect(error).toBeInstanceOf(SignInError);
			expect(legs.length).toBeLessThanOrEqual(5);
		}
	});

	it('a server that does not offer Negotiate', async () => {
		const { server } = await serve({ scheme: 'Kerberos' });
		const gate = await serveHttp((_request, response) => {
			response.writeHead(401, { 'www-authenticate': ['Basic realm="x"', 'NTLM'] }).end();
		});
		running.push(gate);
		const error = await refusal(open().post(gate));
		expect(error.message).toBe('The server does not offer Negotiate; it offers Basic, NTLM');
		expect(server.port).toBeGreaterThan(0);
	});

	describe('the proof of the server', () => {
		/** What a server answered earlier: a real proof, of another sign-in. */
		async function earlierProof(): Promise<Buffer> {
			let kept: Buffer | undefined;
			const { server } = await serve({ proof: (token) => (kept = token) });
			await open({ scheme: 'Kerberos' }).post(server);
			return kept!;
		}

		it.each([
			['none', async () => undefined],
			['nonsense', async () => Buffer.from('nonsense')],
			['that of an earlier sign-in', earlierProof],
			['a part', async () => (await earlierProof()).subarray(0, 60)],
			['completed without a proof', async () => Buffer.from('a1073005a0030a0100', 'hex')],
			['completed by NTLM', async () => Buffer.from('NTLMSSP\0\x02', 'latin1')],
		])('%s: the answer is not used, and NTLM does not take its place', async (_name, forge) => {
			const proof = await forge();
			const { server, legs } = await serve({ proof: () => proof });
			const error = await refusal(open().post(server));
			expect(error).toMatchObject({ code: 'KERBEROS_MUTUAL', kind: 'fatal' });
			expect(error.advice).toBeTruthy();
			expect(legs).toHaveLength(1);
		});

		it('changed in any byte of its cipher it is none', async () => {
			let flipped = 0;
			const { server } = await serve({
				proof: (token) => {
					const changed = Buffer.from(token!);
					changed[changed.length - 1 - (flipped += 7)]! ^= 0x10;
					return changed;
				},
			});
			for (let count = 0; count < 8; count++) {
				const error = await refusal(open({ scheme: 'Kerberos' }).post(server));
				expect(error.code).toBe('KERBEROS_MUTUAL');
			}
		});

		it.each([
			[200, true],
			[302, true],
			[500, true],
			[503, false],
			[403, false],
		])('is owed by an answer %i: %p', async (status, isOwed) => {
			const { server } = await serve({ status, proof: () => undefined });
			const asked = open({ scheme: 'Kerberos' }).post(server);
			if (isOwed) expect(await refusal(asked)).toMatchObject({ code: 'KERBEROS_MUTUAL' });
			else expect((await asked).status).toBe(status);
		});
	});

	it('the clock of the service is another one: its own time is believed, once and over TLS', async () => {
		const why = whyNoKerberosRealm({ clock: true });
		if (why) return console.warn(`LEFT OUT: a service whose clock is off: ${why}`);
		const fake = withClock(600, () =>
			startMitAcceptor({ keytab, krb5Conf: directory.krb5Conf, refusesReplay: true }),
		);
		try {
			const { server, legs, refusals } = await serve({ judge: judgeOf(fake), isSecure: true });
			const one = open({ scheme: 'Kerberos', ca: keys.cert });
			expect(nameIn((await one.post(server)).text)).toBe('anna@AD.EXAMPLE.TEST');
			expect(legs.map(({ token }) => token)).toEqual(['Kerberos', 'Kerberos']);
			expect(refusals).toEqual([]);
			// Other connections of the same client know it from then on.
			await Promise.all([one.post(server), one.post(server)]);
			const { length } = legs.filter(({ token }) => token === 'Kerberos');
			expect(length).toBe(3);

			const plain = await serve({ judge: judgeOf(fake) });
			const error = await refusal(open({ scheme: 'Kerberos' }).post(plain.server));
			expect(error.message).toMatch(/clock.* 10 minutes behind/);
			expect(plain.legs).toHaveLength(1);
		} finally {
			fake.stop();
		}
	});

	it('a clock that is off for ever is told, after two tries', async () => {
		const { server, legs } = await serve({
			isSecure: true,
			judge: judgeOf({
				step: async () => ({ complete: false, error: 'skew', response: skew() }),
				stop: () => undefined,
			}),
		});
		const error = await refusal(open({ scheme: 'Kerberos', ca: keys.cert }).post(server));
		expect(error.message).toMatch(/clock.* 10 minutes behind/);
		expect(legs).toHaveLength(2);
	});

	it('let in by the directory and refused by the server', async () => {
		const { server } = await serve({ status: 401 });
		const error = await refusal(open().post(server));
		expect(error.kind).toBe('permission');
		expect(error.message).toBe(
			"The server knows 'anna@AD.EXAMPLE.TEST' and does not let it in (401)",
		);
	});
});

/** An acceptor as judge; its errors reach the client as MIT writes them. */
const judgeOf = (acceptor: Acceptor): SambaJudge => ({
	password: async () => ({ refused: 'no passwords' }),
	exchange: () => ({
		step: async (token) => {
			const { complete, user, response, error } = await acceptor.step(token);
			if (complete) return { state: 'over', name: user!, token: response };
			return response
				? { state: 'more', token: response }
				: { state: 'over', refused: error ?? 'more' };
		},
		end: () => undefined,
	}),
	stop: () => acceptor.stop(),
});

/** Starts a process whose clock is ahead. */
function withClock<T>(seconds: number, start: () => T): T {
	const library = ['x86_64', 'aarch64']
		.map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
		.find((file) => existsSync(file));
	Object.assign(process.env, { LD_PRELOAD: library, FAKETIME: `+${seconds}s` });
	try {
		return start();
	} finally {
		delete process.env.LD_PRELOAD;
		delete process.env.FAKETIME;
	}
}

/** What a service says whose clock is ten minutes ahead whatever it is told. */
function skew(): Buffer {
	const serverTime = Date.now() + 600_000;
	const error = krbError.encode({
		serverTime,
		serverUsec: 0,
		code: 37,
		realm: 'AD.EXAMPLE.TEST',
		serverName: { type: 2, components: ['HTTP', HOST] },
	});
	return frameToken(Mechanism.kerberos, Buffer.concat([Buffer.from([3, 0]), error]));
}
