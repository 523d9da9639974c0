import type { ChangesEnd, ChangesRequest, DirectorySession } from '../../core/directory/session';
import type { Row } from '../../core/schema/column';
import { ACCOUNTS, groupDn, GROUPS, OU, USER_PASSWORD } from '../servers/directory/content';
import { ldifEntry } from '../servers/directory/ldif';
import { startLimitsProxy, type LimitsProxy } from '../servers/limitsProxy';
import { startPreparedDirectory, type PreparedDirectory } from '../servers/preparedDirectory';
import { runCommand } from '../support/command';
import {
	as,
	credentialOf,
	judge,
	newCall,
	open,
	plainCredential,
	rejection,
	suiteWithDirectory,
	withSession,
} from './support';

type Request = Partial<ChangesRequest>;

suiteWithDirectory('Get Changes', () => {
	let directory: PreparedDirectory;
	let proxy: LimitsProxy;
	let session: DirectorySession;

	beforeAll(async () => {
		directory = await startPreparedDirectory();
		proxy = await startLimitsProxy({
			target: { address: directory.address },
			privileged: [directory.admin.user, `${ACCOUNTS.sync}@ad.example.test`],
		});
		session = await open(plainCredential(directory, proxy.port));
	}, 120_000);
	afterAll(async () => {
		await session?.close();
		await proxy?.close();
		await directory?.stop();
	}, 30_000);

	async function changes(
		request: Request,
		by = session,
		call = newCall(),
	): Promise<{ rows: Row[]; end: ChangesEnd; notices: readonly string[] }> {
		const rows: Row[] = [];
		const reading = by.changes(
			{
				table: 'user',
				scope: {},
				method: 'dirSync',
				select: ['sAMAccountName', 'title'],
				includeDeleted: true,
				...request,
			},
			call,
		);
		for (;;) {
			const step = await reading.next();
			if (step.done) return { rows, end: step.value, notices: call.notices };
			rows.push(...step.value);
		}
	}

	/** What an administrator does, through OpenLDAP's own client. */
	async function modify(ldif: string): Promise<void> {
		const { code, stderr } = await runCommand(
			'ldapmodify',
			[
				...['-x', '-H', `ldap://${directory.address}`],
				...['-D', directory.admin.user, '-w', directory.admin.password],
			],
			ldif,
		);
		if (code !== 0) throw new Error(stderr);
	}
	const dnOf = async (name: string) => (await judge(directory, `(sAMAccountName=${name})`))[0]!.dn;
	const add = (name: string, parent: string = OU.scratch) =>
		modify(
			ldifEntry(`CN=${name},${parent}`, {
				changetype: 'add',
				objectClass: 'user',
				sAMAccountName: name,
				userAccountControl: 544,
				title: 'new',
			}),
		);
	const retitle = (dn: string, title: string) =>
		modify(ldifEntry(dn, { changetype: 'modify', replace: 'title', title }));
	const told = (rows: readonly Row[]) =>
		rows.map((row) => `${row['changeType']} ${row['sAMAccountName'] ?? row['objectGUID']}`).sort();

	describe.each(['dirSync', 'usnChanged'] as const)('by %s', (method) => {
		const prefix = method === 'dirSync' ? 'ds' : 'usn';

		it('reads everything first, then what is new, changed, moved and deleted', async () => {
			for (const n of [1, 2, 3, 4]) await add(`${prefix}${n}`);
			const first = await changes({ method });
			expect(first.end.fullRead).toBe(true);
			expect(first.end.deletionsVisible).toBe(true);
			const users = await judge(directory, '(&(objectCategory=person)(objectClass=user))');
			expect(first.rows).toHaveLength(users.length);
			expect(new Set(first.rows.map((row) => row['changeType']))).toEqual(new Set(['changed']));

			const quiet = await changes({ method, cursor: first.end.cursor });
			expect([quiet.rows, quiet.end.fullRead]).toEqual([[], false]);

			await add(`${prefix}5`);
			await retitle(await dnOf(`${prefix}1`), 'second');
			await modify(
				ldifEntry(await dnOf(`${prefix}2`), {
					changetype: 'modrdn',
					newrdn: `CN=${prefix}2 renamed`,
					deleteoldrdn: '1',
				}),
			);
			await modify(ldifEntry(await dnOf(`${prefix}3`), { changetype: 'delete' }));
			const next = await changes({ method, cursor: quiet.end.cursor });
			const named = next.rows.filter((row) => row['changeType'] !== 'deleted');
			expect(told(named)).toEqual([
				`changed ${prefix}1`,
				`changed ${prefix}2`,
				`changed ${prefix}5`,
			]);
			expect(named.find((row) => row['sAMAccountName'] === `${prefix}1`)!['title']).toBe('second');
			const deleted = next.rows.filter((row) => row['changeType'] === 'deleted');
			expect(deleted).toHaveLength(1);
			const gone = first.rows.find((row) => row['sAMAccountName'] === `${prefix}3`)!;
			expect(deleted[0]!['objectGUID']).toBe(gone['objectGUID']);
			expect((await changes({ method, cursor: next.end.cursor })).rows).toEqual([]);
		}, 60_000);

		it('tells what left the base, and what left the filter', async () => {
			await add(`${prefix}7`);
			await add(`${prefix}8`);
			const request: Request = {
				method,
				scope: { baseDn: OU.scratch },
				where: { column: 'title', operator: 'equals', value: 'new' },
			};
			const first = await changes(request);
			expect(told(first.rows)).toEqual(
				expect.arrayContaining([`changed ${prefix}7`, `changed ${prefix}8`]),
			);
			await modify(
				ldifEntry(`CN=${prefix}7,${OU.scratch}`, {
					changetype: 'modrdn',
					newrdn: `CN=${prefix}7`,
					deleteoldrdn: '1',
					newsuperior: OU.services,
				}),
			);
			await retitle(`CN=${prefix}8,${OU.scratch}`, 'other');
			// Changes elsewhere are nobody's business here.
			await retitle(await dnOf('u000070'), `elsewhere ${prefix}`);
			await add(`${prefix}9`, OU.services);
			const next = await changes({ ...request, cursor: first.end.cursor });
			const guid = (name: string) =>
				first.rows.find((row) => row['sAMAccountName'] === name)!['objectGUID'];
			const left = next.rows.filter((row) => row['changeType'] === 'leftScope');
			// Neither the one that was never in the base nor the one that came into being outside of it.
			expect(left.map((row) => row['objectGUID']).sort()).toEqual(
				[guid(`${prefix}7`), guid(`${prefix}8`)].sort(),
			);
			expect(next.rows.filter((row) => row['changeType'] === 'changed')).toEqual([]);
		}, 60_000);

		it('sees what stands below a container that was moved or renamed', async () => {
			const box = `OU=${prefix} box,${OU.scratch}`;
			const unit = (dn: string) =>
				modify(ldifEntry(dn, { changetype: 'add', objectClass: 'organizationalUnit' }));
			const rename = (dn: string, to: string, newsuperior?: string) =>
				modify(
					ldifEntry(dn, {
						changetype: 'modrdn',
						newrdn: to,
						deleteoldrdn: '1',
						...(newsuperior ? { newsuperior } : {}),
					}),
				);
			await unit(box);
			await unit(`OU=inner,${box}`);
			await add(`${prefix}box1`, box);
			await add(`${prefix}box2`, `OU=inner,${box}`);
			const request: Request = {
				method,
				scope: { baseDn: OU.scratch },
				select: ['sAMAccountName', 'distinguishedName'],
			};
			const first = await changes(request);
			const guids = [`${prefix}box1`, `${prefix}box2`]
				.map((name) => first.rows.find((row) => row['sAMAccountName'] === name)!['objectGUID'])
				.map(String)
				.sort();
			const kinds = (rows: readonly Row[]) =>
				rows.map((row) => `${row['objectGUID']} ${row['changeType']}`).sort();
			// A change of a container that is no change of place concerns nobody below it.
			await modify(
				ldifEntry(box, { changetype: 'modify', replace: 'description', description: 'x' }),
			);
			const quiet = await changes({ ...request, cursor: first.end.cursor });
			expect(quiet.rows).toEqual([]);
			await rename(box, `OU=${prefix} crate`);
			const renamed = await changes({ ...request, cursor: quiet.end.cursor });
			expect(kinds(renamed.rows)).toEqual(guids.map((guid) => `${guid} changed`));
			expect(JSON.stringify(renamed.rows)).toContain(`OU=inner,OU=${prefix} crate,`);
			await rename(`OU=${prefix} crate,${OU.scratch}`, `OU=${prefix} crate`, OU.services);
			const gone = await changes({ ...request, cursor: renamed.end.cursor });
			expect(kinds(gone.rows)).toEqual(guids.map((guid) => `${guid} leftScope`));
			await rename(`OU=${prefix} crate,${OU.services}`, `OU=${prefix} back`, OU.scratch);
			const back = await changes({ ...request, cursor: gone.end.cursor });
			expect(told(back.rows)).toEqual([`changed ${prefix}box1`, `changed ${prefix}box2`]);
			expect((await changes({ ...request, cursor: back.end.cursor })).rows).toEqual([]);
		}, 60_000);

		it('brings a change of members on the group', async () => {
			const request: Request = { method, table: 'group', select: ['cn', 'member'] };
			const first = await changes(request);
			const member = await dnOf(method === 'dirSync' ? 'u000080' : 'u000081');
			await modify(
				ldifEntry(groupDn(GROUPS.big), { changetype: 'modify', delete: 'member', member }),
			);
			const next = await changes({ ...request, cursor: first.end.cursor });
			const big = next.rows.filter((row) => row['cn'] === GROUPS.big);
			expect(big).toHaveLength(1);
			// Whole, over the range of one answer, not the difference.
			const count = (await judge(directory, `(cn=${GROUPS.big})`, ['member']))[0]!.attributes;
			expect(big[0]!['member']).toHaveLength(count.get('member')!.length);
			expect(big[0]!['member']).not.toContain(member);
			expect(next.rows).toHaveLength(1);
		}, 60_000);

		it.each([
			// Of the same archive: as if this controller were restored, its numbers are behind the cursor's.
			['a restored domain controller', 2500],
			['another domain controller', 60],
		])(
			'reads everything again with the cursor before %s, and says why',
			async (_name, users) => {
				const scope = { baseDn: OU.odd };
				const { end } = await changes({ method, scope });
				const other = await startPreparedDirectory({ users });
				try {
					await withSession(plainCredential(other), async (there) => {
						const own = await changes({ method, scope }, there);
						const call = newCall();
						const again = await changes({ method, scope, cursor: end.cursor }, there, call);
						expect(again.end.fullRead).toBe(true);
						expect(again.end.reason).toBeTruthy();
						expect(told(again.rows)).toEqual(told(own.rows));
						const quiet = await changes({ method, scope, cursor: again.end.cursor }, there);
						expect([quiet.rows, quiet.end.fullRead]).toEqual([[], false]);
					});
				} finally {
					await other.stop();
				}
			},
			90_000,
		);

		it.each(['rubbish', 'eyJ9', Buffer.from('{"v":1}').toString('base64')])(
			'refuses the cursor %j or reads everything, and never pretends',
			async (cursor) => {
				const scope = { baseDn: OU.scratch };
				const outcome = await changes({ method, cursor, scope }).then(
					({ end }) => end.fullRead && Boolean(end.reason),
					(error: Error & { advice?: string }) => /cursor/i.test(error.message),
				);
				expect(outcome).toBe(true);
			},
		);

		it('refuses an account that cannot see deletions, tells what grants it, and goes on when told to', async () => {
			const reader = plainCredential(directory, proxy.port, as(ACCOUNTS.reader));
			await withSession(reader, async (own) => {
				const error = await rejection(changes({ method }, own));
				expect(error['kind']).toBe('permission');
				expect(error['advice']).toMatch(/dsacls/i);
				expect(error['advice']).toMatch(
					method === 'dirSync'
						? /Replicating Directory Changes|Deleted Objects/
						: /Deleted Objects/,
				);
				const { rows, end } = await changes({ method, withoutDeletions: true }, own);
				expect(end.deletionsVisible).toBe(false);
				expect(rows.length).toBeGreaterThan(2500);
				const name = `${prefix}-reader`;
				await add(name);
				const next = await changes({ method, withoutDeletions: true, cursor: end.cursor }, own);
				expect(told(next.rows)).toEqual([`changed ${name}`]);
			});
		}, 60_000);

		it('works for an account with exactly the rights', async () => {
			const sync = plainCredential(directory, proxy.port, as(ACCOUNTS.sync));
			await withSession(sync, async (own) => {
				const { end } = await changes({ method }, own);
				expect(end.deletionsVisible).toBe(true);
				await add(`${prefix}-sync`);
				await modify(ldifEntry(`CN=${prefix}-sync,${OU.scratch}`, { changetype: 'delete' }));
				const { rows } = await changes({ method, cursor: end.cursor }, own);
				// Made and deleted between two runs: at most its deletion is told.
				expect(rows.filter((row) => row['changeType'] === 'changed')).toEqual([]);
			});
		}, 60_000);

		it('gives rows that are like those of a query', async () => {
			const select = ['sAMAccountName', 'objectGUID', 'proxyAddresses', 'enabled', 'primarySmtp'];
			const first = await changes({ method, select });
			await retitle(await dnOf('u000090'), `again ${prefix}`);
			const { rows } = await changes({ method, select, cursor: first.end.cursor });
			const [row] = await session.get(
				{ table: 'user', scope: {}, select },
				[{ by: 'sAMAccountName', value: 'u000090' }],
				newCall(),
			);
			expect(rows).toHaveLength(1);
			expect(rows[0]).toMatchObject(row as Row);
		}, 60_000);
	});

	it('asks the whole naming context for a cookie once, and for rows once', async () => {
		const before = proxy.searches.length;
		await changes({ method: 'dirSync' });
		const sync = proxy.searches
			.slice(before)
			.filter(({ controls }) => controls.includes('1.2.840.113556.1.4.841'));
		expect(sync).toHaveLength(1);
	});

	it('tells apart cursors of the two methods', async () => {
		const scope = { baseDn: OU.scratch };
		const { end } = await changes({ method: 'usnChanged', scope });
		const outcome = await changes({ method: 'dirSync', scope, cursor: end.cursor }).then(
			(result) => result.end.fullRead && Boolean(result.end.reason),
			(error: Error) => /cursor/i.test(error.message),
		);
		expect(outcome).toBe(true);
	});

	it('names the server that was read, over TLS as well', async () => {
		await withSession(credentialOf(directory), async (own) => {
			const { end } = await changes({ method: 'usnChanged', scope: { baseDn: OU.scratch } }, own);
			expect(end.server).toMatch(/dc1/i);
			expect(USER_PASSWORD.length > 0 && end.cursor.includes(USER_PASSWORD)).toBe(false);
		});
	});
});
