import path from 'node:path';
import type { Account } from '../../sandbox';
import { runCommand } from '../support/command';
import { useSandbox } from '../support/sandbox';

/**
 * ews-javascript-api on what is no item: folders, files, answers, meetings, synchronization, out-of-office, free and
 * busy times, people, rules, delegates. It is a port of Microsoft's own client library.
 */

const EXPECTED = {
	folders: { renamed: true },
	attachments: { name: 'hello.txt', content: 'Hello file', has: true },
	mail: { answer: 'RE: A question', forwarded: 1, from: 'user1@contoso.example' },
	meetings: { response: 'Accept', seen: 1, cancelled: 1 },
	synchronization: { created: ['Create'], deleted: ['Delete'], folders: true },
	outOfOffice: { state: 'Enabled', reply: 'Away' },
	availability: { events: 1, suggestions: true },
	people: { address: 'user2@contoso.example', members: ['somebody@example.org'] },
	ids: { same: true },
	rules: { names: ['Move invoices'] },
	delegates: { list: ['user2@contoso.example'] },
	zones: { many: true },
	rooms: { lists: 0 },
};

describe('ews-javascript-api', () => {
	const server = useSandbox({ schemes: ['Basic'], contacts: 5 });

	it('finds every service as it expects it', async () => {
		const { url, accounts } = server.sandbox;
		const person = ({ domain, user, password, mailbox }: Account) => ({
			user: `${domain}\\${user}`,
			password,
			mailbox,
		});
		const job = { server: url, account: person(accounts[0]!), other: person(accounts[1]!) };
		const { code, stdout, stderr } = await runCommand(
			process.execPath,
			[path.join(__dirname, 'ewsServices.mjs')],
			JSON.stringify(job),
			{ TZ: 'UTC' },
		);
		if (code !== 0) throw new Error(`ews-javascript-api: ${stderr.slice(-2_000)}`);
		// The library says on standard output what it has not finished.
		const told = stdout.trim().split('\n').at(-1) ?? '';
		expect(JSON.parse(told)).toMatchObject(EXPECTED);
	}, 60_000);
});
