import { createHash } from 'node:crypto';
import type { DigestAlgorithm, DigestOptions } from '../../../sandbox/server/signin/digest';
import { DigestVerifier } from '../../../sandbox/server/signin/digest';
import { extended, readParameters } from '../../../sandbox/server/signin/digestHeader';

const account = {
	domain: 'CONTOSO',
	user: 'Élodie',
	principal: 'Élodie@contoso.example',
	password: 'Pässwörd "1"',
};

const hash = (algorithm: string, text: string | Buffer) =>
	createHash(algorithm.startsWith('MD5') ? 'md5' : 'sha256')
		.update(text)
		.digest('hex');

type Change = Readonly<Record<string, string | undefined>>;

/** A client of its own, written down from RFC 7616. */
class Client {
	nc = 0;
	constructor(
		private readonly challenge: ReadonlyMap<string, string>,
		private readonly password = account.password,
	) {}

	answer(qop: string | undefined, body: Buffer, change: Change = {}): string {
		const { challenge } = this;
		const algorithm = challenge.get('algorithm') ?? 'MD5';
		const nonce = change['nonce'] ?? challenge.get('nonce')!;
		this.nc += 1;
		const given = {
			username: account.user,
			realm: challenge.get('realm')!,
			uri: '/EWS/Exchange.asmx',
			nonce,
			nc: this.nc.toString(16).padStart(8, '0'),
			cnonce: 'of the client',
			...change,
		};
		const { username, realm, uri, nc, cnonce } = given;
		let secret = hash(algorithm, `${account.user}:${realm}:${this.password}`);
		if (algorithm.endsWith('-sess')) secret = hash(algorithm, `${secret}:${nonce}:${cnonce}`);
		const action = hash(
			algorithm,
			`POST:${uri}${qop === 'auth-int' ? `:${hash(algorithm, body)}` : ''}`,
		);
		const response = hash(
			algorithm,
			qop ? `${secret}:${nonce}:${nc}:${cnonce}:${qop}:${action}` : `${secret}:${nonce}:${action}`,
		);
		const quoted = (text: string) =>
			`"${Buffer.from(text).toString('latin1').replace(/[\\"]/g, '\\$&')}"`;
		return [
			`username=${quoted(username)}`,
			`realm=${quoted(realm)}`,
			`uri=${quoted(uri)}`,
			`nonce=${quoted(nonce)}`,
			`algorithm=${algorithm}`,
			...(qop ? [`qop=${qop}`, `nc=${nc}`] : []),
			...(qop || algorithm.endsWith('-sess') ? [`cnonce=${quoted(cnonce)}`] : []),
			`response="${response}"`,
			...(challenge.has('opaque') ? [`opaque=${quoted(challenge.get('opaque')!)}`] : []),
		].join(', ');
	}
}

const BODY = Buffer.from('<body/>');

function start(options: DigestOptions = {}) {
	const verifier = new DigestVerifier(() => [account], options);
	const challenges = () =>
		verifier.offers().map((offer) => readParameters(offer.slice('Digest '.length))!);
	const ask = async (credentials: string, body = BODY) => {
		const request = { method: 'POST', url: '/EWS/Exchange.asmx' } as never;
		const verdict = await verifier.check({
			request,
			credentials,
			body: () => Promise.resolve(body),
		});
		return 'reason' in verdict ? verdict : { ...verdict, reason: undefined };
	};
	return { challenges, ask };
}

const ALGORITHMS: readonly DigestAlgorithm[] = ['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess'];

describe('Digest of the sandbox', () => {
	describe.each(ALGORITHMS)('%s', (algorithm) => {
		it.each(['auth', 'auth-int', undefined] as const)('with qop %s', async (qop) => {
			const { challenges, ask } = start({
				algorithms: [algorithm],
				qop: qop ? [qop] : [],
				realm: 'a "quoted" \\ realm',
				opaque: 'opaque, too',
			});
			const client = new Client(challenges()[0]!);
			expect(await ask(client.answer(qop, BODY))).toMatchObject({ account });
			const wrong = new Client(challenges()[0]!, 'wrong');
			expect((await ask(wrong.answer(qop, BODY))).reason).toBe('wrong password');
		});
	});

	it('protects the body with auth-int', async () => {
		const { challenges, ask } = start({ qop: ['auth-int'] });
		const credentials = new Client(challenges()[0]!).answer('auth-int', BODY);
		expect((await ask(credentials, Buffer.from('<other/>'))).reason).toBe('wrong password');
	});

	it.each([
		['uri', { uri: '/other' }, 'a digest of another address'],
		['nonce', { nonce: 'mine' }, 'this nonce was never given out'],
		['realm', { realm: 'mine' }, 'another realm'],
		['user', { username: 'nobody' }, 'unknown user'],
		['count', { nc: 'xyz' }, 'malformed nonce count'],
	])('refuses another %s', async (_what, change, reason) => {
		const { challenges, ask } = start();
		const credentials = new Client(challenges()[0]!).answer('auth', BODY, change);
		expect((await ask(credentials)).reason).toBe(reason);
	});

	it('refuses a request that came before', async () => {
		const { challenges, ask } = start();
		const client = new Client(challenges()[0]!);
		const credentials = client.answer('auth', BODY);
		expect(await ask(credentials)).toMatchObject({ account });
		expect((await ask(credentials)).reason).toBe('this nonce count came before');
		expect(await ask(client.answer('auth', BODY))).toMatchObject({ account });
	});

	it('offers each algorithm, with an unknown one first where told to', () => {
		const offered = start({ algorithms: ALGORITHMS, unknownFirst: true }).challenges();
		expect(offered.map((one) => one.get('algorithm'))).toEqual(['SHA-1024', ...ALGORITHMS]);
		expect(new Set(offered.map((one) => one.get('nonce'))).size).toBe(1);
	});

	it('calls a used-up nonce stale when the password is right, and only then', async () => {
		const { challenges, ask } = start({ uses: 2 });
		const client = new Client(challenges()[0]!);
		const wrong = new Client(challenges()[0]!, 'wrong');
		for (let n = 0; n < 2; n += 1) {
			expect(await ask(client.answer('auth', BODY))).toMatchObject({ account });
		}
		const stale = await ask(client.answer('auth', BODY));
		expect(stale.reason).toBe('stale nonce');
		expect('challenges' in stale && stale.challenges?.[0]).toMatch(/stale=true/);
		expect(await ask(wrong.answer('auth', BODY))).toMatchObject({ reason: 'wrong password' });
	});

	it('names the next nonce, and proves that it knows the password', async () => {
		const { challenges, ask } = start({ nextNonceAfter: 1, algorithms: ['MD5'] });
		const [challenge] = challenges();
		const verdict = await ask(new Client(challenge!).answer('auth', BODY));
		const info = readParameters(
			('headers' in verdict && verdict.headers?.['Authentication-Info']) || '',
		)!;
		const secret = hash('MD5', `Élodie:${challenge!.get('realm')}:${account.password}`);
		const action = hash('MD5', ':/EWS/Exchange.asmx');
		expect(info.get('rspauth')).toBe(
			hash('MD5', `${secret}:${challenge!.get('nonce')}:00000001:of the client:auth:${action}`),
		);
		const next = new Map([...challenge!, ['nonce', info.get('nextnonce')!]]);
		expect(await ask(new Client(next).answer('auth', BODY))).toMatchObject({ account });
	});

	it('reads headers as they may be written', () => {
		const read = readParameters('a="1, \\"2\\"" ,B = c/d,\te=""')!;
		expect([...read]).toEqual([
			['a', '1, "2"'],
			['b', 'c/d'],
			['e', ''],
		]);
		expect(readParameters('a="unended')).toBeUndefined();
		expect(readParameters('a b')).toBeUndefined();
		expect(extended("UTF-8''%C3%89lodie")).toBe('Élodie');
		expect(extended("UTF-8''%C3")).toBeUndefined();
	});

	it('gives the values of RFC 7616, 3.9.1', async () => {
		// The document's own nonce cannot be issued here; its arithmetic is what the client above repeats.
		const secret = (algorithm: string) =>
			hash(algorithm, 'Mufasa:http-auth@example.org:Circle of Life');
		const rest =
			'7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v:00000001:f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ:auth';
		const response = (algorithm: string) =>
			hash(algorithm, `${secret(algorithm)}:${rest}:${hash(algorithm, 'GET:/dir/index.html')}`);
		expect(response('MD5')).toBe('8ca523f5e9506fed4657c9700eebdbec');
		expect(response('SHA-256')).toBe(
			'753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
		);
	});
});
