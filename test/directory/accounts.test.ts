import type { DirectorySession, ObjectRef } from '../../core/directory/session';
import { ACCOUNTS, USER_PASSWORD } from '../servers/directory/content';
import { startPreparedDirectory, type PreparedDirectory } from '../servers/preparedDirectory';
import { textOf } from '../support/ldapsearch';
import {
	as,
	credentialOf,
	judge,
	newCall,
	open,
	plainCredential,
	rejection,
	signIn as tryToSignIn,
	suiteWithDirectory,
	withSession,
} from './support';

const call = newCall();
const account = (value: string): ObjectRef => ({ by: 'sAMAccountName', value });

suiteWithDirectory('Accounts, judged by signing in', () => {
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

	const signIn = (name: string, password?: string) => tryToSignIn(directory, name, password);
	const attribute = async (name: string, attr: string) =>
		textOf((await judge(directory, `(sAMAccountName=${name})`, [attr]))[0]!, attr);

	it('disables and enables', async () => {
		const { spare } = ACCOUNTS;
		await session.setAccount(account(spare), 'disable', {}, call);
		expect(await signIn(spare)).toBe('533');
		// Flags that it had stay.
		expect(await attribute(spare, 'userAccountControl')).toBe('546');
		await session.setAccount(account(spare), 'disable', {}, call);
		expect(await signIn(spare)).toBe('533');
		await session.setAccount(account(spare), 'enable', {}, call);
		expect(await signIn(spare)).toBe('in');
		expect(await attribute(spare, 'userAccountControl')).toBe('544');
		await session.setAccount(account(ACCOUNTS.disabled), 'enable', {}, call);
		expect(await signIn(ACCOUNTS.disabled)).toBe('in');
	});

	it('sets the end of an account: an instant, never', async () => {
		const { spare } = ACCOUNTS;
		const end = async (expires: string | null) => {
			await session.setAccount(account(spare), 'setExpiry', { expires }, call);
			return [await signIn(spare), await attribute(spare, 'accountExpires')];
		};
		expect(await end('2020-02-03T04:05:06Z')).toEqual(['701', '132251763060000000']);
		expect(await end('2040-02-03T04:05:06+01:00')).toEqual(['in', '138563247060000000']);
		const [state, never] = await end(null);
		expect(state).toBe('in');
		expect(['0', '9223372036854775807']).toContain(never);
		await session.setAccount(account(ACCOUNTS.expired), 'setExpiry', { expires: null }, call);
		expect(await signIn(ACCOUNTS.expired)).toBe('in');
	});

	it('takes a day as the last day of the account, in the zone of the call', async () => {
		const { spare } = ACCOUNTS;
		const zone = newCall({ timeZone: 'Europe/Zurich' });
		await session.setAccount(account(spare), 'setExpiry', { expires: '2040-06-30' }, zone);
		const ticks = BigInt((await attribute(spare, 'accountExpires'))!);
		const at = new Date(Number(ticks / 10_000n) - 11_644_473_600_000).toISOString();
		// Active Directory keeps the first instant at which it is over: midnight in Zürich is 22:00 UTC.
		expect(['2040-06-29T22:00:00.000Z', '2040-06-30T22:00:00.000Z']).toContain(at);
		await session.setAccount(account(spare), 'setExpiry', { expires: null }, call);
	});

	it('unlocks what wrong passwords locked', async () => {
		const { lockable } = ACCOUNTS;
		for (let i = 0; i < 6; i += 1) await signIn(lockable, `wrong${i}`);
		expect(await signIn(lockable)).toBe('775');
		const error = await rejection(
			withSession(credentialOf(directory, as(lockable)), (s) => s.test(call)).then((steps) => {
				const bad = steps.find(({ ok }) => !ok);
				if (bad) throw new Error(bad.message);
			}),
		);
		expect(error.message).toMatch(/locked/i);
		await session.setAccount(account(lockable), 'unlock', {}, call);
		expect(await signIn(lockable)).toBe('in');
	});

	it('sets a password, with and without a change at the next sign-in', async () => {
		const { spare } = ACCOUNTS;
		const odd = 'Pässwörd €9 "&<>\\ ';
		await session.setPassword(account(spare), { password: odd, mustChange: false }, call);
		expect(await signIn(spare, odd)).toBe('in');
		expect(await signIn(spare)).toBe('52e');
		await session.setPassword(account(spare), { password: 'N3w!Password', mustChange: true }, call);
		expect(await signIn(spare, 'N3w!Password')).toBe('773');
		await session.setPassword(account(spare), { password: USER_PASSWORD, mustChange: false }, call);
		expect(await signIn(spare)).toBe('in');
	});

	it('says that nothing will be asked of an account whose password never expires', async () => {
		const told = newCall();
		const options = { password: USER_PASSWORD, mustChange: true };
		const row = await session.setPassword(account(ACCOUNTS.expiring), options, told);
		expect(row['mustChange']).toBe(false);
		expect(told.notices.join()).toMatch(/never expires/);
		expect(await signIn(ACCOUNTS.expiring)).toBe('in');
	});

	it('tells reset from change: with the old password the account itself may', async () => {
		const { spare } = ACCOUNTS;
		await withSession(credentialOf(directory, as(spare)), async (own) => {
			const options = { password: 'Ch4nged!Password', mustChange: false };
			const refused = await rejection(own.setPassword(account(spare), options, call));
			expect(refused['kind']).toBe('permission');
			const wrong = { ...options, oldPassword: 'Wr0ng!Password' };
			const error = await rejection(own.setPassword(account(spare), wrong, call));
			expect(`${error.message} ${error['advice']}`).toMatch(
				/old password|current password|password/i,
			);
			await own.setPassword(account(spare), { ...options, oldPassword: USER_PASSWORD }, call);
		});
		expect(await signIn(spare, 'Ch4nged!Password')).toBe('in');
		await session.setPassword(account(spare), { password: USER_PASSWORD, mustChange: false }, call);
	});

	it('says that the policy refused a password, and never the password', async () => {
		const options = { password: 'tooweak', mustChange: false };
		const error = await rejection(session.setPassword(account(ACCOUNTS.spare), options, call));
		expect(error.message + error['advice']).toMatch(/polic|length|complex|short/i);
		expect(`${error.message}${error['advice']}${JSON.stringify(error)}`).not.toContain('tooweak');
		expect(await signIn(ACCOUNTS.spare)).toBe('in');
	});

	it('refuses to send a password over an unencrypted link', async () => {
		await withSession(plainCredential(directory), async (plain) => {
			const options = { password: 'N3w!Password', mustChange: false };
			const error = await rejection(plain.setPassword(account(ACCOUNTS.spare), options, call));
			expect(error.message + error['advice']).toMatch(/encrypt|TLS/);
		});
		expect(await signIn(ACCOUNTS.spare)).toBe('in');
	});

	it('sets a password over StartTLS', async () => {
		const startTls = credentialOf(directory, { port: 389, security: 'startTls' });
		await withSession(startTls, (link) =>
			link.setPassword(account(ACCOUNTS.spare), { password: 'St4rt!TLS', mustChange: false }, call),
		);
		expect(await signIn(ACCOUNTS.spare, 'St4rt!TLS')).toBe('in');
	});

	it('finds an account by each of its names', async () => {
		const [row] = await session.get(
			{ table: 'user', scope: {}, select: ['objectGUID', 'objectSid', 'distinguishedName'] },
			[account(ACCOUNTS.nonAscii)],
			call,
		);
		const found = row as Record<string, string>;
		const refs: ObjectRef[] = [
			{ by: 'objectGUID', value: found['objectGUID']! },
			{ by: 'objectGUID', value: `{${found['objectGUID']!.toUpperCase()}}` },
			{ by: 'objectSid', value: found['objectSid']! },
			{ by: 'dn', value: found['distinguishedName']! },
			{ by: 'userPrincipalName', value: `${ACCOUNTS.nonAscii}@ad.example.test` },
			{ by: 'sAMAccountName', value: ACCOUNTS.nonAscii.toUpperCase() },
			{ by: 'sAMAccountName', value: 'nobody' },
		];
		const rows = await session.get(
			{ table: 'user', scope: {}, select: ['sAMAccountName'] },
			refs,
			call,
		);
		expect(rows.slice(0, 6)).toEqual(
			refs.slice(0, 6).map(() => ({ sAMAccountName: ACCOUNTS.nonAscii })),
		);
		expect(rows[6]).toBeInstanceOf(Error);
	});
});
