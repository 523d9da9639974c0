import type { CredentialData } from '../../core';
import { DEFAULT_CLIENTS, DEFAULT_CLIENT_SECRET, type Sandbox, type Scheme } from '../../sandbox';
import {
	addressOf,
	callOnce,
	PASSWORD,
	pasted,
	PEOPLE,
	refusalOf,
	suiteWithDirectory,
	whoCalled,
} from './lab';

const passwordOf = (name: string) => PEOPLE.find((one) => one.name === name)!.password;

/** Deterministic shuffle, so that a red run can be run again. */
function shuffled<T>(items: readonly T[]): T[] {
	const list = [...items];
	let state = 7;
	for (let i = list.length - 1; i > 0; i -= 1) {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		const j = state % (i + 1);
		[list[i], list[j]] = [list[j]!, list[i]!];
	}
	return list;
}

const ALL: readonly Scheme[] = ['Negotiate', 'NTLM', 'Digest', 'Basic', 'Bearer'];

suiteWithDirectory('Identities of connections side by side', (lab) => {
	const start = () => lab.sandbox({ schemes: ALL });
	const by = (authScheme: string, name: string, more: CredentialData = {}): CredentialData => ({
		authScheme,
		user: `EXAMPLE\\${name}`,
		password: passwordOf(name),
		...more,
	});

	it('8 connections of 8 identities by mixed schemes make 400 interleaved calls, each as itself', async () => {
		const sandbox = await start();
		const origin = new URL(sandbox.url).origin;
		const application = {
			authScheme: 'AzureServicePrincipal',
			azureTenant: 'contoso.example',
			oauthClientId: DEFAULT_CLIENTS.service,
			oauthClientSecret: DEFAULT_CLIENT_SECRET,
			oauthAccessTokenUrl: `${origin}/contoso.example/oauth2/v2.0/token`,
			oauthResource: origin,
			access: 'impersonate',
			defaultMailbox: addressOf('bernd'),
		};
		const connections: ReadonlyArray<readonly [who: string, credential: CredentialData]> = [
			['EXAMPLE\\anna', by('NTLM', 'anna')],
			['EXAMPLE\\bernd', by('NTLM', 'bernd')],
			['EXAMPLE\\Élodie', by('Kerberos', 'Élodie', lab.kerberos)],
			['EXAMPLE\\дмитрий', by('Negotiate', 'дмитрий', lab.kerberos)],
			[
				'EXAMPLE\\married',
				{
					authScheme: 'Kerberos',
					...lab.kerberos,
					kerberosKeytab: pasted(lab.directory.exportKeytab('married')),
				},
			],
			['EXAMPLE\\printable', by('Basic', 'printable')],
			['EXAMPLE\\changing', by('Digest', 'changing')],
			[`APPLICATION\\${DEFAULT_CLIENTS.service}`, application],
		];
		const sessions = await Promise.all(
			connections.map(async ([who, credential]) => ({
				who,
				session: await lab.session(sandbox, credential),
			})),
		);
		const calls = shuffled(Array.from({ length: 400 }, (_, i) => sessions[i % 8]!));
		sandbox.log.clear();
		// As many at a time as a busy instance of n8n has.
		const queue = calls.values();
		await Promise.all(
			Array.from({ length: 24 }, async () => {
				for (const { session } of queue) await callOnce(session);
			}),
		);
		const counted = new Map<string, number>();
		for (const who of whoCalled(sandbox)) counted.set(who, (counted.get(who) ?? 0) + 1);
		expect(Object.fromEntries(counted)).toEqual(
			Object.fromEntries(connections.map(([who]) => [who, 50])),
		);
		expect(ownersOfSockets(sandbox).every((owners) => owners.length === 1)).toBe(true);
	}, 60_000);

	it('8 identities of one scheme share no socket', async () => {
		const sandbox = await start();
		const names = PEOPLE.slice(0, 8).map(({ name }) => name);
		const sessions = await Promise.all(
			names.map(async (name) => await lab.session(sandbox, by('NTLM', name))),
		);
		await Promise.all(
			shuffled(Array.from({ length: 400 }, (_, i) => sessions[i % 8]!)).map(callOnce),
		);
		const seen = whoCalled(sandbox);
		expect(names.map((name) => seen.filter((who) => who === `EXAMPLE\\${name}`).length)).toEqual(
			Array(8).fill(50),
		);
		expect(ownersOfSockets(sandbox).every((owners) => owners.length === 1)).toBe(true);
	}, 60_000);

	describe.each(['NTLM', 'Negotiate', 'Kerberos', 'Basic', 'Digest'])('by %s,', (scheme) => {
		const name = 'changing';
		const credential = (password: string): CredentialData => ({
			...by(scheme, name, scheme === 'Negotiate' || scheme === 'Kerberos' ? lab.kerberos : {}),
			password,
		});
		afterEach(() => lab.directory.setPassword(name, PASSWORD));

		it('nothing of a right password serves a wrong one', async () => {
			const sandbox = await start();
			await callOnce(await lab.session(sandbox, credential(PASSWORD)));
			const wrong = await lab.session(sandbox, credential(`${PASSWORD} by ${scheme}`));
			const error = await refusalOf(callOnce(wrong));
			expect(`${error.message} ${error.advice}`).toContain("'Password'");
			expect(whoCalled(sandbox)).toEqual([`EXAMPLE\\${name}`]);
		});

		// Digest is the sandbox's own, whose accounts stay as they are.
		if (scheme === 'Digest') return;
		it('no socket, ticket or secret of the old password is used after it changed', async () => {
			const sandbox = await start();
			await callOnce(await lab.session(sandbox, credential(PASSWORD)));
			const before = sandbox.log.entries();
			const sockets = new Set(before.map(({ connection }) => connection));
			lab.directory.setPassword(name, 'Other-Pass-1');
			await callOnce(await lab.session(sandbox, credential('Other-Pass-1')));
			const after = sandbox.log.entries().slice(before.length);
			expect(after.filter(({ connection }) => sockets.has(connection))).toEqual([]);
			expect(after.at(-1)).toMatchObject({ status: 200, user: `EXAMPLE\\${name}` });
			expect(after.at(-1)?.signIn).not.toBe('connection');
			const said = after.flatMap(({ refused }) => refused ?? []);
			expect(said.filter((reason) => !/no credentials|negotiating/.test(reason))).toEqual([]);
		});
	});
});

/** Who was let in on each socket. */
function ownersOfSockets(sandbox: Sandbox): string[][] {
	const owners = new Map<number, Set<string>>();
	for (const { connection, user, operation, signIn } of sandbox.log.entries()) {
		// Basic, Digest and tokens belong to the request, but a connection's sockets are its own.
		if (operation === undefined || user === undefined || signIn === undefined) continue;
		owners.set(connection, (owners.get(connection) ?? new Set()).add(user));
	}
	return [...owners.values()].map((users) => [...users]);
}
