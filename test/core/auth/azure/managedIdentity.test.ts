import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { useSandbox } from '../../../support/sandbox';
import { DEFAULT_CLIENTS, originOf, refusalOf, useConnections } from './support';

const running = useSandbox({ schemes: ['Bearer'] });
const connect = useConnections(() => running.sandbox);
const USER = 'user1@contoso.example';
const VARIABLES = [
	'IDENTITY_ENDPOINT',
	'IDENTITY_HEADER',
	'IMDS_ENDPOINT',
	'AZURE_POD_IDENTITY_AUTHORITY_HOST',
	'MSI_ENDPOINT',
	'IDENTITY_SERVER_THUMBPRINT',
] as const;

let before: Array<[string, string | undefined]>;
beforeEach(() => {
	before = VARIABLES.map((name) => [name, process.env[name]]);
	for (const name of VARIABLES) delete process.env[name];
	// MSAL decides once per process which service there is.
	jest.resetModules();
});
afterEach(() => {
	for (const [name, value] of before) {
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	}
});

const machine = { clientSecret: undefined, clientId: undefined, accessTokenUrl: undefined };
const onVirtualMachine = () => {
	process.env['AZURE_POD_IDENTITY_AUTHORITY_HOST'] = originOf(running.sandbox);
};

describe('AzureMSI on a virtual machine (IMDS)', () => {
	beforeEach(onVirtualMachine);

	it("reads a mailbox with the machine's own identity, asking once", async () => {
		const connection = connect('AzureMSI', { oauth: machine });
		expect(await connection.inbox(USER)).toContain('NoError');
		expect(await connection.inbox(USER)).toContain('NoError');
		expect(connection.grants).toEqual(['ManagedIdentity']);
	});

	it('uses an assigned identity by its client id, and not the one of another connection', async () => {
		const own = connect('AzureMSI', { oauth: machine });
		const assigned = connect('AzureMSI', {
			oauth: machine,
			azure: { msiClientId: DEFAULT_CLIENTS.assigned },
		});
		await own.inbox(USER);
		await assigned.inbox(USER);
		const users = running.sandbox.log.entries({ operation: 'GetFolder' }).map(({ user }) => user);
		expect(users).toEqual([
			`APPLICATION\\${DEFAULT_CLIENTS.machine}`,
			`APPLICATION\\${DEFAULT_CLIENTS.assigned}`,
		]);
	});

	it('says that the machine has no such identity', async () => {
		const connection = connect('AzureMSI', {
			oauth: machine,
			azure: { msiClientId: 'unknown-id' },
		});
		const error = await refusalOf(connection.inbox(USER));
		expect(error).toMatchObject({ field: 'msiClientId', status: 400 });
		expect(error.message).toContain("'unknown-id'");
	});

	it('says that no identity is switched on', async () => {
		const { tokens } = running.sandbox;
		tokens.settings = { ...tokens.settings, managedIdentities: [] };
		const error = await refusalOf(connect('AzureMSI', { oauth: machine }).inbox(USER));
		expect(error.message).toContain('No managed identity is switched on');
	});

	it('says that the service is unknown in the tenant', async () => {
		const oauth = { ...machine, resource: 'https://other.example' };
		const error = await refusalOf(connect('AzureMSI', { oauth }).inbox(USER));
		expect(error).toMatchObject({ code: 'AADSTS500011', field: 'oauthResource' });
	});

	it.each(['tooManyRequests', 'serviceUnavailable', 'serverError'] as const)(
		'tries again after %s',
		async (kind) => {
			running.sandbox.faults.add({ kind, match: { operation: 'ManagedIdentity' }, retryAfter: 0 });
			expect(await connect('AzureMSI', { oauth: machine }).inbox(USER)).toContain('NoError');
		},
	);

	it('fetches another token with the claims that the server demands', async () => {
		const connection = connect('AzureMSI', { oauth: machine });
		await connection.inbox(USER);
		const { tokens } = running.sandbox;
		const demandedClaims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
		tokens.settings = { ...tokens.settings, demandedClaims };
		const error = await refusalOf(connection.inbox(USER));
		// A machine cannot satisfy them; it asked once more.
		expect(error).toMatchObject({ code: 'insufficient_claims' });
		expect(connection.grants).toHaveLength(2);
	});
});

describe('AzureMSI elsewhere', () => {
	it('works on App Service', async () => {
		process.env['IDENTITY_ENDPOINT'] = `${originOf(running.sandbox)}/msi/token`;
		process.env['IDENTITY_HEADER'] = 'Sandbox-Identity-Header';
		const connection = connect('AzureMSI', {
			oauth: machine,
			azure: { msiClientId: DEFAULT_CLIENTS.assigned },
		});
		expect(await connection.inbox(USER)).toContain('NoError');
		const unknown = connect('AzureMSI', { oauth: machine, azure: { msiClientId: 'unknown-id' } });
		expect(await refusalOf(unknown.inbox(USER))).toMatchObject({ field: 'msiClientId' });
	});

	it('says within seconds that there is no managed identity', async () => {
		process.env['AZURE_POD_IDENTITY_AUTHORITY_HOST'] = 'http://127.0.0.1:9';
		const started = Date.now();
		const error = await refusalOf(connect('AzureMSI', { oauth: machine }).inbox(USER));
		expect(error).toMatchObject({ code: 'NO_MANAGED_IDENTITY', kind: 'fatal' });
		expect(error.advice).toContain('AzureServicePrincipal');
		expect(Date.now() - started).toBeLessThan(11_000);
	}, 15_000);

	it('is not held up by a service that takes requests and never answers', async () => {
		onVirtualMachine();
		running.sandbox.faults.add({
			kind: 'silence',
			match: { operation: 'ManagedIdentity' },
			times: 100,
		});
		const started = Date.now();
		const error = await refusalOf(connect('AzureMSI', { oauth: machine }).inbox(USER));
		expect(error).toMatchObject({ code: 'NO_MANAGED_IDENTITY' });
		expect(Date.now() - started).toBeLessThan(14_000);
	}, 20_000);
});

describe('AzureMSI on a machine of Azure Arc', () => {
	const folder = '/var/opt/azcmagent/tokens';
	const mayWrite = process.platform === 'linux' && process.getuid?.() === 0;
	if (!mayWrite) console.warn(`LEFT OUT: Azure Arc, ${folder} can be made by root alone`);
	const itWithFolder = (name: string, work: () => Promise<void>) =>
		mayWrite ? it(name, work) : it(`${name}: left out`, () => expect(mayWrite).toBe(false));
	beforeEach(() => {
		process.env['IDENTITY_ENDPOINT'] =
			`${originOf(running.sandbox)}/arc/metadata/identity/oauth2/token`;
		process.env['IMDS_ENDPOINT'] = originOf(running.sandbox);
	});
	const allowing = (folders: string) => ({
		files: new (jest.requireActual<typeof import('../../../../core/files/hostFiles')>(
			'../../../../core/files/hostFiles',
		).HostFiles)({ env: { N8N_RESTRICT_FILE_ACCESS_TO: folders } }),
	});

	itWithFolder('answers the challenge with what is in its file', async () => {
		const connection = connect('AzureMSI', { oauth: machine, services: allowing(folder) });
		expect(await connection.inbox(USER)).toContain('NoError');
		expect(connection.grants).toHaveLength(2);
	});

	itWithFolder("keeps to n8n's rules for files", async () => {
		const connection = connect('AzureMSI', { oauth: machine });
		const error = await refusalOf(connection.inbox(USER));
		expect(error).toMatchObject({ code: 'ARC_FILE' });
		expect(error.advice).toContain('himds');
	});

	it('reads no file outside the folder of the agent', async () => {
		const other = '/tmp/arc-elsewhere';
		mkdirSync(other, { recursive: true });
		writeFileSync(`${other}/some.key`, 'not for others');
		const { tokens } = running.sandbox;
		tokens.settings = { ...tokens.settings, arcFolder: other };
		const connection = connect('AzureMSI', { oauth: machine, services: allowing('/tmp') });
		expect(await refusalOf(connection.inbox(USER))).toMatchObject({ code: 'ARC_FOREIGN_FILE' });
		expect(connection.grants).toHaveLength(1);
		rmSync(other, { recursive: true });
	});
});
