import { LdapConnection } from '../../core/backends/ldap/connection';
import { present } from '../../core/backends/ldap/filter';
import { parseDirectorySettings } from '../../core/connection/directoryParse';
import { runCommand } from '../support/command';
import { parseLdif, textOf } from '../support/ldapsearch';
import { ACCOUNTS, groupDn, GROUPS, OU, USER_PASSWORD } from '../servers/directory/content';
import { startLimitsProxy, type LimitsProxy } from '../servers/limitsProxy';
import { startPreparedDirectory, type PreparedDirectory } from '../servers/preparedDirectory';
import {
	newCall,
	plainCredential,
	rejection,
	rowsOf,
	suiteWithDirectory,
	withSession,
} from './support';

const none = Buffer.alloc(0);

/** The judge judged: OpenLDAP's own client meets Active Directory's limits in the proxy. */
suiteWithDirectory('Limits that Active Directory has and Samba has not', () => {
	let directory: PreparedDirectory;
	let proxy: LimitsProxy;

	beforeAll(async () => {
		directory = await startPreparedDirectory();
		proxy = await startLimitsProxy({
			target: { address: directory.address },
			privileged: [directory.admin.user],
		});
	}, 120_000);
	afterAll(async () => {
		await proxy?.close();
		await directory?.stop();
	}, 30_000);

	const search = async (args: readonly string[], user = directory.admin.user) => {
		const password = user === directory.admin.user ? directory.admin.password : USER_PASSWORD;
		const output = await runCommand('ldapsearch', [
			...['-x', '-LLL', '-o', 'ldif-wrap=no', '-H', `ldap://127.0.0.1:${proxy.port}`],
			...['-D', user, '-w', password, ...args],
		]);
		return { ...output, entries: parseLdif(output.stdout) };
	};

	it('ends an unpaged search after 1,000 entries with code 4', async () => {
		const { code, entries } = await search(['-b', OU.staff, 'dn']);
		expect([code, entries.length]).toEqual([4, 1000]);
	});

	it('honours the size limit of a client', async () => {
		const { code, entries } = await search(['-z', '7', '-b', OU.staff, 'dn']);
		expect([code, entries.length]).toEqual([4, 7]);
	});

	it('cuts a page to 1,000 whatever was asked for', async () => {
		const page = ['-E', 'pr=5000/noprompt', '-b', OU.north, '(objectClass=user)', 'dn'];
		const before = proxy.searches.length;
		const { code, entries } = await search(page);
		expect([code, entries.length]).toEqual([0, 1250]);
		expect(proxy.searches.length - before).toBe(2);
	});

	it('takes the cookie of a page on the connection that gave it alone', async () => {
		const settings = parseDirectorySettings(plainCredential(directory, proxy.port));
		const connect = async () => {
			const connection = await LdapConnection.open(settings, settings.hosts[0]!, {});
			await connection.bind({});
			return connection;
		};
		const spec = {
			base: OU.north,
			scope: 'sub' as const,
			filter: present('objectClass'),
			attributes: ['cn'],
		};
		const first = await connect();
		const other = await connect();
		try {
			const { cookie, count } = await first.search(spec, {}, { size: 100, cookie: none });
			expect([count, cookie.length > 0]).toEqual([100, true]);
			const refusal = await rejection(other.search(spec, {}, { size: 100, cookie }));
			// 57 is ERROR_INVALID_PARAMETER, as Active Directory answers.
			expect([refusal['kind'], refusal['code']]).toEqual(['fatal', '00000057']);
			expect((await first.search(spec, {}, { size: 100, cookie })).count).toBe(100);
		} finally {
			await first.close();
			await other.close();
		}
	});

	it.each([
		['far above what the server gives', 100_000, 1000],
		['above what the server gives', 1000, 400],
	])(
		'tells that a page size is %s, asks for it, and delivers all',
		async (_name, pageSize, most) => {
			const strict = await startLimitsProxy({
				target: { address: directory.address },
				maxPageSize: most,
			});
			try {
				const call = newCall();
				const rows = await withSession(
					plainCredential(directory, strict.port, { pageSize }),
					(own) => rowsOf(own, { table: 'user', select: ['cn'] }, call),
				);
				expect(rows.length).toBeGreaterThan(2500);
				const pages = strict.searches.filter((seen) => seen.pageSize === pageSize);
				expect(pages).toHaveLength(Math.ceil(rows.length / most));
				const told = call.notices.filter((text) => text.includes('per page'));
				expect(told).toHaveLength(1);
				expect(told[0]).toContain(`at most ${most.toLocaleString('en')} entries`);
				expect(told[0]).toContain(pageSize.toLocaleString('en'));
			} finally {
				await strict.close();
			}
		},
	);

	it('gives 1,500 values at a time and refuses a range beyond the end', async () => {
		const base = ['-b', groupDn(GROUPS.big), '-s', 'base', '(objectClass=*)'];
		const whole = (await search([...base, 'member'])).entries[0]!.attributes;
		expect([...whole].map(([name, values]) => [name, values.length])).toEqual([
			['member;range=0-1499', 1500],
		]);
		const rest = (await search([...base, 'member;range=1500-*'])).entries[0]!.attributes;
		expect([...rest].map(([name, values]) => [name, values.length])).toEqual([
			['member;range=1500-*', 1000],
		]);
		expect((await search([...base, 'member;range=2500-*'])).code).toBe(1);
	});

	it('hides deleted objects from whom has no right', async () => {
		const all = ['-E', '!1.2.840.113556.1.4.417', '-b', directory.base, '(isDeleted=TRUE)', 'dn'];
		const seen = await search(all);
		expect(seen.entries.map(({ dn }) => dn)).toContain(`CN=Deleted Objects,${directory.base}`);
		const reader = await search(all, `${ACCOUNTS.reader}@ad.example.test`);
		expect([reader.code, reader.entries.length]).toEqual([0, 0]);
		const container = ['-b', `CN=Deleted Objects,${directory.base}`, '-s', 'base', 'dn'];
		expect((await search(container, `${ACCOUNTS.reader}@ad.example.test`)).code).toBe(32);
	});

	it('cuts a connection where it is told to', async () => {
		proxy.cuts.push(300);
		const { code, entries } = await search(['-b', OU.north, '-z', '500', 'dn', 'cn']);
		expect(code).not.toBe(0);
		expect(entries.length).toBeLessThan(400);
		expect(proxy.cuts).toEqual([]);
		expect(textOf((await search(['-b', OU.north, '-s', 'base'])).entries[0]!, 'ou')).toBe('North');
	});
});
