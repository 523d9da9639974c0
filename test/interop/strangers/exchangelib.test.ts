import path from 'node:path';
import {
	DEFAULT_CLIENT_SECRET,
	DEFAULT_CLIENTS,
	DEFAULT_PASSWORD,
	type Scheme,
} from '../../../sandbox';
import { addressOf, HOST, PASSWORD, suiteWithDirectory, whoCalled } from '../../signin/lab';
import { runCommand, works } from '../../support/command';
import { useSandbox } from '../../support/sandbox';

const PYTHON = '/usr/bin/python3';
const ask = async (order: object, env: Record<string, string> = {}): Promise<object> => {
	const { stdout, stderr } = await runCommand(
		PYTHON,
		[path.join(__dirname, 'exchangelib_signin.py')],
		JSON.stringify(order),
		env,
	);
	return stdout ? (JSON.parse(stdout) as object) : { stderr: stderr.slice(-2_000) };
};
const isThere = works(PYTHON, ['-c', 'import exchangelib, requests_kerberos']);
if (!isThere) {
	console.warn(
		'LEFT OUT: exchangelib by each scheme, python3-exchangelib or python3-requests-kerberos is missing',
	);
}

/** Neither side is ours: exchangelib signs in, Samba says who is let in. */
if (isThere) {
	suiteWithDirectory('exchangelib, judged by an Active Directory', (lab) => {
		const tickets = () => ({
			KRB5_CONFIG: lab.directory.krb5Conf,
			KRB5CCNAME: path.join(lab.folder, 'tickets'),
		});

		it.each<[auth: string, offered: readonly Scheme[], guess: boolean]>([
			['BASIC', ['Basic'], false],
			['DIGEST', ['Digest'], false],
			['NTLM', ['NTLM'], false],
			['NTLM', ['Negotiate', 'NTLM'], true],
			['GSSAPI', ['Negotiate'], false],
		])('by %s where %j is offered, guessed: %s', async (auth, schemes, guess) => {
			const sandbox = await lab.sandbox({ schemes });
			const order = {
				server: sandbox.url.replace('127.0.0.1', HOST),
				host: HOST,
				auth,
				guess,
				user: auth === 'DIGEST' ? 'anna' : 'EXAMPLE\\anna',
				mailbox: addressOf('anna'),
			};
			const signIn = async (password: string) => {
				await runCommand('kdestroy', [], '', tickets());
				await runCommand('kinit', ['anna'], `${password}\n`, tickets());
				return await ask({ ...order, password }, tickets());
			};
			const { user } = order;
			expect({ user, said: await signIn(PASSWORD) }).toMatchObject({ said: { folder: 'Inbox' } });
			expect(new Set(whoCalled(sandbox))).toEqual(new Set(['EXAMPLE\\anna']));
			const calls = whoCalled(sandbox).length;
			expect(await signIn('wrong')).not.toHaveProperty('folder');
			expect(whoCalled(sandbox)).toHaveLength(calls);
		});
	});
}

(isThere ? describe : describe.skip)('exchangelib with tokens', () => {
	const running = useSandbox({ schemes: ['Bearer'], tokens: { lifetime: 3600 } });
	const mailbox = 'user1@contoso.example';
	const origin = () => new URL(running.sandbox.url).origin;
	const order = (grant: string, more: object = {}) => ({
		server: running.sandbox.url,
		auth: 'OAUTH2',
		grant,
		mailbox,
		token_url: `${origin()}/contoso.example/oauth2/v2.0/token`,
		client_id: DEFAULT_CLIENTS.service,
		client_secret: DEFAULT_CLIENT_SECRET,
		user: mailbox,
		password: DEFAULT_PASSWORD,
		...more,
	});
	const tokenOf = async () => {
		const answer = await fetch(`${origin()}/contoso.example/oauth2/v2.0/token`, {
			method: 'POST',
			body: new URLSearchParams({
				grant_type: 'password',
				client_id: DEFAULT_CLIENTS.web,
				client_secret: DEFAULT_CLIENT_SECRET,
				username: mailbox,
				password: DEFAULT_PASSWORD,
				scope: 'https://outlook.office365.com/EWS.AccessAsUser.All offline_access',
			}),
		});
		return (await answer.json()) as Record<string, unknown>;
	};

	it.each(['client', 'password'])('of the grant %s', async (grant) => {
		expect(await ask(order(grant))).toEqual({ type: 'OAuth 2.0', folder: 'Inbox' });
		expect(await ask(order(grant, { client_secret: 'wrong' }))).not.toHaveProperty('folder');
	});

	it('that somebody else got', async () => {
		const token = await tokenOf();
		expect(await ask(order('token', { token }))).toEqual({ type: 'OAuth 2.0', folder: 'Inbox' });
		const altered = { ...token, access_token: `${String(token.access_token)}x` };
		expect(await ask(order('token', { token: altered }))).not.toHaveProperty('folder');
	});

	it('renewed by it', async () => {
		const token = await tokenOf();
		const old = { ...token, expires_in: -10, expires_at: 1 };
		const said = await ask(order('refresh', { token: old, client_id: DEFAULT_CLIENTS.web }));
		expect(said).toEqual({ type: 'OAuth 2.0', folder: 'Inbox' });
	});
});
