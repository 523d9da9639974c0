import path from 'node:path';
import { describeWithCommand, runCommand, works } from '../support/command';
import { useSandbox } from '../support/sandbox';

/** exchangelib (Debian package python3-exchangelib) with attachments, answers, folders and synchronization. */

const IMPORT = ['-c', 'import exchangelib'];
const python =
	['python3', '/usr/bin/python3'].find((candidate) => works(candidate, IMPORT)) ?? 'python3';

interface Seen {
	readonly attachments: { seen: unknown[]; nested: string[]; left: string[] };
	readonly answers: Record<'sent' | 'drafts' | 'topics', string[]>;
	readonly folders: Record<string, unknown>;
	readonly archive: string[];
	readonly public: string;
}

describeWithCommand('exchangelib', python, IMPORT, 'python3-exchangelib', () => {
	const server = useSandbox({
		schemes: ['Basic'],
		contacts: 0,
		fill: (store) => store.enableArchive('user1@contoso.example'),
	});
	let seen: Seen;

	beforeEach(async () => {
		const { sandbox } = server;
		const [account] = sandbox.accounts;
		const job = {
			server: sandbox.url,
			user: `${account!.domain}\\${account!.user}`,
			password: account!.password,
			mailbox: account!.mailbox,
			to: 'user2@contoso.example',
		};
		const script = path.join(__dirname, 'exchangelib_mail.py');
		const { code, stdout, stderr } = await runCommand(python, [script], JSON.stringify(job));
		if (code !== 0) throw new Error(`exchangelib: ${stderr.slice(-2_000)}`);
		seen = JSON.parse(stdout) as Seen;
	});

	it('attaches, reads, detaches and sends; answers; makes, syncs and empties folders', () => {
		const bytes = Buffer.from(Array.from({ length: 32 }, (_, n) => n)).toString('hex');
		expect(seen.attachments).toEqual({
			seen: [
				['message', 'Message', 'Inside'],
				['person', 'Contact', 'Jane'],
				['before.txt', 'text/plain', Buffer.from('saved with it').toString('hex'), 13, false],
				['Grüße & <x>.bin', 'application/x-test', bytes, 10_240, false],
				['logo.png', 'image/png', '89504e47', 4, true],
			],
			nested: ['deep'],
			left: ['message', 'person', 'Grüße & <x>.bin', 'logo.png'],
		});
		expect(seen.answers).toEqual({
			sent: ['RE: To myself', 'RE: To myself', 'To myself', 'With files'],
			drafts: ['FW: To myself'],
			topics: ['To myself'],
		});
		expect(seen.folders).toEqual({
			hierarchy: [
				['create', 'First'],
				['create', 'Second'],
			],
			initial: [['create', 'one']],
			state: true,
			changed: [
				['update', 'changed'],
				['create', 'two'],
			],
			deleted: ['delete'],
			moved: ['Renamed'],
			later: [['update', 'Renamed']],
			left: [0, 0],
			there: [],
		});
		expect(seen.archive).toEqual(['Deleted Items', 'Inbox']);
		expect(seen.public).toBe('IPM_SUBTREE');
		const received = server.sandbox.store.folder('user2@contoso.example', 'inbox');
		expect([...received.items].map((item) => item.properties.get('item:Subject'))).toEqual([
			'With files',
			'To myself',
			'RE: To myself',
			'RE: To myself',
		]);
	});
});
