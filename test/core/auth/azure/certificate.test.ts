import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { X509Certificate } from 'node:crypto';
import { readCertificate } from '../../../../core/auth/azure/certificate';
import type { CertificateIdentity } from '../../../../core/auth/identity';
import { HostFiles } from '../../../../core/files/hostFiles';
import { certificate, type KeyPair } from '../../../servers/certificates';
import { refusalOf } from './support';

const PASSWORD = 'Pfx-Pässword-1';
let folder: string;
let service: KeyPair;
let other: KeyPair;
let curve: KeyPair;
const file = (name: string) => path.join(folder, name);
const files = () => new HostFiles({ env: { N8N_RESTRICT_FILE_ACCESS_TO: folder } });
const read = (identity: CertificateIdentity) => readCertificate(identity, files());
const openssl = (...args: string[]) =>
	execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

/** A PFX by OpenSSL, an implementation that is not the one under test. */
function pfx(name: string, { cert, key }: KeyPair, password: string, ...options: string[]): Buffer {
	writeFileSync(file('cert.pem'), cert);
	writeFileSync(file('key.pem'), key);
	openssl(
		...['pkcs12', '-export', '-in', 'cert.pem', '-inkey', 'key.pem', '-out', name],
		...['-passout', `pass:${password}`, ...options],
	);
	return readFileSync(file(name));
}

beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'certificates-'));
	service = await certificate({ names: ['service.contoso.example'], keyType: 'rsa' });
	other = await certificate({ names: ['other.contoso.example'], keyType: 'rsa' });
	curve = await certificate({ names: ['curve.contoso.example'], keyType: 'ec' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const thumbprint = ({ cert }: KeyPair) =>
	new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();

describe('PEM', () => {
	it('takes the key from the same text, from its own field, and from a file', async () => {
		const sha256 = thumbprint(service);
		const { cert, key } = service;
		expect(await read({ type: 'PEM', text: `${key}\n${cert}` })).toMatchObject({ sha256 });
		expect(await read({ type: 'PEM', text: cert, key })).toMatchObject({ sha256 });
		writeFileSync(file('both.pem'), cert + key);
		expect(await read({ type: 'PEM', file: file('both.pem') })).toMatchObject({ sha256 });
	});

	it('takes text whose line breaks were lost in the form', async () => {
		const text = `${service.cert} ${service.key}`.replaceAll('\n', ' ');
		expect(await read({ type: 'PEM', text })).toMatchObject({ sha256: thumbprint(service) });
	});

	it('opens an encrypted key with its password', async () => {
		writeFileSync(file('plain.pem'), service.key);
		openssl(
			'pkcs8',
			'-topk8',
			'-in',
			'plain.pem',
			'-out',
			'locked.pem',
			'-passout',
			'pass:key pass',
		);
		const key = readFileSync(file('locked.pem'), 'utf8');
		const identity = { type: 'PEM', text: service.cert, key } as const;
		expect(await read({ ...identity, password: 'key pass' })).toHaveProperty('privateKey');
		expect(await refusalOf(read(identity))).toMatchObject({ field: 'oauthJwtCertPassword' });
		const error = await refusalOf(read({ ...identity, password: 'Wrong-Pass-7' }));
		expect(error).toMatchObject({ field: 'oauthJwtCertPassword' });
		expect(`${error.stack}${error.advice}`).not.toContain('Wrong-Pass-7');
	});

	it('chooses among several by subject', async () => {
		const text = [service, other].map(({ cert, key }) => cert + key).join('\n');
		expect(await read({ type: 'PEM', text })).toMatchObject({ sha256: thumbprint(service) });
		for (const subject of ['CN=other.contoso.example', 'OTHER.contoso.example']) {
			const found = await read({ type: 'PEM', text, subject });
			expect(found.sha256).toBe(thumbprint(other));
		}
		const error = await refusalOf(read({ type: 'PEM', text, subject: 'CN=nobody' }));
		expect(error.advice).toContain('CN=service.contoso.example');
	});

	it.each([
		['a key of another certificate', () => ({ text: service.cert, key: other.key }), /belongs to/],
		['no key', () => ({ text: service.cert }), /no key/],
		['no certificate', () => ({ text: service.key }), /no certificate/],
		[
			'half a certificate',
			() => ({ text: service.cert.slice(0, 300) + service.key }),
			/no certificate/,
		],
		['a key that is not RSA', () => ({ text: curve.cert + curve.key }), /not RSA/],
		['nothing', () => ({ text: '' }), /is empty/],
	])('says that it got %s', async (_name, parts, message) => {
		const error = await refusalOf(read({ type: 'PEM', ...parts() }));
		expect(error.message).toMatch(message);
		expect(error.advice).toMatch(/\.$/);
	});
});

describe('PFX', () => {
	const modern = ['-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC', '-macalg', 'sha256'];
	const windows = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
	const oldest = [
		'-legacy',
		'-keypbe',
		'PBE-SHA1-3DES',
		'-certpbe',
		'PBE-SHA1-RC2-40',
		'-macalg',
		'sha1',
	];

	it.each([
		['AES-256 of today', modern],
		['3DES of Windows', windows],
		['RC2 of old Windows', oldest],
	])('opens %s, from Base64 and from a file', async (name, options) => {
		const bytes = pfx(`${name.length}.pfx`, service, PASSWORD, ...options);
		const identity = { type: 'PFX', text: bytes.toString('base64'), password: PASSWORD } as const;
		const found = await read(identity);
		expect(found.sha256).toBe(thumbprint(service));
		expect(found.chain).toContain('BEGIN CERTIFICATE');
		const path = file(`${name.length}.pfx`);
		expect(await read({ type: 'PFX', file: path, password: PASSWORD })).toEqual(found);
	});

	it('opens one without a password', async () => {
		const text = pfx('open.pfx', service, '', ...modern).toString('base64');
		expect(await read({ type: 'PFX', text })).toMatchObject({ sha256: thumbprint(service) });
	});

	it('says that the password is wrong, without showing it', async () => {
		const text = pfx('wrong.pfx', service, PASSWORD, ...modern).toString('base64');
		for (const password of ['Wrong-Pass-7', undefined]) {
			const error = await refusalOf(read({ type: 'PFX', text, password }));
			expect(error).toMatchObject({ field: 'oauthJwtCertPassword' });
			expect(`${error.stack}${error.advice}`).not.toContain('Wrong-Pass-7');
		}
	});

	it('says that there is no key in it', async () => {
		writeFileSync(file('cert.pem'), service.cert);
		openssl(
			'pkcs12',
			'-export',
			'-nokeys',
			'-in',
			'cert.pem',
			'-out',
			'bare.pfx',
			'-passout',
			'pass:',
		);
		const error = await refusalOf(read({ type: 'PFX', file: file('bare.pfx') }));
		expect(error.message).toMatch(/key belongs to/);
	});

	it.each([
		['a cut one', () => pfx('cut.pfx', service, PASSWORD).subarray(0, 900)],
		['other bytes', () => Buffer.from('this is no PFX')],
		['PEM text', () => Buffer.from(service.cert)],
	])('refuses %s', async (_name, bytes) => {
		writeFileSync(file('bad.pfx'), bytes());
		const error = await refusalOf(read({ type: 'PFX', file: file('bad.pfx'), password: PASSWORD }));
		expect(error).toMatchObject({ name: 'InputError', kind: 'skippable' });
	});

	it('refuses a file that is far too large, and what is no Base64', async () => {
		writeFileSync(file('large.pfx'), Buffer.alloc(300_000));
		expect(await refusalOf(read({ type: 'PFX', file: file('large.pfx') }))).toMatchObject({
			name: 'InputError',
		});
		expect(await refusalOf(read({ type: 'PFX', text: 'nö' }))).toMatchObject({
			message: expect.stringContaining('no Base64') as string,
		});
	});
});
