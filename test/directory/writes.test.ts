import type { DirectorySession, DirectoryWrite, ObjectRef } from '../../core/directory/session';
import {
	ACCOUNTS,
	groupDn,
	GROUPS,
	ODD_NAMES,
	OU,
	USER_PASSWORD,
} from '../servers/directory/content';
import { escapeRdn } from '../servers/directory/ldif';
import type { Row } from '../../core/schema/column';
import { startLimitsProxy, type LimitsProxy } from '../servers/limitsProxy';
import { startPreparedDirectory, type PreparedDirectory } from '../servers/preparedDirectory';
import { textOf, type LdapEntry } from '../support/ldapsearch';
import {
	as,
	credentialOf,
	judge,
	newCall,
	open,
	plainCredential,
	signIn,
	suiteWithDirectory,
	withSession,
} from './support';

const call = newCall();
const dn = (value: string): ObjectRef => ({ by: 'dn', value });

suiteWithDirectory('Writing to a real directory', () => {
	let directory: PreparedDirectory;
	let session: DirectorySession;

	beforeAll(async () => {
		directory = await startPreparedDirectory();
		session = await open(credentialOf(directory));
	}, 120_000);
	afterAll(async () => {
		await session?.close();
		await directory?.stop();
	}, 30_000);

	const write = (
		action: 'create' | 'update' | 'upsert' | 'delete' | 'move',
		table: string,
		records: ReadonlyArray<Omit<DirectoryWrite['records'][number], 'index'>>,
		options: DirectoryWrite['options'] = {},
		by = session,
	) =>
		by[action](
			{ table, scope: {}, options, records: records.map((r, index) => ({ index, ...r })) },
			call,
		);
	/** One record, which succeeds. */
	const one = async (...args: Parameters<typeof write>) => {
		const [result] = await write(...args);
		if (result!.error) throw result!.error;
		return result!;
	};
	const entry = async (base: string): Promise<LdapEntry> =>
		(await judge(directory, '(objectClass=*)', ['*'], { base, scope: 'base' }))[0]!;
	const values = async (base: string, name: string) =>
		((await entry(base)).attributes.get(name.toLowerCase()) ?? []).map(String);
	const exists = (base: string) =>
		entry(base).then(
			() => true,
			() => false,
		);
	const signsIn = async (name: string, password: string) =>
		(await signIn(directory, name, password)) === 'in';

	it('creates a user that can sign in, update, and is gone when deleted', async () => {
		const at = `CN=Created One,${OU.scratch}`;
		const created = await one('create', 'user', [
			{
				parentDn: OU.scratch,
				values: {
					cn: 'Created One',
					sAMAccountName: 'created1',
					userPrincipalName: 'created1@ad.example.test',
					displayName: 'Ünïcode, "quoted" \\ (1)*',
					proxyAddresses: ['SMTP:created1@example.test', 'smtp:c1@example.test'],
					accountExpires: '2033-04-05T06:07:08Z',
					msExchHideFromAddressLists: true,
					msExchRecipientTypeDetails: '9007199254740993',
					thumbnailPhoto: Buffer.from([0xff, 0, 0x80]).toString('base64'),
					manager: `CN=${ACCOUNTS.spare},${OU.services}`,
					enabled: true,
					password: 'Cr3ated!Pass',
				},
			},
		]);
		expect(created.outcome).toBe('created');
		expect(await values(at, 'displayName')).toEqual(['Ünïcode, "quoted" \\ (1)*']);
		expect((await values(at, 'proxyAddresses')).sort()).toEqual([
			'SMTP:created1@example.test',
			'smtp:c1@example.test',
		]);
		expect(await values(at, 'accountExpires')).toEqual(['136407676280000000']);
		expect(await values(at, 'msExchHideFromAddressLists')).toEqual(['TRUE']);
		expect(await values(at, 'msExchRecipientTypeDetails')).toEqual(['9007199254740993']);
		expect((await entry(at)).attributes.get('thumbnailphoto')).toEqual([
			Buffer.from([0xff, 0, 0x80]),
		]);
		expect(await values(at, 'manager')).toEqual([`CN=${ACCOUNTS.spare},${OU.services}`]);
		expect(Number((await values(at, 'userAccountControl'))[0]) & 2).toBe(0);
		expect(await signsIn('created1', 'Cr3ated!Pass')).toBe(true);

		const object = { by: 'objectGUID', value: created.id! } as const;
		const updated = await one('update', 'user', [
			{ object, values: { department: 'Lab', displayName: 'Plain' } },
		]);
		expect(updated.outcome).toBe('updated');
		expect(await values(at, 'department')).toEqual(['Lab']);
		expect(await values(at, 'displayName')).toEqual(['Plain']);
		const again = await one('update', 'user', [{ object, values: { department: 'Lab' } }]);
		expect(again.outcome).toBe('unchanged');

		expect((await one('delete', 'user', [{ object }])).outcome).toBe('deleted');
		expect(await exists(at)).toBe(false);
		const [gone] = await write('delete', 'user', [{ object }]);
		expect(gone!.outcome).toBe('failed');
		expect(gone!.error!.kind).toBe('skippable');
	});

	it('clears and leaves as it is told, and sets, adds and clears several values', async () => {
		const at = `CN=Created Two,${OU.scratch}`;
		await one('create', 'contact', [
			{
				parentDn: OU.scratch,
				values: { cn: 'Created Two', otherTelephone: ['1', '2'], title: 'T', company: 'C' },
			},
		]);
		const object = dn(at);
		await one('update', 'contact', [
			{ object, values: { otherTelephone: ['2', '3', '4'], title: '', company: null } },
		]);
		expect((await values(at, 'otherTelephone')).sort()).toEqual(['2', '3', '4']);
		expect(await values(at, 'title')).toEqual(['T']);
		await one('update', 'contact', [{ object, values: { title: '', company: '' } }], {
			emptyValues: 'clear',
		});
		expect([await values(at, 'title'), await values(at, 'company')]).toEqual([[], []]);
		await one('update', 'contact', [{ object, values: { otherTelephone: [] } }], {
			emptyValues: 'clear',
		});
		expect(await values(at, 'otherTelephone')).toEqual([]);
	});

	it.each(ODD_NAMES)('creates, renames and deletes an entry called %j', async (name) => {
		await one('create', 'contact', [{ parentDn: OU.scratch, values: { cn: name } }]);
		const at = `CN=${escapeRdn(name)},${OU.scratch}`;
		expect(await values(at, 'cn')).toEqual([name]);
		const moved = await one('move', 'contact', [{ object: dn(at), newName: `${name} renamed` }]);
		expect(moved.error).toBeUndefined();
		const there = `CN=${escapeRdn(`${name} renamed`)},${OU.scratch}`;
		expect(await values(there, 'cn')).toEqual([`${name} renamed`]);
		await one('move', 'contact', [{ object: dn(there), parentDn: OU.contacts, newName: name }]);
		const moved2 = `CN=${escapeRdn(name)},${OU.contacts}`;
		expect(await values(moved2, 'cn')).toEqual([name]);
		await one('delete', 'contact', [{ object: dn(moved2) }]);
		expect(await exists(moved2)).toBe(false);
	});

	it('moves a user and keeps its GUID', async () => {
		const made = await one('create', 'user', [
			{ parentDn: OU.scratch, values: { cn: 'Mover', sAMAccountName: 'mover1' } },
		]);
		const object = { by: 'sAMAccountName', value: 'mover1' } as const;
		await one('move', 'user', [{ object, parentDn: OU.deep }]);
		expect(await exists(`CN=Mover,${OU.deep}`)).toBe(true);
		const [row] = await session.get(
			{ table: 'user', scope: {}, select: ['objectGUID'] },
			[object],
			call,
		);
		expect((row as Record<string, unknown>)['objectGUID']).toBe(made.id);
		await one('delete', 'user', [{ object }]);
	});

	it('deletes a unit with what it holds only when told to', async () => {
		const unit = `OU=Tree,${OU.scratch}`;
		await one('create', 'organizationalUnit', [{ parentDn: OU.scratch, values: { ou: 'Tree' } }]);
		await one('create', 'organizationalUnit', [{ parentDn: unit, values: { ou: 'Below' } }]);
		await one('create', 'contact', [{ parentDn: `OU=Below,${unit}`, values: { cn: 'leaf' } }]);
		const [refused] = await write('delete', 'organizationalUnit', [{ object: dn(unit) }]);
		expect(refused!.outcome).toBe('failed');
		expect(refused!.error!.advice).toMatch(/subtree/i);
		expect(await exists(unit)).toBe(true);
		await one('delete', 'organizationalUnit', [{ object: dn(unit) }], { deleteSubtree: true });
		expect(await exists(unit)).toBe(false);
	});

	it('creates groups and computers', async () => {
		await one('create', 'group', [
			{
				parentDn: OU.scratch,
				values: {
					cn: 'Made Group',
					sAMAccountName: 'made-group',
					groupScope: 'universal',
					securityEnabled: false,
				},
			},
		]);
		const group = `CN=Made Group,${OU.scratch}`;
		expect(await values(group, 'groupType')).toEqual(['8']);
		await one('create', 'computer', [
			{ parentDn: OU.scratch, values: { cn: 'MADEPC', sAMAccountName: 'MADEPC$' } },
		]);
		expect(await values(`CN=MADEPC,${OU.scratch}`, 'objectClass')).toContain('computer');
		await write('delete', 'anyObject', [
			{ object: dn(group) },
			{ object: dn(`CN=MADEPC,${OU.scratch}`) },
		]);
		expect(await exists(group)).toBe(false);
	});

	it('creates or updates by a key, and says when a key is not one', async () => {
		const values1 = {
			cn: 'Upserted',
			sAMAccountName: 'upserted1',
			employeeID: 'E-1',
			title: 'first',
		};
		const options = { matchColumns: ['employeeID'] };
		const first = await one('upsert', 'user', [{ parentDn: OU.scratch, values: values1 }], options);
		expect(first.outcome).toBe('created');
		const second = await one(
			'upsert',
			'user',
			[{ parentDn: OU.scratch, values: { employeeID: 'E-1', title: 'second' } }],
			options,
		);
		expect([second.outcome, second.id]).toEqual(['updated', first.id]);
		expect(await values(`CN=Upserted,${OU.scratch}`, 'title')).toEqual(['second']);
		const [many] = await write(
			'upsert',
			'user',
			[{ parentDn: OU.scratch, values: { department: 'North', title: 'x' } }],
			{ matchColumns: ['department'] },
		);
		expect([many!.outcome, many!.error!.kind]).toEqual(['disputed', 'conflict']);
		await one('delete', 'user', [{ object: { by: 'objectGUID', value: first.id! } }]);
	});

	describe('creates or updates many', () => {
		const options = { matchColumns: ['employeeID'] };
		const person = (id: string, title: string, more: Row = {}) => ({
			parentDn: OU.scratch,
			values: { cn: `Batch ${id}`, employeeID: id, title, ...more },
		});
		const through = async <T>(
			work: (by: DirectorySession, proxy: LimitsProxy) => Promise<T>,
		): Promise<T> => {
			const proxy = await startLimitsProxy({ target: { address: directory.address } });
			try {
				return await withSession(plainCredential(directory, proxy.port), (by) => work(by, proxy));
			} finally {
				await proxy.close();
			}
		};
		const searchesBy = (proxy: LimitsProxy) =>
			proxy.searches.filter(({ base, scope }) => base === directory.base && scope === 2);

		it('with one search for fifty, and writes only what differs', async () => {
			const ids = Array.from({ length: 120 }, (_, i) => `B-${i}`);
			await through(async (by, proxy) => {
				const made = await write(
					'upsert',
					'contact',
					ids.map((id) => person(id, 'a')),
					options,
					by,
				);
				expect(made.map(({ outcome }) => outcome)).toEqual(ids.map(() => 'created'));
				expect(searchesBy(proxy)).toHaveLength(3);
				const again = await write(
					'upsert',
					'contact',
					ids.map((id, i) => person(id, i % 3 === 0 ? 'b' : 'a')),
					options,
					by,
				);
				expect(again.map(({ index }) => index)).toEqual(ids.map((_, i) => i));
				expect(again.map(({ outcome }) => outcome)).toEqual(
					ids.map((_, i) => (i % 3 === 0 ? 'updated' : 'unchanged')),
				);
				expect(again.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
				expect(searchesBy(proxy)).toHaveLength(6);
			});
			const stored = await judge(directory, '(employeeID=B-*)', ['title', 'employeeID']);
			expect(stored).toHaveLength(120);
			for (const { attributes } of stored) {
				const number = Number(attributes.get('employeeid')![0]!.toString().slice(2));
				expect(String(attributes.get('title')![0])).toBe(number % 3 === 0 ? 'b' : 'a');
			}
		}, 60_000);

		it('in order where two have one key, and never creates it twice', async () => {
			const results = await write(
				'upsert',
				'contact',
				[
					person('TWICE-1', 'first'),
					person('other', 'first'),
					// The directory tells no case apart, so this is the same key.
					person('twice-1', 'second'),
					{ parentDn: OU.scratch, values: { cn: 'No key', employeeID: '', title: 'x' } },
					{ parentDn: OU.scratch, values: { employeeID: 'TWICE-1', title: 'third' } },
				],
				options,
			);
			expect(results.map(({ outcome }) => outcome)).toEqual([
				...['created', 'created', 'updated', 'failed', 'updated'],
			]);
			expect(results[3]!.error!.message).toMatch(/empty/);
			expect([results[2]!.id, results[4]!.id]).toEqual([results[0]!.id, results[0]!.id]);
			const stored = await judge(directory, '(employeeID=TWICE-1)', ['title']);
			expect(stored.map(({ attributes }) => String(attributes.get('title')![0]))).toEqual([
				'third',
			]);
		});

		it('though one is disputed and one is refused', async () => {
			const ids = ['M-1', 'M-2', 'M-3', 'M-4'];
			await write('create', 'contact', [
				person('M-2', 'here'),
				{ ...person('M-2', 'here'), values: { ...person('M-2', 'here').values, cn: 'Twin' } },
			]);
			const results = await write(
				'upsert',
				'contact',
				ids.map((id) => person(id, 'x', id === 'M-3' ? { cn: 'Batch M-1' } : {})),
				options,
			);
			expect(results.map(({ outcome }) => outcome)).toEqual([
				...['created', 'disputed', 'failed', 'created'],
			]);
			expect(results[1]!.error!.message).toMatch(/2 objects match/);
			const twins = await judge(directory, '(employeeID=M-2)', ['title']);
			expect(twins.map(({ attributes }) => String(attributes.get('title')![0]))).toEqual([
				...['here', 'here'],
			]);
		});
	});

	it('changes nothing in a dry run', async () => {
		const object = { by: 'sAMAccountName', value: 'u000040' } as const;
		const before = (await judge(directory, '(sAMAccountName=u000040)', ['*']))[0]!;
		const [result] = await write('update', 'user', [{ object, values: { title: 'dry' } }], {
			dryRun: true,
		});
		expect(result!.outcome).toBe('updated');
		await write('delete', 'user', [{ object }], { dryRun: true });
		await write(
			'create',
			'user',
			[{ parentDn: OU.scratch, values: { cn: 'Dry', sAMAccountName: 'dry' } }],
			{ dryRun: true },
		);
		expect((await judge(directory, '(sAMAccountName=u000040)', ['*']))[0]).toEqual(before);
		expect(await exists(`CN=Dry,${OU.scratch}`)).toBe(false);
	});

	it('gives every record its outcome, whatever happens to others', async () => {
		const record = (cn: string, more: Record<string, unknown> = {}) => ({
			parentDn: OU.scratch,
			values: { cn, sAMAccountName: cn, ...more },
		});
		const results = await write('create', 'user', [
			record('mixed1'),
			record('mixed1'),
			record('mixed2', { sAMAccountName: 'u000001' }),
			{ parentDn: `OU=Nowhere,${directory.base}`, values: { cn: 'x', sAMAccountName: 'x1' } },
			record('mixed3', { password: 'short' }),
			record('mixed4'),
		]);
		expect(results.map(({ outcome }) => outcome)).toEqual([
			'created',
			'failed',
			'failed',
			'failed',
			'failed',
			'created',
		]);
		expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
		expect(results[1]!.error!.kind).toBe('conflict');
		expect(results[2]!.error!.message + results[2]!.error!.advice).toMatch(
			/sAMAccountName|already/,
		);
		expect(results[4]!.error!.message + results[4]!.error!.advice).toMatch(/password/i);
		expect(JSON.stringify(results)).not.toContain('short');
		// A user whose password is refused is not left behind half made.
		expect(await exists(`CN=mixed3,${OU.scratch}`)).toBe(false);
	});

	it('tells who has no right to write, and a credential that is read-only sends nothing', async () => {
		const object = { by: 'sAMAccountName', value: 'u000041' } as const;
		const records = [{ object, values: { title: 'no' } }];
		await withSession({ ...credentialOf(directory), ...as(ACCOUNTS.reader) }, async (reader) => {
			const [result] = await write('update', 'user', records, {}, reader);
			expect(result!.error!.kind).toBe('permission');
		});
		await withSession(credentialOf(directory, { readOnly: true }), async (reader) => {
			const outcome = await write('update', 'user', records, {}, reader).then(
				([result]) => result!.error!,
				(error: Error) => error,
			);
			expect(outcome.message).toMatch(/read-only|read only/i);
		});
		expect(
			await values((await judge(directory, '(sAMAccountName=u000041)'))[0]!.dn, 'title'),
		).not.toEqual(['no']);
	});

	it('adds and removes members, one result each', async () => {
		const group = dn(groupDn(GROUPS.empty));
		const user = async (name: string) =>
			(await judge(directory, `(sAMAccountName=${name})`))[0]!.dn;
		const members = [await user('u000050'), await user('odd0'), await user('odd7')];
		const outcomes = async (action: 'add' | 'remove', list: readonly string[]) =>
			(await session.changeMembers(group, list, action, call)).map(({ outcome }) => outcome);
		expect(await outcomes('add', members)).toEqual(['updated', 'updated', 'updated']);
		expect((await values(groupDn(GROUPS.empty), 'member')).sort()).toEqual([...members].sort());
		const nobody = `CN=Nobody,${OU.scratch}`;
		expect(await outcomes('add', [members[0]!, await user('u000051'), nobody])).toEqual([
			'unchanged',
			'updated',
			'failed',
		]);
		expect(await outcomes('remove', [members[1]!, members[1]!, await user('u000052')])).toEqual([
			'updated',
			'unchanged',
			'unchanged',
		]);
		expect((await values(groupDn(GROUPS.empty), 'member')).sort()).toEqual(
			[members[0]!, members[2]!, await user('u000051')].sort(),
		);
	});

	it('adds thousands of members in few requests', async () => {
		const list = (await judge(directory, '(sAMAccountName=u0*)'))
			.map((each) => each.dn)
			.slice(0, 2200);
		const results = await session.changeMembers(dn(groupDn('g-cycle-b')), list, 'add', call);
		const failed = results.filter(({ outcome }) => outcome === 'failed');
		expect(failed).toEqual([]);
		const there = new Set(await values(groupDn('g-cycle-b'), 'member'));
		expect(list.filter((each) => !there.has(each))).toEqual([]);
	}, 60_000);

	it('sees what a write changed at once', async () => {
		const object = { by: 'sAMAccountName', value: 'u000060' } as const;
		await one('update', 'user', [{ object, values: { title: 'Fresh' } }]);
		const [row] = await session.get(
			{ table: 'user', scope: {}, select: ['title'] },
			[object],
			call,
		);
		expect((row as Record<string, unknown>)['title']).toBe('Fresh');
		expect(
			textOf((await judge(directory, '(sAMAccountName=u000060)', ['title']))[0]!, 'title'),
		).toBe('Fresh');
		expect(await signsIn(ACCOUNTS.reader, USER_PASSWORD)).toBe(true);
	});
});
