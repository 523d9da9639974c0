import dns from 'node:dns';
import net from 'node:net';
import type { DirectorySession } from '../../core/directory/session';
import type { TestStep } from '../../core/connection/testStep';
import { testDirectory } from '../../core';
import { certificate } from '../servers/certificates';
import { ACCOUNTS, OU, USER_PASSWORD } from '../servers/directory/content';
import { serveHttp, serveHttps, serveTcp, type Running } from '../servers/listen';
import { startLimitsProxy, type LimitsProxy } from '../servers/limitsProxy';
import { startPreparedDirectory, type PreparedDirectory } from '../servers/preparedDirectory';
import {
	as,
	credentialOf,
	dnsOf,
	judge,
	newCall,
	open,
	plainCredential,
	rejection,
	rowsOf,
	suiteWithDirectory,
	withSession,
	type Credential,
} from './support';

const USERS = '(&(objectCategory=person)(objectClass=user))';
const query = { table: 'user', select: ['distinguishedName', 'objectGUID'] };

suiteWithDirectory('The connection to a directory', () => {
	let directory: PreparedDirectory;
	let proxy: LimitsProxy;

	beforeAll(async () => {
		directory = await startPreparedDirectory();
		proxy = await startLimitsProxy({ target: { address: directory.address } });
	}, 120_000);
	afterAll(async () => {
		await proxy?.close();
		await directory?.stop();
	}, 30_000);
	afterEach(() => {
		jest.restoreAllMocks();
	});

	describe('that breaks', () => {
		let session: DirectorySession;
		beforeEach(async () => {
			session = await open(plainCredential(directory, proxy.port));
		});
		afterEach(async () => {
			proxy.cuts.length = 0;
			await session.close();
		});

		it.each([[[1500]], [[300, 700]]])(
			'after %j entries starts again, says so, and delivers each once',
			async (cuts) => {
				await session.get(
					{ ...query, scope: {} },
					[{ by: 'sAMAccountName', value: 'u000001' }],
					newCall(),
				);
				const { connections } = proxy;
				const before = connections();
				proxy.cuts.push(...cuts);
				const call = newCall();
				const rows = await rowsOf(session, query, call);
				expect(dnsOf(rows)).toEqual(dnsOf(await judge(directory, USERS)));
				expect(connections() - before).toBeGreaterThanOrEqual(cuts.length);
				expect(call.notices.filter((text) => /again/i.test(text)).length).toBeGreaterThan(0);
			},
		);

		it('ends after two restarts and tells how many were delivered', async () => {
			proxy.cuts.push(1200, 1200, 1200, 1200, 1200, 1200);
			let delivered = 0;
			const error = await rejection(
				(async () => {
					for await (const piece of session.query({ ...query, scope: {} }, newCall())) {
						delivered += piece.length;
					}
				})(),
			);
			expect(error['kind']).toBe('retriable');
			const number = delivered.toLocaleString('en-US');
			expect(`${error.message} ${error['advice']}`).toMatch(new RegExp(`${delivered}|${number}`));
			expect(delivered).toBeGreaterThanOrEqual(1000);
			proxy.cuts.length = 0;
			expect((await rowsOf(session, query)).length).toBeGreaterThan(2500);
		});

		it('while idle is opened again for the next call, signed in', async () => {
			await rowsOf(session, { ...query, limit: 1 });
			proxy.cut();
			await new Promise((resolve) => setTimeout(resolve, 50));
			expect(await rowsOf(session, { ...query, limit: 1 })).toHaveLength(1);
		});
	});

	it('keeps one connection for all pages of a search', async () => {
		const before = proxy.searches.length;
		await withSession(plainCredential(directory, proxy.port), (session) => rowsOf(session, query));
		const pages = proxy.searches.slice(before).filter(({ pageSize }) => pageSize !== undefined);
		expect(pages.length).toBeGreaterThanOrEqual(3);
		expect(new Set(pages.map(({ connection }) => connection)).size).toBe(1);
		expect(proxy.searches.slice(before).every(({ sizeLimit }) => sizeLimit === 0)).toBe(true);
	});

	it('stops at once when the run is cancelled', async () => {
		const stop = new AbortController();
		await withSession(
			plainCredential(directory, proxy.port, { pageSize: 100 }),
			async (session) => {
				const before = proxy.searches.length;
				const error = await rejection(
					(async () => {
						const call = newCall({ signal: stop.signal });
						for await (const piece of session.query({ ...query, scope: {} }, call)) {
							expect(piece.length).toBeGreaterThan(0);
							stop.abort();
						}
					})(),
				);
				expect(error['code']).toBe('ABORT_ERR');
				expect(proxy.searches.length - before).toBeLessThan(12);
			},
		);
		const aborted = newCall({ signal: AbortSignal.abort() });
		await withSession(plainCredential(directory, proxy.port), async (session) => {
			expect((await rejection(rowsOf(session, query, aborted)))['code']).toBe('ABORT_ERR');
		});
	});

	it('leaves no socket behind', async () => {
		const sockets = () =>
			(process as unknown as { _getActiveHandles(): unknown[] })
				._getActiveHandles()
				.filter((handle) => handle instanceof net.Socket && handle.remotePort === 636).length;
		await withSession(credentialOf(directory), (session) =>
			rowsOf(session, { ...query, limit: 5 }),
		);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(sockets()).toBe(0);
	});

	describe('resolves names of others in bulk', () => {
		it.each(['mail', 'objectGUID'] as const)(
			'as %s',
			async (resolveDns) => {
				const attributes = ['sAMAccountName', 'manager', 'msExchDelegateListLink', 'memberOf'];
				const people = await judge(directory, '(objectClass=*)', ['mail', 'objectGUID']);
				const keyOf = new Map(
					people.map(({ dn, attributes: a }) => {
						const mail = a.get('mail')?.[0]?.toString();
						const guid = a.get('objectguid')![0]!;
						const turned = (from: number, to: number) =>
							Buffer.from(guid.subarray(from, to)).reverse().toString('hex');
						const rest = guid.subarray(8).toString('hex');
						const text = `${turned(0, 4)}-${turned(4, 6)}-${turned(6, 8)}-${rest.slice(0, 4)}-${rest.slice(4)}`;
						return [dn, resolveDns === 'mail' ? (mail ?? dn) : text];
					}),
				);
				const before = proxy.searches.length;
				const rows = await withSession(plainCredential(directory, proxy.port), (session) =>
					rowsOf(session, { table: 'user', select: attributes, scope: { resolveDns } }),
				);
				// 2,500 users with managers and groups: some requests, not thousands.
				expect(proxy.searches.length - before).toBeLessThan(60);
				const entries = await judge(directory, USERS, attributes);
				const byName = new Map(rows.map((row) => [row['sAMAccountName'], row]));
				for (const { attributes: a } of entries) {
					const row = byName.get(a.get('samaccountname')![0]!.toString())!;
					const wanted = (name: string) =>
						(a.get(name.toLowerCase()) ?? []).map((value) => keyOf.get(value.toString())).sort();
					expect(row['manager'] ?? undefined).toBe(wanted('manager')[0]);
					for (const name of ['msExchDelegateListLink', 'memberOf']) {
						expect([...((row[name] ?? []) as string[])].sort()).toEqual(wanted(name));
					}
				}
			},
			60_000,
		);
	});

	describe('to the global catalog', () => {
		it('finds the same users, and says that attributes may be missing', async () => {
			const call = newCall();
			const rows = await withSession(credentialOf(directory, { port: 3269 }), (session) =>
				rowsOf(session, query, call),
			);
			expect(dnsOf(rows)).toEqual(dnsOf(await judge(directory, USERS)));
			expect(call.notices).toEqual([
				expect.stringMatching(/global catalog holds a part of the attributes.*port 636/),
			]);
			const steps = await testDirectory(credentialOf(directory, { port: 3269 }) as never);
			expect(steps.at(-1)?.message).toMatch(/global catalog/);
		});
	});

	describe('with several bases', () => {
		it('reads each, and an entry of both once', async () => {
			const baseDn = `${OU.deep}\n${OU.odd}\n${OU.south}`;
			const rows = await withSession(credentialOf(directory, { baseDn }), (session) =>
				rowsOf(session, query),
			);
			const entries = [
				...(await judge(directory, USERS, ['dn'], { base: OU.odd })),
				...(await judge(directory, USERS, ['dn'], { base: OU.south })),
			];
			expect(dnsOf(rows)).toEqual(dnsOf(entries));
		});
	});

	describe('and referrals', () => {
		const all = { table: 'anyObject', select: ['distinguishedName'] };
		/** The forest's own names lead here, as the domain's DNS would. */
		const withNames = () => {
			const lookup = dns.lookup as unknown as (...args: unknown[]) => void;
			jest
				.spyOn(dns, 'lookup')
				.mockImplementation(((name: string, ...rest: unknown[]) =>
					lookup(name.endsWith('ad.example.test') ? directory.address : name, ...rest)) as never);
		};

		it('ignores them', async () => {
			const rows = await withSession(credentialOf(directory), (session) => rowsOf(session, all));
			expect(dnsOf(rows)).toEqual(dnsOf(await judge(directory, '(objectClass=*)')));
		});

		it('follows them to the forest over the same verified TLS', async () => {
			withNames();
			const rows = await withSession(
				credentialOf(directory, { serverName: '', hosts: directory.host }),
				(session) => rowsOf(session, { ...all, scope: { referrals: 'follow' } }),
			);
			const found = new Set(dnsOf(rows));
			const configuration = await judge(directory, '(objectClass=*)', ['dn'], {
				base: `CN=Configuration,${directory.base}`,
			});
			expect(configuration.length).toBeGreaterThan(1000);
			expect(configuration.filter(({ dn }) => !found.has(dn)).length).toBe(0);
			expect(found.size).toBe(rows.length);
		}, 60_000);

		it('follows none where the link is not verified', async () => {
			const call = newCall();
			const rows = await withSession(plainCredential(directory), (session) =>
				rowsOf(session, { ...all, scope: { referrals: 'follow' } }, call),
			);
			expect(dnsOf(rows)).toEqual(dnsOf(await judge(directory, '(objectClass=*)')));
			expect(call.notices.join()).toMatch(/verified/);
		});
	});

	describe('when it does not come about', () => {
		let others: Array<{ close(): Promise<void> }>;
		let http: Running;
		let https: Running;
		let silent: Running;
		let strict: PreparedDirectory;

		beforeAll(async () => {
			const keys = await certificate();
			http = await serveHttp((_request, response) => response.end('web'));
			https = await serveHttps(keys, (_request, response) => response.end('web'));
			silent = await serveTcp(() => undefined);
			strict = await startPreparedDirectory({ strongAuth: true });
			others = [http, https, silent];
		}, 60_000);
		afterAll(async () => {
			await Promise.all((others ?? []).map((each) => each.close()));
			await strict?.stop();
		}, 30_000);

		const at = (port: number, more: Credential = {}): Credential => ({
			hosts: '127.0.0.1',
			port,
			...more,
		});
		const none = { security: 'none', port: 389, serverName: '', caCertificate: '' };
		const cases: ReadonlyArray<readonly [string, () => Credential, RegExp]> = [
			['a wrong password', () => ({ password: 'Wr0ng!' }), /password/i],
			['an unknown user', () => ({ user: 'nobody@ad.example.test' }), /user|password/i],
			['a name without domain', () => ({ user: 'Administrator' }), /domain|user/i],
			['an empty password', () => ({ password: '' }), /password/i],
			['a disabled account', () => as(ACCOUNTS.disabled), /disabled/i],
			['an expired account', () => as(ACCOUNTS.expired), /expired/i],
			['a password to change', () => as(ACCOUNTS.mustChange), /must be changed|must change/i],
			['hours', () => as(ACCOUNTS.badHours), /time|hours/i],
			['workstations', () => as(ACCOUNTS.workstation), /computer|workstation/i],
			['an authority that is not trusted', () => ({ caCertificate: '' }), /not signed by|trusted/i],
			['a name that is not in the certificate', () => ({ serverName: 'dc9.other.test' }), /name/i],
			['no server name', () => ({ serverName: '' }), /name/i],
			['an unknown host', () => ({ hosts: 'no-such-host.invalid' }), /unknown|resolved/i],
			['a closed port', () => ({ port: 3899 }), /port/i],
			['TLS to the plain port', () => ({ port: 389 }), /TLS|636/],
			['no TLS to the TLS port', () => ({ ...none, port: 636 }), /TLS|636/],
			['StartTLS to the TLS port', () => ({ security: 'startTls', port: 636 }), /TLS|636/],
			['a web server', () => at(http.port, { security: 'none' }), /LDAP|directory/i],
			[
				'a web server under TLS',
				() => at(https.port, { allowUnauthorizedCerts: true }),
				/LDAP|directory/i,
			],
			['TLS to a web server', () => at(http.port), /TLS/],
			[
				'a silent server',
				() => at(silent.port, { security: 'none', timeout: 1, connectTimeout: 1 }),
				/answer|seconds/i,
			],
			[
				'a silent server under TLS',
				() => at(silent.port, { timeout: 1, connectTimeout: 1 }),
				/answer|seconds/i,
			],
			[
				'a base that is not there',
				() => ({ baseDn: `OU=Nowhere,${directory.base}` }),
				/Nowhere|base/i,
			],
			['a base that is no name', () => ({ baseDn: 'not a name' }), /base|name/i],
			['a base of another domain', () => ({ baseDn: 'DC=other,DC=test' }), /base|other/i],
			[
				'a server that wants encryption',
				() => ({ ...none, hosts: strict.address }),
				/encrypt|TLS/i,
			],
		];

		it.each(cases)('names the cause: %s', async (_name, more, cause) => {
			const credential = credentialOf(directory, more());
			const steps: TestStep[] = await testDirectory(credential as never);
			const bad = steps.filter(({ ok }) => !ok);
			expect(bad).toHaveLength(1);
			expect(bad[0]!.message).toMatch(cause);
			expect(bad[0]!.advice).toBeTruthy();
			const secret = String(credential['password']);
			if (secret) expect(JSON.stringify(steps)).not.toContain(secret);
			const error = await rejection(
				withSession(credential, (session) => rowsOf(session, { ...query, limit: 1 })),
			);
			expect(error['advice']).toBeTruthy();
			expect(error.message).toMatch(cause);
			expect(`${error.message}${error['advice']}`).not.toContain(secret || '\0');
		});

		it.each([
			['UPN', { user: `${ACCOUNTS.reader}@ad.example.test` }],
			['DOMAIN\\name', { user: `EXAMPLE\\${ACCOUNTS.reader}` }],
			['distinguished name', { user: `CN=${ACCOUNTS.reader},${OU.services}` }],
			['a name beyond ASCII', { user: `${ACCOUNTS.nonAscii}@ad.example.test` }],
			['StartTLS', { user: `EXAMPLE\\${ACCOUNTS.reader}`, port: 389, security: 'startTls' }],
			['no base', { user: `EXAMPLE\\${ACCOUNTS.reader}`, baseDn: '' }],
			[
				'any certificate',
				{
					user: `EXAMPLE\\${ACCOUNTS.reader}`,
					caCertificate: '',
					serverName: '',
					allowUnauthorizedCerts: true,
				},
			],
			['the second of two hosts', { user: `EXAMPLE\\${ACCOUNTS.reader}`, hosts: '' }],
		])('signs in by %s', async (name, more: Credential) => {
			const hosts = name.startsWith('the second')
				? { hosts: `127.0.0.1, ${directory.address}` }
				: {};
			const credential = credentialOf(directory, { password: USER_PASSWORD, ...more, ...hosts });
			const steps = await testDirectory(credential as never);
			expect(steps.filter(({ ok }) => !ok)).toEqual([]);
			await withSession(credential, async (session) => {
				expect(await rowsOf(session, { ...query, limit: 3 })).toHaveLength(3);
			});
		});
	});

	describe('and its schema', () => {
		it('has columns of the extension, with their types', async () => {
			await withSession(credentialOf(directory), async (session) => {
				const { columns } = await session.table('user', newCall());
				const type = (id: string) => columns.find((column) => column.id === id)?.type;
				expect({
					extensionAttribute15: type('extensionAttribute15'),
					msExchHideFromAddressLists: type('msExchHideFromAddressLists'),
					accountExpires: type('accountExpires'),
					proxyAddresses: type('proxyAddresses'),
					logonHours: type('logonHours'),
				}).toEqual({
					extensionAttribute15: 'text',
					msExchHideFromAddressLists: 'boolean',
					accountExpires: 'dateTime',
					proxyAddresses: 'textList',
					logonHours: 'binary',
				});
				expect(columns.length).toBeGreaterThan(250);
			});
		});

		it('lists attributes with how many are filled and an example', async () => {
			await withSession(credentialOf(directory), async (session) => {
				const uses = await session.listAttributes({ table: 'user', scope: {} }, newCall());
				const entries = await judge(directory, USERS, ['mobile', 'extensionAttribute15']);
				const filled = (name: string) =>
					entries.filter(({ attributes }) => attributes.has(name.toLowerCase())).length;
				for (const name of ['mobile', 'extensionAttribute15']) {
					const use = uses.find((each) => each.name === name)!;
					expect([name, use.filled, use.of]).toEqual([name, filled(name), entries.length]);
					expect(use.example).toBeTruthy();
				}
				expect(JSON.stringify(uses)).not.toMatch(/unicodePwd|supplementalCredentials/);
			});
		}, 60_000);

		it('offers containers and objects to pickers', async () => {
			await withSession(credentialOf(directory), async (session) => {
				const roots = await session.searchContainers('', newCall());
				expect(roots.choices.map(({ value }) => value)).toContain(directory.base);
				const found = await session.searchContainers('West + Ost', newCall());
				expect(found.choices.map(({ value }) => value)).toContain(OU.south);
				const people = await session.searchObjects('user', 'Star*(', newCall());
				expect(people.choices.map(({ value }) => value)).toEqual([`CN=Star*(Paren),${OU.odd}`]);
			});
		});
	});
});
