import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { createNone } from '../../../core/auth/none';
import { createHttpClient } from '../../../core/http/client';
import { pinOf, type TlsSettings } from '../../../core/http/tls';
import { startApache, whyNoApache, type Apache } from '../../servers/apache';
import { certificate, type KeyPair } from '../../servers/certificates';
import { which } from '../../servers/domainController';
import { serveHttp, serveHttps } from '../../servers/listen';
import { runCommand } from '../../support/command';
import { caught } from '../../support/caught';

const open: Array<{ close(): Promise<unknown> }> = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map((item) => item.close()));
});
let authority: KeyPair;
let keys: KeyPair;
let clientAuthority: KeyPair;
let own: KeyPair;
beforeAll(async () => {
	authority = await certificate({ isCa: true, names: ['Authority'] });
	keys = await certificate({ ca: authority });
	clientAuthority = await certificate({ isCa: true, names: ['Clients'] });
	own = await certificate({ ca: clientAuthority, names: ['anna.contoso.example'] });
});

type Handler = Parameters<typeof serveHttp>[0];

/** Answers with the version of TLS and whose certificate the client showed. */
const answer: Handler = (request, response) => {
	const socket = request.socket as TLSSocket;
	const name = socket.getPeerCertificate().subject?.CN ?? 'nobody';
	response.end(`${socket.getProtocol()} ${String(name)}`);
};

async function serve(options: https.ServerOptions = {}, handler = answer): Promise<string> {
	const server = await serveHttps({ ...keys, ...options }, handler);
	open.push(server);
	return `https://localhost:${server.port}/`;
}

async function get(url: string, tls: Partial<TlsSettings> = {}): Promise<string> {
	const http = createHttpClient(
		{
			tls: { rejectUnauthorized: true, legacy: false, ca: authority.cert, ...tls },
			proxy: { mode: 'none' },
			retry: { attempts: 1 },
		},
		createNone(),
	);
	open.push(http);
	const reply = await http.send({ method: 'POST', url, body: 'x', safe: true });
	return await reply.text();
}

describe('certificate of the server', () => {
	it('is verified by the authority given, besides the well-known ones', async () => {
		const url = await serve();
		expect(await get(url)).toBe('TLSv1.3 nobody');
		const error = await caught(get(url, { ca: undefined }));
		expect(error.kind).toBe('fatal');
		expect(error.message).toContain('authority is unknown here');
		expect(error.advice).toContain("'CA Certificate'");
		const other = await caught(get(url, { ca: clientAuthority.cert }));
		expect(other.kind).toBe('fatal');
	});

	it('may be any one only where a person chose that', async () => {
		const url = await serve();
		expect(await get(url, { ca: undefined, rejectUnauthorized: false })).toBe('TLSv1.3 nobody');
	});

	it('fits the name of the host, is valid today', async () => {
		const { port } = new URL(await serve());
		const wrong = await caught(get(`https://127.0.0.1:${port}/`));
		expect(wrong.message).toContain('it is for localhost');
		for (const [from, to, text] of [
			[-10, -1, 'has expired'],
			[1, 10, 'is not valid yet'],
		] as const) {
			const dated = await certificate({ ca: authority, from, to });
			expect((await caught(get(await serve(dated)))).message).toContain(text);
		}
	});

	it('is exactly the pinned one: PEM, SHA-256, SHA-1, MD5', async () => {
		const url = await serve();
		const { fingerprint, fingerprint256, raw } = new X509Certificate(keys.cert);
		const { createHash } = await import('node:crypto');
		const md5 = createHash('md5').update(raw).digest('hex');
		for (const text of [keys.cert, fingerprint256, fingerprint.toLowerCase(), md5]) {
			const pins = [pinOf(text)!];
			expect(await get(url, { ca: undefined, pins })).toBe('TLSv1.3 nobody');
		}
		const pins = [pinOf((await certificate({ ca: authority })).cert)!];
		const error = await caught(get(url, { pins }));
		expect(error).toMatchObject({ code: 'CERT_NOT_PINNED', field: 'sslServerCert' });
		// Nobody else is let in by a pin, not even one whom the authority knows.
		expect((await caught(get(url, { pins, rejectUnauthorized: false }))).code).toBe(
			'CERT_NOT_PINNED',
		);
	});
});

describe('versions', () => {
	it('are 1.2 and newer, or what a person asks for', async () => {
		const two = await serve({ maxVersion: 'TLSv1.2' });
		expect(await get(two)).toBe('TLSv1.2 nobody');
		const error = await caught(get(two, { minVersion: 'TLSv1.3' }));
		expect(error.kind).toBe('fatal');
		expect(error.message).toContain('speaks a version of TLS that is too old');
		expect(error.advice).toContain("TLS 1.3 or newer: lower 'Minimum TLS Version'");
	});

	it.each(['TLSv1', 'TLSv1.1'] as const)('%s needs a switch', async (version) => {
		const old = await serve({
			minVersion: version,
			maxVersion: version,
			ciphers: 'DEFAULT@SECLEVEL=0',
		});
		const error = await caught(get(old));
		expect(error.message).toMatch(/version of TLS/);
		expect(error.advice).toContain("'Legacy TLS'");
		expect(await get(old, { legacy: true })).toBe(`${version} nobody`);
		expect(await get(old, { minVersion: version })).toBe(`${version} nobody`);
	});

	it('is told where the port speaks no TLS', async () => {
		const plain = await serveHttp((_request, response) => void response.end());
		open.push(plain);
		const error = await caught(get(`https://localhost:${plain.port}/`));
		expect(error.message).toContain('does not speak TLS');
	});
});

describe('client certificate', () => {
	const demanding = (version: 'TLSv1.2' | 'TLSv1.3', handler = answer) =>
		serve(
			{
				requestCert: true,
				rejectUnauthorized: true,
				ca: clientAuthority.cert,
				maxVersion: version,
			},
			handler,
		);

	it.each(['TLSv1.2', 'TLSv1.3'] as const)('is shown as PEM with its key, %s', async (version) => {
		const url = await demanding(version);
		expect(await get(url, { cert: own.cert, key: own.key })).toBe(
			`${version} anna.contoso.example`,
		);
	});

	it.each(['TLSv1.2', 'TLSv1.3'] as const)('is said to be missing, %s', async (version) => {
		const error = await caught(get(await demanding(version)));
		expect(`${error.message} ${error.advice}`).toMatch(/demands a client certificate/);
		expect(error.advice).toContain("'Client Certificate'");
	});

	it.each(['TLSv1.2', 'TLSv1.3'] as const)('is said not to be accepted, %s', async (version) => {
		const stranger = await certificate({ names: ['stranger'] });
		const seen: string[] = [];
		const url = await demanding(version, (_request, response) => {
			seen.push('request');
			response.end();
		});
		const error = await caught(get(url, stranger));
		expect(seen).toEqual([]);
		expect(error.kind).toMatch(/fatal|retriable/);
	});

	it('has a key that may be encrypted', async () => {
		const url = await demanding('TLSv1.3');
		const passphrase = 'päss phrase-secret';
		const key = createPrivateKey(own.key)
			.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
			.toString();
		expect(await get(url, { cert: own.cert, key, passphrase })).toContain('anna');
		for (const wrong of ['wrong-secret', undefined]) {
			const error = await caught(get(url, { cert: own.cert, key, passphrase: wrong }));
			expect(error.kind).toBe('fatal');
			expect(error.advice).toContain("'Client Key Passphrase'");
			expect(JSON.stringify([error, error.message])).not.toContain('secret');
		}
	});

	it('whose key does not fit or cannot be read is told by the fields', async () => {
		const url = await demanding('TLSv1.3');
		for (const tls of [
			{ cert: own.cert, key: keys.key },
			{ cert: own.cert, key: 'nonsense' },
			{ cert: 'nonsense', key: own.key },
		]) {
			const error = await caught(get(url, tls));
			expect(error.kind).toBe('fatal');
			expect(error.advice).toContain("'Client Certificate'");
			expect(JSON.stringify([error, error.message])).not.toContain('nonsense');
		}
	});
});

const noApache = whyNoApache();
if (noApache)
	console.warn(`LEFT OUT: client certificates asked for after the request: ${noApache}`);

/** As IIS asks where only a folder needs a certificate: by renegotiation. */
(noApache ? describe.skip : describe)('client certificate asked for after the request', () => {
	let apache: Apache;
	beforeAll(async () => {
		apache = await startApache({ clientCa: clientAuthority.cert });
	}, 30_000);
	afterAll(() => apache?.stop());

	it('is shown, by TLS 1.2', async () => {
		const url = `${apache.httpsUrl}/certificate`;
		const tls = { ca: apache.ca, cert: own.cert, key: own.key };
		expect(JSON.parse(await get(url, tls))).toMatchObject({
			user: 'anna.contoso.example',
			body: 'x',
		});
	});

	it('is said to be missing', async () => {
		const error = await caught(get(`${apache.httpsUrl}/certificate`, { ca: apache.ca }));
		expect(`${error.message} ${error.advice}`).toMatch(/demands a client certificate/);
		expect(error.advice).toContain("'Client Certificate'");
	});
});

const noOpenssl = which('openssl') ? undefined : 'openssl is missing';
if (noOpenssl) console.warn(`LEFT OUT: client certificates as PFX: ${noOpenssl}`);

(noOpenssl ? describe.skip : describe)('client certificate as PFX', () => {
	let folder: string;
	beforeAll(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'pfx-'));
		writeFileSync(path.join(folder, 'cert.pem'), own.cert);
		writeFileSync(path.join(folder, 'key.pem'), own.key);
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	async function pfx(password: string, ...more: string[]): Promise<string> {
		const file = path.join(folder, 'out.pfx');
		const made = await runCommand('openssl', [
			...['pkcs12', '-export', '-in', path.join(folder, 'cert.pem')],
			...['-inkey', path.join(folder, 'key.pem'), '-out', file],
			...['-passout', `pass:${password}`, ...more],
		]);
		expect(made.code).toBe(0);
		return readFileSync(file).toString('base64');
	}
	const demanding = () =>
		serve({ requestCert: true, rejectUnauthorized: true, ca: clientAuthority.cert });

	it('is shown', async () => {
		const url = await demanding();
		const passphrase = 'päss "phrase"';
		expect(await get(url, { pfx: await pfx(passphrase), passphrase })).toContain('anna');
		expect(await get(url, { pfx: await pfx(''), passphrase: '' })).toContain('anna');
	});

	it('tells a wrong passphrase, what is none, and old encryption', async () => {
		const url = await demanding();
		const wrong = await caught(get(url, { pfx: await pfx('right'), passphrase: 'wrong-secret' }));
		expect(wrong).toMatchObject({ kind: 'fatal', field: 'clientKeyPassphrase' });
		expect(JSON.stringify([wrong, wrong.message, wrong.advice])).not.toContain('wrong-secret');
		const none = await caught(
			get(url, { pfx: Buffer.from('no pfx').toString('base64'), passphrase: 'x' }),
		);
		expect(none).toMatchObject({ field: 'clientCertificate' });
		expect(none.message).toContain('is no PFX file');
		const old = await caught(get(url, { pfx: await pfx('right', '-legacy'), passphrase: 'right' }));
		expect(old.message).toContain('encrypted by a method that is out of use');
		expect(old.advice).toContain('AES-256');
	});
});
