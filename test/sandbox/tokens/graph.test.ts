import { DEFAULT_CLIENT_SECRET, DEFAULT_CLIENTS, DEFAULT_PASSWORD } from '../../../sandbox';
import { readGraphApi } from '../../core/backends/graph/openapi';
import { useSandbox } from '../../support/sandbox';
import { describeWithShared } from '../../support/shared';

const running = useSandbox({ schemes: ['Bearer'], contacts: 3 });
const originOf = () => new URL(running.sandbox.url).origin;

async function tokenFor(who: 'person' | 'service', resource = 'https://graph.microsoft.com') {
	const scope = `${resource}/.default`;
	const body = new URLSearchParams(
		who === 'person'
			? {
					grant_type: 'password',
					client_id: DEFAULT_CLIENTS.device,
					username: 'user1@contoso.example',
					password: DEFAULT_PASSWORD,
					scope,
				}
			: {
					grant_type: 'client_credentials',
					client_id: DEFAULT_CLIENTS.service,
					client_secret: DEFAULT_CLIENT_SECRET,
					scope,
				},
	);
	const url = `${originOf()}/contoso.example/oauth2/v2.0/token`;
	const answer = await fetch(url, { method: 'POST', body });
	return ((await answer.json()) as { access_token: string }).access_token;
}

async function get(path: string, token?: string) {
	const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
	const answer = await fetch(`${originOf()}/v1.0${path}`, { headers });
	const body = (await answer.json()) as Record<string, unknown> & {
		error?: Record<string, unknown>;
	};
	return { status: answer.status, headers: answer.headers, body };
}

describe('Graph of the sandbox', () => {
	it('knows who signed in, and his inbox', async () => {
		const token = await tokenFor('person');
		const me = await get('/me', token);
		expect(me).toMatchObject({ status: 200, body: { mail: 'user1@contoso.example' } });
		const inbox = await get('/me/mailFolders/inbox', token);
		const stored = running.sandbox.store.folder('user1@contoso.example', 'inbox');
		expect(inbox.body).toMatchObject({ displayName: 'Inbox', totalItemCount: stored.items.size });
		const root = await get('/me/mailFolders/msgfolderroot?$select=id', token);
		expect(Object.keys(root.body)).toEqual(['@odata.context', 'id']);
		expect(root.body.id).toBe(inbox.body.parentFolderId);
	});

	it('opens all mailboxes to an application, and no other to a person', async () => {
		const service = await tokenFor('service');
		expect((await get('/users/user2@contoso.example/mailFolders/inbox', service)).status).toBe(200);
		expect((await get('/me', service)).body.error).toMatchObject({ code: 'BadRequest' });
		const other = await get(
			'/users/user2@contoso.example/mailFolders/inbox',
			await tokenFor('person'),
		);
		expect(other).toMatchObject({ status: 403, body: { error: { code: 'ErrorAccessDenied' } } });
	});

	it('refuses who has no token, one for Exchange, or no role', async () => {
		const none = await get('/me');
		expect(none).toMatchObject({
			status: 401,
			body: { error: { code: 'InvalidAuthenticationToken' } },
		});
		expect(none.headers.get('www-authenticate')).toMatch(/^Bearer realm=""/);
		const foreign = await get('/me', await tokenFor('person', originOf()));
		expect(foreign.body.error!.message).toContain('Invalid audience');
		const { tokens } = running.sandbox;
		const applications = tokens.settings.applications.map((one) => ({ ...one, roles: ['Other'] }));
		tokens.settings = { ...tokens.settings, applications };
		const roleless = await get('/users/user1@contoso.example', await tokenFor('service'));
		expect(roleless).toMatchObject({
			status: 403,
			body: { error: { code: 'Authorization_RequestDenied' } },
		});
	});

	it('says that there is no such user, folder or property', async () => {
		const token = await tokenFor('service');
		for (const [path, status, code] of [
			['/users/nobody@contoso.example', 404, 'Request_ResourceNotFound'],
			['/users/user1@contoso.example/mailFolders/AAMk', 404, 'ErrorItemNotFound'],
			['/users/user1@contoso.example?$select=nothing', 400, 'RequestBroker--ParseUri'],
			['/groups', 400, 'BadRequest'],
		] as const) {
			expect(await get(path, token)).toMatchObject({ status, body: { error: { code } } });
		}
	});
});

describeWithShared(
	'Graph of the sandbox against the API description',
	'samples/graph/openapi-ours.json',
	(file) => {
		const api = readGraphApi(file);
		const without = ({ '@odata.context': _context, ...rest }: Record<string, unknown>) => rest;

		it('answers what the description says', async () => {
			const token = await tokenFor('person');
			const me = without((await get('/me', token)).body);
			expect(api.check('microsoft.graph.user', me)).toEqual([]);
			const inbox = without((await get('/me/mailFolders/inbox', token)).body);
			expect(Object.keys(inbox).length).toBeGreaterThan(5);
			expect(api.check('microsoft.graph.mailFolder', inbox)).toEqual([]);
			expect(api.check('error', (await get('/me')).body)).toEqual([]);
			expect(api.check('microsoft.graph.mailFolder', { ...inbox, other: 1 })).not.toEqual([]);
		});
	},
);
