import path from 'node:path';
import { DEFAULT_CLIENT_SECRET, DEFAULT_CLIENTS, DEFAULT_PASSWORD } from '../../../sandbox';
import { runCommand } from '../../support/command';
import { useSandbox } from '../../support/sandbox';

const ask = async (order: object): Promise<object> => {
	const script = path.join(__dirname, 'ewsJavascriptSignin.mjs');
	const { stdout, stderr } = await runCommand(process.execPath, [script], JSON.stringify(order));
	const last = stdout.trim().split('\n').at(-1);
	return last ? (JSON.parse(last) as object) : { stderr: stderr.slice(-2_000) };
};

/** ews-javascript-api decides whether the sandbox's sign-in is that of a real server. */
describe('ews-javascript-api', () => {
	const running = useSandbox({ schemes: ['NTLM', 'Basic', 'Bearer'] });

	it.each(['NTLM', 'Basic'])('by %s', async (auth) => {
		const [account] = running.sandbox.accounts;
		const user = `${account!.domain}\\${account!.user}`;
		const order = { server: running.sandbox.url, auth, user, password: account!.password };
		expect(await ask(order)).toEqual({ folder: 'Inbox' });
		expect(running.sandbox.log.entries().at(-1)).toMatchObject({ user, status: 200 });
		expect(await ask({ ...order, password: 'wrong' })).toHaveProperty('error');
	});

	it('by a token', async () => {
		const { origin } = new URL(running.sandbox.url);
		const answer = await fetch(`${origin}/contoso.example/oauth2/v2.0/token`, {
			method: 'POST',
			body: new URLSearchParams({
				grant_type: 'password',
				client_id: DEFAULT_CLIENTS.web,
				client_secret: DEFAULT_CLIENT_SECRET,
				username: 'user1@contoso.example',
				password: DEFAULT_PASSWORD,
				scope: 'https://outlook.office365.com/EWS.AccessAsUser.All',
			}),
		});
		const { access_token: token } = (await answer.json()) as { access_token: string };
		const order = { server: running.sandbox.url, auth: 'OAuth', token };
		expect(await ask(order)).toEqual({ folder: 'Inbox' });
		expect(await ask({ ...order, token: `${token}x` })).toHaveProperty('error');
	});
});
