import { copyFileSync } from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import type { CredentialData } from '../../core';
import type { Sandbox, Scheme } from '../../sandbox';
import { certificate } from '../servers/certificates';
import { listen } from '../servers/listen';
import { namedHosts } from '../servers/namedHosts';
import { runCommand } from '../support/command';
import {
	callOnce,
	HOST,
	PASSWORD,
	pasted,
	PEOPLE,
	refusalOf,
	SPN,
	suiteWithDirectory,
	whoCalled,
} from './lab';

interface Row {
	readonly scheme: string;
	/** What the server offers. */
	readonly offered: readonly Scheme[];
	readonly extra?: CredentialData;
	readonly isKerberos?: boolean;
	readonly mechanism?: 'NTLM' | 'Kerberos';
}

const ROWS: readonly Row[] = [
	{ scheme: 'Basic', offered: ['Basic'] },
	{ scheme: 'Digest', offered: ['Digest'] },
	{ scheme: 'NTLM', offered: ['NTLM'], mechanism: 'NTLM' },
	{
		scheme: 'Negotiate',
		offered: ['Negotiate'],
		// Nobody in the directory runs it: there is no ticket for it.
		extra: { kerberosSpn: 'HTTP/other.ad.example.test' },
		isKerberos: true,
		mechanism: 'NTLM',
	},
	{ scheme: 'Negotiate', offered: ['Negotiate'], isKerberos: true, mechanism: 'Kerberos' },
	{ scheme: 'Kerberos', offered: ['Negotiate'], isKerberos: true, mechanism: 'Kerberos' },
];

const NAMES = ['anna', 'Élodie', 'дмитрий', 'printable', 'married'] as const;
const passwordOf = (name: string) => PEOPLE.find((one) => one.name === name)!.password;
const titleOf = ({ scheme, mechanism }: Row) =>
	mechanism && mechanism !== scheme ? `${scheme} by ${mechanism}` : scheme;

/** A load balancer: ends TLS with a certificate of its own and goes on by TLS to the sandbox. */
async function endTls(sandbox: Sandbox) {
	const keys = await certificate({ names: ['localhost', '127.0.0.1'] });
	const target = new URL(sandbox.httpsUrl!);
	const front = await listen(
		tls.createServer({ cert: keys.cert, key: keys.key }, (socket) => {
			const onward = tls.connect({
				port: Number(target.port),
				host: target.hostname,
				ca: sandbox.ca,
			});
			socket.pipe(onward).pipe(socket);
			for (const end of [socket, onward]) {
				end.on('error', () => undefined);
				end.on('close', () => void (socket.destroy(), onward.destroy()));
			}
		}),
	);
	return { ...front, ca: keys.cert, url: `https://127.0.0.1:${front.port}${target.pathname}` };
}

/** Every scheme, from the credential's fields to a mailbox; an Active Directory says who is let in. */
suiteWithDirectory('Schemes against an Active Directory', (lab) => {
	const credential = ({ scheme, extra, isKerberos }: Row): CredentialData => ({
		authScheme: scheme,
		...(isKerberos ? lab.kerberos : {}),
		...extra,
	});

	describe.each(ROWS.map((row) => [titleOf(row), row] as const))('%s', (_title, row) => {
		it.each(NAMES)('lets in %s', async (name) => {
			const sandbox = await lab.sandbox({ schemes: row.offered });
			const session = await lab.session(sandbox, {
				...credential(row),
				user: `EXAMPLE\\${name}`,
				password: passwordOf(name),
			});
			await callOnce(session);
			expect(whoCalled(sandbox)).toEqual([`EXAMPLE\\${name}`]);
			expect(sandbox.log.entries().at(-1)?.mechanism).toBe(row.mechanism);
		});

		it('knows a user by the principal name', async () => {
			const sandbox = await lab.sandbox({ schemes: row.offered });
			await callOnce(
				await lab.session(sandbox, {
					...credential(row),
					user: 'anna@ad.example.test',
					password: PASSWORD,
				}),
			);
			expect(whoCalled(sandbox)).toEqual(['EXAMPLE\\anna']);
		});

		it('is refused with a wrong password, which no word of the error shows', async () => {
			const sandbox = await lab.sandbox({ schemes: row.offered });
			const session = await lab.session(sandbox, {
				...credential(row),
				user: 'EXAMPLE\\anna',
				password: 'Wrong-Pass-77',
			});
			const error = await refusalOf(callOnce(session));
			expect(whoCalled(sandbox)).toEqual([]);
			expect(error.message).toMatch(/password|refused/i);
			expect(error.advice).toMatch(/password/i);
			expect(JSON.stringify(error) + String(error.stack)).not.toContain('Wrong-Pass-77');
		});
	});

	describe('Kerberos', () => {
		const row = ROWS.at(-1)!;
		const kerberos = async (credential: CredentialData) => {
			const sandbox = await lab.sandbox({ schemes: ['Negotiate'] });
			await callOnce(
				await lab.session(sandbox, { authScheme: row.scheme, ...lab.kerberos, ...credential }),
			);
			return whoCalled(sandbox);
		};
		const fileOf = (from: string, name: string): string => {
			const file = path.join(lab.folder, name);
			copyFileSync(from, file);
			return file;
		};
		const ticketCache = async (name: string): Promise<string> => {
			const file = path.join(lab.folder, `${name}.tickets`);
			const env = { ...(lab.directory.env as Record<string, string>), KRB5CCNAME: `FILE:${file}` };
			await runCommand('kinit', [name], `${passwordOf(name)}\n`, env);
			return file;
		};

		it.each(['anna', 'Élodie'])('signs in %s by a keytab file', async (name) => {
			const keytab = fileOf(lab.directory.exportKeytab(name), 'user.keytab');
			expect(await kerberos({ user: name, kerberosKeytabFile: keytab })).toEqual([
				`EXAMPLE\\${name}`,
			]);
		});

		it('signs in by a pasted keytab', async () => {
			const keytab = pasted(lab.directory.exportKeytab('anna'));
			expect(await kerberos({ kerberosKeytab: keytab })).toEqual(['EXAMPLE\\anna']);
		});

		it('signs in by a ticket cache file', async () => {
			const cache = await ticketCache('anna');
			expect(await kerberos({ kerberosTicketCache: cache })).toEqual(['EXAMPLE\\anna']);
			expect(await kerberos({ kerberosTicketCache: `FILE:${cache}` })).toEqual(['EXAMPLE\\anna']);
		});

		it('signs in by a pasted ticket cache', async () => {
			const cache = pasted(await ticketCache('Élodie'));
			expect(await kerberos({ kerberosTicketCacheContent: cache })).toEqual(['EXAMPLE\\Élodie']);
		});

		it('asks a service of the realm that the field names', async () => {
			const named = { kerberosSpn: `${SPN}@AD.EXAMPLE.TEST`, user: 'anna', password: PASSWORD };
			expect(await kerberos(named)).toEqual(['EXAMPLE\\anna']);
		});
	});

	describe('Negotiate without Kerberos', () => {
		const person = { authScheme: 'Negotiate', user: 'EXAMPLE\\anna', password: PASSWORD };
		const noService = () => ({ ...lab.kerberos, kerberosSpn: 'HTTP/other.ad.example.test' });

		it('signs in by NTLM where no ticket can be had', async () => {
			const sandbox = await lab.sandbox({ schemes: ['Negotiate'] });
			await callOnce(await lab.session(sandbox, { ...person, ...noService() }));
			expect(whoCalled(sandbox)).toEqual(['EXAMPLE\\anna']);
			expect(sandbox.log.entries().at(-1)?.mechanism).toBe('NTLM');
		});

		it('does not where the person forbids it', async () => {
			const sandbox = await lab.sandbox({ schemes: ['Negotiate'] });
			const session = await lab.session(sandbox, {
				...person,
				...noService(),
				allowNtlm: false,
			});
			const error = await refusalOf(callOnce(session));
			expect(error.message).toContain('HTTP/other.ad.example.test');
			expect(whoCalled(sandbox)).toEqual([]);
		});

		it('signs in to the sandbox alone, which speaks SPNEGO and knows no Kerberos', async () => {
			const sandbox = await lab.sandbox({ schemes: ['Negotiate'], judge: undefined });
			for (const kerberos of [lab.kerberos, noService()]) {
				await callOnce(await lab.session(sandbox, { ...person, ...kerberos }));
			}
			expect(whoCalled(sandbox)).toEqual(['EXAMPLE\\anna', 'EXAMPLE\\anna']);
		});
	});

	describe('Channel binding', () => {
		const rows = ROWS.filter(({ mechanism }) => mechanism);
		describe.each(rows.map((row) => [titleOf(row), row] as const))('%s', (_title, row) => {
			const start = () =>
				lab.sandbox(
					{ schemes: row.offered, https: true, channelBinding: 'require' },
					{ kerberos: 'mit' },
				);
			const person = { user: 'EXAMPLE\\anna', password: PASSWORD };

			it('is there over TLS', async () => {
				const sandbox = await start();
				const tls = { server: sandbox.httpsUrl, caCertificate: sandbox.ca };
				await callOnce(await lab.session(sandbox, { ...credential(row), ...person, ...tls }));
				expect(whoCalled(sandbox)).toEqual(['EXAMPLE\\anna']);
				expect(sandbox.log.entries().at(-1)?.channelBound).toBe(true);
			});

			it('is missed where it is switched off', async () => {
				const sandbox = await start();
				const session = await lab.session(sandbox, {
					...credential(row),
					...person,
					server: sandbox.httpsUrl,
					caCertificate: sandbox.ca,
					channelBinding: false,
				});
				await refusalOf(callOnce(session));
				expect(whoCalled(sandbox)).toEqual([]);
				expect(sandbox.log.entries().at(-1)?.refused).toMatch(/channel binding is required/);
			});

			it('does not match behind a load balancer that ends TLS, and the error says so', async () => {
				const sandbox = await start();
				const balancer = await endTls(sandbox);
				const session = await lab.session(sandbox, {
					...credential(row),
					...person,
					server: balancer.url,
					caCertificate: balancer.ca,
				});
				try {
					const error = await refusalOf(callOnce(session));
					expect(whoCalled(sandbox)).toEqual([]);
					expect(`${error.message} ${error.advice}`).toContain("'Channel Binding'");
				} finally {
					await balancer.close();
				}
			});
		});
	});

	it('finds the service by the name in the address, through a host that only the program can find', async () => {
		const sandbox = await lab.sandbox({ schemes: ['Negotiate'] });
		const proxy = await namedHosts({ [`${HOST}:80`]: Number(new URL(sandbox.url).port) });
		try {
			const session = await lab.session(sandbox, {
				authScheme: 'Kerberos',
				...lab.kerberos,
				kerberosSpn: '',
				server: `http://${HOST}/EWS/Exchange.asmx`,
				user: 'anna',
				password: PASSWORD,
				proxyMode: 'custom',
				proxyUrl: proxy.url,
			});
			await callOnce(session);
			expect(whoCalled(sandbox)).toEqual(['EXAMPLE\\anna']);
		} finally {
			await proxy.close();
		}
	});
});
